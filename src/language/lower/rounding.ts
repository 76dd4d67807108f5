import type { Rounding } from '../../base/rational.ts';
import type { TaxRounding } from '../../model/program.ts';
import type * as ast from '../generated/ast.ts';

/** How tax is rounded, where the program says it. */
export function taxRounding(node: ast.TaxRounding | undefined): TaxRounding | undefined {
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
