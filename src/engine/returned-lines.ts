import { apportion } from '../base/apportion.ts';
import { Rational } from '../base/rational.ts';
import { lesser } from '../base/whole.ts';
import type { Line, Occurrence } from '../model/occurrence.ts';
import { keptGoods, scaled, totalsOf } from './goods.ts';
import { isTaxIn, withoutTax } from './prices/tax.ts';
import { repriced } from './reprice.ts';
import type { Running } from './running.ts';
import type { Goods, MemberState, OrderRecord } from './state.ts';

/** What comes back: new kept shares of the orders that it was bought in, and what was never bought here. */
export interface ReturnPlan {
    /** By number of the order. */
    readonly kept: Map<number, Rational[]>;
    /** By number of the order: what is kept of it, where that is priced anew. */
    readonly anew: Map<number, readonly (Goods | undefined)[]>;
    orphanPaid: bigint;
    orphanNet: bigint;
    orphanUnits: Rational;
}

/** Finds what a return brings back (see Returns in the page of meanings). Changes nothing. */
export function planReturn(running: Running, occurrence: Occurrence): ReturnPlan {
    const plan = planLines(running, occurrence);
    // An amount of money says of no article that it came back.
    const isOfArticles = occurrence.lines.every(({ sku }) => sku !== undefined);
    for (const [number, kept] of plan.kept) {
        const record = running.state.orders[number];
        if (record === undefined) continue;
        const isWhole = kept.every(share => share.isZero());
        const paid = totalsOf(keptGoods(record)).paid;
        const goods = isOfArticles && !isWhole ? repriced(running, record, kept, paid) : lessOf(record, kept);
        if (goods !== undefined) plan.anew.set(number, goods);
    }
    return plan;
}

/** What was priced anew before, as far as it is kept now. */
function lessOf({ anew, kept: before }: OrderRecord, kept: readonly Rational[]): OrderRecord['anew'] {
    return anew?.map((each, index) => {
        const [was, now] = [before[index], kept[index]];
        if (each === undefined || was === undefined || now === undefined || now.isZero()) return undefined;
        return scaled(each, now.div(was));
    });
}

function planLines(running: Running, occurrence: Occurrence): ReturnPlan {
    const plan: ReturnPlan = {
        kept: new Map(),
        anew: new Map(),
        orphanPaid: 0n,
        orphanNet: 0n,
        orphanUnits: Rational.ZERO,
    };
    const { orders } = running.state;
    if (occurrence.order === undefined) {
        for (const line of occurrence.lines) takeMostRecent(running, plan, line, occurrence.at);
        return plan;
    }
    const number = orders.findLastIndex(({ order }) => order === occurrence.order);
    if (occurrence.lines.length === 0 && number >= 0)
        plan.kept.set(
            number,
            (orders[number]?.goods ?? []).map(() => Rational.ZERO),
        );
    for (const line of occurrence.lines) {
        const rest =
            number < 0 ? wholeOf(line, running) : takeFrom(running, plan, number, line, wholeOf(line, running));
        addOrphan(running, plan, line, rest);
    }
    return plan;
}

/** What of a returned line has not been found yet: units of an article, or an amount where it names none. */
interface Rest {
    readonly units: Rational;
    /** Minor units, for lines without an article. */
    readonly amount: bigint;
}

function wholeOf({ quantity, price }: Line, { program }: Running): Rest {
    return { units: quantity, amount: price.mul(quantity).toUnits(program.currency.decimals, 'half up') };
}

/** The member's most recent lines of the same article that have not come back. */
function takeMostRecent(running: Running, plan: ReturnPlan, line: Line, at: number): void {
    const bought = boughtBefore(running.state, line.sku);
    let rest = wholeOf(line, running);
    for (let index = bought.length - 1; index >= 0 && !isDone(rest, line); index--) {
        const number = bought[index] ?? -1;
        const order = running.state.orders[number];
        if (order !== undefined && order.facts.at <= at) rest = takeFrom(running, plan, number, line, rest);
    }
    addOrphan(running, plan, line, rest);
}

const isDone = ({ units, amount }: Rest, { sku }: Line): boolean =>
    sku === undefined ? amount === 0n : units.isZero();

/** Takes from one order what it has of a line; returns what is left to be found. */
function takeFrom({ state }: Running, plan: ReturnPlan, number: number, line: Line, rest: Rest): Rest {
    const order = state.orders[number];
    if (order === undefined) return rest;
    const kept = plan.kept.get(number) ?? [...order.kept];
    const left = line.sku === undefined ? takeAmount(order, kept, rest) : takeUnits(order, kept, line.sku, rest);
    if (left !== rest) plan.kept.set(number, kept);
    return left;
}

function takeUnits({ goods }: OrderRecord, kept: Rational[], sku: string, rest: Rest): Rest {
    let { units } = rest;
    for (const [index, { line, quantity }] of goods.entries()) {
        const share = kept[index] ?? Rational.ZERO;
        if (line.sku !== sku || share.isZero() || quantity.isZero() || units.isZero()) continue;
        const taken = units.min(quantity.mul(share));
        kept[index] = share.sub(taken.div(quantity));
        units = units.sub(taken);
    }
    return units === rest.units ? rest : { ...rest, units };
}

/** An amount comes from all lines that are kept, in proportion to what was paid for them. */
function takeAmount({ goods, anew }: OrderRecord, kept: Rational[], rest: Rest): Rest {
    const paid = goods.map((each, index) => {
        const now = anew === undefined ? scaled(each, kept[index] ?? Rational.ZERO) : anew[index];
        return now?.paid ?? 0n;
    });
    const total = paid.reduce((sum, each) => sum + each, 0n);
    const taken = lesser(rest.amount, total);
    const parts = taken > 0n ? apportion(taken, paid) : undefined;
    if (parts === undefined) return rest;
    for (const [index, each] of goods.entries()) {
        const left = (paid[index] ?? 0n) - (parts[index] ?? 0n);
        // When all money is given back, what cost nothing comes back too.
        if (taken === total) kept[index] = Rational.ZERO;
        else if ((parts[index] ?? 0n) > 0n)
            kept[index] = leftOf(kept[index], left, paid[index], anew ? undefined : each.paid);
    }
    return { units: Rational.ZERO, amount: rest.amount - taken };
}

/** What is kept of a line of which so much money is left: of what it had cost, or of what it costs since it was priced anew. */
function leftOf(
    kept: Rational | undefined,
    left: bigint,
    paidNow: bigint | undefined,
    paidAtFirst: bigint | undefined,
): Rational {
    if (paidAtFirst !== undefined) return Rational.of(left, paidAtFirst);
    return (kept ?? Rational.ONE).mul(Rational.of(left, paidNow ?? 1n));
}

function addOrphan({ program }: Running, plan: ReturnPlan, line: Line, rest: Rest): void {
    if (isDone(rest, line)) return;
    const exact = line.price.mul(rest.units);
    const paid = line.sku === undefined ? rest.amount : exact.toUnits(program.currency.decimals, 'half up');
    plan.orphanPaid += paid;
    plan.orphanNet += withoutTax(Rational.of(paid), line.tax, isTaxIn(line, program)).round('half up');
    if (line.sku !== undefined) plan.orphanUnits = plan.orphanUnits.add(rest.units);
}

/** Numbers of the orders that hold an article, in their order; made when the first return asks, and kept up. */
interface Index {
    known: number;
    readonly orders: Map<string | undefined, number[]>;
}

const indexes = new WeakMap<MemberState, Index>();

function boughtBefore(state: MemberState, sku: string | undefined): readonly number[] {
    const index = indexes.get(state) ?? { known: 0, orders: new Map() };
    indexes.set(state, index);
    for (; index.known < state.orders.length; index.known++) {
        for (const { line } of state.orders[index.known]?.goods ?? []) {
            const numbers = index.orders.get(line.sku) ?? [];
            index.orders.set(line.sku, numbers);
            if (numbers.at(-1) !== index.known) numbers.push(index.known);
        }
    }
    return index.orders.get(sku) ?? [];
}
