import { addMonths, addYears, civil, type Day, dayOf, daysInMonth } from '../../base/calendar.ts';
import type { Instant, Zone } from '../../base/zone.ts';
import type { ContractTerm } from '../../model/contract.ts';
import type { MonthDay } from '../../model/expression.ts';
import type { Duration } from '../../model/type.ts';
import { milliseconds, movedDay } from '../moments.ts';
import type { Range } from '../windows.ts';

/** A term as it runs: `until` is absent where it has no end. */
export interface Term {
    readonly from: Instant;
    readonly until: Instant | undefined;
    /** Of a season: when it began, where it was signed within. */
    readonly whole?: Instant | undefined;
}

/** The first term of a contract that is signed at a moment. Seasons that have not begun yet are waited for. */
export function firstTerm(term: ContractTerm | undefined, at: Instant, zone: Zone): Term {
    if (term === undefined) return { from: at, until: undefined };
    if (term.kind === 'for') return { from: at, until: afterRounds(term.duration, at, 1, zone) };
    const today = zone.dayAt(at);
    const { year } = civil(today);
    for (const first of [year - 1, year, year + 1]) {
        const season = seasonOf(term, first);
        if (season.through < today) continue;
        const begins = zone.startOfDay(season.from);
        return { from: Math.max(at, begins), until: zone.startOfDay(season.through + 1), whole: begins };
    }
    return { from: at, until: undefined };
}

/** The term that follows one that ends at `until`; the days of all terms are counted from the day of the first. */
export function nextTerm(term: ContractTerm, signed: Instant, until: Instant, zone: Zone): Term {
    if (term.kind === 'season') return firstTerm(term, until, zone);
    return { ...roundsOf(term.duration, signed, until, zone), from: until };
}

/** Of rounds of a duration that are counted from a moment, the one that holds another. */
export function roundsOf(
    duration: Duration,
    since: Instant,
    at: Instant,
    zone: Zone,
): { readonly from: Instant; readonly until: Instant } {
    let from = since;
    for (let round = 1; ; round++) {
        const until = afterRounds(duration, since, round, zone);
        if (until > at) return { from, until };
        from = until;
    }
}

function afterRounds(duration: Duration, at: Instant, rounds: number, zone: Zone): Instant {
    const exact = milliseconds(duration);
    if (exact !== undefined) return at + exact * rounds;
    const day = zone.dayAt(at);
    const many = { ...duration, count: duration.count * rounds };
    if (many.unit === 'months') return zone.startOfDay(addMonths(day, many.count));
    if (many.unit === 'years') return zone.startOfDay(addYears(day, many.count));
    return zone.startOfDay(movedDay(day, many));
}

/** The season that begins in a year; it may end in the next. */
function seasonOf({ from, through }: Extract<ContractTerm, { kind: 'season' }>, year: number): Season {
    const first = dayIn(year, from);
    const last = dayIn(year, through);
    return { from: first, through: last < first ? dayIn(year + 1, through) : last };
}

interface Season {
    readonly from: Day;
    readonly through: Day;
}

const dayIn = (year: number, { month, day }: MonthDay): Day =>
    dayOf(year, month, Math.min(day, daysInMonth(year, month)));

export const rangeOfTerm = ({ from, until }: Term, now: Instant): Range => ({ from, until: until ?? now + 1 });
