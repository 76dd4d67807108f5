import type { Budget } from '../../model/budget.ts';
import type { Earn, Give, Limit } from '../../model/earn.ts';
import type { Price } from '../../model/price.ts';
import type { Reward } from '../../model/reward.ts';
import type { Action, Trigger } from '../../model/trigger.ts';
import { isCommon } from '../budget-account.ts';
import { type Checks, each, empty, fine, reasonsOf, unless } from './checks.ts';
import { isOfDays } from './supported-accounts.ts';

export const LIMIT: Checks<Limit> = {
    span: fine,
    text: fine,
    amount: fine,
    of: (of, { text }) => unless(of === 'points' || of === 'times', `'${text}' is not compiled`),
    unit: fine,
    scope: (scope, { text }) => unless(scope === 'member', `'${text}' is shared by members, which is not compiled`),
    group: fine,
    period: ({ kind }, { text }) => unless(kind !== 'membership year', `'${text}' is not compiled`),
    perLine: fine,
    each: (by, { text }) => unless(by === undefined, `'${text}' is not compiled`),
    excess: fine,
};

export const GIVE: Checks<Give> = {
    span: fine,
    text: fine,
    unit: ({ kind }, { text }) => unless(kind === 'points', `'${text}' gives money, which is not compiled`),
    amount: fine,
    basis: (basis, { text }) =>
        unless(
            ['flat', 'per', 'of rules', 'every', 'in a row'].includes(basis.kind) &&
                !(basis.kind === 'in a row' && basis.missed !== undefined),
            `'${text}' is not compiled`,
        ),
    to: (to, { text }) => unless(to === 'member', `'${text}' is for somebody else, which is not compiled`),
    expiring: (life, { text }) => unless(life?.kind !== 'through field', `'${text}' is not compiled`),
    recipient: fine,
    pendingUntil: (until, { text }) =>
        unless(until === undefined, `'${text}' waits for a day or an event, which is not compiled`),
    pending: (pending, { text }) =>
        unless(pending === undefined, `'${text}' is pending by itself, which is not compiled`),
    atLeast: (least, { text }) => unless(least === undefined, `'${text}' has a floor, which is not compiled`),
    atMost: fine,
    condition: fine,
};

export const EARN: Checks<Earn> = {
    name: fine,
    title: fine,
    doc: fine,
    span: fine,
    occasion: ({ kind }, { name }) => unless(kind !== 'referred', `'${name}' is about friends, which is not compiled`),
    when: fine,
    where: fine,
    during: fine,
    paidWith: (paid, { name }) => unless(paid === undefined, `'${name}' asks how was paid, which is not compiled`),
    gives: each(GIVE),
    limits: (limits, { name, occasion }) => [
        ...each(LIMIT)(limits),
        ...unless(
            occasion.kind !== 'item' || limits.every(({ of }) => of === 'points'),
            `limits of '${name}' tell lines apart, which is not compiled`,
        ),
    ],
    round: fine,
    roundEach: fine,
};

export function reasonsOfAction(action: Action): readonly string[] {
    switch (action.kind) {
        case 'send':
        case 'ask':
        case 'escalate':
        case 'open case':
        case 'visit':
        case 'call':
        case 'tag':
            return [];
        case 'take':
            return unless(action.share !== true && action.givenBy === undefined, `'${action.text}' is not compiled`);
        case 'give': {
            const { kind } = action.give.basis;
            return [
                ...reasonsOf(GIVE, action.give),
                ...unless(
                    !['of rules', 'every', 'in a row'].includes(kind),
                    `'${action.text}' is not compiled in a trigger`,
                ),
            ];
        }
        case 'move':
            return unless(action.duration === undefined, `'${action.text}' is not compiled`);
        case 'extend':
        case 'present':
            return [`'${action.text}' is not compiled`];
        case 'offer':
            return unless(action.per === undefined, `'${action.text}' is not compiled`);
    }
}

export function reasonsOfOccasion({ occasion, name }: Trigger): readonly string[] {
    switch (occasion.kind) {
        case 'event':
            return unless(occasion.delay === undefined, `'${name}' waits, which is not compiled`);
        case 'silence':
        case 'on day':
        case 'annual':
        case 'periodic':
        case 'before expiry':
        case 'tier':
            return [];
        case 'open':
        case 'announced':
        case 'used up':
            return [`what '${name}' waits for is not compiled`];
    }
}

export const TRIGGER: Checks<Trigger> = {
    name: fine,
    title: fine,
    doc: fine,
    span: fine,
    occasion: (_, trigger) => reasonsOfOccasion(trigger),
    atMinute: fine,
    when: fine,
    during: fine,
    actions: list => list.flatMap(reasonsOfAction),
    limits: each(LIMIT),
    holdOut: fine,
    watch: (watch, { name }) =>
        unless(
            watch === undefined || (watch.event === 'purchase' && isOfDays(watch.duration.unit)),
            `what '${name}' watches is not compiled`,
        ),
    messaging: (messaging, { name }) =>
        unless(
            messaging === undefined || (messaging.consent === undefined && messaging.quiet === undefined),
            `consent and quiet hours of '${name}' are not compiled`,
        ),
    journey: (journey, { name }) => unless(journey === undefined, `the journey '${name}' is not compiled`),
};

export const REWARD: Checks<Reward> = {
    name: fine,
    title: fine,
    doc: fine,
    span: fine,
    costs: ({ cases }, { name }) => unless(cases.length === 0, `prices of '${name}' under conditions are not compiled`),
    when: fine,
    during: fine,
    benefit: ({ kind }, { name }) => unless(kind === 'thing', `what '${name}' gives is not compiled`),
    where: fine,
    first: fine,
    atMost: fine,
    atLeast: (least, { name }) => unless(least === undefined, `how much of '${name}' is had at least is not compiled`),
    limits: (list, { name }) => empty(`limits of '${name}'`)(list),
};

export const BUDGET: Checks<Budget> = {
    name: fine,
    title: fine,
    doc: fine,
    span: fine,
    covers: fine,
    atMost: ({ kind }, budget) =>
        unless(isCommon(budget) || kind === 'points', `the budget '${budget.name}' in money is not compiled`),
    per(per, budget) {
        if (per?.scope === 'member') return reasonsOf(LIMIT, per);
        return unless(isCommon(budget), `the budget '${budget.name}' is shared by members, which is not compiled`);
    },
    during: fine,
    excess: fine,
    afterwards: ({ kind }, budget) =>
        unless(
            kind === 'stop' || (isCommon(budget) && kind === 'share'),
            `what comes after the budget '${budget.name}' is not compiled`,
        ),
};

/** Prices are worked out by the interpreter's own rules, over what code hands to them. */
export const PRICE: Checks<Price> = {
    name: fine,
    title: fine,
    doc: fine,
    span: fine,
    phase: (phase, { name }) => unless(phase !== 'event', `the price '${name}' of an event is not compiled`),
    of: fine,
    when: fine,
    where: fine,
    during: fine,
    actions: fine,
    floor: fine,
    spread: fine,
    spreadTax: fine,
    after: fine,
    remainder: fine,
    lineFloor: fine,
    ceiling: fine,
    priority: fine,
    every: fine,
    nth: fine,
    zeroUnits: (zero, { name }) => unless(zero !== true, `'${name}' looks at lines of no units, which is not compiled`),
    rounding: fine,
    stops: fine,
    first: fine,
    limits: (limits, { name }) =>
        unless(
            limits.every(({ period, scope }) => period.kind === 'occasion' && scope === 'member'),
            `limits of '${name}' are not compiled`,
        ),
    neverWith: fine,
    coupon: (coupon, { name }) => unless(coupon === undefined, `'${name}' asks for a code, which is not compiled`),
    charge: fine,
};
