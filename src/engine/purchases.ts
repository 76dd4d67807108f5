import { Rational } from '../base/rational.ts';
import type { Expression } from '../model/expression.ts';
import type { Occurrence, Tenders } from '../model/occurrence.ts';
import type { Value } from '../model/value.ts';
import { usedUpNow } from './budgets.ts';
import { bill } from './contracts/billing.ts';
import { notePricesPaid } from './contracts/price-terms.ts';
import { protect } from './contracts/protection.ts';
import { noteCoupons } from './coupons.ts';
import type { Result } from './earn/earning.ts';
import { orderFields } from './goods.ts';
import { checkOrder } from './laws.ts';
import { NOW } from './log.ts';
import { orderTotal } from './payable.ts';
import type { PricedResult } from './prices/request.ts';
import { notePrices, price, toGoods } from './pricing.ts';
import { notePricing } from './reprice.ts';
import { settle } from './rewards.ts';
import type { Running } from './running.ts';
import { type Scope, silent } from './scope.ts';
import { placesNow } from './standing.ts';
import type { Before, EventFacts, Goods, OpenOffer, OrderRecord } from './state.ts';
import { balanceKey, balanceNow, expiringKey, expiringNow } from './view.ts';
import { walletTenders } from './wallets.ts';
import { affordable, type Wish } from './wishes.ts';

/** A purchase whose prices are known. */
export interface PricedPurchase {
    readonly facts: EventFacts;
    readonly record: OrderRecord;
    readonly priced: PricedResult;
    readonly wishes: readonly Wish[];
}

/** Prices an order and notes how things were when it began. Nothing is spent or earned yet. */
export function beginPurchase(running: Running, given: Occurrence, begun: EventFacts, scope: Scope): PricedPurchase {
    const { state } = running;
    const occurrence = withListPrices(running, given);
    const before = thingsBefore(running, begun);
    const occasion = { at: occurrence.at, scope, fields: begun.fields };
    const wishes = affordable(running, occurrence.redeems, occasion);
    const offers = takeOffers(running, occurrence.at);
    const priced = price(running, occurrence, scope, wishes, offers);
    const goods = toGoods(priced, occurrence, running);
    const total = orderTotal(priced, begun.fields, running.program);
    const fields = new Map([...begun.fields, ...fieldsOf(running, occurrence, goods), ['total', total] as const]);
    const facts: EventFacts = { ...begun, fields, order: state.orders.length };
    const record: OrderRecord = {
        facts,
        order: occurrence.order,
        goods,
        shipping: priced.shipping?.paid ?? 0n,
        tenders: occurrence.tenders,
        before,
        kept: goods.map(() => Rational.ONE),
        spent: [],
        given: [],
        stored: walletTenders(running, occurrence),
        sold: [],
        coupons: [],
        tiersAfter: before.tiers,
        ...notePricing(running, occurrence, scope, offers, priced),
    };
    state.orders.push(record);
    announce(running, occurrence, priced, record);
    noteContracts(running, record, scope);
    keepVouchers(running, offers, priced);
    notePrices(running, priced, occurrence.at);
    noteCoupons(running, priced, occurrence, record);
    return { facts, record, priced, wishes };
}

/** Lines whose price is not said cost what the list says; where it says nothing, nothing, and that is reported. */
function withListPrices(running: Running, occurrence: Occurrence): Occurrence {
    const { book } = running;
    if (!occurrence.lines.some(({ atListPrice }) => atListPrice)) return occurrence;
    const lines = occurrence.lines.map(line => {
        const price = line.sku === undefined ? undefined : book.prices.priceOf(line.sku, occurrence.at);
        if (line.atListPrice !== true) return line;
        if (price !== undefined) return { ...line, price };
        const what = line.sku === undefined ? 'the price of a line' : `the price of ${line.sku}`;
        running.emit(occurrence.at, occurrence.id, { kind: 'unknown', rule: 'purchase', what });
        return line;
    });
    return { ...occurrence, lines };
}

/** What contracts remember of a purchase. */
function noteContracts(running: Running, record: OrderRecord, scope: Scope): void {
    if (running.state.contracts.size === 0) return;
    const { at } = record.facts;
    notePricesPaid(
        running,
        record.goods.map(({ line }) => line),
        at,
    );
    protect(running, record, silent(scope));
    bill(running, record);
}

/** Running counts as they were before the purchase moved them. */
export function noteCounts({ state }: Running, { before }: OrderRecord, { counters }: Result): void {
    for (const key of counters.keys())
        before.counts.set(key, state.counts.get(key) ?? { total: Rational.ZERO, gifts: 0n });
}

/** Spends points on the rewards that the order was priced with. */
export function settleRewards(running: Running, { facts, record, priced, wishes }: PricedPurchase): void {
    for (const [index, wish] of wishes.entries()) {
        const granting = priced.rewards[index] ?? { granted: 0, discount: 0n, why: '' };
        const settled = settle(running, wish, granting, facts.at, facts.id);
        if (settled !== undefined) record.spent.push(settled.spent);
    }
}

/**
 * The next order uses every offer that is open: it is gone whether or not there was anything to take it off from.
 * Vouchers wait for an order that can use them.
 */
function takeOffers({ state }: Running, at: number): OpenOffer[] {
    if (state.offers.length === 0) return [];
    const open = state.offers.filter(({ from, until }) => from <= at && at < until);
    const later = state.offers.filter(({ from }) => from > at);
    state.offers.splice(0, state.offers.length, ...later);
    return open;
}

function keepVouchers({ state }: Running, offers: readonly OpenOffer[], { offers: used }: PricedResult): void {
    const waiting = offers.filter(({ waits }, index) => waits && (used[index]?.discount ?? 0n) === 0n);
    state.offers.unshift(...waiting);
}

function announce(
    running: Running,
    { at, id, order, tenders }: Occurrence,
    priced: PricedResult,
    record: OrderRecord,
): void {
    const { gross, discount, paid, net, cost, tax, shipping, total, discounts } = priced;
    const money = {
        gross,
        discount,
        paid,
        net,
        cost,
        tax,
        shipping,
        total,
        due: dueOf(total ?? paid, tenders, record),
    };
    const lines = priced.lines.map(line => ({
        index: line.index,
        sku: line.sku,
        quantity: line.quantity,
        gross: line.gross,
        paid: line.paid,
        net: line.net,
        tax: line.tax,
        ...(line.taxes === undefined ? {} : { taxes: line.taxes }),
        discounts: line.discounts,
    }));
    running.emit(at, id, { kind: 'purchase', order, lines, ...money, discounts });
    checkOrder(running, id, priced);
}

/** What is left to be paid with money; gift cards and credit are means of payment, they change no price. */
function dueOf(total: bigint, tenders: Tenders | undefined, { stored }: OrderRecord): bigint {
    const fromWallets = stored.reduce((sum, { own }) => sum + own, 0n);
    const left = total - (tenders?.giftCard ?? 0n) - (tenders?.credit ?? 0n) - fromWallets;
    return left > 0n ? left : 0n;
}

function fieldsOf(
    running: Running,
    { order, shipping, tenders }: Occurrence,
    goods: readonly Goods[],
): [string, Value][] {
    const { program } = running;
    const money = (minor: bigint): Rational => Rational.fromUnits(minor, program.currency.decimals);
    const fields = orderFields(goods, program);
    if (order !== undefined) fields.push(['order', order]);
    if (shipping !== undefined) fields.push(['shipping', money(shipping)]);
    fields.push(['gift_card', money(tenders?.giftCard ?? 0n)], ['credit', money(tenders?.credit ?? 0n)]);
    return fields;
}

function thingsBefore(running: Running, facts: EventFacts): Before {
    const { state, book } = running;
    return {
        tiers: state.tierNames,
        fields: state.fields,
        balances: new Map(book.askedBalances.map(asked => answer(running, asked, facts))),
        sharedUse: new Map(),
        counts: new Map(),
        surplus: new Map([...state.tiers].map(([ladder, { surplus }]) => [ladder, surplus])),
        ...(book.awaited.size === 0 ? {} : { usedUp: usedUpNow(running, facts.at) }),
        ...(book.rankings.size === 0 ? {} : { ranked: placesNow(running) }),
    };
}

function answer(
    running: Running,
    asked: Extract<Expression, { kind: 'points balance' | 'points expiring' }>,
    { at }: EventFacts,
): [string, Value] {
    if (asked.kind === 'points balance') {
        return [balanceKey(asked.points, asked.what), balanceNow(running, asked.points, asked.what)];
    }
    const view = { at, asOf: NOW, facts: undefined, before: undefined, supposed: undefined, expiringOn: undefined };
    const value = expiringNow(running, { ...view, onUnknown: undefined }, asked.points, asked.within);
    return [expiringKey(asked.points, asked.within), value];
}
