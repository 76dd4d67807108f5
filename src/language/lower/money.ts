import type { Rational } from '../../base/rational.ts';
import { tooManyDigits } from '../checks/literals.ts';
import { outOfRange, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, textOf } from './context.ts';
import { rational, share } from './number.ts';

/** A share between nothing and everything. */
export function percentOff(lowering: Lowering, node: ast.PercentLiteral): Rational {
    const rate = share(node.value);
    if (rate.gt(rational('1'))) lowering.report(outOfRange, node, ['A share', 'at most 100%', textOf(node)]);
    return rate;
}

/** Money of the program, in whole minor units. */
export function money(lowering: Lowering, node: ast.Quantity | undefined, what: string): Rational | undefined {
    const unit = node?.unit?.ref;
    if (!node || !unit) return undefined;
    if (!ast.isCurrency(unit) || unit.name !== lowering.currency) {
        lowering.report(wrongUnit, node, [what, `money in ${lowering.currency}`, textOf(node)]);
        return undefined;
    }
    const amount = rational(node.value);
    const decimals = lowering.currencyDecimals;
    if (!amount.roundTo(decimals, 'down').eq(amount))
        lowering.report(tooManyDigits, node, [what, textOf(node), decimals]);
    return amount;
}
