import type { Effect } from '../../model/outcome.ts';
import type { Action } from '../../model/trigger.ts';

/** What an action did, with the amount that was told of it. */
export function effectsOf(action: Action, amount: number | undefined, step: number): Effect[] {
    switch (action.kind) {
        case 'send':
        case 'ask':
            return [{ kind: action.kind, message: action.message, channels: action.channels }];
        case 'give': {
            const { unit } = action.give;
            const given = {
                unit: unit.kind === 'points' ? unit.points : unit.currency,
                amount: BigInt(amount ?? 0),
            };
            return [{ kind: 'give', ...given }];
        }
        case 'extend':
        case 'present':
            return [];
        case 'take':
            return amount === undefined ? [] : [{ kind: 'take', points: action.points, amount: BigInt(amount) }];
        case 'move':
            return [{ kind: 'move', ladder: action.ladder, tier: action.tier }];
        case 'escalate':
            return [{ kind: 'escalate', to: action.to }];
        case 'open case':
            return [{ kind: 'open case', name: action.name, for: action.for }];
        case 'visit':
        case 'call':
            return [{ kind: action.kind, by: action.by }];
        case 'tag':
            return [{ kind: 'tag', tag: action.tag }];
        case 'offer':
            return [{ kind: 'offer', text: action.text, until: (amount ?? 0) * step }];
    }
}
