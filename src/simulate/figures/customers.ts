import type { Day } from '../../base/calendar.ts';
import { Rational } from '../../base/rational.ts';
import { netPromoters } from '../../base/statistics/intervals.ts';
import type {
    Cohort,
    CustomerMeasures,
    LifetimeValue,
    NpsFigures,
    ReferralFigures,
} from '../../model/documents/customers.ts';
import type { Program } from '../../model/program.ts';
import type { Source } from '../source.ts';
import type { CohortCounts } from '../tally/cohorts.ts';
import type { Fifth } from '../tally/customers.ts';
import type { CustomerRecord } from '../tally/records.ts';
import type { ReferralCounts } from '../tally/referrals.ts';
import type { SurveyCounts } from '../tally/surveys.ts';
import type { Tallies } from '../tally/tallies.ts';
import { HORIZON_DAYS, type Prediction, predict } from '../value/prediction.ts';
import { rfmFigures } from './rfm.ts';
import { minorText, money, shareText } from './text.ts';

interface Known {
    readonly period: { readonly from: Day; readonly to: Day } | undefined;
    readonly source: Pick<Source, 'results'>;
}

export function customerMeasures(program: Program, tallies: Tallies, { period, source }: Known): CustomerMeasures {
    const records = tallies.records.all().toSorted(compareRecords);
    const days = period ?? { from: 0, to: 0 };
    const prediction = predict(records, days, program.currency.decimals, source.results);
    const { month, quarter, year } = tallies.records.cohorts;
    const nps = npsFigures(tallies.surveys.counts());
    const referral = referralFigures(tallies.referrals.counts(), program);
    return {
        cohorts: {
            month: cohortFigures(month, program),
            quarter: cohortFigures(quarter, program),
            year: cohortFigures(year, program),
        },
        fifths: fifthFigures(tallies.customers.figures().fifths, program),
        rfm: rfmFigures(records, prediction, days.to, program),
        ...(records.length === 0 ? {} : { lifetimeValue: lifetimeValue(records, prediction, program) }),
        ...(nps === undefined ? {} : { nps }),
        ...(referral === undefined ? {} : { referral }),
    };
}

/** Sums of statistics depend on the order in their last digits: this one does not depend on that of the members. */
function compareRecords(a: CustomerRecord, b: CustomerRecord): number {
    return (
        a.firstDay - b.firstDay ||
        a.lastDay - b.lastDay ||
        a.days - b.days ||
        a.purchases - b.purchases ||
        compare(a.revenue, b.revenue) ||
        compare(a.later, b.later)
    );
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

function cohortFigures(counts: CohortCounts, program: Program): Cohort[] {
    return counts.counts().map(({ period, members, periods }) => ({
        period,
        members,
        periods: periods.map(({ active, revenue, isPartial }) => ({
            active,
            share: shareText(Rational.of(active, members)),
            revenue: minorText(revenue, program),
            ...(isPartial ? { partial: true } : {}),
        })),
    }));
}

const fifthFigures = (fifths: readonly Fifth[], program: Program): CustomerMeasures['fifths'] =>
    fifths.map(({ members, revenue, share }) => ({
        members,
        revenue: money(revenue, program),
        share: shareText(share),
    }));

function lifetimeValue(
    records: readonly CustomerRecord[],
    prediction: Prediction | { readonly notEstimated: string },
    program: Program,
): LifetimeValue {
    const revenues = records.map(({ revenue }) => revenue).sort(compare);
    const mean = Rational.of(sum(revenues), revenues.length).round('half up');
    const median = revenues[Math.floor((revenues.length - 1) / 2)] ?? 0n;
    return {
        historic: { mean: money(mean, program), median: money(median, program) },
        predicted: 'notEstimated' in prediction ? prediction : predictedFigures(prediction, records.length, program),
    };
}

function predictedFigures(
    { bgNbd, gammaGamma, revenue, purchases, active }: Prediction,
    members: number,
    { currency }: Program,
): LifetimeValue['predicted'] {
    const estimate = (value: number) => ({ amount: value.toFixed(currency.decimals), currency: currency.code });
    const { r, alpha, a, b } = bgNbd;
    const { p, q, gamma } = gammaGamma;
    const text = (value: number): string => value.toFixed(4);
    return {
        model: 'BG/NBD and gamma-gamma',
        horizonDays: HORIZON_DAYS,
        total: estimate(revenue),
        mean: estimate(revenue / members),
        purchases: purchases.toFixed(1),
        active: active.toFixed(1),
        parameters: {
            r: text(r),
            alpha: text(alpha),
            a: text(a),
            b: text(b),
            p: text(p),
            q: text(q),
            gamma: text(gamma),
        },
    };
}

function npsFigures({ promoters, passives, detractors }: SurveyCounts): NpsFigures | undefined {
    const answers = promoters + passives + detractors;
    if (answers === 0) return undefined;
    const { low, high } = netPromoters(promoters, detractors, answers);
    const score = Rational.of(100 * (promoters - detractors), answers).toFixed(1);
    return { score, low: percent(low), high: percent(high), answers, promoters, passives, detractors };
}

const percent = (share: number): string => (100 * share).toFixed(1);

function referralFigures(
    { members, referred, referrers, recommending, revenueOfReferred }: ReferralCounts,
    program: Program,
): ReferralFigures | undefined {
    if (recommending === 0) return undefined;
    return {
        referred,
        rate: shareText(Rational.of(referred, members)),
        referrers,
        recommending,
        revenueOfReferred: money(revenueOfReferred, program),
    };
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);
