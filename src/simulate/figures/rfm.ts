import type { Day } from '../../base/calendar.ts';
import { Rational } from '../../base/rational.ts';
import { greater, lesser } from '../../base/whole.ts';
import type { RfmFigures, RfmGroup, RfmScore } from '../../model/documents/customers.ts';
import type { Program } from '../../model/program.ts';
import type { CustomerRecord } from '../tally/records.ts';
import type { Prediction } from '../value/prediction.ts';
import { fifthsOf, groupOf, RFM_GROUPS } from '../value/rfm.ts';
import { minorText, money, shareText } from './text.ts';

interface Scored {
    readonly record: CustomerRecord;
    readonly group: string;
    readonly predicted: number | undefined;
}

/** Members who bought by how recently, how often and for how much they did. `to`: last day of the data. */
export function rfmFigures(
    records: readonly CustomerRecord[],
    prediction: Prediction | { readonly notEstimated: string },
    to: Day,
    program: Program,
): RfmFigures {
    const recency = fifthsOf(records.map(({ lastDay }) => lastDay));
    const frequency = fifthsOf(records.map(({ purchases }) => purchases));
    const monetary = fifthsOf(records.map(({ revenue }) => revenue));
    const scored = records.map((record, index): Scored => {
        const scores = {
            recency: recency[index] ?? 1,
            frequency: frequency[index] ?? 1,
            monetary: monetary[index] ?? 1,
        };
        const predicted = 'notEstimated' in prediction ? undefined : prediction.revenues[index];
        return { record, group: groupOf(scores), predicted };
    });
    const total = revenueOf(scored);
    const byGroup = Map.groupBy(scored, ({ group }) => group);
    const days = (value: bigint): string => String(value);
    return {
        groups: RFM_GROUPS.flatMap(name => {
            const members = byGroup.get(name);
            return members === undefined ? [] : [groupFigures(name, members, total, to, program)];
        }),
        scores: {
            recency: scoreFigures(
                recency,
                records.map(({ lastDay }) => BigInt(to - lastDay)),
                days,
            ),
            frequency: scoreFigures(
                frequency,
                records.map(({ purchases }) => BigInt(purchases)),
                days,
            ),
            monetary: scoreFigures(
                monetary,
                records.map(({ revenue }) => revenue),
                minor => minorText(minor, program),
            ),
        },
    };
}

function groupFigures(name: string, members: readonly Scored[], total: bigint, to: Day, program: Program): RfmGroup {
    const revenue = revenueOf(members);
    const since = members.map(({ record }) => to - record.lastDay).sort((a, b) => a - b);
    const purchases = members.reduce((sum, { record }) => sum + record.purchases, 0);
    const known = members.flatMap(({ predicted }) => predicted ?? []);
    const predicted = known.reduce((sum, value) => sum + value, 0).toFixed(program.currency.decimals);
    return {
        name,
        members: members.length,
        revenue: money(revenue, program),
        ...(total > 0n ? { share: shareText(Rational.of(revenue, total)) } : {}),
        recencyDays: since[Math.floor((since.length - 1) / 2)] ?? 0,
        purchases: Rational.of(purchases, members.length).toFixed(2),
        ...(known.length === 0 ? {} : { predicted: { amount: predicted, currency: program.currency.code } }),
    };
}

/** What each score stands for, best first. */
function scoreFigures(
    scores: readonly number[],
    values: readonly bigint[],
    say: (value: bigint) => string,
): RfmScore[] {
    return [5, 4, 3, 2, 1].flatMap(score => {
        const own = values.filter((_, index) => scores[index] === score);
        const [first] = own;
        if (first === undefined) return [];
        const least = own.reduce(lesser, first);
        const most = own.reduce(greater, first);
        return [{ score, members: own.length, from: say(least), to: say(most) }];
    });
}

const revenueOf = (members: readonly Scored[]): bigint => members.reduce((sum, { record }) => sum + record.revenue, 0n);
