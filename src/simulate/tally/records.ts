import type { Day } from '../../base/calendar.ts';
import type { Instant, Zone } from '../../base/zone.ts';
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
        count({ rows, month }) {
            const { buy, giveBack, close } = memberRecord(zone, records, Object.values(cohorts));
            for (let n = rows.begin; n < rows.end; n++) {
                if (rows.isPurchase(n)) buy(BigInt(rows.net(n)), rows.at(n), month(n));
                else if (rows.isReturn(n)) giveBack(BigInt(rows.netBack(n)), rows.at(n), month(n));
            }
            close();
        },
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
): ReturnType<HistoryTally['open']> & {
    readonly buy: (net: bigint, at: Instant, month: number) => void;
    readonly giveBack: (net: bigint, at: Instant, month: number) => void;
} {
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
    const buy = (net: bigint, at: Instant, index: number): void => {
        const day = zone.dayAt(at);
        const month = monthOf(index);
        month.bought = true;
        purchases++;
        // What comes late may be earlier than the first so far: then that is no longer the first day.
        if (day < firstDay && days.length > 0) onFirst = 0n;
        if (day > lastDay || !days.includes(day)) days.push(day);
        firstDay = Math.min(firstDay, day);
        lastDay = Math.max(lastDay, day);
        earn(net, day, month);
    };
    const giveBack = (net: bigint, at: Instant, index: number): void => earn(-net, zone.dayAt(at), monthOf(index));
    return {
        buy,
        giveBack,
        take(outcome, index) {
            if (outcome.kind === 'return') giveBack(outcome.net, outcome.at, index);
            else if (outcome.kind === 'purchase') buy(outcome.net, outcome.at, index);
        },
        close() {
            if (purchases === 0) return;
            records.push({ firstDay, lastDay, days: days.length, purchases, revenue, later: revenue - onFirst });
            for (const each of cohorts) each.add(months);
        },
    };
}
