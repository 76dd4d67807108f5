import type { DuckDBDataChunk, DuckDBVector } from '@duckdb/node-api';
import type { Value } from '../model/value.ts';
import type { Rows } from './assemble.ts';
import { BESIDE } from './dictionary.ts';
import type { SourcePlan } from './mapping.ts';
import { codeColumn } from './staging.ts';

const FIXED = ['kind', 'source', 'continues', 'member', 'ordering', 'ident', 'moment', 'sequence', 'beside'];

/** The columns of `history` in the order in which `HistoryRows` reads them. */
export const historyColumns = (codes: number): string =>
    [...FIXED, ...Array.from({ length: codes }, (_, index) => codeColumn(index))].join(', ');

const MEMBER = 3;

/** A chunk of `history`, read column by column: `at` is the row that is asked about. */
export class HistoryRows implements Rows {
    at = 0;
    readonly count: number;
    readonly #columns: readonly DuckDBVector[];
    #member = '';
    /** Rows from `at` to here, excluded, are of `#member`. */
    #memberEnd = 0;

    constructor(chunk: DuckDBDataChunk) {
        this.count = chunk.rowCount;
        this.#columns = Array.from({ length: chunk.columnCount }, (_, index) => chunk.getColumnVector(index));
    }

    kind(): number {
        return this.#number(0);
    }

    source(): number {
        return this.#number(1);
    }

    /** Whether the row belongs to the same order as the row before it. */
    continues(): boolean {
        return this.#number(2) !== 0;
    }

    member(): string {
        return this.#textAt(MEMBER, this.at);
    }

    /** Faster where rows are sorted by member: equal ends of a stretch mean that all of it is equal. */
    sortedMember(): string {
        if (this.at < this.#memberEnd) return this.#member;
        this.#member = this.#textAt(MEMBER, this.at);
        let end = this.at + 1;
        for (let step = 1; end + step - 1 < this.count; step *= 2) {
            if (this.#textAt(MEMBER, end + step - 1) !== this.#member) break;
            end += step;
        }
        this.#memberEnd = end;
        return this.#member;
    }

    ordering(): string {
        return this.#textAt(4, this.at);
    }

    ident(): string {
        return this.#textAt(5, this.at);
    }

    moment(): number {
        return this.#number(6);
    }

    sequence(): number {
        return this.#number(7);
    }

    read({ fields }: SourcePlan, values: Value[], keys: number[]): void {
        let beside: readonly (readonly [number, string])[] | undefined;
        for (let index = 0; index < fields.length; index++) {
            const dictionary = fields[index]?.dictionary;
            const code = this.code(index);
            keys[index] = code;
            if (code === BESIDE) {
                beside ??= this.beside();
                values[index] = dictionary?.read(beside.find(([place]) => place === index)?.[1] ?? '');
            } else values[index] = dictionary?.value(code);
        }
    }

    /** Pairs of field and text that no dictionary holds. */
    beside(): readonly (readonly [number, string])[] {
        // Written by `Intake` alone.
        return JSON.parse(this.#textAt(8, this.at)) as [number, string][];
    }

    code(index: number): number {
        return this.#number(FIXED.length + index);
    }

    #number(column: number): number {
        // Columns of numbers are never NULL.
        return this.#columns[column]?.getItem(this.at) as number;
    }

    #textAt(column: number, row: number): string {
        // Columns of texts are never NULL.
        return this.#columns[column]?.getItem(row) as string;
    }
}
