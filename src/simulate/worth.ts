import { apportion } from '../base/apportion.ts';
import { Rational } from '../base/rational.ts';
import type { Points } from '../model/points.ts';
import type { Program } from '../model/program.ts';

/** What so many units of points cost, in minor units of the program's currency, rounded half up; nothing without a worth. */
export function worthOf(units: bigint, points: Points, { currency }: Program): bigint {
    if (points.worth === undefined) return 0n;
    return Rational.fromUnits(units, points.decimals).mul(points.worth.amount).toUnits(currency.decimals, 'half up');
}

/** The worth of a sum of points divided among its parts by largest remainder: the shares add up to the worth of all. */
export function dividedWorth(parts: readonly bigint[], points: Points, program: Program): readonly bigint[] {
    const total = worthOf(
        parts.reduce((a, b) => a + b, 0n),
        points,
        program,
    );
    if (parts.some(part => part < 0n)) return parts.map(part => worthOf(part, points, program));
    return apportion(total, parts) ?? parts.map(() => 0n);
}
