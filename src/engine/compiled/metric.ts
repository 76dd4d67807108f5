import { addMonths, startOf } from '../../base/calendar.ts';
import { Rational } from '../../base/rational.ts';
import type { Window } from '../../model/expression.ts';
import type { Metric } from '../../model/metric.ts';
import type { Duration } from '../../model/type.ts';
import { numberOf, type Truth, truthOf } from './expression.ts';
import { mostPaid } from './lines.ts';
import type { Look } from './look.ts';
import { constant, type Num, num } from './number.ts';
import { isPriced } from './priced.ts';
import { refuse } from './refusal.ts';
import type { Sheet } from './sheet.ts';

/** A metric over a window, as it is kept while a member's events pass: a running sum over the end of a log. */
interface Kept {
    readonly metric: Metric;
    readonly index: number;
    readonly window: Window;
    readonly view: Look['view'];
    readonly sum: string;
    readonly head: string;
}

export interface Metrics {
    /** By window, metric and view. */
    readonly kept: Map<string, Kept>;
}

export const newMetrics = (): Metrics => ({ kept: new Map() });

const books = new WeakMap<Sheet, Metrics>();

export function metricsOf(sheet: Sheet): Metrics {
    const found = books.get(sheet) ?? newMetrics();
    books.set(sheet, found);
    return found;
}

/** What a metric comes to over a window, looked at from here. */
export function metricNumber(sheet: Sheet, look: Look, name: string, window: Window): Num {
    const index = sheet.program.metrics.findIndex(each => each.name === name);
    const metric = sheet.program.metrics[index];
    if (metric === undefined) return refuse(`'${name}' is not declared`);
    const entry = entryNumber(sheet, metric);
    const key = JSON.stringify([index, window, look.view]);
    const { kept } = metricsOf(sheet);
    const id = kept.get(key)?.sum ?? sheet.fresh('ws');
    if (!kept.has(key)) {
        kept.set(key, { metric, index, window, view: look.view, sum: id, head: `${id}h` });
        sheet.local(id, '0');
        if (isLogged(window) || isUndone(sheet, metric)) {
            sheet.local(`${id}h`, '0', 'whole');
            sheet.local(`mt${index}`, '0', 'whole');
            sheet.array(`md${index}`, 'whole', 3, 1);
            sheet.array(`mv${index}`, 'double', 3, 1);
        }
        firstDayOf(sheet, window);
    }
    look.asks(key);
    const rows = sheet.shape.mostRows + 1;
    const most = entry.high * rows;
    const least = Math.min(entry.low, sheet.shape.hasEvent('return') ? -2 * entry.high : 0) * rows;
    return num(id, entry.per, [least, most]);
}

/** Moves the windows on that code asks: what has fallen out of them is taken off their sums. */
export function movedOn(sheet: Sheet, keys: ReadonlySet<string>, day: string): string[] {
    return [...keys].flatMap(key => {
        const each = metricsOf(sheet).kept.get(key);
        if (each === undefined || !isLogged(each.window)) return [];
        const { index, sum, head, view, window } = each;
        const from = firstDayOf(sheet, window)(view === 'before' ? `(${day} - 1)` : day);
        return [
            `for (const from = ${from}; ${head} < mt${index} && md${index}[${head}] < from; ${head}++) ${sum} -= mv${index}[${head}];`,
        ];
    });
}

/** A value comes to a metric: into its log and onto every sum that is kept of it. */
export function recorded(sheet: Sheet, metric: Metric, value: string, day: string): string[] {
    const index = sheet.program.metrics.indexOf(metric);
    const kept = [...metricsOf(sheet).kept.values()].filter(each => each.index === index);
    if (kept.length === 0) return [];
    const log = kept.some(({ window }) => isLogged(window) || isUndone(sheet, metric))
        ? [`md${index}[mt${index}] = ${day};`, `mv${index}[mt${index}++] = ${value};`]
        : [];
    return [...log, ...kept.map(({ sum }) => `${sum} += ${value};`)];
}

/** What stood at a place of a log is taken away again. */
export function removed(sheet: Sheet, metric: Metric, place: string): string[] {
    const index = sheet.program.metrics.indexOf(metric);
    const kept = [...metricsOf(sheet).kept.values()].filter(each => each.index === index);
    return [
        ...kept.map(({ sum, head, window }) =>
            isLogged(window)
                ? `if (${place} >= ${head}) ${sum} -= mv${index}[${place}];`
                : `${sum} -= mv${index}[${place}];`,
        ),
        `mv${index}[${place}] = 0;`,
    ];
}

export const isAsked = (sheet: Sheet, metric: Metric): boolean =>
    [...metricsOf(sheet).kept.values()].some(each => each.metric === metric);

/** Orders that come back whole are no longer counted: what is counted of each has a place. */
const isUndone = ({ shape }: Sheet, metric: Metric): boolean =>
    metric.fn === 'count' && metricEvent(metric) === 'purchase' && shape.hasEvent('return');

export const isLogged = (window: Window): boolean => window.kind !== 'lifetime';

/** Names of the event that a metric takes in. */
export function metricEvent({ source }: Metric): string | undefined {
    switch (source.kind) {
        case 'event':
            return source.event;
        case 'item':
            return 'purchase';
        case 'daily':
        case 'posting':
        case 'tier':
        case 'message':
            return undefined;
    }
}

/** What one event brings to a metric. */
export function contribution(sheet: Sheet, metric: Metric, look: Look): { value: Num; where: Truth } {
    const value =
        metric.fn === 'count' || metric.value === undefined
            ? constant(Rational.ONE)
            : numberOf(sheet, metric.value, look);
    const where = metric.where === undefined ? { holds: 'true', unknown: '' } : truthOf(sheet, metric.where, look);
    // What is not known is not counted.
    const unknown = metric.value === undefined ? '' : numberOf(sheet, metric.value, look).unknown;
    return { value: { ...value, unknown }, where };
}

/** The number that an entry of a metric is, as far as it can be known before its event is compiled. */
function entryNumber(sheet: Sheet, metric: Metric): Num {
    const event = metricEvent(metric);
    if (event === undefined) return refuse(`the measure '${metric.title}' is not compiled`);
    if (metric.fn !== 'sum' && metric.fn !== 'count')
        return refuse(`the ${metric.fn} '${metric.title}' is not compiled`);
    const { value } = contribution(sheet, metric, probe(sheet, event, metric.source.kind === 'item'));
    return value;
}

/** A look of which only the ranges of numbers are of interest. */
export function probe(sheet: Sheet, event: string, isItem: boolean): Look {
    const gross = sheet.probes.get('gross') ?? num('0', 1, [0, 0]);
    return {
        at: 'at',
        day: 'day',
        view: 'event',
        event,
        row: 'i',
        order: event === 'purchase' && !isItem ? orderProbe(sheet, gross) : undefined,
        line: isItem
            ? { row: 'i', gross, paid: isPriced(sheet) ? { ...gross, high: mostPaid(sheet, gross) } : gross }
            : undefined,
        rank: () => '0',
        lastDay: () => '0',
        metric: () => refuse('a measure of measures is not compiled'),
        asks: () => {},
    };
}

function orderProbe(sheet: Sheet, gross: Num): Look['order'] {
    const rows = sheet.shape.mostRows;
    return {
        gross: num('0', 1, [0, gross.high * rows]),
        paid: num('0', 1, [0, (isPriced(sheet) ? mostPaid(sheet, gross) : gross.high) * rows]),
        units: num('0', sheet.probes.get('units')?.per ?? 1, [0, (sheet.probes.get('units')?.high ?? 1) * rows]),
        lines: num('0', 1, [1, Math.max(1, rows)]),
    };
}

/** The first local day of a window, by the day of the question. */
export function firstDayOf(sheet: Sheet, window: Window): (day: string) => string {
    const { turns } = sheet.calendar;
    switch (window.kind) {
        case 'lifetime':
            return () => '0';
        case 'rolling':
            return firstRollingDay(sheet, window.duration);
        case 'calendar': {
            if (window.offset !== 0) return refuse('periods before this one are not compiled');
            const { unit } = window;
            if (unit === 'day') return day => day;
            return sheet.byDay(`start of ${unit}`, day => startOf(day, unit, turns));
        }
        case 'membership year':
        case 'journey':
            return refuse(`windows over a ${window.kind} are not compiled`);
    }
}

function firstRollingDay(sheet: Sheet, { count, unit }: Duration): (day: string) => string {
    switch (unit) {
        case 'days':
            return day => `${day} - ${count - 1}`;
        case 'weeks':
            return day => `${day} - ${7 * count - 1}`;
        case 'months':
        case 'years': {
            const months = unit === 'months' ? count : 12 * count;
            return sheet.byDay(`months ${months}`, day => addMonths(day, -months) + 1);
        }
        case 'hours':
        case 'minutes':
            return refuse('windows of hours are not compiled');
    }
}
