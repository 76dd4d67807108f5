import type { Outcome } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import type { Reward } from '../../model/reward.ts';
import type { Trigger } from '../../model/trigger.ts';

/** A rule of which one wants to see what it does. */
export interface Rule {
    readonly kind: 'earn' | 'price' | 'trigger' | 'reward';
    readonly name: string;
    /** As it stands in the model. */
    readonly model: object;
    /** The event that it looks at; absent where nothing has to happen. */
    readonly event: string | undefined;
    readonly reward: Reward | undefined;
    /** It looks at, or gives to, the one who brought the member. */
    readonly hasFriend: boolean;
    /** Time has to pass. */
    readonly isTimed: boolean;
}

/** Undefined where there is none of this name, or none that one person's history shows. */
export function ruleNamed(name: string, program: Program): Rule | undefined {
    const earn = program.earns.find(each => each.name === name);
    if (earn) {
        const { occasion } = earn;
        const event = occasion.kind === 'item' ? 'purchase' : occasion.event;
        const hasFriend = occasion.kind === 'referred' || earn.gives.some(({ to }) => to === 'referrer');
        return { kind: 'earn', name, model: earn, event, reward: undefined, hasFriend, isTimed: false };
    }
    const plain = { name, reward: undefined, hasFriend: false, isTimed: false };
    const price = program.prices.find(each => each.name === name);
    if (price) return { ...plain, kind: 'price', model: price, event: price.of?.event ?? 'purchase' };
    const reward = program.rewards.find(each => each.name === name);
    if (reward) {
        const inOrder = !['credit', 'points', 'thing'].includes(reward.benefit.kind);
        return { ...plain, kind: 'reward', model: reward, reward, event: inOrder ? 'purchase' : 'redemption' };
    }
    const trigger = program.triggers.find(each => each.name === name && each.journey === undefined);
    return trigger && triggerRule(trigger);
}

function triggerRule(trigger: Trigger): Rule | undefined {
    const { occasion, name } = trigger;
    const rule = { kind: 'trigger', name, model: trigger, reward: undefined, hasFriend: false } as const;
    switch (occasion.kind) {
        case 'event':
            return { ...rule, event: occasion.event, isTimed: occasion.delay !== undefined };
        case 'silence':
        case 'open':
            return { ...rule, event: occasion.event, isTimed: true };
        case 'before expiry':
            return { ...rule, event: 'purchase', isTimed: true };
        case 'tier':
            return { ...rule, event: 'purchase', isTimed: occasion.change !== 'reached' };
        case 'annual':
        case 'periodic':
        case 'on day':
            return { ...rule, event: undefined, isTimed: true };
        case 'announced':
        case 'used up':
            return undefined;
    }
}

/** Whether an outcome is something that the rule did. */
export function isDoneBy({ kind, name }: Rule, outcome: Outcome): boolean {
    switch (kind) {
        case 'earn':
            return (
                (outcome.kind === 'posting' &&
                    outcome.flow === 'issued' &&
                    outcome.rule === name &&
                    outcome.amount > 0n) ||
                (outcome.kind === 'credit' && outcome.rule === name && outcome.amount > 0n)
            );
        case 'price':
            return (
                (outcome.kind === 'purchase' || outcome.kind === 'price') &&
                outcome.discounts.some(({ rule, amount }) => rule === name && amount !== 0n)
            );
        case 'reward':
            return outcome.kind === 'redemption' && outcome.reward === name && outcome.granted > 0;
        case 'trigger':
            return outcome.kind === 'trigger' && outcome.trigger === name && outcome.result === 'fired';
    }
}
