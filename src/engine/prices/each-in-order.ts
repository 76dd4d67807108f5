import { apportion } from '../../base/apportion.ts';
import { Rational } from '../../base/rational.ts';
import type { Allowance } from './allowance.ts';
import { leftAt, useAt } from './each-value.ts';
import type { OrderState } from './order-state.ts';
import type { Claim } from './phase.ts';
import { total, totalUnits } from './share-out.ts';

/** Units of each line of the order. */
type Quantities = readonly Rational[];

export const quantitiesOf = ({ lines }: OrderState): Quantities => lines.map(({ line }) => line.quantity);

/**
 * An order discount within a limit of each value of a field: the lines of one value bear no more together than it
 * leaves. Where something is clipped each line has its share in whole minor units, by amount.
 */
export function clipEachInOrder(claim: Claim, allowance: Allowance, quantities: Quantities): Claim {
    const { each, of, excess } = allowance;
    if (each === undefined || claim.amount.sign() <= 0) return claim;
    const all = total(claim.bearers);
    const parts = claim.bearers.map(bearer => (all.isZero() ? Rational.ZERO : claim.amount.mul(bearer).div(all)));
    const shares = parts.map(() => 0n);
    let isClipped = false;
    for (const lines of Map.groupBy(parts.keys(), line => each.valueAt(line)).values()) {
        const bearing = lines.filter(line => !(parts[line] ?? Rational.ZERO).isZero());
        const [first] = bearing;
        if (first === undefined) continue;
        const asked = total(bearing.map(line => parts[line] ?? Rational.ZERO));
        const units = total(bearing.map(line => quantities[line] ?? Rational.ZERO));
        const most = within(of, { asked, units, left: leftAt(allowance, first) });
        if (most.lt(asked)) isClipped = true;
        const granted =
            most.lt(asked) && excess === 'reject' ? 0n : most.min(asked).round(most.lt(asked) ? 'down' : 'half up');
        const own =
            apportion(
                granted,
                bearing.map(line => parts[line] ?? Rational.ZERO),
            ) ?? [];
        for (const [index, line] of bearing.entries()) shares[line] = own[index] ?? 0n;
    }
    if (!isClipped) return claim;
    const bearers = shares.map(share => Rational.of(share));
    return { ...claim, amount: Rational.of(totalUnits(shares)), bearers, shares };
}

function within(
    of: Allowance['of'],
    { asked, units, left }: { readonly asked: Rational; readonly units: Rational; readonly left: Rational },
): Rational {
    switch (of) {
        case 'money':
            return left;
        case 'units':
            return units.gt(left) ? asked.mul(left).div(units) : asked;
        case 'times':
            return left.lt(Rational.ONE) ? Rational.ZERO : asked;
        case 'points':
            return asked;
    }
}

/** What each value of the field has used of the limit, by what the lines bear. */
export function useEachInOrder(allowance: Allowance, taken: readonly Rational[], quantities: Quantities): void {
    for (const [line, money] of taken.entries())
        if (!money.isZero()) useAt(allowance, line, { money, units: quantities[line] ?? Rational.ZERO });
}
