import { apportion } from '../base/apportion.ts';
import { Rational } from '../base/rational.ts';
import type { Occurrence } from '../model/occurrence.ts';
import { whyWaiting } from './budgets.ts';
import { contractPrices } from './contracts/price-terms.ts';
import { couponRefusal } from './coupons.ts';
import { isDuring } from './during.ts';
import { totalsOf } from './goods.ts';
import { usedBefore } from './limits.ts';
import { priceOrder } from './prices/price-order.ts';
import type { PricedResult, PriceRequest } from './prices/request.ts';
import { toGoods, withoutStored } from './pricing.ts';
import { declared, isInForce, type Running } from './running.ts';
import { type Scope, silent } from './scope.ts';
import type { Goods, OpenOffer, OrderRecord, Pricing } from './state.ts';
import { scopeOf } from './view.ts';

/**
 * What an order must remember to be priced anew when a part of it comes back; nothing where the program keeps prices.
 * An order under a contract keeps them, too: what the contract said then is not what it says now.
 */
export function notePricing(
    running: Running,
    occurrence: Occurrence,
    scope: Scope,
    offers: readonly OpenOffer[],
    priced: PricedResult,
): Pick<OrderRecord, 'pricing'> {
    const { program } = running;
    if (program.returnPrices !== 'anew' || contractPrices(running, occurrence.at).length > 0) return {};
    const refusal = couponRefusal(running, occurrence, silent(scope));
    const minor = Rational.fromUnits(1n, program.currency.decimals);
    const pricing: Pricing = {
        coupons: (program.coupons ?? []).flatMap(({ name }) => (refusal(name) === undefined ? [name] : [])),
        offers,
        rewards: priced.rewards.flatMap(({ reward, granted: times }) => (times > 0 ? [{ reward, times }] : [])),
        budgets: new Map(priced.budgets.map(({ name, used }) => [name, used.mul(minor)])),
    };
    return { pricing };
}

/**
 * What is kept of an order, line by line, by the rules that looked at the purchase and as things were then. It never
 * costs more than what had been paid for all that was kept so far: nobody pays for bringing something back.
 */
export function repriced(
    running: Running,
    record: OrderRecord,
    kept: readonly Rational[],
    paidSoFar: bigint,
): readonly (Goods | undefined)[] | undefined {
    if (record.pricing === undefined) return undefined;
    const numbers = [...record.goods.keys()].filter(index => kept[index]?.isZero() === false);
    const lines = numbers.flatMap((number, index) => {
        const goods = record.goods[number];
        const share = kept[number];
        return goods && share ? [{ ...goods.line, index, quantity: goods.quantity.mul(share) }] : [];
    });
    const priced = priceOrder(requestOf(running, record, record.pricing, lines));
    const goods = atMost(
        paidSoFar,
        toGoods(withoutStored(priced, lines, running.program), { lines }, running).map((each, index) => {
            const was = record.goods[numbers[index] ?? 0];
            return was === undefined ? each : { ...each, line: was.line };
        }),
    );
    return record.goods.map((_, number) => goods[numbers.indexOf(number)]);
}

function requestOf(
    running: Running,
    { facts, before }: OrderRecord,
    pricing: Pricing,
    lines: Occurrence['lines'],
): PriceRequest {
    const { book, place, program } = running;
    const { at, serial } = facts;
    const used = usedBefore(running, at, serial, before);
    const view = { at, asOf: serial, facts, before, supposed: undefined, expiringOn: undefined, onUnknown: undefined };
    return {
        program: isInForce(running, at) ? program : book.idle,
        lines,
        scope: silent(scopeOf(running, view)),
        at,
        zone: place.zone,
        rewards: pricing.rewards.map(({ reward, times }) => ({ reward: declared(book.rewards, reward), times })),
        offers: pricing.offers,
        headroom(rule, index, value) {
            const limit = rule.limits[index];
            return limit?.amount.sub(used(rule.name, limit, index, value));
        },
        budgets: program.budgets.flatMap(({ name, covers, atMost: { kind }, during }) => {
            if (kind !== 'money' || !isDuring(during, at, place.zone)) return [];
            return [{ name, covers, left: pricing.budgets.get(name) ?? Rational.ZERO }];
        }),
        waiting: rule => whyWaiting(running, rule, at, budget => before.usedUp?.has(budget) ?? false),
        couponRefusal: name => (pricing.coupons.includes(name) ? undefined : `the order has no code of '${name}'`),
    };
}

function atMost(most: bigint, goods: readonly Goods[]): readonly Goods[] {
    const { paid } = totalsOf(goods);
    if (paid <= most) return goods;
    const shares = apportion(
        most,
        goods.map(each => each.paid),
    );
    return goods.map((each, index) => {
        const share = shares?.[index] ?? 0n;
        const part = each.paid === 0n ? Rational.ZERO : Rational.of(share, each.paid);
        const net = Rational.of(each.net).mul(part).round('half up');
        return { ...each, paid: share, net, exactNet: each.exactNet.mul(part), rewarded: each.rewarded.mul(part) };
    });
}
