import { invariant } from './invariant.ts';

const DAY = 86_400_000;
/** A little over a year: few enough spans to scan, few enough chunks to fill. */
const CHUNK = 2 ** 35;
/** No clock was put there and back within less: the shortest in the IANA database is 4 days, Freetown in 1939. */
const STEP = 2 * DAY;
/** Before 1800 every place keeps its first known offset, its local mean time; `Date` ends at the last instant. */
const FIRST = Date.UTC(1800, 0, 1);
const LAST = 8.64e15;

/** From `from` (included) to `until` (excluded), local time is UTC plus `offset`; all in milliseconds. */
interface Span {
    readonly from: number;
    readonly until: number;
    readonly offset: number;
}

/**
 * The offset of local time from UTC in milliseconds (east positive) at an instant. Intl is asked only when a
 * chunk of a year is first touched; from then on an answer is a comparison or two, as events come nearly in order.
 */
export function offsetsOf(format: Intl.DateTimeFormat): (instant: number) => number {
    const chunks = new Map<number, readonly Span[]>();
    let last: Span = { from: 0, until: 0, offset: 0 };
    return instant => {
        if (instant >= last.from && instant < last.until) return last.offset;
        invariant(Number.isFinite(instant), 'an instant is a finite number');
        const index = Math.floor(instant / CHUNK);
        const spans = chunks.get(index) ?? spansOf(index, format);
        chunks.set(index, spans);
        last = spans.find(span => instant < span.until) ?? last;
        return last.offset;
    };
}

/**
 * The first instant after `low` and up to `high` with another offset than `low` has, by bisection.
 * There must be exactly one change between them.
 */
export function changeBetween(low: number, high: number, offsetAt: (instant: number) => number): number {
    const before = offsetAt(low);
    let [same, changed] = [low, high];
    while (changed - same > 1) {
        const middle = Math.floor((same + changed) / 2);
        if (offsetAt(middle) === before) same = middle;
        else changed = middle;
    }
    return changed;
}

function spansOf(chunk: number, format: Intl.DateTimeFormat): Span[] {
    const ask = (instant: number): number => askIntl(format, instant);
    const end = (chunk + 1) * CHUNK;
    const spans: Span[] = [];
    let from = chunk * CHUNK;
    let offset = ask(from);
    for (let at = from; at < end; at += STEP) {
        const next = Math.min(at + STEP, end);
        const after = ask(next);
        if (after === offset) continue;
        const until = changeBetween(at, next, ask);
        spans.push({ from, until, offset });
        from = until;
        offset = after;
    }
    spans.push({ from, until: end, offset });
    return spans;
}

/** Reads the wall clock that Intl shows and subtracts the instant; whole seconds, as old local mean times need. */
function askIntl(format: Intl.DateTimeFormat, instant: number): number {
    const second = Math.floor(Math.min(Math.max(instant, FIRST), LAST) / 1000) * 1000;
    const [month, day, year, hour, minute, seconds] = (format.format(second).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, seconds) - second;
}
