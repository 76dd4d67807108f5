import { Rational } from '../../base/rational.ts';
import type { Money } from '../../model/documents/simulation.ts';
import type { Points } from '../../model/points.ts';
import type { Program } from '../../model/program.ts';

const SHARE_DIGITS = 4;

/** Decimal text of whole units. */
export const unitsText = (units: bigint, decimals: number): string =>
    Rational.fromUnits(units, decimals).toFixed(decimals);

/** `1234.5` of 12345 units with one decimal; no digits that say nothing. */
export const pointsText = (units: bigint, { decimals }: Points): string =>
    Rational.fromUnits(units, decimals).toDecimal();

export const minorText = (minor: bigint, { currency }: Program): string => unitsText(minor, currency.decimals);

export const money = (minor: bigint, program: Program): Money => ({
    amount: minorText(minor, program),
    currency: program.currency.code,
});

/** `0.6512`: rounded half up to four digits. */
export const shareText = (share: Rational): string => share.toFixed(SHARE_DIGITS);
