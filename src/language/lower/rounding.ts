import { ROUNDINGS, type Rounding } from '../../base/integer.ts';
import type { Price, PriceRounding } from '../../model/price.ts';
import type { AmountRounding, Program, TaxRounding, TotalRounding } from '../../model/program.ts';
import { outOfRange, pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, textOf } from './context.ts';
import { money } from './money.ts';

type Roundings = Pick<Program, 'priceRounding' | 'taxRounding' | 'amountRounding' | 'totalRounding'>;

/** How prices, tax, what lines cost and what an order comes to are rounded, where the program says it. */
export function programRoundings(lowering: Lowering, clauses: readonly ast.ProgramClause[]): Roundings {
    const amounts = clauses.find(ast.isAmountRounding);
    const total = totalRounding(lowering, clauses.find(ast.isTotalRounding));
    const price = clauses.find(ast.isRoundPrice);
    return {
        priceRounding: price && lowerPriceRounding(lowering, price, undefined),
        taxRounding: taxRounding(clauses.find(ast.isTaxRounding)),
        ...(amounts ? { amountRounding: amountRounding(amounts) } : {}),
        ...(total ? { totalRounding: total } : {}),
    };
}

function taxRounding(node: ast.TaxRounding | undefined): TaxRounding | undefined {
    if (node === undefined) return undefined;
    const by = node.by === 'unit' || node.by === 'order' || node.by === 'total' ? node.by : 'line';
    return { mode: roundingMode(node.mode) ?? 'half up', by };
}

function amountRounding(node: ast.AmountRounding): AmountRounding {
    const by = node.by === 'unit' || node.by === 'order' ? node.by : 'line';
    return { mode: roundingMode(node.mode) ?? 'half up', by };
}

function totalRounding(lowering: Lowering, node: ast.TotalRounding | undefined): TotalRounding | undefined {
    const step = node && money(lowering, node.step, 'A step');
    if (!node || !step) return undefined;
    if (step.isZero()) lowering.report(outOfRange, node, ['A step', 'above zero', textOf(node)]);
    return step.isZero() ? undefined : { mode: roundingMode(node.mode) ?? 'half up', step };
}

/** As written; undefined where nothing is. */
export function roundingMode(mode: string | undefined): Rounding | undefined {
    const words = mode?.replace(/\s+/g, ' ').replace(/^half(?=\w)/, 'half ');
    return ROUNDINGS.find(each => each === words);
}

/** How what a rule takes off, or the price that is left, is rounded; `phase` is absent where a program says it. */
export function lowerPriceRounding(
    lowering: Lowering,
    node: ast.RoundPrice,
    phase: Price['phase'] | undefined,
): PriceRounding | undefined {
    const what = node.what === 'price' ? 'price' : 'discount';
    const step = node.step && money(lowering, node.step, 'A step');
    const less = node.less && money(lowering, node.less, 'What a price is less');
    if (step?.isZero()) lowering.report(outOfRange, node, ['A step', 'above zero', textOf(node)]);
    if (less && what === 'discount')
        lowering.report(pointlessClause, node, [textOf(node), "'less' is about a price: 'round price to …'"]);
    const isUnit = node.place === 'unit';
    if ((isUnit && phase !== undefined && phase !== 'item') || (node.place === 'line' && phase === 'shipping'))
        lowering.report(pointlessClause, node, [textOf(node), `what is off ${phase} is not off each ${node.place}`]);
    if (step?.isZero()) return undefined;
    const place = isUnit ? 'unit' : node.place === 'line' ? 'line' : undefined;
    return { what, mode: roundingMode(node.mode) ?? 'half up', step, less, per: place };
}
