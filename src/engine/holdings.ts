import type { Day } from '../base/calendar.ts';
import { Rational } from '../base/rational.ts';
import type { Zone } from '../base/zone.ts';
import type { Metric, MetricSource } from '../model/metric.ts';
import type { Program } from '../model/program.ts';
import { holds } from './evaluate.ts';
import { type Entry, type Log, toRational } from './log.ts';
import type { Scope } from './scope.ts';
import type { EventFacts } from './state.ts';
import type { Range } from './windows.ts';

/** What a `balance` says of one account; an account that the condition leaves out counts as empty from then on. */
export function balanceEntry(metric: Metric, facts: EventFacts, scope: Scope, program: Program): Entry | undefined {
    const { at, serial, fields } = facts;
    const amount = fields.get('amount');
    if (!(amount instanceof Rational)) {
        scope.onUnknown?.('balance.amount');
        return undefined;
    }
    const counts = metric.where === undefined || holds(metric.where, scope, program);
    const text = (name: string): string => String(fields.get(name) ?? '');
    const keys = [text('account'), text('kind')];
    return {
        at,
        serial,
        source: serial,
        gone: undefined,
        count: counts ? 1 : 0,
        value: counts ? amount : Rational.ZERO,
        keys,
    };
}

/**
 * A measure over the ends of days: a balance holds from the day on which it is said until the next one of its
 * account; before the first it is zero. Of the day that is not over, what is known counts.
 */
export function measureDaily({ fn, source }: Metric, log: Log, range: Range, asOf: number, zone: Zone): Rational {
    const known = log.filter(entry => {
        return entry.at < range.until && entry.serial < asOf && (entry.gone === undefined || entry.gone >= asOf);
    });
    const [first] = known;
    if (first === undefined || source.kind !== 'daily') return Rational.ZERO;
    const from = Number.isFinite(range.from) ? zone.dayAt(range.from) : zone.dayAt(first.at);
    return fold(fn, stretches(known, source.series, from, zone.dayAt(range.until - 1), zone));
}

/** Days on which the measure is the same. */
interface Stretch {
    readonly days: number;
    readonly value: Rational;
}

function stretches(known: readonly Entry[], series: Series, from: Day, last: Day, zone: Zone): Stretch[] {
    const accounts = new Map<string, Entry>();
    const found: Stretch[] = [];
    let day = from;
    for (const entry of known) {
        const changes = zone.dayAt(entry.at);
        if (changes > day) {
            found.push({ days: changes - day, value: seriesOf(accounts, series) });
            day = changes;
        }
        accounts.set(entry.keys[0] ?? '', entry);
    }
    if (last >= day) found.push({ days: last - day + 1, value: seriesOf(accounts, series) });
    return found;
}

type Series = Extract<MetricSource, { kind: 'daily' }>['series'];

function seriesOf(accounts: ReadonlyMap<string, Entry>, series: Series): Rational {
    const held = [...accounts.values()].filter(({ value }) => toRational(value).sign() > 0);
    switch (series) {
        case 'balance':
            return [...accounts.values()].reduce((sum, { value }) => sum.add(toRational(value)), Rational.ZERO);
        case 'accounts':
            return Rational.of(held.length);
        case 'kinds':
            return Rational.of(new Set(held.map(({ keys }) => keys[1])).size);
    }
}

function fold(fn: Metric['fn'], found: readonly Stretch[]): Rational {
    const [first] = found;
    if (first === undefined) return Rational.ZERO;
    if (fn === 'minimum') return found.reduce((least, { value }) => least.min(value), first.value);
    if (fn === 'maximum') return found.reduce((most, { value }) => most.max(value), first.value);
    const days = found.reduce((sum, each) => sum + each.days, 0);
    const total = found.reduce((sum, each) => sum.add(each.value.mul(Rational.of(each.days))), Rational.ZERO);
    return total.div(Rational.of(days));
}
