import type { Expression } from '../../model/expression.ts';
import type { Price } from '../../model/price.ts';
import { describeType } from '../../model/type.ts';
import { pointlessClause } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { type Lowering, textOf } from './context.ts';
import { lowerExpression } from './expression.ts';

/** What brackets count of each unit: `by item.weight`. */
export function lowerMeasure(lowering: Lowering, node: ast.PriceBrackets, around: Around): Expression | undefined {
    const measure = lowerExpression(lowering, node.measure, { ...around, items: true });
    if (measure && measure.type.kind !== 'number' && node.measure)
        lowering.report(mismatch, node.measure, ['a number', describeType(measure.type)]);
    else if (measure && measure.kind !== 'item field' && node.measure)
        lowering.report(mismatch, node.measure, [
            "a number of each unit of the item (of others, write prices with 'if')",
            measure.text,
        ]);
    return measure;
}

/** Of shipping there is one: each unit of the goods can cost something, but nothing can come off it unit by unit. */
export function checkShippingSteps(
    lowering: Lowering,
    phase: Price['phase'],
    clauses: readonly ast.PriceClause[],
): void {
    if (phase !== 'shipping') return;
    for (const brackets of clauses.filter(ast.isPriceBrackets)) {
        if (brackets.mode !== 'graduated') continue;
        for (const { price } of brackets.steps) {
            if (price?.off || price?.list)
                lowering.report(pointlessClause, price, [
                    textOf(price),
                    "'graduated' says what shipping costs: a price, or 'charged'",
                ]);
        }
    }
}

export function firstUnits(clauses: readonly ast.PriceClause[]): Price['first'] {
    const first = clauses.find(ast.isFirstUnits);
    if (first === undefined || !clauses.some(each => ast.isLimit(each) || ast.isEveryOrders(each))) return undefined;
    return first.which === 'dearest' ? 'dearest' : 'cheapest';
}
