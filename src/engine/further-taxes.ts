import { Rational } from '../base/rational.ts';
import type { Line, LineTax, Occurrence } from '../model/occurrence.ts';
import type { Program } from '../model/program.ts';
import { isTaxIn } from './prices/tax.ts';

/** Lines with all of their taxes, where the program has several: `tax` is then what they come to together. */
export function withFurtherTaxes(occurrence: Occurrence, program: Program): Occurrence {
    const { furtherTaxes } = program;
    if (furtherTaxes === undefined || occurrence.lines.length === 0) return occurrence;
    return { ...occurrence, lines: occurrence.lines.map(line => withTaxes(line, furtherTaxes, program)) };
}

/**
 * Each as a rate on what is without tax. What is not known is no tax. Where the price contains tax, `tax` is what is in
 * it, without the taxes that come on top all the same.
 */
function withTaxes(line: Line, further: NonNullable<Program['furtherTaxes']>, program: Program): Line {
    const isIn = isTaxIn(line, program);
    const taxes: LineTax[] = line.tax === undefined ? [] : [{ field: 'tax', rate: line.tax }];
    let all = line.tax ?? Rational.ZERO;
    let inPrice = all;
    for (const { field, compounding, onTop = false } of further) {
        const own = line.fields.get(field);
        if (!(own instanceof Rational)) continue;
        const rate = compounding ? own.mul(Rational.ONE.add(all)) : own;
        const comesOnTop = onTop && isIn;
        taxes.push({ field, rate, ...(comesOnTop ? { onTop: true } : {}) });
        all = all.add(rate);
        if (!comesOnTop) inPrice = inPrice.add(rate);
    }
    return taxes.length === 0 ? line : { ...line, tax: inPrice, taxes };
}
