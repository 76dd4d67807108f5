import type { Rounding } from '../../base/rational.ts';
import type { Price, PriceRounding } from '../../model/price.ts';
import type { AmountRounding, TaxRounding } from '../../model/program.ts';
import { outOfRange, pointlessClause } from '../checks/rules.ts';
import type * as ast from '../generated/ast.ts';
import { type Lowering, textOf } from './context.ts';
import { money } from './money.ts';

/** How tax is rounded, where the program says it. */
export function taxRounding(node: ast.TaxRounding | undefined): TaxRounding | undefined {
    if (node === undefined) return undefined;
    const by = node.by === 'unit' || node.by === 'order' || node.by === 'total' ? node.by : 'line';
    return { mode: roundingMode(node.mode) ?? 'half up', by };
}

/** How quantity times price is rounded, where the program says it. */
export function amountRounding(node: ast.AmountRounding | undefined): AmountRounding | undefined {
    if (node === undefined) return undefined;
    const by = node.by === 'unit' || node.by === 'order' ? node.by : 'line';
    return { mode: roundingMode(node.mode) ?? 'half up', by };
}

/** As written; undefined where nothing is. */
export function roundingMode(mode: string | undefined): Rounding | undefined {
    const words = mode?.replace(/\s+/g, ' ').replace(/^half(up|down|even)$/, 'half $1');
    return words === 'down' || words === 'up' || words === 'half up' || words === 'half down' || words === 'half even'
        ? words
        : undefined;
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

export const lowerProgramRounding = (lowering: Lowering, node: ast.RoundPrice | undefined): PriceRounding | undefined =>
    node && lowerPriceRounding(lowering, node, undefined);
