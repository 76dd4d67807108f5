import { apportion } from '../../base/apportion.ts';
import { Rational } from '../../base/rational.ts';
import type { PriceAction, UnitBenefit } from '../../model/price.ts';
import { benefitOn } from './buy-get.ts';
import { completeSets, unitsTaken } from './complete-sets.ts';
import { type Goods, minor } from './goods.ts';
import { byUnitPrice, wholeUnits } from './unit-sets.ts';

export type Bundle = Extract<PriceAction, { readonly kind: 'bundle' }>;

export interface BundleShare {
    readonly units: bigint;
    /** Whole minor units. */
    readonly amount: bigint;
}

/**
 * What a bundle takes off each line: the discount of all complete sets is rounded once and spread by amount over the
 * units that make them (largest remainder). A bundle never costs more than its parts.
 */
export function bundleShares(
    bundle: Bundle,
    lines: readonly Goods[],
    fitting: readonly ReadonlySet<number>[],
    { decimals, articles }: { readonly decimals: number; readonly articles: readonly number[] },
): BundleShare[] {
    const free = lines.map(wholeUnits);
    const parts = bundle.components.map(({ units, different = false }, index) => ({
        units: BigInt(units),
        lines: fitting[index] ?? new Set<number>(),
        different,
    }));
    const stock = { free, articles };
    const sets = completeSets(parts, stock, bundle.atMost);
    const taken = unitsTaken(parts, stock, sets, byUnitPrice(lines, bundle.first));
    if (bundle.price.kind === 'last got') return gotShares(bundle.price.benefit, lines, taken.at(-1) ?? [], decimals);
    const units = lines.map((_, line) => taken.reduce((sum, each) => sum + (each[line] ?? 0n), 0n));
    const amounts = lines.map(({ amount, quantity }, index) => {
        const count = units[index] ?? 0n;
        return count === 0n ? Rational.ZERO : amount.mul(Rational.of(count)).div(quantity);
    });
    const whole = amounts.reduce((sum, amount) => sum.add(amount), Rational.ZERO);
    const off = discountOf(bundle, whole, sets, decimals).min(whole).max(Rational.ZERO).round('half up');
    const shares = apportion(off, amounts) ?? lines.map(() => 0n);
    return lines.map((_, index) => ({ units: units[index] ?? 0n, amount: shares[index] ?? 0n }));
}

/** Only what is got with the set is better priced; each line is rounded by itself. */
function gotShares(
    benefit: UnitBenefit,
    lines: readonly Goods[],
    units: readonly bigint[],
    decimals: number,
): BundleShare[] {
    return lines.map((line, index) => {
        const count = units[index] ?? 0n;
        return { units: count, amount: benefitOn(benefit, line, count, decimals).round('half up') };
    });
}

function discountOf({ price }: Bundle, whole: Rational, sets: bigint, decimals: number): Rational {
    switch (price.kind) {
        case 'set price':
            return whole.sub(minor(price.amount, decimals).mul(Rational.of(sets)));
        case 'percent off':
            return whole.mul(price.rate);
        case 'amount off':
            return minor(price.amount, decimals).mul(Rational.of(sets));
        case 'last got':
            return Rational.ZERO;
    }
}
