import type { Column, HistoryColumns } from '../../model/columns.ts';
import { arrayOf, bytesOf, type Layout, type NamedShape, type Shape, type Width } from './layout.ts';

export interface BlockSize {
    readonly members: number;
    readonly rows: number;
    /** Bytes of each column of text, in the order of the layout: ids of members, their fields, fields of rows. */
    readonly textBytes: readonly number[];
}

/** Some members of a history, whole ones, in one piece of memory that threads share and that a file can hold. */
export interface Block extends BlockSize {
    readonly buffer: SharedArrayBuffer;
}

export function newBlock(layout: Layout, size: BlockSize): Block {
    return { ...size, buffer: new SharedArrayBuffer(sizeOf(layout, size)) };
}

export const sizeOf = (layout: Layout, size: BlockSize): number => lay(layout, size, undefined).bytes;

export const columnsOf = (layout: Layout, block: Block): HistoryColumns => lay(layout, block, block.buffer).columns;

/** One array after the other, each where its numbers may begin. Without a buffer, only the size is right. */
function lay(
    layout: Layout,
    { members, rows, textBytes }: BlockSize,
    buffer: SharedArrayBuffer | undefined,
): { readonly columns: HistoryColumns; readonly bytes: number } {
    const allot = new Allotment(buffer, textBytes);
    const named = (shapes: readonly NamedShape[], length: number): Map<string, Column> =>
        new Map(shapes.map(({ name, shape }) => [name, allot.column(shape, length)]));
    const columns: HistoryColumns = {
        memberCount: members,
        rowCount: rows,
        memberIds: allot.text(members),
        begins: allot.array('i32', members + 1),
        memberFields: named(layout.memberFields, members),
        source: allot.array(layout.sourceWidth, rows),
        continues: allot.array('u8', rows),
        moment: { values: allot.array(layout.momentWidth, rows), step: layout.step },
        place: allot.array(layout.placeWidth, rows),
        placeFrom: layout.placeFrom,
        fields: named(layout.fields, rows),
        facts: layout.facts,
    };
    return { columns, bytes: allot.bytes };
}

class Allotment {
    bytes = 0;
    readonly #buffer: SharedArrayBuffer | undefined;
    readonly #textBytes: readonly number[];
    #texts = 0;

    constructor(buffer: SharedArrayBuffer | undefined, textBytes: readonly number[]) {
        this.#buffer = buffer;
        this.#textBytes = textBytes;
    }

    array<W extends Width>(width: W, length: number): ReturnType<typeof arrayOf<W>> {
        const offset = Math.ceil(this.bytes / 8) * 8;
        this.bytes = offset + length * bytesOf(width);
        return this.#buffer === undefined
            ? arrayOf(width, NOTHING, 0, 0)
            : arrayOf(width, this.#buffer, offset, length);
    }

    text(length: number) {
        const ends = this.array('i32', length);
        return { kind: 'text', ends, bytes: this.array('u8', this.#textBytes[this.#texts++] ?? 0) } as const;
    }

    column(shape: Shape, length: number): Column {
        switch (shape.kind) {
            case 'text':
                return this.text(length);
            case 'code':
                return { kind: 'code', codes: this.array(shape.width, length), texts: shape.texts };
            case 'number': {
                const { width, per, unknown } = shape;
                return { kind: 'number', values: this.array(width, length), per, unknown };
            }
        }
    }
}

const NOTHING = new SharedArrayBuffer(0);
