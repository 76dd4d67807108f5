import { Rational } from '../../base/rational.ts';
import type { CustomerMeasures } from '../../model/documents/customers.ts';
import type { Figure } from '../../model/expression.ts';
import type { Program } from '../../model/program.ts';
import type { Costs } from '../figures/costs.ts';
import { noFlows } from '../tally/points.ts';
import type { Tallies } from '../tally/tallies.ts';
import { measureAsked } from './measures.ts';

/** What goals can ask of a simulation: money in whole currency units, whole points, counts and shares. */
export interface AskedTotals {
    readonly figure: (figure: Figure) => Rational | undefined;
    /** Why a figure is not known; undefined where it is. */
    readonly whyNot: (figure: Figure) => string | undefined;
    /** Of all members, at the end; undefined where there are none. */
    readonly shareIn: (ladder: string, tier: string) => Rational | undefined;
}

export function totalsAsked(
    program: Program,
    tallies: Tallies,
    costs: Costs,
    members: number,
    customers: CustomerMeasures,
): AskedTotals {
    const money = (minor: bigint): Rational => Rational.fromUnits(minor, program.currency.decimals);
    const answer = (figure: Figure): Rational | string => {
        switch (figure.kind) {
            case 'cost':
                return money(costs.total);
            case 'revenue':
                return money(tallies.sales.totals().revenue);
            case 'discounts':
                return money(costs.discounts);
            case 'liability':
                return money(costs.liability);
            case 'members':
                return Rational.of(members);
            case 'points':
                return pointsFlow(figure, program, tallies);
            default:
                return measureAsked(figure, program, tallies, customers);
        }
    };
    return {
        figure(figure) {
            const found = answer(figure);
            return typeof found === 'string' ? undefined : found;
        },
        whyNot(figure) {
            const found = answer(figure);
            return typeof found === 'string' ? found : undefined;
        },
        shareIn(ladder, tier) {
            const holders = tallies.tiers.end(ladder);
            const all = Object.values(holders).reduce((a, b) => a + b, 0);
            return all === 0 ? undefined : Rational.of(holders[tier] ?? 0, all);
        },
    };
}

function pointsFlow(
    { points: name, flow }: Extract<Figure, { kind: 'points' }>,
    program: Program,
    tallies: Tallies,
): Rational {
    const decimals = program.points.find(points => points.name === name)?.decimals ?? 0;
    const total = tallies.points.totals(name).total ?? noFlows();
    const units = { issued: total.issued, spent: total.spent, expired: total.expired, 'taken back': total.takenBack };
    return Rational.fromUnits(units[flow], decimals);
}
