import { Rational } from '../../base/rational.ts';
import type { Price, PriceRounding } from '../../model/price.ts';
import type { Program } from '../../model/program.ts';
import { minor } from './goods.ts';

export const roundingOf = ({ rounding }: Price, { priceRounding }: Program): PriceRounding | undefined =>
    rounding ?? priceRounding;

/** What is taken off goods once it is rounded, or once the price that it leaves is; exact minor units. */
export function roundedOff(
    rounding: PriceRounding,
    off: Rational,
    goods: { readonly amount: Rational; readonly quantity: Rational },
    units: Rational,
    decimals: number,
): Rational {
    const parts = rounding.per === 'unit' && units.sign() > 0 ? units : Rational.ONE;
    const size = rounding.per === 'unit' && units.sign() > 0 ? goods.quantity : Rational.ONE;
    const each = off.div(parts);
    if (rounding.what === 'discount') return toStep(rounding, each, decimals).mul(parts);
    const price = goods.amount.div(size);
    const less = rounding.less === undefined ? Rational.ZERO : minor(rounding.less, decimals);
    const left = price.sub(each);
    const rounded = toStep(rounding, left.add(less), decimals).sub(less).max(Rational.ZERO);
    return price.sub(rounded).mul(parts);
}

function toStep({ mode, step }: PriceRounding, amount: Rational, decimals: number): Rational {
    const size = step === undefined ? Rational.ONE : minor(step, decimals);
    return Rational.of(amount.div(size).round(mode)).mul(size);
}
