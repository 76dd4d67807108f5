import { apportion } from '../../base/apportion.ts';
import { Rational } from '../../base/rational.ts';
import type { PriceAction, UnitBenefit } from '../../model/price.ts';
import { benefitOn } from './buy-get.ts';
import { type Goods, minor } from './goods.ts';
import { byUnitPrice, wholeUnits } from './unit-sets.ts';

export type Bundle = Extract<PriceAction, { readonly kind: 'bundle' }>;

/** A component of a bundle, and the lines whose units can be it. */
interface Need {
    units: bigint;
    readonly lines: ReadonlySet<number>;
}

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
    decimals: number,
): BundleShare[] {
    const free = lines.map(wholeUnits);
    const needs = bundle.components.map(({ units }, index) => ({
        units: BigInt(units),
        lines: fitting[index] ?? new Set<number>(),
    }));
    const sets = completeSets(needs, free, bundle.atMost);
    const taken = unitsTaken(
        needs.map(need => ({ ...need, units: need.units * sets })),
        free,
        byUnitPrice(lines, bundle.first),
    );
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

/** By Hall's theorem sets are complete where every group of components finds its units among the lines that fit any of them. */
function completeSets(needs: readonly Need[], free: readonly bigint[], atMost: number | undefined): bigint {
    let sets: bigint | undefined = atMost === undefined ? undefined : BigInt(atMost);
    for (const group of groupsOf(needs)) {
        const units = group.reduce((sum, need) => sum + need.units, 0n);
        if (units === 0n) continue;
        const most = fittingUnits(group, free) / units;
        if (sets === undefined || most < sets) sets = most;
    }
    return sets ?? 0n;
}

/** By component and line. Component by component, unit by unit in the order of prices, as long as the others still find theirs. */
function unitsTaken(needs: readonly Need[], free: readonly bigint[], order: readonly number[]): bigint[][] {
    const left = [...free];
    const open = needs.map(need => ({ ...need }));
    return open.map(need => {
        const taken = free.map(() => 0n);
        for (const line of order) {
            if (!need.lines.has(line)) continue;
            const units = mostFrom(line, need, open, left);
            need.units -= units;
            left[line] = (left[line] ?? 0n) - units;
            taken[line] = (taken[line] ?? 0n) + units;
        }
        return taken;
    });
}

function mostFrom(line: number, need: Need, open: readonly Need[], left: readonly bigint[]): bigint {
    const here = left[line] ?? 0n;
    let [low, high] = [0n, here < need.units ? here : need.units];
    while (low < high) {
        const middle = (low + high + 1n) / 2n;
        const rest = left.map((units, index) => (index === line ? units - middle : units));
        const needs = open.map(each => (each === need ? { ...each, units: each.units - middle } : each));
        if (areMet(needs, rest)) low = middle;
        else high = middle - 1n;
    }
    return low;
}

const areMet = (needs: readonly Need[], free: readonly bigint[]): boolean =>
    groupsOf(needs).every(group => group.reduce((sum, { units }) => sum + units, 0n) <= fittingUnits(group, free));

const fittingUnits = (group: readonly Need[], free: readonly bigint[]): bigint =>
    free.reduce((sum, units, line) => (group.some(({ lines }) => lines.has(line)) ? sum + units : sum), 0n);

/** All groups of components but the empty one; lowering refuses bundles of more than eight. */
function groupsOf(needs: readonly Need[]): Need[][] {
    return needs.reduce<Need[][]>(
        (groups, need) =>
            groups.concat(
                [[need]],
                groups.map(group => [...group, need]),
            ),
        [],
    );
}
