import type { Column } from '../../model/columns.ts';
import { GrowingNumbers, GrowingTexts } from './growing.ts';
import type { NamedShape, Shape } from './layout.ts';

/** Columns of fields that are filled row by row; what is not set in a row is unknown. */
export class FieldWriters {
    readonly #names: readonly string[];
    readonly #writers: readonly FieldWriter[];
    #isOpen = false;

    constructor(shapes: readonly NamedShape[]) {
        this.#names = shapes.map(({ name }) => name);
        this.#writers = shapes.map(({ shape }) => (shape.kind === 'text' ? new TextWriter() : new NumberWriter(shape)));
    }

    /** For `set`; -1 where there is no such column. */
    indexOf(name: string): number {
        return this.#names.indexOf(name);
    }

    /** Begins a row. */
    next(): void {
        this.close();
        this.#isOpen = true;
    }

    set(index: number, value: number | string): void {
        const writer = this.#writers[index];
        if (writer !== undefined) writer.current = value;
    }

    /** Ends the last row. */
    close(): void {
        if (!this.#isOpen) return;
        for (const writer of this.#writers) writer.commit();
        this.#isOpen = false;
    }

    /** Of the columns of texts. */
    textBytes(): number[] {
        return this.#writers.flatMap(writer => (writer instanceof TextWriter ? [writer.byteLength] : []));
    }

    moveTo(columns: ReadonlyMap<string, Column>): void {
        for (const [index, writer] of this.#writers.entries()) {
            const column = columns.get(this.#names[index] ?? '');
            if (column !== undefined) writer.moveTo(column);
        }
    }
}

interface FieldWriter {
    current: number | string;
    commit(): void;
    moveTo(column: Column): void;
}

class NumberWriter implements FieldWriter {
    current: number | string;
    readonly #unknown: number;
    readonly #numbers = new GrowingNumbers();

    constructor(shape: Exclude<Shape, { kind: 'text' }>) {
        this.#unknown = shape.kind === 'number' ? (shape.unknown ?? 0) : 0;
        this.current = this.#unknown;
    }

    commit(): void {
        this.#numbers.add(Number(this.current));
        this.current = this.#unknown;
    }

    moveTo(column: Column): void {
        if (column.kind === 'number') this.#numbers.moveTo(column.values);
        else if (column.kind === 'code') this.#numbers.moveTo(column.codes);
    }
}

class TextWriter implements FieldWriter {
    current: number | string = '';
    readonly #texts = new GrowingTexts();

    get byteLength(): number {
        return this.#texts.byteLength;
    }

    commit(): void {
        this.#texts.add(String(this.current));
        this.current = '';
    }

    moveTo(column: Column): void {
        if (column.kind === 'text') this.#texts.moveTo(column.ends, column.bytes);
    }
}
