import type { ColumnsFacts, HistoryColumns } from '../../model/columns.ts';
import type { SourcePlan } from '../mapping.ts';

/** The array of numbers that a column is kept in. */
export type Width = 'i8' | 'i16' | 'i32' | 'u8' | 'u16' | 'f64';

/** How a column is kept, the same in all blocks of a history. */
export type Shape =
    | {
          readonly kind: 'number';
          readonly width: 'i8' | 'i16' | 'i32' | 'f64';
          readonly per: number;
          readonly unknown: number | undefined;
      }
    | { readonly kind: 'code'; readonly width: 'u8' | 'u16' | 'i32'; readonly texts: readonly string[] }
    | { readonly kind: 'text' };

export interface NamedShape {
    readonly name: string;
    readonly shape: Shape;
}

/** What all blocks of one history have in common: plain data. */
export interface Layout {
    readonly sourceWidth: 'u8' | 'u16';
    /** Milliseconds; whole seconds where all moments are. */
    readonly step: number;
    readonly momentWidth: 'i32' | 'f64';
    readonly placeWidth: 'i32' | 'f64';
    /** By source: what is to be added to `place`; absent: nothing. */
    readonly placeFrom?: readonly number[];
    readonly memberFields: readonly NamedShape[];
    readonly fields: readonly NamedShape[];
    /** What is so of all blocks, where that is known. */
    readonly facts?: ColumnsFacts | undefined;
}

/** Names of the columns of what is no field: the order, and the id that counts once. */
export const ORDER = 'order';
export const IDENT = 'id';

/** The number of a row's file times 2^32, and of the row in it. */
export const placeOf = ({ place, placeFrom, source }: HistoryColumns, row: number): number =>
    (placeFrom?.[source[row] ?? 0] ?? 0) + (place[row] ?? 0);

/** By source, then by field: fields of one name share a column unless they hold different things. */
export function columnNames(plans: readonly SourcePlan[]): string[][] {
    const holdings = new Map<string, Set<string>>();
    for (const { kind, fields } of plans) {
        for (const { name, holds } of kind === 0 ? [] : fields)
            holdings.set(name, (holdings.get(name) ?? new Set()).add(holds));
    }
    return plans.map(({ kind, source, fields }) =>
        fields.map(({ name }) =>
            kind !== 0 && (holdings.get(name)?.size ?? 0) > 1 ? `${source.target}.${name}` : name,
        ),
    );
}

/** The narrowest that holds all of these. */
export function widthOf(least: number, most: number): 'i8' | 'i16' | 'i32' | 'f64' {
    if (least >= -128 && most <= 127) return 'i8';
    if (least >= -32_768 && most <= 32_767) return 'i16';
    return least >= -(2 ** 31) && most < 2 ** 31 ? 'i32' : 'f64';
}

export const codeWidth = (count: number): 'u8' | 'u16' | 'i32' =>
    count <= 256 ? 'u8' : count <= 65_536 ? 'u16' : 'i32';

const ARRAYS = {
    i8: Int8Array,
    i16: Int16Array,
    i32: Int32Array,
    u8: Uint8Array,
    u16: Uint16Array,
    f64: Float64Array,
} satisfies { readonly [W in Width]: unknown };

interface Arrays {
    readonly i8: Int8Array;
    readonly i16: Int16Array;
    readonly i32: Int32Array;
    readonly u8: Uint8Array;
    readonly u16: Uint16Array;
    readonly f64: Float64Array;
}

export type NumberArray = Arrays[Width];

export const bytesOf = (width: Width): number => ARRAYS[width].BYTES_PER_ELEMENT;

export function arrayOf<W extends Width>(
    width: W,
    buffer: SharedArrayBuffer,
    offset: number,
    length: number,
): Arrays[W] {
    const constructors: {
        readonly [W in Width]: new (
            buffer: ArrayBufferLike,
            offset: number,
            length: number,
        ) => Arrays[W];
    } = ARRAYS;
    return new constructors[width](buffer, offset, length);
}
