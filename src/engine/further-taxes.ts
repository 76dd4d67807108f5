import { Rational } from '../base/rational.ts';
import type { Line, LineTax, Occurrence } from '../model/occurrence.ts';
import type { Program } from '../model/program.ts';

/** Lines with all of their taxes, where the program has several: `tax` is then what they come to together. */
export function withFurtherTaxes(occurrence: Occurrence, { furtherTaxes }: Program): Occurrence {
    if (furtherTaxes === undefined || occurrence.lines.length === 0) return occurrence;
    return { ...occurrence, lines: occurrence.lines.map(line => withTaxes(line, furtherTaxes)) };
}

/** Each as a rate on what is without tax. What is not known is no tax. */
function withTaxes(line: Line, further: NonNullable<Program['furtherTaxes']>): Line {
    const taxes: LineTax[] = line.tax === undefined ? [] : [{ field: 'tax', rate: line.tax }];
    let all = line.tax ?? Rational.ZERO;
    for (const { field, compounding } of further) {
        const own = line.fields.get(field);
        if (!(own instanceof Rational)) continue;
        const rate = compounding ? own.mul(Rational.ONE.add(all)) : own;
        taxes.push({ field, rate });
        all = all.add(rate);
    }
    return taxes.length === 0 ? line : { ...line, tax: all, taxes };
}
