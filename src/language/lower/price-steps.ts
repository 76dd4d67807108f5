import { Rational } from '../../base/rational.ts';
import type { Package, Price, PriceStep } from '../../model/price.ts';
import { clauseTwice } from '../checks/names.ts';
import { chargeBounds, clauseMissing, outOfRange, pointlessClause, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { boughtBefore, paidBefore } from './bought-before.ts';
import { type Lowering, removeLine, textOf } from './context.ts';
import { money, percentOff } from './money.ts';
import { rational, share } from './number.ts';

/** What a bracket costs: by unit, by package, less than before, once, or several of these. */
export function lowerStepPrice(
    lowering: Lowering,
    node: ast.StepPrice | undefined,
): Pick<PriceStep, 'price' | 'flat'> | undefined {
    if (!node) return undefined;
    const flat = node.flat && money(lowering, node.flat, 'A flat price');
    if (node.flat && !flat) return undefined;
    if (!node.list && !node.value) return flat && { price: { kind: 'unit price', amount: Rational.ZERO }, flat };
    const price = priceOf(lowering, node);
    return price && { price, flat };
}

export function lowerPackage(lowering: Lowering, node: ast.Package): Package {
    const amount = node.amount && money(lowering, node.amount, 'A step');
    const size = node.amount ? (amount ?? Rational.ONE) : rational(node.size);
    if (size.isZero())
        lowering.report(outOfRange, node, [
            'The size of a package',
            'above zero',
            node.amount ? textOf(node.amount) : (node.size ?? ''),
        ]);
    return {
        size: size.isZero() ? Rational.ONE : size,
        count: node.count === 'full' ? 'full' : 'started',
        ...(node.amount ? { of: 'money' } : {}),
    };
}

/** `charge at least 10 EUR`, `charge at most 500 EUR`: each once, the least not above the most. */
export function lowerCharge(
    lowering: Lowering,
    nodes: readonly ast.Charge[],
    { where, when, of }: Pick<Price, 'where' | 'when' | 'of'>,
): Price['charge'] {
    if (nodes.length === 0) return undefined;
    const bound = (which: string): Rational | undefined => {
        const [first, second] = nodes.filter(each => each.bound === which);
        if (second)
            lowering.report(clauseTwice, second, [`charge at ${which}`, 'a price'], {
                fixes: [{ title: 'Leave it out', edits: [removeLine(second)] }],
            });
        return first && money(lowering, first.value, 'What is charged');
    };
    const [atLeast, atMost] = [bound('least'), bound('most')];
    const most = nodes.find(each => each.bound === 'most');
    if (atLeast && atMost && most && atMost.lt(atLeast))
        lowering.report(chargeBounds, most, [textOf(most), textOf(nodes.find(each => each !== most) ?? most)]);
    const over = nodes.find(each => each.window !== undefined);
    if (over?.bound === 'least')
        lowering.report(pointlessClause, over, [
            textOf(over),
            'only the most can be for a period: commit in a contract',
        ]);
    const before =
        over?.window &&
        (of
            ? paidBefore(lowering, over, over.window, { of, when })
            : boughtBefore(lowering, over, over.window, 'paid', where));
    return { atLeast, atMost, ...(before === undefined ? {} : { before }) };
}

function priceOf(lowering: Lowering, node: ast.StepPrice): PriceStep['price'] | undefined {
    if (node.list) return { kind: 'list price' };
    if (ast.isPercentLiteral(node.value)) {
        if (node.charged) return { kind: 'percent charged', rate: share(node.value.value) };
        if (!node.off) lowering.report(clauseMissing, node, [`'${textOf(node)}'`, 'off']);
        return { kind: 'percent off', rate: percentOff(lowering, node.value) };
    }
    const amount = ast.isQuantity(node.value) ? unitPrice(lowering, node.value) : undefined;
    if (!amount) return undefined;
    if (node.package) return { kind: 'package price', amount, package: lowerPackage(lowering, node.package) };
    return node.off ? { kind: 'amount off', amount } : { kind: 'unit price', amount };
}

/** Prices of a unit may have more digits than the currency. */
export function unitPrice(lowering: Lowering, node: ast.Quantity): Rational | undefined {
    const unit = node.unit?.ref;
    if (!unit) return undefined;
    if (ast.isCurrency(unit) && unit.name === lowering.currency) return rational(node.value);
    lowering.report(wrongUnit, node, ['A price', `money in ${lowering.currency}`, textOf(node)]);
    return undefined;
}
