import type { Program } from '../../model/program.ts';
import type { Trigger } from '../../model/trigger.ts';
import { isCommon } from '../budget-account.ts';
import type { Shape } from './shape.ts';

/** The program without the rules that never do anything over this data: what they say is not in the way. */
export function withoutIdle(program: Program, shape: Shape): Program {
    const redeems = shape.hasEvent('redemption') || isKnown(shape, 'purchase', 'reward');
    const isReferred = shape.columns.memberFields.has('referrer');
    return {
        ...program,
        earns: program.earns
            .filter(({ occasion, paidWith }) => {
                // Where orders are paid otherwise than with money, the data is refused.
                if (paidWith !== undefined && !paidWith.includes('money')) return false;
                if (occasion.kind === 'referred') return isReferred;
                return shape.hasEvent(occasion.kind === 'item' ? 'purchase' : occasion.event);
            })
            .map(earn => (isReferred ? earn : { ...earn, gives: earn.gives.filter(({ to }) => to === 'member') })),
        prices: program.prices.filter(({ phase, of }) =>
            shape.hasEvent(phase === 'event' ? (of?.event ?? '') : 'purchase'),
        ),
        rewards: redeems ? program.rewards : [],
        triggers: program.triggers.filter(trigger => canFire(trigger, program, shape)),
    };
}

/** What is announced for everybody is not in columns: data with announcements is not folded. */
function canFire({ occasion }: Trigger, { budgets }: Program, shape: Shape): boolean {
    switch (occasion.kind) {
        case 'event':
        case 'open':
            return shape.hasEvent(occasion.event);
        case 'announced':
            return false;
        case 'annual':
            return shape.columns.memberFields.has(occasion.field);
        case 'periodic':
        case 'on day':
        case 'silence':
        case 'before expiry':
        case 'tier':
            return true;
        case 'used up':
            return !budgets.some(budget => budget.name === occasion.budget && isCommon(budget));
    }
}

function isKnown(shape: Shape, event: string, field: string): boolean {
    const column = shape.field(event, field);
    return column !== undefined && shape.isSomewhereKnownIn(column, event);
}
