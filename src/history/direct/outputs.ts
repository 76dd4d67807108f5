import { Rational } from '../../base/rational.ts';
import { codeWidth, type NamedShape, type Shape, widthOf } from '../columns/layout.ts';
import { quotedIdentifier, quotedString } from '../database.ts';
import type { FieldPlan } from '../mapping.ts';
import { stepAside } from './aside.ts';
import type { ParquetFile } from './column-facts.ts';

/** A column of the history, as it comes out of files. */
export interface Output extends NamedShape {
    /** By file: the expression that gives its numbers or codes. */
    readonly sql: ReadonlyMap<ParquetFile, string>;
    /** By source: whether its rows have it. */
    readonly has: readonly boolean[];
    /** What stands for unknown. */
    readonly unknown: number;
    /** What stands for a value that would have to be asked about. */
    readonly strange: number;
}

/** Where a column of the history is taken from. */
export interface Use {
    readonly source: number;
    readonly file: ParquetFile;
    readonly field: Pick<FieldPlan, 'column' | 'holds' | 'use' | 'dictionary' | 'choices'>;
}

/** How a column of the history is read from all files that have it. */
export async function outputOf(name: string, uses: readonly Use[], sources: number): Promise<Output> {
    const expressions = new Map<ParquetFile, string>();
    const { shape, sql } = await readingOf(uses);
    for (const use of uses) {
        const known = expressions.get(use.file);
        const expression = sql(use);
        if (known !== undefined && known !== expression) stepAside('a field stands in several columns of a file');
        expressions.set(use.file, expression);
    }
    return {
        name,
        shape,
        sql: expressions,
        has: Array.from({ length: sources }, (_, source) => uses.some(use => use.source === source)),
        unknown: shape.kind === 'number' ? (shape.unknown ?? 0) : 0,
        strange: shape.kind === 'number' ? Number.NaN : strangeOf(shape),
    };
}

interface Reading {
    readonly shape: Shape;
    readonly sql: (use: Use) => string;
}

function readingOf(uses: readonly Use[]): Promise<Reading> {
    switch (uses[0]?.field.holds) {
        case 'number':
            return numbers(uses);
        case 'day':
            return simple(uses, 'DATE', name => `(${name} - DATE '1970-01-01')`, 'i32');
        case 'truth':
            return simple(uses, 'BOOLEAN', name => name, 'i8');
        case 'text':
            return texts(uses);
        case 'set':
        case 'mixed':
        case undefined:
            return stepAside('a field holds values of several kinds');
    }
}

async function simple(
    uses: readonly Use[],
    type: string,
    sql: (name: string) => string,
    width: 'i8' | 'i32',
): Promise<Reading> {
    if (uses.some(({ file, field }) => file.type(field.column) !== type)) stepAside('a column has another type');
    let least = 0;
    for (const { file, field } of uses) {
        if (type !== 'DATE') continue;
        const { least: first, most } = await file.extremes(field.column);
        for (const text of [first, most]) {
            if (text === '') continue;
            const day = readBy(field, text);
            least = typeof day === 'number' ? Math.min(least, day) : stepAside('a date is none');
        }
    }
    const unknown = least - 1;
    return {
        shape: { kind: 'number', width, per: 1, unknown },
        sql: ({ field }) => `coalesce(CAST(${sql(quotedIdentifier(field.column))} AS INTEGER), ${unknown})`,
    };
}

const WHOLE = /^U?(TINY|SMALL|BIG)?INT(EGER)?$/;
const DECIMAL = /^DECIMAL\(\d+,(\d+)\)$/;

/** Digits after the point of a column of exact numbers. */
export function digitsOf(type: string): number {
    if (WHOLE.test(type)) return 0;
    return Number(DECIMAL.exec(type)?.[1] ?? stepAside('a column holds no exact numbers'));
}

/** A reader that takes the least and the greatest of a column as they stand takes all of them so. */
async function numbers(uses: readonly Use[]): Promise<Reading> {
    const digits = Math.max(...uses.map(({ file, field }) => digitsOf(file.type(field.column))));
    const per = 10 ** digits;
    let [least, most] = [0, 0];
    for (const { file, field } of uses) {
        if (field.use === 'times' && digitsOf(file.type(field.column)) > 0) stepAside('times are no whole numbers');
        const found = await file.extremes(field.column);
        for (const text of [found.least, found.most]) {
            if (text === '') continue;
            const value = readBy(field, text);
            if (!(value instanceof Rational) || !value.eq(Rational.parse(text) ?? value.add(Rational.ONE)))
                stepAside('a number is not taken as it stands');
            const units = Number((value.numerator * BigInt(per)) / value.denominator);
            [least, most] = [Math.min(least, units), Math.max(most, units)];
        }
    }
    const unknown = least - 1;
    if (!Number.isSafeInteger(unknown) || !Number.isSafeInteger(most)) stepAside('a number is too large');
    const width = widthOf(unknown, most);
    const type = width === 'f64' ? 'DOUBLE' : 'INTEGER';
    return {
        shape: { kind: 'number', width, per, unknown },
        sql({ field }) {
            const column = quotedIdentifier(field.column);
            const exact = per === 1 ? column : `${column} * ${per}`;
            return `coalesce(CAST(${exact} AS ${type}), ${unknown})`;
        },
    };
}

/** Few enough to be looked up one by one for each entry of the file's own dictionary. */
const FEW = 64;

async function texts(uses: readonly Use[]): Promise<Reading> {
    const codes = new Set<string>();
    for (const { file, field } of uses) {
        if (file.type(field.column) !== 'VARCHAR') stepAside('a column of texts has another type');
        for (const text of field.choices ?? (await file.distinct(field.column))) {
            if (text !== text.trim() || !text.isWellFormed() || text.includes('\0')) stepAside('a text is not plain');
            if (readBy(field, text) !== text) stepAside('a text is not taken as it stands');
            codes.add(text);
        }
    }
    const shape = { kind: 'code', width: codeWidth(codes.size + 2), texts: ['', ...codes] } as const;
    return {
        shape,
        sql: ({ field }) => codeSql(quotedIdentifier(field.column), [...codes], strangeOf(shape)),
    };
}

/** The largest code that there is room for, which no text has. */
const strangeOf = (shape: Shape): number => (shape.kind === 'code' && shape.width === 'u8' ? 255 : 65_535);

function codeSql(column: string, texts: readonly string[], strange: number): string {
    const type = strange === 255 ? 'UTINYINT' : 'USMALLINT';
    const other = `CASE WHEN ${column} IS NULL OR ${column} = '' THEN 0 ELSE ${strange} END`;
    if (texts.length === 0) return `CAST(${other} AS ${type})`;
    const list = texts.map(quotedString).join(', ');
    const found =
        texts.length <= FEW
            ? `list_position([${list}], ${column})`
            : `(enum_code(TRY_CAST(${column} AS ENUM(${list}))) + 1)`;
    return `CAST(coalesce(${found}, ${other}) AS ${type})`;
}

/** As its reader takes it. */
const readBy = ({ dictionary }: Use['field'], text: string): unknown => dictionary.read(text);
