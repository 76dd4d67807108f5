import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { ReturnedPart } from '../model/outcome.ts';
import type { Value } from '../model/value.ts';
import { unbill } from './contracts/billing.ts';
import { unprotect } from './contracts/protection.ts';
import { giveCouponsBack } from './coupons.ts';
import { earningOf, type Result } from './earn/earning.ts';
import { isReturnedWhole, keptGoods, keptLine, orderFields, type Totals, totalFields, totalsOf } from './goods.ts';
import { lower, lowerSpend } from './metrics.ts';
import { keptTotal } from './payable.ts';
import { restorePoints } from './restore.ts';
import { planReturn, type ReturnPlan } from './returned-lines.ts';
import { nextSerial, type Running } from './running.ts';
import { silent } from './scope.ts';
import type { EventFacts, Goods, OrderRecord } from './state.ts';
import { undoGifts } from './undo.ts';
import { scopeOf } from './view.ts';
import { returnStored } from './wallets.ts';

/** What a return comes to. */
export interface Returned {
    readonly fields: readonly [string, Value][];
    /** The purchase that was found for it. */
    readonly order: string | undefined;
    readonly isOrphan: boolean;
    readonly totals: Totals;
    /** What the data says was given back, less what the goods had cost; it changes spend and nothing else. */
    readonly correction: Money;
    readonly plan: ReturnPlan;
}

/** Minor units. */
interface Money {
    readonly paid: bigint;
    readonly net: bigint;
}

/** Finds what comes back. Nothing is changed yet. */
export function findReturned(running: Running, occurrence: Occurrence): Returned {
    const plan = planReturn(running, occurrence);
    const matched = totalsOfPlan(running, plan);
    const correction = correctionOf(running, occurrence, matched);
    const totals = { ...matched, paid: matched.paid + correction.paid, net: matched.net + correction.net };
    const lines = [...plan.kept].reduce((sum, [number, kept]) => {
        return (
            sum + kept.filter((share, index) => !(running.state.orders[number]?.kept[index] ?? share).eq(share)).length
        );
    }, 0);
    const [first] = plan.kept.keys();
    return {
        fields: totalFields(totals, totals.paid - totals.net, lines, running.program),
        order: first === undefined ? undefined : running.state.orders[first]?.order,
        isOrphan: plan.orphanPaid > 0n,
        totals,
        correction,
        plan,
    };
}

/** Lines that are marked as paid say what was given back, whatever had been paid for the goods. */
function correctionOf({ program }: Running, { lines }: Occurrence, { paid, net }: Totals): Money {
    if (lines.length === 0 || !lines.every(line => line.paid)) return { paid: 0n, net: 0n };
    const stated = lines.reduce(
        (sum, { price, quantity }) => sum + price.mul(quantity).toUnits(program.currency.decimals, 'half up'),
        0n,
    );
    const difference = stated - paid;
    return {
        paid: difference,
        net: paid === 0n ? difference : Rational.of(difference * net, paid).round('half up'),
    };
}

/** Takes back what was earned on what comes back, restores what was spent on it, and lowers the metrics (row 13). */
export function applyReturn(running: Running, { totals, plan, order, correction }: Returned, facts: EventFacts): void {
    const { at, id } = facts;
    const { paid, net } = totals;
    running.emit(at, id, { kind: 'return', order, paid, net, orphan: plan.orphanPaid, parts: partsOf(running, plan) });
    const serial = nextSerial(running);
    for (const [number, kept] of plan.kept) {
        const record = running.state.orders[number];
        const anew = plan.anew.get(number);
        if (record !== undefined)
            applyToOrder(running, record, { kept, ...(anew && { anew }) }, { at, serial, cause: id });
    }
    unprotect(running, plan.kept.keys(), at, id);
    unbill(running, plan.kept.keys(), at, id);
    const rest = { paid: plan.orphanPaid + correction.paid, net: plan.orphanNet + correction.net };
    if (rest.paid !== 0n) lowerSpend(running, rest, at, serial);
}

function applyToOrder(
    running: Running,
    record: OrderRecord,
    { kept, anew }: Pick<OrderRecord, 'kept' | 'anew'>,
    back: { readonly at: Instant; readonly serial: number; readonly cause: string },
): void {
    const before = asOfThen(running, record);
    const had = earnedOn(running, record, before);
    record.kept = kept;
    if (anew !== undefined) record.anew = anew;
    const after = asOfThen(running, record);
    const keeps = isReturnedWhole(record) ? NOTHING : earnedOn(running, record, after);
    undoGifts(running, record, { had, keeps, facts: after.facts, ...back });
    restorePoints(running, record, back);
    returnStored(running, record, back);
    if (isReturnedWhole(record)) giveCouponsBack(running, record, back.serial);
    lower(running, record, before, after, back);
}

const NOTHING: Result = { earned: [], milestones: [], counters: new Map(), marks: new Map() };

/** An order as far as it is kept now, looked at from the moment at which it began. */
function asOfThen(running: Running, record: OrderRecord): Kept {
    const goods = keptGoods(record);
    const total = keptTotal(record, running.program);
    const fields = new Map([...record.facts.fields, ...orderFields(goods, running.program), ...total]);
    const facts: EventFacts = { ...record.facts, fields };
    const terms = { supposed: undefined, expiringOn: undefined, onUnknown: undefined };
    const scope = scopeOf(running, { at: facts.at, asOf: facts.serial, facts, before: record.before, ...terms });
    return { facts, goods, scope: silent(scope) };
}

interface Kept {
    readonly facts: EventFacts;
    readonly goods: readonly Goods[];
    readonly scope: ReturnType<typeof silent>;
}

function earnedOn(running: Running, record: OrderRecord, { facts, goods }: Kept): Result {
    const quiet = { verdict: undefined, onUnknown: undefined };
    return earningOf(running, { facts, goods, payment: record, before: record.before, isAgain: true, ...quiet });
}

function totalsOfPlan({ state }: Running, plan: ReturnPlan): Totals {
    let [gross, paid, net, units] = [plan.orphanPaid, plan.orphanPaid, plan.orphanNet, plan.orphanUnits];
    for (const [number, kept] of plan.kept) {
        const record = state.orders[number];
        if (record === undefined) continue;
        const [had, keeps] = [totalsOf(keptGoods(record)), totalsOf(keptGoods(afterwards(plan, number, record, kept)))];
        gross += had.gross - keeps.gross;
        paid += had.paid - keeps.paid;
        net += had.net - keeps.net;
        units = units.add(had.units.sub(keeps.units));
    }
    return { gross, paid, net, units };
}

/** An order as it is after the return. */
const afterwards = (plan: ReturnPlan, number: number, record: OrderRecord, kept: readonly Rational[]): OrderRecord => ({
    ...record,
    kept,
    ...(plan.anew.has(number) ? { anew: plan.anew.get(number) ?? [] } : {}),
});

/** Line by line, what discounts are undone on. */
function partsOf({ state }: Running, plan: ReturnPlan): ReturnedPart[] {
    return [...plan.kept].flatMap(([number, kept]) => {
        const record = state.orders[number];
        if (record === undefined) return [];
        return record.goods.flatMap((goods, index) => {
            const had = keptLine(record, index);
            const keeps = keptLine(afterwards(plan, number, record, kept), index);
            if (had === undefined || keeps === undefined) return [];
            if (had.quantity.eq(keeps.quantity) && had.paid === keeps.paid) return [];
            const { gross, paid } = had;
            return [
                {
                    purchase: record.facts.id,
                    line: goods.line.index,
                    gross: gross - keeps.gross,
                    paid: paid - keeps.paid,
                },
            ];
        });
    });
}
