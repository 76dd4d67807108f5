import { civil, type Day, dayOf, endOf, startOf } from '../../base/calendar.ts';
import type { CohortUnit } from '../../model/documents/customers.ts';
import type { Months } from '../months.ts';
import { addUp } from './adding.ts';

/** A calendar period of the data. */
export interface CohortSpan {
    readonly name: string;
    /** The data hold only a part of it. */
    readonly isPartial: boolean;
}

export interface CohortCount {
    readonly period: string;
    readonly members: number;
    readonly periods: readonly { readonly active: number; readonly revenue: bigint; readonly isPartial: boolean }[];
}

/** What one member did in one calendar month of the data. */
export interface MonthOfMember {
    readonly month: number;
    readonly bought: boolean;
    /** Minor units, less returns; what came back in a month counts in that month. */
    readonly revenue: bigint;
}

/** By cohort, then by period of the data. */
export interface CohortSums {
    readonly members: number[];
    readonly active: number[][];
    readonly revenue: bigint[][];
}

/** Members by the period of their first purchase, and what they did in it and in those after it. */
export class CohortCounts {
    readonly #spans: readonly CohortSpan[];
    /** Index of the period that a month of the data lies in. */
    readonly #spanOfMonth: readonly number[];
    readonly #counts: CohortSums;

    constructor(unit: CohortUnit, { names }: Months, from: Day, to: Day) {
        const starts = names.map(name => startOf(firstDay(name), unit));
        const spans = [...new Set(starts)];
        this.#spanOfMonth = starts.map(start => spans.indexOf(start));
        this.#spans = spans.map(start => ({
            name: nameOf(start, unit),
            isPartial: start < from || endOf(start, unit) > to,
        }));
        this.#counts = {
            members: spans.map(() => 0),
            active: spans.map(() => spans.map(() => 0)),
            revenue: spans.map(() => spans.map(() => 0n)),
        };
    }

    /** Months of a member who bought, in any order, each once. */
    add(months: readonly MonthOfMember[]): void {
        const spanOf = (month: number): number => this.#spanOfMonth[month] ?? 0;
        const bought = new Set(months.filter(each => each.bought).map(({ month }) => spanOf(month)));
        const cohort = Math.min(...bought);
        const { members } = this.#counts;
        const [active, revenue] = [this.#counts.active[cohort], this.#counts.revenue[cohort]];
        if (active === undefined || revenue === undefined) return;
        members[cohort] = (members[cohort] ?? 0) + 1;
        for (const span of bought) active[span] = (active[span] ?? 0) + 1;
        for (const each of months) {
            // What came back before the first purchase in the data was bought before it.
            const span = Math.max(cohort, spanOf(each.month));
            revenue[span] = (revenue[span] ?? 0n) + each.revenue;
        }
    }

    counted(): CohortSums {
        return this.#counts;
    }

    addCounted(other: CohortSums): void {
        addUp(this.#counts, other);
    }

    /** Those that anybody belongs to, first to last. */
    counts(): CohortCount[] {
        const counts = this.#counts;
        return this.#spans.flatMap(({ name }, cohort) => {
            const members = counts.members[cohort] ?? 0;
            if (members === 0) return [];
            const periods = this.#spans.slice(cohort).map(({ isPartial }, index) => ({
                active: counts.active[cohort]?.[cohort + index] ?? 0,
                revenue: counts.revenue[cohort]?.[cohort + index] ?? 0n,
                isPartial,
            }));
            return [{ period: name, members, periods }];
        });
    }
}

/** `2011-03` begins on its first. */
function firstDay(month: string): Day {
    const [year = 0, number = 1] = month.split('-').map(Number);
    return dayOf(year, number, 1);
}

function nameOf(start: Day, unit: CohortUnit): string {
    const { year, month } = civil(start);
    if (unit === 'year') return String(year);
    return unit === 'quarter' ? `${year}-Q${Math.ceil(month / 3)}` : `${year}-${String(month).padStart(2, '0')}`;
}
