import type { Day } from '../../base/calendar.ts';
import type { Zone } from '../../base/zone.ts';
import type { CohortUnit } from '../../model/documents/customers.ts';
import type { Months } from '../months.ts';
import { append } from './adding.ts';
import { CohortCounts, type CohortSums } from './cohorts.ts';
import type { HistoryTally } from './tally.ts';

/** What is kept of one member who bought, when the simulation has left them: a few numbers. */
export interface CustomerRecord {
    readonly firstDay: Day;
    readonly lastDay: Day;
    /** Local days with a purchase. */
    readonly days: number;
    readonly purchases: number;
    /** Minor units, less returns. */
    readonly revenue: bigint;
    /** Of it what came after the first day with a purchase. */
    readonly later: bigint;
}

export interface RecordTally extends HistoryTally {
    /** Of all members who bought, in any order. */
    readonly all: () => readonly CustomerRecord[];
    readonly cohorts: { readonly [unit in CohortUnit]: CohortCounts };
}

/** How each member came, came again and what they spent, for all measures that need to know them one by one. */
export function createRecordTally(
    months: Months,
    { from, to, zone }: { readonly from: Day; readonly to: Day; readonly zone: Zone },
): RecordTally {
    const records: CustomerRecord[] = [];
    const cohorts = {
        month: new CohortCounts('month', months, from, to),
        quarter: new CohortCounts('quarter', months, from, to),
        year: new CohortCounts('year', months, from, to),
    };
    return {
        hears: ['purchase', 'return'],
        ofHistory: true,
        open: () => memberRecord(zone, records, Object.values(cohorts)),
        counted: () => ({ records, cohorts: Object.values(cohorts).map(each => each.counted()) }),
        add(other: { readonly records: readonly CustomerRecord[]; readonly cohorts: readonly CohortSums[] }) {
            append(records, other.records);
            for (const [index, each] of Object.values(cohorts).entries()) {
                const sums = other.cohorts[index];
                if (sums !== undefined) each.addCounted(sums);
            }
        },
        all: () => records,
        cohorts,
    };
}

interface MonthCount {
    readonly month: number;
    bought: boolean;
    revenue: bigint;
}

function memberRecord(
    zone: Zone,
    records: CustomerRecord[],
    cohorts: readonly CohortCounts[],
): ReturnType<HistoryTally['open']> {
    const months: MonthCount[] = [];
    const days: Day[] = [];
    let [firstDay, lastDay] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    let [purchases, revenue, onFirst] = [0, 0n, 0n];
    const monthOf = (month: number): MonthCount => {
        const last = months.at(-1);
        if (last?.month === month) return last;
        const found = months.find(each => each.month === month);
        if (found !== undefined) return found;
        const added = { month, bought: false, revenue: 0n };
        months.push(added);
        return added;
    };
    const earn = (net: bigint, day: Day, month: MonthCount): void => {
        revenue += net;
        month.revenue += net;
        if (day <= firstDay) onFirst += net;
    };
    return {
        take(outcome, index) {
            if (outcome.kind === 'return') earn(-outcome.net, zone.dayAt(outcome.at), monthOf(index));
            if (outcome.kind !== 'purchase') return;
            const day = zone.dayAt(outcome.at);
            const month = monthOf(index);
            month.bought = true;
            purchases++;
            // What comes late may be earlier than the first so far: then that is no longer the first day.
            if (day < firstDay && days.length > 0) onFirst = 0n;
            if (day > lastDay || !days.includes(day)) days.push(day);
            [firstDay, lastDay] = [Math.min(firstDay, day), Math.max(lastDay, day)];
            earn(outcome.net, day, month);
        },
        close() {
            if (purchases === 0) return;
            records.push({ firstDay, lastDay, days: days.length, purchases, revenue, later: revenue - onFirst });
            for (const each of cohorts) each.add(months);
        },
    };
}
