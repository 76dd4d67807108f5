import type { Instant } from '../../base/zone.ts';
import type { HistoryColumns } from '../../model/columns.ts';
import type { Value } from '../../model/value.ts';
import type { Rows } from '../assemble.ts';
import type { SourcePlan } from '../mapping.ts';
import { type Cells, cellsOf, Texts } from './cells.ts';
import { columnNames, IDENT, type Layout, ORDER, placeOf } from './layout.ts';

/** Rows of columns, asked about as those of the database, one block after the other. */
export class ColumnRows implements Rows {
    /** The row that is asked about. */
    at = 0;
    /** With `isMember`, the member is asked about instead. */
    member = 0;
    isMember = false;
    readonly #fields: readonly (readonly { readonly name: string; readonly cells: Cells }[])[];
    readonly #plans: readonly SourcePlan[];
    readonly #order = new Texts();
    readonly #ident = new Texts();
    readonly #ids = new Texts();
    #columns: HistoryColumns | undefined;

    /** Of the first source of members, `plans` have the fields of all of them. */
    constructor(layout: Layout, plans: readonly SourcePlan[]) {
        this.#plans = plans;
        const names = columnNames(plans);
        this.#fields = plans.map(({ kind, fields }, source) =>
            fields.map((field, index) => {
                const name = names[source]?.[index] ?? '';
                const shapes = kind === 0 ? layout.memberFields : layout.fields;
                const shape = shapes.find(each => each.name === name)?.shape;
                return { name, cells: cellsOf(field, shape?.kind) };
            }),
        );
    }

    open(columns: HistoryColumns): void {
        this.#columns = columns;
        for (const [source, { kind }] of this.#plans.entries()) {
            const named = kind === 0 ? columns.memberFields : columns.fields;
            for (const { name, cells } of this.#fields[source] ?? []) cells.open(named.get(name));
        }
        this.#order.open(columns.fields.get(ORDER));
        this.#ident.open(columns.fields.get(IDENT));
        this.#ids.open(columns.memberIds);
    }

    id(): string {
        return this.#ids.at(this.member);
    }

    isEnrolment(): boolean {
        return this.#plans[this.#source()]?.kind === 0;
    }

    continues(): boolean {
        return this.#columns?.continues[this.at] === 1;
    }

    source(): number {
        return this.isMember ? this.#plans.findIndex(({ kind }) => kind === 0) : this.#source();
    }

    moment(): Instant {
        const moment = this.#columns?.moment;
        return moment === undefined ? 0 : (moment.values[this.at] ?? 0) * moment.step;
    }

    sequence(): number {
        return this.#columns === undefined ? 0 : placeOf(this.#columns, this.at);
    }

    ordering(): string {
        return this.#order.at(this.at);
    }

    ident(): string {
        return this.#ident.at(this.at);
    }

    read(_plan: SourcePlan, values: Value[], keys: number[]): void {
        const at = this.isMember ? this.member : this.at;
        const fields = this.#fields[this.source()] ?? [];
        for (let index = 0; index < fields.length; index++) {
            const cells = fields[index]?.cells;
            values[index] = cells?.value(at);
            keys[index] = cells?.key(at) ?? 0;
        }
    }

    #source(): number {
        return this.#columns?.source[this.at] ?? 0;
    }
}
