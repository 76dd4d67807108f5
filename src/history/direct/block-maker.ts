import { bothFacts, factsOf } from '../../model/column-facts.ts';
import type { ColumnsFacts } from '../../model/columns.ts';
import { type Block, columnsOf, newBlock } from '../columns/block.ts';
import { GrowingTexts } from '../columns/growing.ts';
import type { Layout, NumberArray } from '../columns/layout.ts';
import { ORDER } from '../columns/layout.ts';
import { NO_MOMENT } from '../row-numbers.ts';
import { stepAside } from './aside.ts';
import type { EventsPlan } from './events.ts';
import type { MemberIds } from './ids.ts';
import { putValues, type Roster } from './roster.ts';
import type { Slab } from './slab.ts';

export interface MakerFrame {
    readonly layout: Layout;
    readonly events: Pick<EventsPlan, 'grouped' | 'returns' | 'sources'>;
    readonly roster: Roster | undefined;
    readonly ids: MemberIds;
    /** When members are enrolled by joining, half-open; absent: they never are. */
    readonly joining: { readonly start: number; readonly end: number } | undefined;
}

/** What all blocks came to. */
export interface MadeFigures {
    members: number;
    events: number;
    first: number;
    last: number;
}

/** Makes a block of the rows of a slab, which are those of whole members. */
export class BlockMaker {
    readonly figures: MadeFigures = {
        members: 0,
        events: 0,
        first: Number.POSITIVE_INFINITY,
        last: Number.NEGATIVE_INFINITY,
    };
    readonly #frame: MakerFrame;
    readonly #order: number;
    readonly #unknownOrder: number;
    #facts: ColumnsFacts | undefined;

    constructor(frame: MakerFrame) {
        this.#frame = frame;
        this.#order = frame.layout.fields.findIndex(({ name }) => name === ORDER);
        const shape = frame.layout.fields[this.#order]?.shape;
        this.#unknownOrder = shape?.kind === 'number' ? (shape.unknown ?? -1) : -1;
    }

    /** What is so of all blocks. */
    get facts(): ColumnsFacts | undefined {
        return this.#facts;
    }

    /** `members` are numbers; row `begins[m]` is the first of the m-th. `rosterFrom`: where they stand in the roster. */
    make(slab: Slab, members: readonly number[], begins: readonly number[], rosterFrom: number): Block {
        const continues = new Uint8Array(slab.count);
        const enrolled: { readonly row: number; readonly member: number }[] = [];
        for (let member = 0; member < members.length; member++) {
            const [from, to] = [begins[member] ?? 0, begins[member + 1] ?? slab.count];
            this.#inTime(slab, from, to);
            this.#gather(slab, continues, from, to);
            const row = this.#enrolment(slab, continues, rosterFrom + member, from, to);
            if (row >= 0) enrolled.push({ row, member });
        }
        const { layout } = this.#frame;
        const ids = new GrowingTexts();
        for (const member of members) ids.add(this.#frame.ids.textOf(member));
        const rows = slab.count + enrolled.length;
        const block = newBlock(layout, { members: members.length, rows, textBytes: [ids.byteLength] });
        const columns = columnsOf(layout, block);
        ids.moveTo(columns.memberIds.ends, columns.memberIds.bytes);
        columns.begins.set(begins);
        columns.begins[members.length] = slab.count;
        this.#putMembers(columns.memberFields, rosterFrom);
        const fields = [...columns.fields.values()].map(column =>
            column.kind === 'number' ? column.values : column.kind === 'code' ? column.codes : NO_NUMBERS,
        );
        const pairs: (readonly [from: NumberArray, to: NumberArray, inEnrolment: number])[] = [
            [slab.source, columns.source, this.#frame.roster?.source ?? 0],
            [continues, columns.continues, 0],
            [slab.moment, columns.moment.values, 0],
            [slab.place, columns.place, 0],
            ...fields.map((to, index) => [slab.fields[index] ?? NO_NUMBERS, to, this.#unknownOf(index)] as const),
        ];
        for (const [from, to, inEnrolment] of pairs) spread(from, to, slab.count, enrolled, inEnrolment);
        for (const [index, { row, member }] of enrolled.entries()) {
            const at = row + index;
            columns.moment.values[at] = this.#joined(rosterFrom + member) / layout.step;
            columns.place[at] = this.#frame.roster?.rows[rosterFrom + member] ?? 0;
        }
        shiftBegins(columns.begins, enrolled);
        this.#count(columns.continues, columns.moment.values, members.length);
        const facts = factsOf(columns);
        this.#facts = this.#facts === undefined ? facts : bothFacts(this.#facts, facts);
        return block;
    }

    /** Rows come in the order of local time, which clocks that are changed may upset. */
    #inTime(slab: Slab, from: number, to: number): void {
        const { moment, place, source } = slab;
        let isSorted = true;
        for (let row = from + 1; row < to; row++) if ((moment[row] ?? 0) < (moment[row - 1] ?? 0)) isSorted = false;
        if (isSorted) return;
        const { placeFrom = [] } = this.#frame.layout;
        const placeOf = (row: number): number => (placeFrom[source[row] ?? 0] ?? 0) + (place[row] ?? 0);
        const order = Array.from({ length: to - from }, (_, index) => from + index).sort(
            (a, b) => (moment[a] ?? 0) - (moment[b] ?? 0) || placeOf(a) - placeOf(b),
        );
        slab.reorder(from, order);
    }

    /** Rows of one order and moment are one event; orders whose rows stand apart are read row by row. */
    #gather({ source, moment, fields }: Slab, continues: Uint8Array, from: number, to: number): void {
        const orders = fields[this.#order];
        if (orders === undefined) return;
        const { grouped } = this.#frame.events;
        const unknown = this.#unknownOrder;
        let [isRising, last] = [true, Number.NEGATIVE_INFINITY];
        for (let row = from; row < to; row++) {
            const own = source[row] ?? 0;
            const order = orders[row] ?? unknown;
            if (order === unknown || grouped[own] !== true) continue;
            if (row > from && order === orders[row - 1] && own === source[row - 1] && moment[row] === moment[row - 1]) {
                continues[row] = 1;
                continue;
            }
            if (order <= last) isRising = false;
            last = order;
        }
        if (!isRising) this.#askOrders({ source, moment, orders }, continues, from, to);
    }

    #askOrders(
        { source, moment, orders }: { source: NumberArray; moment: NumberArray; orders: NumberArray },
        continues: Uint8Array,
        from: number,
        to: number,
    ): void {
        const { grouped, returns, sources } = this.#frame.events;
        const seen = new Set<string>();
        for (let row = from; row < to; row++) {
            const own = source[row] ?? 0;
            if (grouped[own] !== true || continues[row] === 1 || orders[row] === this.#unknownOrder) continue;
            const part = returns[own] === true ? moment[row] : 0;
            const key = `${sources[own]?.kind} ${orders[row]} ${part}`;
            if (seen.has(key)) stepAside('rows of an order stand apart');
            seen.add(key);
        }
    }

    /** The row before which a member is enrolled; -1 where that does not happen. */
    #enrolment({ moment }: Slab, continues: Uint8Array, member: number, from: number, to: number): number {
        const { joining, layout } = this.#frame;
        const joined = this.#joined(member);
        if (joining === undefined || joined < joining.start || joined >= joining.end) return -1;
        const steps = joined / layout.step;
        for (let row = from; row < to; row++) if (continues[row] === 0 && (moment[row] ?? 0) >= steps) return row;
        return to;
    }

    #joined(member: number): number {
        return this.#frame.roster?.joined?.[member] ?? NO_MOMENT;
    }

    #unknownOf(index: number): number {
        const shape = this.#frame.layout.fields[index]?.shape;
        return shape?.kind === 'number' ? (shape.unknown ?? 0) : 0;
    }

    #putMembers(fields: ReturnType<typeof columnsOf>['memberFields'], from: number): void {
        for (const [index, column] of [...fields.values()].entries()) {
            const values = this.#frame.roster?.values[index] ?? [];
            if (column.kind === 'number') putValues(column.values, values, from);
            if (column.kind === 'code') putValues(column.codes, values, from);
        }
    }

    #count(continues: Uint8Array, moment: NumberArray, members: number): void {
        const { figures } = this;
        const { step } = this.#frame.layout;
        figures.members += members;
        let [events, first, last] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
        for (let row = 0; row < continues.length; row++) {
            const at = moment[row] ?? 0;
            if (continues[row] === 0) events++;
            if (at < first) first = at;
            if (at > last) last = at;
        }
        figures.events += events;
        figures.first = Math.min(figures.first, first * step);
        figures.last = Math.max(figures.last, last * step);
    }
}

const NO_NUMBERS = new Uint8Array();

/** Copies rows, with one more before each that is named. */
function spread(
    from: NumberArray,
    to: NumberArray,
    count: number,
    before: readonly { readonly row: number }[],
    value: number,
): void {
    let done = 0;
    for (const [index, { row }] of before.entries()) {
        to.set(from.subarray(done, row), done + index);
        to[row + index] = value;
        done = row;
    }
    to.set(from.subarray(done, count), done + before.length);
}

function shiftBegins(begins: Int32Array, enrolled: readonly { readonly member: number }[]): void {
    let [next, more] = [0, 0];
    for (let member = 0; member < begins.length; member++) {
        begins[member] = (begins[member] ?? 0) + more;
        if (enrolled[next]?.member === member) {
            next++;
            more++;
        }
    }
}
