import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Metric } from '../model/metric.ts';
import type { Value } from '../model/value.ts';
import { evaluate, firstUnknown, holds, toKey } from './evaluate.ts';
import { isReturnedWhole, keptGoods, lineScope } from './goods.ts';
import { balanceEntry } from './holdings.ts';
import { type Entry, record, remove, toRational } from './log.ts';
import { postingKey } from './rulebook.ts';
import { declared, logOf, nextSerial, type Running } from './running.ts';
import type { Scope } from './scope.ts';
import type { EventFacts, Goods, OrderRecord } from './state.ts';
import { periodStart } from './windows.ts';

/** Metrics take an event in (the third step of an event). */
export function takeIn(running: Running, facts: EventFacts, goods: readonly Goods[], scope: Scope): void {
    for (const metric of running.book.metricsOn.get(facts.event) ?? []) {
        const entry = contribution(running, metric, facts, goods, scope);
        if (entry !== undefined) record(logOf(running, metric.name), entry);
    }
}

/** What an event brings to a metric; nothing where its condition does not hold or its value is not known. */
export function contribution(
    running: Running,
    metric: Metric,
    facts: EventFacts,
    goods: readonly Goods[],
    scope: Scope,
): Entry | undefined {
    const { program } = running;
    if (metric.source.kind === 'daily') return balanceEntry(metric, facts, scope, program);
    const values = new Values(metric, periodKey(running, metric, facts.at));
    if (metric.source.kind === 'event') {
        if (metric.where !== undefined && !holds(metric.where, scope, program)) return undefined;
        values.take(metric, scope, running);
    } else if (metric.source.kind === 'item') {
        const line = lineScope(scope, program);
        for (const each of goods) {
            line.at(each);
            if (metric.where === undefined || holds(metric.where, line.scope, program)) {
                values.take(metric, line.scope, running);
            }
        }
    }
    return values.toEntry(facts.at, facts.serial, facts.serial);
}

/** Points earned, spent or expired are measured too; what is taken back or comes back counts against it. */
export function takeInPosting(
    running: Running,
    points: string,
    flow: 'earned' | 'spent' | 'expired',
    amount: bigint,
    at: Instant,
    serial: number,
): void {
    const { decimals } = declared(running.book.points, points);
    for (const { name } of running.book.postingMetrics.get(postingKey(points, flow)) ?? []) {
        record(logOf(running, name), postingEntry(Rational.fromUnits(amount, decimals), at, serial));
    }
}

/** Steps on a ladder and messages are measured, too. */
export function takeInAccount(running: Running, key: string, amount: number, at: Instant): void {
    const metrics = running.book.accountMetrics.get(key) ?? [];
    if (metrics.length === 0 || amount === 0) return;
    const serial = nextSerial(running);
    for (const { name } of metrics) record(logOf(running, name), postingEntry(Rational.of(amount), at, serial));
}

export function postingEntry(amount: Rational, at: Instant, serial: number): Entry {
    return { at, serial, source: serial, gone: undefined, count: amount.isNegative() ? 0 : 1, value: amount, keys: [] };
}

/**
 * What a return does to metrics over the purchase: sums fall at the time of the return; to all others the purchase
 * is as it would have been without what came back, and a purchase that came back whole is none.
 */
export function lower(
    running: Running,
    order: OrderRecord,
    before: { readonly facts: EventFacts; readonly goods: readonly Goods[]; readonly scope: Scope },
    after: { readonly facts: EventFacts; readonly scope: Scope },
    back: { readonly at: Instant; readonly serial: number },
): void {
    for (const metric of running.book.metricsOn.get('purchase') ?? []) {
        const log = logOf(running, metric.name);
        const entry = log.findLast(({ source, gone }) => source === order.facts.serial && gone === undefined);
        if (entry === undefined) continue;
        const always = metric.source.kind === 'event' ? { ...metric, where: undefined } : metric;
        const now = isReturnedWhole(order)
            ? undefined
            : contribution(running, always, after.facts, keptGoods(order), after.scope);
        if (metric.fn === 'sum') {
            const was = contribution(running, always, before.facts, before.goods, before.scope);
            const fall = toRational(now?.value ?? 0).sub(toRational(was?.value ?? 0));
            if (!fall.isZero()) record(log, { ...postingEntry(fall, back.at, back.serial), count: 0 });
        } else if (now === undefined || now.count !== entry.count || metric.fn !== 'count') {
            remove(log, entry, back.serial);
            if (now !== undefined) record(log, { ...now, serial: back.serial });
        }
    }
}

/** What comes back without its purchase lowers spend and nothing else. Amounts in minor units. */
export function lowerSpend(
    running: Running,
    amounts: { paid: bigint; net: bigint },
    at: Instant,
    serial: number,
): void {
    const { decimals } = running.program.currency;
    for (const { name, fn, source, value, where } of running.book.metricsOn.get('purchase') ?? []) {
        const isPlain = fn === 'sum' && source.kind === 'event' && where === undefined;
        if (!isPlain || value?.kind !== 'event field') continue;
        const amount = value.field === 'net' ? amounts.net : amounts.paid;
        if (!['net', 'paid', 'gross'].includes(value.field) || amount === 0n) continue;
        const fall = Rational.fromUnits(-amount, decimals);
        record(logOf(running, name), { ...postingEntry(fall, at, serial), count: 0 });
    }
}

/** The period in which something happens, where periods are counted. */
function periodKey({ place: { zone, turns } }: Running, { periods }: Metric, at: Instant): string | undefined {
    return periods === undefined ? undefined : String(periodStart(zone.dayAt(at), periods, turns));
}

/** Gathers the values of one happening. */
class Values {
    readonly #fn: Metric['fn'];
    readonly #keys = new Set<string>();
    readonly #period: string | undefined;
    #count = 0;
    #value: Rational | number | undefined;

    /** `period`: what counts instead of a value. */
    constructor({ fn }: Metric, period: string | undefined) {
        this.#fn = fn;
        this.#period = period;
    }

    take({ value }: Metric, scope: Scope, { program }: Running): void {
        const found = value === undefined ? Rational.ONE : evaluate(value, scope, program);
        if (found !== undefined) this.#add(found);
        else if (value !== undefined) scope.onUnknown?.(firstUnknown(value, scope, program));
    }

    toEntry(at: Instant, serial: number, source: number): Entry | undefined {
        if (this.#count === 0) return undefined;
        const keys = [...this.#keys];
        return { at, serial, source, gone: undefined, count: this.#count, value: this.#value ?? 0, keys };
    }

    #add(found: Exclude<Value, undefined>): void {
        this.#count++;
        if (this.#period !== undefined) this.#keys.add(this.#period);
        else if (this.#fn === 'distinct') {
            if (found instanceof Set) for (const each of found) this.#keys.add(each);
            else this.#keys.add(toKey(found));
        } else if (this.#fn !== 'count' && (found instanceof Rational || typeof found === 'number')) {
            this.#value = this.#value === undefined ? found : combine(this.#fn, this.#value, found);
        }
    }
}

function combine(fn: Metric['fn'], a: Rational | number, b: Rational | number): Rational | number {
    const [x, y] = [toRational(a), toRational(b)];
    if (fn === 'last') return b;
    if (fn === 'minimum') return y.lt(x) ? b : a;
    if (fn === 'maximum') return y.gt(x) ? b : a;
    return x.add(y);
}
