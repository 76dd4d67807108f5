import { type Day, daysInMonth, MONTHS, parseDate } from '../../base/calendar.ts';
import { Rational } from '../../base/rational.ts';
import type { CalendarUnit, MonthDay } from '../../model/expression.ts';
import type { Duration, DurationUnit } from '../../model/type.ts';
import { badDate, badTime, tooManyDigits } from '../checks/literals.ts';
import type * as ast from '../generated/ast.ts';
import type { Lowering, Place } from './context.ts';
import { replace } from './context.ts';

/** A number as written; zero where the text is broken (the parser has reported it). */
export function rational(text: string | undefined): Rational {
    return (text === undefined ? undefined : Rational.parse(text)) ?? Rational.ZERO;
}

/** A percentage as a share: 10 is 1/10. */
export function share(text: string | undefined): Rational {
    return rational(text).div(Rational.of(100));
}

/** A whole number; reports others. */
export function whole(lowering: Lowering, text: string | undefined, place: Place, what: string): number {
    const value = rational(text);
    if (!value.isInteger() || value.gt(Rational.of(1_000_000_000))) {
        lowering.report(tooManyDigits, place, [what, text ?? '', 0]);
        return 0;
    }
    return Number(value.numerator);
}

export function date(lowering: Lowering, text: string | undefined, place: Place): Day {
    if (text === undefined) return 0;
    const padded = text.replace(/-(\d)(?!\d)/g, '-0$1');
    const day = parseDate(padded);
    if (day === undefined) lowering.report(badDate, place, [text, undefined]);
    else if (padded !== text)
        lowering.report(badDate, place, [text, padded], {
            fixes: [{ title: `Write ${padded}`, edits: [replace(place, padded)] }],
        });
    return day ?? 0;
}

/** Minutes of the day; 24:00 is the end of it. */
export function minutes(lowering: Lowering, text: string | undefined, place: Place): number {
    const [hour = '0', minute = '0'] = (text ?? '0:00').split(':');
    const value = Number(hour) * 60 + Number(minute);
    if (Number(minute) > 59 || value > 24 * 60) lowering.report(badTime, place, [text ?? '']);
    return value;
}

const monthNames: readonly string[] = MONTHS;

export function monthDay(lowering: Lowering, node: ast.MonthDay | undefined): MonthDay {
    const month = Math.max(1, monthNames.indexOf(node?.month ?? '') + 1);
    const day = Number(node?.day ?? 1);
    if (node && !(day >= 1 && day <= daysInMonth(2024, month)))
        lowering.report(badDate, node, [`${node.day} ${node.month}`, undefined]);
    return { month, day };
}

const units: Record<string, DurationUnit> = {
    minute: 'minutes',
    hour: 'hours',
    day: 'days',
    week: 'weeks',
    month: 'months',
    year: 'years',
};

export function duration(lowering: Lowering, node: ast.Duration | undefined): Duration {
    if (!node) return { count: 0, unit: 'days' };
    const unit = units[(node.unit ?? 'days').replace(/s$/, '')] ?? 'days';
    return { count: whole(lowering, node.count, node, `The number of ${unit}`), unit };
}

const daysOf = { minutes: 1 / 1440, hours: 1 / 24, days: 1, weeks: 7, months: 28, years: 365 } as const;

/** A lower bound in days, for comparing periods of different units. */
/**
 * Whether what lives so long is gone before it can be used. What is valid for days is valid through the last of them,
 * and what is pending for days can be used from the start of the last: equal times leave one day.
 */
export function endsBefore(life: Duration, pending: Duration, endOf?: CalendarUnit): boolean {
    const isExact = life.unit === 'hours' || life.unit === 'minutes';
    const lives = approximateDays(life) + (endOf === undefined ? 0 : LONGEST[endOf]);
    const waits = approximateDays(pending);
    return isExact ? lives <= waits : lives < waits;
}

/** Days by which the end of a period can lie later. */
const LONGEST: Readonly<Record<CalendarUnit, number>> = {
    day: 0,
    week: 6,
    month: 30,
    quarter: 91,
    'half-year': 183,
    year: 365,
};

export function approximateDays(period: Duration): number {
    return period.count * daysOf[period.unit];
}

/** Months of 31 days and years of 372: enough to compare durations that an author writes. */
export function mostDays({ count, unit }: Duration): number {
    const days = { minutes: 1 / 1440, hours: 1 / 24, days: 1, weeks: 7, months: 31, years: 372 };
    return count * days[unit];
}
