import { Rational } from '../base/rational.ts';
import type { Line, LineTax, Occurrence } from '../model/occurrence.ts';
import type { FurtherTax, Program } from '../model/program.ts';
import type { Value } from '../model/value.ts';
import { isTaxIn } from './prices/tax.ts';

/** Lines with all of their taxes, where the program has several: `tax` is then what they come to together. */
export function withFurtherTaxes(occurrence: Occurrence, program: Program): Occurrence {
    const { furtherTaxes } = program;
    if (furtherTaxes === undefined || occurrence.lines.length === 0) return occurrence;
    return {
        ...occurrence,
        lines: occurrence.lines.map(line => {
            const own = (field: string): Value => line.fields.get(field);
            const taxes = taxesOn({ rate: line.tax, isIn: isTaxIn(line, program), own }, furtherTaxes);
            return taxes === undefined ? line : withTaxes(line, taxes);
        }),
    };
}

/** What is taxed: its first rate, whether its price contains tax, and the fields that say of other taxes. */
interface Asked {
    readonly rate: Rational | undefined;
    readonly isIn: boolean;
    readonly own: (field: string) => Value;
}

/**
 * Each as a rate on what is without tax, and as an amount for each unit. What is not known is no tax. A levy comes on
 * top, whatever the price contains; where it contains tax, the levy does as well.
 */
export function taxesOn({ rate, isIn, own }: Asked, further: readonly FurtherTax[]): LineTax[] | undefined {
    const amounts = further.map(({ field }) => {
        const value = own(field);
        return value instanceof Rational ? value : undefined;
    });
    const levied = total(further.map(({ taxed }, index) => (taxed && !isIn ? amounts[index] : undefined)));
    const taxes: LineTax[] = rate === undefined ? [] : [{ field: 'tax', rate, ...onEach(rate.mul(levied)) }];
    let all = rate ?? Rational.ZERO;
    let each = rate === undefined ? Rational.ZERO : rate.mul(levied);
    for (const [index, { field, levy = false, compounding, onTop = false }] of further.entries()) {
        const amount = amounts[index];
        if (amount === undefined) continue;
        const share = levy ? Rational.ZERO : compounding ? amount.mul(Rational.ONE.add(all)) : amount;
        const unit = levy ? amount : amount.mul(compounding ? levied.add(each) : levied);
        taxes.push({ field, rate: share, ...onEach(unit), ...((onTop || levy) && isIn ? { onTop: true } : {}) });
        all = all.add(share);
        if (!levy) each = each.add(unit);
    }
    return taxes.length === 0 ? undefined : taxes;
}

/** Where the price contains tax, `tax` is what is in it, without the taxes that come on top all the same. */
function withTaxes(line: Line, taxes: readonly LineTax[]): Line {
    return { ...line, tax: total(taxes.map(({ rate, onTop }) => (onTop ? undefined : rate))), taxes };
}

const onEach = (each: Rational): Pick<LineTax, 'each'> => (each.isZero() ? {} : { each });

const total = (parts: readonly (Rational | undefined)[]): Rational =>
    parts.reduce<Rational>((sum, part) => (part === undefined ? sum : sum.add(part)), Rational.ZERO);
