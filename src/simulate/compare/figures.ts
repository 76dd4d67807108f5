import { Rational } from '../../base/rational.ts';
import type { ComparedTotals } from '../../model/documents/comparison.ts';
import type { CostFigures, Money, PointsFigures, SimulationDocument } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import { money } from '../figures/text.ts';
import type { Scales } from './scales.ts';

/** Of one version; `beside`: minor units of credit and of rewards that no order's price shows. */
export function comparedTotals(
    { totals }: Pick<SimulationDocument, 'totals'>,
    beside: { readonly credit: bigint; readonly apart: bigint },
    program: Program,
): ComparedTotals {
    const { revenue, discounts, credit, cost, costOf, points } = totals;
    const owed = Object.values(points).reduce(
        (sum, { liability }) => sum + (liability === undefined ? 0n : minorOf(liability, program)),
        0n,
    );
    const left = minorOf(revenue, program) - owed - beside.credit - beside.apart;
    const liability = money(owed, program);
    return { revenue, discounts, credit, cost, costOf, liability, margin: money(left, program), points };
}

/** New less old, part by part. */
export function deltaOf(before: ComparedTotals, after: ComparedTotals, scales: Scales): ComparedTotals {
    return {
        revenue: moneyDelta(before.revenue, after.revenue),
        discounts: moneyDelta(before.discounts, after.discounts),
        credit: moneyDelta(before.credit, after.credit),
        cost: moneyDelta(before.cost, after.cost),
        costOf: costDelta(before.costOf, after.costOf),
        liability: moneyDelta(before.liability, after.liability),
        margin: moneyDelta(before.margin, after.margin),
        points: Object.fromEntries(
            scales.points.map(name => [name, pointsDelta(before.points[name], after.points[name])]),
        ),
    };
}

export function moneyDelta(before: Money, after: Money): Money {
    const digits = after.amount.split('.')[1]?.length ?? 0;
    return { amount: decimal(after.amount).sub(decimal(before.amount)).toFixed(digits), currency: after.currency };
}

function costDelta(before: CostFigures, after: CostFigures): CostFigures {
    return {
        discounts: moneyDelta(before.discounts, after.discounts),
        rewards: moneyDelta(before.rewards, after.rewards),
        credit: moneyDelta(before.credit, after.credit),
        issued: moneyDelta(before.issued, after.issued),
        lapsed: moneyDelta(before.lapsed, after.lapsed),
    };
}

type Flow = 'issued' | 'pending' | 'available' | 'spent' | 'expired' | 'takenBack' | 'debt';

/** Of points that one version does not have, all is new, or gone. */
function pointsDelta(before: PointsFigures | undefined, after: PointsFigures | undefined): PointsFigures {
    const minus = (flow: Flow): string => decimal(after?.[flow]).sub(decimal(before?.[flow])).toDecimal();
    const [was, is] = [before?.liability, after?.liability];
    const currency = (is ?? was)?.currency;
    const none: Money | undefined = currency === undefined ? undefined : { amount: '0', currency };
    const [left, right] = [is ?? none, was ?? none];
    return {
        issued: minus('issued'),
        pending: minus('pending'),
        available: minus('available'),
        spent: minus('spent'),
        expired: minus('expired'),
        takenBack: minus('takenBack'),
        debt: minus('debt'),
        ...(left === undefined || right === undefined ? {} : { liability: moneyDelta(right, left) }),
    };
}

/** Points held more than before, by name: decimal text. */
export function pointsOfUnits(units: ReadonlyMap<string, bigint>, scales: Scales): { readonly [name: string]: string } {
    return Object.fromEntries(
        scales.points.map(name => [
            name,
            Rational.fromUnits(units.get(name) ?? 0n, scales.decimalsOf(name)).toDecimal(),
        ]),
    );
}

export const minorOf = ({ amount }: Money, { currency }: Program): bigint =>
    decimal(amount).toUnits(currency.decimals, 'half up');

export const decimal = (text: string | undefined): Rational => Rational.parse(text ?? '0') ?? Rational.ZERO;
