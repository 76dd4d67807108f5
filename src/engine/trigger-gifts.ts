import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Give } from '../model/earn.ts';
import type { Trigger } from '../model/trigger.ts';
import { amountOf, countOf, type Ground } from './earn/amount.ts';
import { earningShare } from './earn/base.ts';
import { unitName } from './earn/combine.ts';
import { countOn, NO_COUNT } from './earn/counting.ts';
import { datedGive } from './earn/life.ts';
import { holds } from './evaluate.ts';
import { keptGoods } from './goods.ts';
import { type Ask, applyLimits, type Grant, usedBefore } from './limits.ts';
import { giftKey } from './rulebook.ts';
import type { Running } from './running.ts';
import type { Scope } from './scope.ts';
import type { Counter, EventFacts, OrderRecord } from './state.ts';

/** What the gifts of a trigger are computed on. */
export interface GiftGround {
    readonly at: Instant;
    readonly facts: EventFacts | undefined;
    readonly order: OrderRecord | undefined;
    readonly scope: Scope;
    readonly asOf: number;
}

/** What a trigger gives on an occasion, exact and after its limits. */
export function triggerGifts(
    running: Running,
    trigger: Trigger,
    on: GiftGround,
    isMeant: (action: number) => boolean = () => true,
): { grants: Grant[]; counters: Map<string, Counter> } {
    const counters = new Map<string, Counter>();
    const asks = trigger.actions.flatMap((action, index): Ask[] => {
        if (action.kind !== 'give' || !isMeant(index)) return [];
        const { give } = action;
        if (give.condition !== undefined && !holds(give.condition, on.scope, running.program)) return [];
        const key = giftKey(trigger.name, index);
        const ground = groundOf(running, give, key, on, counters);
        return [
            {
                give: datedGive(give, on.scope, running.program),
                key,
                parts: [{ amount: amountOf(give, ground, running), units: countOf('units', ground, running) }],
            },
        ];
    });
    const giver = { name: trigger.name, limits: trigger.limits, round: undefined, countsFirings: true };
    return { grants: applyLimits(giver, asks, usedBefore(running, on.at, on.asOf, undefined), running.book), counters };
}

function groundOf(
    running: Running,
    give: Give,
    key: string,
    { facts, order, scope }: GiftGround,
    counters: Map<string, Counter>,
): Ground {
    const ground: Ground = {
        facts: facts ?? NO_EVENT,
        scope,
        goods: order === undefined ? [] : keptGoods(order),
        isWhole: true,
        share: order === undefined ? Rational.ONE : earningShare(order, running.program),
        givenBy: ({ rules }) => givenOnOrder(running, give, rules, order),
        passed({ of, step }) {
            const before = running.state.counts.get(key) ?? NO_COUNT;
            const { count, passed } = countOn(before, countOf(of, ground, running), step);
            counters.set(key, count);
            return Rational.of(passed);
        },
        // Rows and brackets stand in earning rules.
        inRow: () => Rational.ZERO,
        moved: () => ({ from: Rational.ZERO, to: Rational.ZERO }),
    };
    return ground;
}

/** What rules gave for the order of the occasion, less what was taken back. */
function givenOnOrder(
    running: Running,
    give: Give,
    rules: readonly string[],
    order: OrderRecord | undefined,
): Rational {
    const unit = unitName(give);
    const decimals = running.book.points.get(unit)?.decimals ?? running.program.currency.decimals;
    const given = order?.given.filter(each => rules.includes(each.rule) && each.unit === unit) ?? [];
    return given.reduce((sum, { left }) => sum.add(Rational.fromUnits(left, decimals)), Rational.ZERO);
}

/** Triggers of the calendar have no event. */
const NO_EVENT: EventFacts = {
    id: '',
    event: '',
    at: 0,
    serial: 0,
    first: false,
    fields: new Map(),
    closed: undefined,
    order: undefined,
};
