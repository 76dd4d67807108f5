import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { MetricFunction } from '../model/metric.ts';
import type { Value } from '../model/value.ts';
import type { Range } from './windows.ts';

/**
 * What one happening brought to one metric. All lines of a purchase make one entry. Entries are never changed but
 * for `gone`: what a return replaces keeps standing for those who ask how things were before it.
 */
export interface Entry {
    readonly at: Instant;
    /** Number of the fact that brought it: facts with lower numbers were known before. */
    readonly serial: number;
    /** The event that it belongs to: a return finds what it lowers by it. */
    readonly source: number;
    /** Number of the fact that took it away again. */
    gone: number | undefined;
    /** How many values it stands for. */
    readonly count: number;
    /** Their sum, or the least or greatest of them, by the metric's function; dates are numbers. */
    readonly value: Rational | number;
    /** The different values among them. */
    readonly keys: readonly string[];
}

/** Sorted by time; of one time, by when it was recorded. */
export type Log = Entry[];

/** Everything recorded so far. */
export const NOW = Number.POSITIVE_INFINITY;

export function record(log: Log, entry: Entry): void {
    const index = after(log, entry.at);
    if (index < log.length) totals.delete(log);
    log.splice(index, 0, entry);
}

export function remove(log: Log, entry: Entry, serial: number): void {
    entry.gone = serial;
    totals.delete(log);
}

/**
 * A metric over a range, as it was before the fact `asOf`, with further entries that are only supposed.
 * Nothing sums to zero; the average, least, greatest or last of nothing is unknown.
 */
export function measure(fn: MetricFunction, log: Log, range: Range, asOf: number, supposed: readonly Entry[]): Value {
    if (asOf === NOW && supposed.length === 0) {
        const total = quickTotal(fn, log, range);
        if (total !== undefined) return total;
    }
    return fold(fn, [...entriesIn(log, range, asOf), ...supposed.filter(entry => isIn(entry, range))]);
}

export function distinctKeys(log: Log, range: Range, asOf: number, supposed: readonly Entry[]): ReadonlySet<string> {
    const keys = new Set<string>();
    for (const entry of entriesIn(log, range, asOf)) for (const key of entry.keys) keys.add(key);
    for (const entry of supposed) if (isIn(entry, range)) for (const key of entry.keys) keys.add(key);
    return keys;
}

const isIn = ({ at }: Entry, { from, until }: Range): boolean => at >= from && at < until;

function* entriesIn(log: Log, { from, until }: Range, asOf: number): Generator<Entry> {
    for (let index = before(log, from); index < log.length; index++) {
        const entry = log[index];
        if (entry === undefined || entry.at >= until) return;
        if (entry.serial < asOf && (entry.gone === undefined || entry.gone >= asOf)) yield entry;
    }
}

function fold(fn: MetricFunction, entries: readonly Entry[]): Value {
    switch (fn) {
        case 'sum':
            return sum(entries);
        case 'count':
            return Rational.of(count(entries));
        case 'average':
            return count(entries) === 0 ? undefined : sum(entries).div(Rational.of(count(entries)));
        case 'distinct':
            return Rational.of(new Set(entries.flatMap(({ keys }) => keys)).size);
        case 'minimum':
            return extreme(entries, (a, b) => a < b);
        case 'maximum':
            return extreme(entries, (a, b) => a > b);
        case 'last':
            return entries.at(-1)?.value;
    }
}

const sum = (entries: readonly Entry[]): Rational =>
    entries.reduce((total, { value }) => total.add(toRational(value)), Rational.ZERO);

const count = (entries: readonly Entry[]): number => entries.reduce((total, entry) => total + entry.count, 0);

function extreme(entries: readonly Entry[], isBetter: (order: number, zero: number) => boolean): Value {
    let best: Rational | number | undefined;
    for (const { value } of entries) {
        if (best === undefined || isBetter(toRational(value).compare(toRational(best)), 0)) best = value;
    }
    return best;
}

export const toRational = (value: Rational | number): Rational =>
    typeof value === 'number' ? Rational.of(value) : value;

/** Running totals of what stands now: `sums[i]` and `counts[i]` are of the first i entries. Rebuilt after late entries. */
interface Totals {
    readonly sums: Rational[];
    readonly counts: number[];
}

const totals = new WeakMap<Log, Totals>();

function quickTotal(fn: MetricFunction, log: Log, range: Range): Value {
    if (fn !== 'sum' && fn !== 'count' && fn !== 'average') return undefined;
    const { sums, counts } = totalsOf(log);
    const [first, last] = [before(log, range.from), before(log, range.until)];
    const number = (counts[last] ?? 0) - (counts[first] ?? 0);
    if (fn === 'count') return Rational.of(number);
    const amount = (sums[last] ?? Rational.ZERO).sub(sums[first] ?? Rational.ZERO);
    if (fn === 'sum') return amount;
    return number === 0 ? undefined : amount.div(Rational.of(number));
}

function totalsOf(log: Log): Totals {
    const known = totals.get(log) ?? { sums: [Rational.ZERO], counts: [0] };
    totals.set(log, known);
    for (let index = known.sums.length - 1; index < log.length; index++) {
        const entry = log[index];
        const stands = entry !== undefined && entry.gone === undefined;
        const [amount, number] = [known.sums[index] ?? Rational.ZERO, known.counts[index] ?? 0];
        known.sums.push(stands ? amount.add(toRational(entry.value)) : amount);
        known.counts.push(stands ? number + entry.count : number);
    }
    return known;
}

/** Index of the first entry at `at` or later. */
function before(log: Log, at: Instant): number {
    return search(log, entry => entry.at >= at);
}

/** Index of the first entry later than `at`. */
function after(log: Log, at: Instant): number {
    const last = log.at(-1);
    return last === undefined || last.at <= at ? log.length : search(log, entry => entry.at > at);
}

function search(log: Log, isBeyond: (entry: Entry) => boolean): number {
    let [low, high] = [0, log.length];
    while (low < high) {
        const middle = (low + high) >>> 1;
        const entry = log[middle];
        if (entry !== undefined && !isBeyond(entry)) low = middle + 1;
        else high = middle;
    }
    return low;
}
