import { Rational } from '../../base/rational.ts';
import type { UnitBenefit } from '../../model/price.ts';
import type { Benefit } from '../../model/reward.ts';
import { clauseMissing, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, spanOf, textOf } from './context.ts';
import { money, percentOff } from './money.ts';
import { rational } from './number.ts';

export function lowerBenefit(lowering: Lowering, node: ast.Benefit, isWhere: boolean): Benefit | undefined {
    const worth = node.worth ? money(lowering, node.worth, 'What it costs') : undefined;
    if (node.thing !== undefined) return { kind: 'thing', what: node.thing, worth };
    if (node.units !== undefined) return lowerUnits(lowering, node, worth, isWhere);
    if (node.shipping) {
        const off = offOf(lowering, node.value);
        return off && { kind: 'shipping off', off };
    }
    if (node.each) {
        const off = offOf(lowering, node.value);
        return off && { kind: 'off each unit', off, units: node.most === undefined ? undefined : rational(node.most) };
    }
    const { value } = node;
    if (ast.isQuantity(value) && ast.isPoints(value.unit?.ref)) return lowerPoints(lowering, node, value);
    if (ast.isQuantity(value) && !value.unit?.ref) return undefined;
    if (value && !node.kind) {
        lowering.report(clauseMissing, node, [`'${textOf(node)}'`, 'off']);
        return undefined;
    }
    if (ast.isPercentLiteral(value)) {
        if (node.kind === 'credit')
            lowering.report(wrongUnit, value, ['Credit', `money in ${lowering.currency}`, textOf(value)]);
        return { kind: 'percent off', rate: percentOff(lowering, value) };
    }
    const amount = ast.isQuantity(value) ? money(lowering, value, 'What is given') : undefined;
    return amount && { kind: node.kind === 'credit' ? 'credit' : 'money off', amount, currency: lowering.currency };
}

/** Of one article, or of those that `where` lets. */
function lowerUnits(
    lowering: Lowering,
    node: ast.Benefit,
    worth: Rational | undefined,
    isWhere: boolean,
): Benefit | undefined {
    if (node.sku === undefined && !isWhere) lowering.report(clauseMissing, node, [`'${textOf(node)}'`, 'where …']);
    const benefit = unitBenefit(lowering, node);
    const units = rational(node.units);
    return benefit && { kind: 'units', units, sku: node.sku, benefit, worth };
}

function unitBenefit(lowering: Lowering, node: ast.Benefit): UnitBenefit | undefined {
    if (node.kind === 'free') return { kind: 'percent off', rate: Rational.ONE };
    if (node.value) return offOf(lowering, node.value);
    const amount = node.price && money(lowering, node.price, 'A price');
    return amount && { kind: 'new price', amount };
}

function offOf(lowering: Lowering, value: ast.Expression | undefined): UnitBenefit | undefined {
    if (ast.isPercentLiteral(value)) return { kind: 'percent off', rate: percentOff(lowering, value) };
    const amount = ast.isQuantity(value) ? money(lowering, value, 'What comes off') : undefined;
    return amount && { kind: 'amount off', amount };
}

/** Points for points. */
function lowerPoints(lowering: Lowering, node: ast.Benefit, value: ast.Quantity): Benefit | undefined {
    const points = value.unit?.ref?.name;
    if (points === undefined) return undefined;
    if (node.kind)
        lowering.report(wrongUnit, value, [
            node.kind === 'credit' ? 'Credit' : 'Money off',
            `money in ${lowering.currency}`,
            textOf(value),
        ]);
    return { kind: 'points', points, amount: rational(value.value), span: spanOf(node) };
}
