import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { Block } from '../columns/block.ts';
import type { Layout } from '../columns/layout.ts';
import { stepAside } from './aside.ts';
import type { BlockMaker } from './block-maker.ts';
import type { EventsPlan } from './events.ts';
import type { Roster } from './roster.ts';
import { Slab } from './slab.ts';
import { NOBODY, type Numbers, numbersIn, UNCLEAR } from './sources.ts';

/** Rows do not come in the order of members. */
export class Unsorted extends Error {}
/** A moment has no room in the column that was meant for moments. */
export class WiderMoments extends Error {}

export interface TakerFrame {
    readonly layout: Layout;
    readonly events: EventsPlan;
    readonly roster: Roster | undefined;
    readonly maker: BlockMaker;
    readonly blockRows: number;
}

/** Columns of a chunk before those of fields. */
const [MEMBER, TIME, KEY, PLACE, FIELDS] = [0, 1, 2, 3, 4];

/** Takes chunks of rows, which come by member and time, and makes blocks of whole members. */
export class RowTaker {
    /** By file. */
    readonly rows: number[] = [];
    readonly unused: number[] = [];
    readonly #frame: TakerFrame;
    #slab: Slab;
    #members: number[] = [];
    #begins: number[] = [];
    #last = Number.NEGATIVE_INFINITY;
    /** Of the events themselves. */
    first = Number.POSITIVE_INFINITY;
    latest = Number.NEGATIVE_INFINITY;
    /** The next member of the roster. */
    #next = 0;
    /** Where the block begins in the roster. */
    #rosterFrom = 0;
    /** The rows of a chunk that are taken. */
    readonly #picked: number[] = [];

    constructor(frame: TakerFrame) {
        this.#frame = frame;
        this.#slab = new Slab(frame.layout);
    }

    /** Blocks that ended in this chunk. */
    take(chunk: DuckDBDataChunk): Block[] {
        const { events, layout, blockRows } = this.#frame;
        const { takers, files } = events.taking;
        const [members, times, keys, places] = [MEMBER, TIME, KEY, PLACE].map(column => numbersIn(chunk, column));
        if (members === undefined || times === undefined || keys === undefined || places === undefined) return [];
        const fields = layout.fields.map((_, index) => numbersIn(chunk, FIELDS + index));
        const blocks: Block[] = [];
        const { clock } = events;
        const { step } = layout;
        const isNarrow = layout.momentWidth === 'i32';
        let slab = this.#slab;
        const count = chunk.rowCount;
        slab.reserve(count);
        let picked = 0;
        for (let row = 0; row < count; row++) {
            const key = keys[row] ?? UNCLEAR;
            const source = takers[key] ?? NOBODY;
            const file = files[key] ?? 0;
            this.rows[file] = (this.rows[file] ?? 0) + 1;
            if (source < 0) {
                if (key === UNCLEAR) stepAside('a filter asks for a text with blanks');
                this.unused[file] = (this.unused[file] ?? 0) + 1;
                continue;
            }
            const member = members[row] ?? -1;
            if (member !== this.#last) {
                if (slab.count + picked >= blockRows) {
                    this.#put(fields, picked);
                    picked = 0;
                    blocks.push(this.#end());
                    slab = this.#slab;
                    slab.reserve(count);
                }
                this.#begin(member, slab.count + picked);
            }
            const at = slab.count + picked;
            const moment = clock(times[row] ?? Number.NaN) / step;
            if (isNarrow && (moment | 0) !== moment) throw new WiderMoments();
            if (moment < this.first) this.first = moment;
            if (moment > this.latest) this.latest = moment;
            slab.source[at] = source;
            slab.moment[at] = moment;
            slab.place[at] = places[row] ?? 0;
            this.#picked[picked++] = row;
        }
        this.#put(fields, picked);
        return blocks;
    }

    /** The last block, also where there is nobody. */
    finish(): Block {
        const roster = this.#frame.roster;
        if (roster !== undefined) this.#passTo(Number.POSITIVE_INFINITY, this.#slab.count);
        return this.#end();
    }

    #begin(member: number, row: number): void {
        if (member < 0) stepAside('a row has no member');
        if (member < this.#last) throw new Unsorted();
        const { roster } = this.#frame;
        if (roster !== undefined) {
            this.#passTo(member, row);
            if (roster.ids[this.#next] !== member) stepAside('a member is unknown');
            this.#next++;
        }
        this.#last = member;
        this.#members.push(member);
        this.#begins.push(row);
    }

    /** Members before this one of whom nothing is told. */
    #passTo(member: number, row: number): void {
        const { ids = [] } = this.#frame.roster ?? {};
        for (let id = ids[this.#next]; id !== undefined && id < member; id = ids[++this.#next]) {
            this.#members.push(id);
            this.#begins.push(row);
        }
    }

    #put(fields: readonly Numbers[], picked: number): void {
        const { outputs } = this.#frame.events;
        const slab = this.#slab;
        const { source, count } = slab;
        const rows = this.#picked;
        for (const [index, { has, unknown, strange }] of outputs.entries()) {
            const [from, to] = [fields[index], slab.fields[index]];
            if (from === undefined || to === undefined) continue;
            for (let place = 0; place < picked; place++) {
                const at = count + place;
                const own = source[at] ?? 0;
                const value = has[own] === true ? (from[rows[place] ?? 0] ?? 0) : unknown;
                if (value === strange) stepAside('a value is to be asked about');
                to[at] = value;
            }
        }
        slab.count += picked;
        this.#askPrices(count);
    }

    #askPrices(from: number): void {
        const { priced, outputs } = this.#frame.events;
        const { source, fields, count } = this.#slab;
        for (const [own, prices] of priced.entries()) {
            if (prices.length === 0) continue;
            for (let at = from; at < count; at++)
                if (source[at] === own && prices.every(price => fields[price]?.[at] === outputs[price]?.unknown))
                    stepAside('a line has no price');
        }
    }

    #end(): Block {
        const block = this.#frame.maker.make(this.#slab, this.#members, this.#begins, this.#rosterFrom);
        this.#rosterFrom = this.#next;
        this.#slab.count = 0;
        this.#members = [];
        this.#begins = [];
        return block;
    }
}
