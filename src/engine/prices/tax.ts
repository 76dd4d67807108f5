import { Rational } from '../../base/rational.ts';
import type { Program } from '../../model/program.ts';

/**
 * What is left of an amount without its tax, exact, in the amount's unit. Where the rate is not known, or makes no
 * sense, there is nothing to take out.
 */
export function withoutTax(amount: Rational, tax: Rational | undefined, program: Program): Rational {
    if (program.pricesInclude === 'no tax' || tax === undefined) return amount;
    const factor = Rational.ONE.add(tax);
    return factor.sign() > 0 ? amount.div(factor) : amount;
}
