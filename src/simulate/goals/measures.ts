import { Rational } from '../../base/rational.ts';
import type { CustomerMeasures } from '../../model/documents/customers.ts';
import type { Figure } from '../../model/expression.ts';
import type { Program } from '../../model/program.ts';
import { estimateBreakage, expectedLiability } from '../figures/breakage.ts';
import type { Tallies } from '../tally/tallies.ts';

/** Figures that may not be known, and then say why. */
export type Measure = Exclude<
    Figure,
    { readonly kind: 'cost' | 'revenue' | 'discounts' | 'liability' | 'members' | 'points' }
>;

/** Money in whole currency units, shares from 0 to 1, the score from -100 to 100; or why it is not known. */
export function measureAsked(
    measure: Measure,
    program: Program,
    tallies: Tallies,
    customers: CustomerMeasures,
): Rational | string {
    const bought = tallies.customers.figures();
    const NOBODY = 'nobody bought';
    switch (measure.kind) {
        case 'expected liability':
            return Rational.fromUnits(expectedLiability(program, tallies), program.currency.decimals);
        case 'breakage':
            return breakageRate(measure.points, program, tallies);
        case 'active members':
            return Rational.of(bought.activeMembers);
        case 'repurchase rate':
            return bought.repurchaseRate ?? NOBODY;
        case 'retention':
            return bought.retention ?? 'nobody bought in the first half';
        case 'churn':
            return bought.churn ?? 'nobody bought in the first half';
        case 'top fifth':
            return bought.topShare ?? 'there is no revenue';
        case 'referral rate': {
            const { members, referred } = tallies.referrals.counts();
            return members === 0 ? 'there are no members' : Rational.of(referred, members);
        }
        case 'nps': {
            const { promoters, passives, detractors } = tallies.surveys.counts();
            const answers = promoters + passives + detractors;
            return answers === 0 ? 'no survey was answered' : Rational.of(100 * (promoters - detractors), answers);
        }
        case 'lifetime value':
            return lifetimeValue(program, tallies) ?? NOBODY;
        case 'predicted value':
            return predictedValue(customers);
    }
}

/** Exact: the mean revenue of the members who bought. */
function lifetimeValue({ currency }: Program, tallies: Tallies): Rational | undefined {
    const records = tallies.records.all();
    if (records.length === 0) return undefined;
    const total = records.reduce((sum, { revenue }) => sum + revenue, 0n);
    return Rational.fromUnits(total, currency.decimals).div(Rational.of(records.length));
}

/** The estimate as it is reported. */
function predictedValue({ lifetimeValue }: CustomerMeasures): Rational | string {
    if (lifetimeValue === undefined) return 'nobody bought';
    const { predicted } = lifetimeValue;
    if ('notEstimated' in predicted) return predicted.notEstimated;
    return Rational.parse(predicted.mean.amount) ?? Rational.ZERO;
}

function breakageRate(name: string, program: Program, tallies: Tallies): Rational | string {
    const points = program.points.find(each => each.name === name);
    const estimate = points && estimateBreakage(points, tallies);
    if (estimate === undefined) return `no ${name} that can be spent were issued`;
    return 'notEstimated' in estimate ? estimate.notEstimated : estimate.rate;
}
