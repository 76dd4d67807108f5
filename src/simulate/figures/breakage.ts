import { Rational } from '../../base/rational.ts';
import type { BreakageFigures } from '../../model/documents/simulation.ts';
import type { Points } from '../../model/points.ts';
import type { Program } from '../../model/program.ts';
import type { Tallies } from '../tally/tallies.ts';
import { worthOf } from '../worth.ts';
import { money, pointsText, shareText } from './text.ts';

/** What is expected of the points that are open, or why nothing can be said of them. */
export type BreakageEstimate =
    | { readonly rate: Rational; readonly maturedUnits: bigint; readonly expectedUnits: bigint }
    | { readonly notEstimated: string };

/** Absent for points that can't be spent, and where none were issued. */
export function estimateBreakage(points: Points, tallies: Tallies): BreakageEstimate | undefined {
    const { total, end } = tallies.points.totals(points.name);
    if (points.use === 'status' || total.issued === 0n) return undefined;
    if (points.expiry.kind === 'never') return { notEstimated: 'they never expire' };
    if (points.expiry.kind === 'inactive')
        return { notEstimated: 'they expire after inactivity, so that none has an end that is known beforehand' };
    const { matured, youngSpent } = tallies.breakage.endings(points.name);
    const ended = matured.spent + matured.expired;
    if (ended <= 0n) return { notEstimated: 'none has come to the end of its life in the data' };
    const rate = Rational.of(matured.expired, ended);
    const open = end.available + end.pending;
    // Of all points of the lots that are still valid the same share will have been spent at last.
    const atLast = Rational.ONE.sub(rate)
        .mul(Rational.of(open + youngSpent))
        .round('half up');
    return { rate, maturedUnits: ended, expectedUnits: within(atLast - youngSpent, open) };
}

export function breakageFigures(points: Points, program: Program, tallies: Tallies): BreakageFigures | undefined {
    const estimate = estimateBreakage(points, tallies);
    if (estimate === undefined || 'notEstimated' in estimate) return estimate;
    const { rate, maturedUnits, expectedUnits } = estimate;
    return {
        rate: shareText(rate),
        ultimateRedemption: shareText(Rational.ONE.sub(rate)),
        matured: pointsText(maturedUnits, points),
        expectedToBeSpent: pointsText(expectedUnits, points),
        ...(points.worth === undefined ? {} : { liability: money(worthOf(expectedUnits, points, program), program) }),
    };
}

/** What open points are expected to cost: at their full worth where breakage can't be estimated. Minor units. */
export function expectedLiability(program: Program, tallies: Tallies): bigint {
    return program.points.reduce((sum, points) => {
        const { end } = tallies.points.totals(points.name);
        const estimate = estimateBreakage(points, tallies);
        const isEstimated = estimate !== undefined && 'expectedUnits' in estimate;
        return sum + worthOf(isEstimated ? estimate.expectedUnits : end.available + end.pending, points, program);
    }, 0n);
}

function within(units: bigint, open: bigint): bigint {
    if (units < 0n || open < 0n) return 0n;
    return units > open ? open : units;
}
