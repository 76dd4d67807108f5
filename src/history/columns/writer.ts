import { type Block, columnsOf, newBlock } from './block.ts';
import { FieldWriters } from './field-writers.ts';
import { GrowingNumbers, GrowingTexts } from './growing.ts';
import type { Layout } from './layout.ts';

/** Takes members and rows one by one and makes blocks of them. */
export class BlockWriter {
    readonly #layout: Layout;
    readonly #ids = new GrowingTexts();
    readonly #begins = new GrowingNumbers();
    /** Of the member that was begun last. */
    readonly memberFields: FieldWriters;
    readonly #source = new GrowingNumbers();
    readonly #continues = new GrowingNumbers();
    readonly #moment = new GrowingNumbers();
    readonly #place = new GrowingNumbers();
    /** Of the row that was added last. */
    readonly fields: FieldWriters;

    constructor(layout: Layout) {
        this.#layout = layout;
        this.memberFields = new FieldWriters(layout.memberFields);
        this.fields = new FieldWriters(layout.fields);
    }

    get rows(): number {
        return this.#source.length;
    }

    /** Rows from here on are this member's. */
    beginMember(id: string): void {
        this.#ids.add(id);
        this.#begins.add(this.rows);
        this.memberFields.next();
    }

    addRow(row: { source: number; continues: number; moment: number; place: number }): void {
        this.#source.add(row.source);
        this.#continues.add(row.continues);
        this.#moment.add(row.moment / this.#layout.step);
        this.#place.add(row.place - (this.#layout.placeFrom?.[row.source] ?? 0));
        this.fields.next();
    }

    /** All that was taken since the last block. */
    take(): Block {
        const members = this.#ids.length;
        const rows = this.rows;
        this.#begins.add(rows);
        this.memberFields.close();
        this.fields.close();
        const textBytes = [this.#ids.byteLength, ...this.memberFields.textBytes(), ...this.fields.textBytes()];
        const block = newBlock(this.#layout, { members, rows, textBytes });
        const columns = columnsOf(this.#layout, block);
        this.#ids.moveTo(columns.memberIds.ends, columns.memberIds.bytes);
        this.#begins.moveTo(columns.begins);
        this.memberFields.moveTo(columns.memberFields);
        this.#source.moveTo(columns.source);
        this.#continues.moveTo(columns.continues);
        this.#moment.moveTo(columns.moment.values);
        this.#place.moveTo(columns.place);
        this.fields.moveTo(columns.fields);
        return block;
    }
}
