import { arrayOf, type Layout, type NumberArray, type Width } from '../columns/layout.ts';

/** Rows that are no block yet, in arrays of the kinds that the block has. */
export class Slab {
    count = 0;
    room = 1 << 17;
    source: Uint8Array | Uint16Array;
    moment: Int32Array | Float64Array;
    place: Int32Array | Float64Array;
    readonly fields: NumberArray[];

    constructor(layout: Layout) {
        const array = <W extends Width>(width: W) => arrayOf(width, bufferFor(this.room), 0, this.room);
        this.source = array(layout.sourceWidth);
        this.moment = array(layout.momentWidth);
        this.place = array(layout.placeWidth);
        this.fields = layout.fields.map(({ shape }) => array(shape.kind === 'text' ? 'i32' : shape.width));
    }

    /** Room for so many more rows. */
    reserve(rows: number): void {
        if (this.count + rows <= this.room) return;
        while (this.count + rows > this.room) this.room *= 2;
        this.source = longer(this.source, this.room);
        this.moment = longer(this.moment, this.room);
        this.place = longer(this.place, this.room);
        for (const [index, field] of this.fields.entries()) this.fields[index] = longer(field, this.room);
    }

    /** Rows of one member in another order: `order[k]` is the row that comes to `from + k`. */
    reorder(from: number, order: readonly number[]): void {
        for (const column of [this.source, this.moment, this.place, ...this.fields]) {
            const values = order.map(row => column[row] ?? 0);
            column.set(values, from);
        }
    }
}

const bufferFor = (room: number): SharedArrayBuffer => new SharedArrayBuffer(room * 8);

function longer<A extends NumberArray>(array: A, room: number): A {
    const larger = array.constructor as new (length: number) => A;
    const result = new larger(room);
    result.set(array);
    return result;
}
