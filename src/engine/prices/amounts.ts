import { apportion } from '../../base/apportion.ts';
import { Rational } from '../../base/rational.ts';
import type { Line } from '../../model/occurrence.ts';
import type { Program } from '../../model/program.ts';
import { total } from './share-out.ts';

/** What lines cost before any price: quantity times price in whole minor units, rounded as the program says. */
export function amountsOf(lines: readonly Line[], { currency, amountRounding }: Program): bigint[] {
    const { mode, by } = amountRounding ?? ({ mode: 'half up', by: 'line' } as const);
    const alone = lines.map(({ quantity, price }) => {
        if (by !== 'unit' || !quantity.isInteger()) return quantity.mul(price).toUnits(currency.decimals, mode);
        return price.toUnits(currency.decimals, mode) * quantity.floor();
    });
    if (by !== 'order' || lines.some(({ quantity, price }) => quantity.mul(price).isNegative())) return alone;
    const minor = Rational.fromUnits(1n, currency.decimals);
    const exact = lines.map(({ quantity, price }) => quantity.mul(price).div(minor));
    return apportion(total(exact).round(mode), exact) ?? alone;
}
