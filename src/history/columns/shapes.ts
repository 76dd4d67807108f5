import { greatestCommonDivisor } from '../../base/integer.ts';
import { Rational } from '../../base/rational.ts';
import { HUNDREDTHS } from '../dictionary.ts';
import type { FieldPlan, SourcePlan } from '../mapping.ts';
import { codeWidth, columnNames, type NamedShape, type Shape, widthOf } from './layout.ts';

/** A field of a source, on its way into a column. */
export interface FieldColumn {
    /** Of its column. */
    readonly name: string;
    readonly field: FieldPlan;
    /** By code of the field's dictionary: the number or the code in the column; a text where the column holds texts. */
    readonly values: readonly (number | string)[];
    /** What a hundredth is in the column; not a number where it holds texts. */
    readonly perHundredth: number;
}

export interface FieldShapes {
    readonly shapes: readonly NamedShape[];
    /** By source, then by field. */
    readonly columns: readonly (readonly FieldColumn[])[];
}

/** How the fields of members, or of events, are kept: everything that has been read is in the dictionaries. */
export function fieldShapes(plans: readonly SourcePlan[], ofMembers: boolean, isRare: boolean): FieldShapes {
    const names = columnNames(plans);
    const meant = plans.map(plan => isKept(plan) && (plan.kind === 0) === ofMembers);
    const byName = new Map<string, FieldPlan[]>();
    for (const [source, { fields }] of plans.entries()) {
        if (meant[source] !== true) continue;
        for (const [index, field] of fields.entries()) {
            const name = names[source]?.[index] ?? '';
            byName.set(name, [...(byName.get(name) ?? []), field]);
        }
    }
    const sources = meant.filter(each => each).length;
    const built = new Map(
        Array.from(byName, ([name, fields]) => [name, columnFor(fields, isRare || fields.length < sources)] as const),
    );
    return {
        shapes: Array.from(built, ([name, { shape }]) => ({ name, shape })),
        columns: plans.map(({ fields }, source) =>
            meant[source] === true
                ? fields.map((field, index) => {
                      const name = names[source]?.[index] ?? '';
                      const column = built.get(name);
                      return {
                          name,
                          field,
                          values: column?.valuesOf(field) ?? [],
                          perHundredth: column?.perHundredth ?? Number.NaN,
                      };
                  })
                : [],
        ),
    };
}

/** Rows of others are no member's. */
const isKept = ({ listsPrices, announces }: SourcePlan): boolean => !listsPrices && !announces;

interface Built {
    readonly shape: Shape;
    readonly valuesOf: (field: FieldPlan) => (number | string)[];
    readonly perHundredth: number;
}

function columnFor(fields: readonly FieldPlan[], isRare: boolean): Built {
    if (fields.some(({ dictionary }) => dictionary.hasBeside)) return asTexts();
    const isUnknown = isRare || fields.some(({ dictionary }) => dictionary.hasUnknown);
    const numbers = asNumbers(fields, isUnknown);
    if (numbers !== undefined) return numbers;
    return fields.some(({ dictionary }) => dictionary.hasHundredths) ? asTexts() : asCodes(fields);
}

/** As they were written. */
const asTexts = (): Built => ({
    shape: { kind: 'text' },
    valuesOf: ({ dictionary }) => ['', ...dictionary.entries().map(([text]) => text)],
    perHundredth: Number.NaN,
});

function asCodes(fields: readonly FieldPlan[]): Built {
    const codes = new Map<string, number>();
    const codeOf = (text: string): number => {
        const code = codes.get(text) ?? codes.size + 1;
        codes.set(text, code);
        return code;
    };
    const valuesOf = ({ dictionary }: FieldPlan): number[] => [
        0,
        ...dictionary.entries().map(([text, value]) => codeOf(textOf(text, value))),
    ];
    for (const field of fields) valuesOf(field);
    const texts = ['', ...codes.keys()];
    return { shape: { kind: 'code', width: codeWidth(texts.length), texts }, valuesOf, perHundredth: Number.NaN };
}

function textOf(text: string, value: unknown): string {
    if (value instanceof Set) return [...value].sort().join('\n');
    return typeof value === 'boolean' ? (value ? 'yes' : 'no') : text;
}

/** More digits than any amount has. */
const MOST_PER = 1_000_000_000n;

function asNumbers(fields: readonly FieldPlan[], isUnknown: boolean): Built | undefined {
    const holds = fields[0]?.holds;
    if (holds === 'text' || holds === 'set') return undefined;
    const values = fields.flatMap(({ dictionary }) => dictionary.entries().map(([, value]) => value));
    const hundredths = fields.some(({ dictionary }) => dictionary.hasHundredths);
    // Yes and no among amounts are no numbers.
    if (holds === 'mixed' && !values.every(value => value instanceof Rational)) return undefined;
    let per = hundredths ? 100n : 1n;
    for (const value of values) {
        if (!(value instanceof Rational) || per % value.denominator === 0n) continue;
        per *= value.denominator / greatestCommonDivisor(per, value.denominator);
        if (per > MOST_PER) return undefined;
    }
    const scaled = (value: unknown): number =>
        value instanceof Rational ? Number((value.numerator * per) / value.denominator) : Number(value);
    const all = values.map(scaled);
    const perHundredth = Number(per) / 100;
    if (hundredths) all.push(0, (2 ** 31 - HUNDREDTHS) * perHundredth);
    const [least, most] = all.reduce(([a, b], each) => [Math.min(a, each), Math.max(b, each)], [0, 0]);
    if (!Number.isSafeInteger(least - 1) || !Number.isSafeInteger(most)) return undefined;
    const unknown = isUnknown ? least - 1 : undefined;
    return {
        shape: { kind: 'number', width: widthOf(unknown ?? least, most), per: Number(per), unknown },
        valuesOf: ({ dictionary }) => [unknown ?? 0, ...dictionary.entries().map(([, value]) => scaled(value))],
        perHundredth,
    };
}
