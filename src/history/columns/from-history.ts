import type { Reading } from '../assemble.ts';
import type { Database } from '../database.ts';
import { BESIDE, HUNDREDTHS } from '../dictionary.ts';
import { HistoryRows, historyColumns } from '../history-rows.ts';
import { NO_MOMENT, ROWS_PER_FILE } from '../row-numbers.ts';
import type { Block } from './block.ts';
import { codeWidth, IDENT, type Layout, type NamedShape, ORDER, type Shape, widthOf } from './layout.ts';
import { type FieldColumn, type FieldShapes, fieldShapes } from './shapes.ts';
import { BlockWriter } from './writer.ts';

/** A history as blocks of whole members, in the order of their ids. */
export interface ColumnHistory {
    readonly layout: Layout;
    /** Names of the data files, by their number. */
    readonly files: readonly string[];
    /** Blocks are no larger than their last member makes them. */
    blocks(): AsyncIterable<Block>;
}

/** A block ends with the member that has its last row. */
const BLOCK_ROWS = 65_536;

/** What was read and arranged, as columns. */
export async function columnsFromHistory(
    database: Database,
    reading: Reading,
    blockRows = BLOCK_ROWS,
): Promise<ColumnHistory> {
    const members = fieldShapes(reading.plans, true, true);
    const enrols = (await database.number(`SELECT count(*) FROM history WHERE kind = 0 AND moment > ${NO_MOMENT}`)) > 0;
    const events = fieldShapes(reading.plans, false, enrols);
    const layout: Layout = {
        ...(await frameOf(database, reading.plans.length)),
        sourceWidth: codeWidth(reading.plans.length) === 'u8' ? 'u8' : 'u16',
        memberFields: members.shapes,
        fields: [...events.shapes, ...(await textShapes(database, reading))],
    };
    return {
        layout,
        files: reading.files,
        blocks: () => blocksOf(database, reading, { layout, members, events, blockRows }),
    };
}

type Frame = Pick<Layout, 'step' | 'momentWidth' | 'placeWidth' | 'placeFrom'>;

async function frameOf(database: Database, sources: number): Promise<Frame> {
    const [row = []] = await database.rows(
        `SELECT coalesce(min(moment), 0), coalesce(max(moment), 0), coalesce(bool_and(moment % 1000 = 0), true)
         FROM history WHERE moment > ${NO_MOMENT}`,
    );
    const [first, last, areSeconds] = row;
    const step = areSeconds === true ? 1000 : 1;
    const momentWidth = widthOf(Number(first) / step, Number(last) / step);
    return { step, momentWidth: momentWidth === 'f64' ? 'f64' : 'i32', ...(await placesOf(database, sources)) };
}

/** Where each source has one file, its number need not be said for each row. */
async function placesOf(database: Database, sources: number): Promise<Pick<Frame, 'placeWidth' | 'placeFrom'>> {
    const rows = await database.rows(
        `SELECT source, min(sequence), max(sequence) FROM history GROUP BY source ORDER BY source`,
    );
    const placeFrom = Array.from({ length: sources }, () => 0);
    for (const [source, least, most] of rows) {
        const [first, last] = [least, most].map(each => Math.floor(Number(each) / ROWS_PER_FILE));
        if (first === undefined || first !== last || Number(most) - first * ROWS_PER_FILE >= 2 ** 31)
            return { placeWidth: 'f64', placeFrom: placeFrom.map(() => 0) };
        placeFrom[Number(source)] = first * ROWS_PER_FILE;
    }
    return { placeWidth: 'i32', placeFrom };
}

/** Columns of orders and of ids, where there are any. */
async function textShapes(database: Database, { plans }: Reading): Promise<NamedShape[]> {
    const shapes: NamedShape[] = [];
    const hasOrders = plans.some(({ order }) => order !== undefined);
    const hasIds = plans.some(({ kind, id }) => kind !== 0 && id !== undefined);
    if (hasOrders) shapes.push({ name: ORDER, shape: await textShape(database, 'ordering') });
    if (hasIds) shapes.push({ name: IDENT, shape: await textShape(database, 'ident') });
    return shapes;
}

/** Whole numbers as they are written take less than their texts. */
async function textShape(database: Database, column: string): Promise<Shape> {
    const [row = []] = await database.rows(
        `SELECT bool_and(regexp_full_match(${column}, '0|[1-9][0-9]{0,14}')), max(TRY_CAST(${column} AS BIGINT))
         FROM history WHERE ${column} <> ''`,
    );
    const [areNumbers, most] = row;
    if (areNumbers !== true) return { kind: 'text' };
    return { kind: 'number', width: widthOf(-1, Number(most)), per: 1, unknown: -1 };
}

interface Plan {
    readonly layout: Layout;
    readonly members: FieldShapes;
    readonly events: FieldShapes;
    readonly blockRows: number;
}

async function* blocksOf(database: Database, reading: Reading, plan: Plan): AsyncGenerator<Block> {
    const filler = new Filler(plan);
    const widest = Math.max(0, ...reading.plans.map(({ fields }) => fields.length));
    for await (const chunk of database.chunks(`SELECT ${historyColumns(widest)} FROM history`)) {
        reading.signal?.throwIfAborted();
        const rows = new HistoryRows(chunk);
        for (; rows.at < rows.count; rows.at++) {
            const block = filler.add(rows);
            if (block !== undefined) yield block;
        }
    }
    yield filler.end();
}

/** Puts the rows of a history, which are sorted, into columns. */
class Filler {
    readonly #writer: BlockWriter;
    readonly #blockRows: number;
    readonly #members: readonly (readonly Target[])[];
    readonly #events: readonly (readonly Target[])[];
    readonly #order: number;
    readonly #ident: number;
    #member: string | undefined;
    /** The member's, until what happened before it has come. */
    #enrolment: Enrolment | undefined;

    constructor({ layout, members, events, blockRows }: Plan) {
        this.#writer = new BlockWriter(layout);
        this.#blockRows = blockRows;
        this.#members = targets(members, name => this.#writer.memberFields.indexOf(name));
        this.#events = targets(events, name => this.#writer.fields.indexOf(name));
        this.#order = this.#writer.fields.indexOf(ORDER);
        this.#ident = this.#writer.fields.indexOf(IDENT);
    }

    /** The block that ended before this row, if one did. */
    add(rows: HistoryRows): Block | undefined {
        const writer = this.#writer;
        const id = rows.sortedMember();
        let block: Block | undefined;
        if (id !== this.#member) {
            this.#enrol();
            if (writer.rows >= this.#blockRows) block = writer.take();
            this.#member = id;
            writer.beginMember(id);
        }
        if (rows.kind() === 0) this.#addMember(rows);
        else this.#addEvent(rows);
        return block;
    }

    end(): Block {
        this.#enrol();
        return this.#writer.take();
    }

    #addMember(rows: HistoryRows): void {
        fill(this.#members[rows.source()] ?? [], rows, (index, value) => this.#writer.memberFields.set(index, value));
        const moment = rows.moment();
        if (moment > NO_MOMENT) this.#enrolment = { source: rows.source(), moment, place: rows.sequence() };
    }

    #addEvent(rows: HistoryRows): void {
        const moment = rows.moment();
        const continues = rows.continues();
        if (this.#enrolment !== undefined && !continues && moment >= this.#enrolment.moment) this.#enrol();
        const { fields } = this.#writer;
        this.#writer.addRow({
            source: rows.source(),
            continues: continues ? 1 : 0,
            moment,
            place: rows.sequence(),
        });
        fill(this.#events[rows.source()] ?? [], rows, (index, value) => fields.set(index, value));
        if (this.#order >= 0) putText(fields, this.#order, rows.ordering());
        if (this.#ident >= 0) putText(fields, this.#ident, rows.ident());
    }

    #enrol(): void {
        if (this.#enrolment !== undefined) this.#writer.addRow({ ...this.#enrolment, continues: 0 });
        this.#enrolment = undefined;
    }
}

interface Enrolment {
    readonly source: number;
    readonly moment: number;
    readonly place: number;
}

interface Target extends FieldColumn {
    readonly index: number;
}

const targets = ({ columns }: FieldShapes, indexOf: (name: string) => number): Target[][] =>
    columns.map(fields => fields.map(field => ({ ...field, index: indexOf(field.name) })));

function fill(
    fields: readonly Target[],
    rows: HistoryRows,
    set: (index: number, value: number | string) => void,
): void {
    for (const [place, { index, values, perHundredth }] of fields.entries()) {
        const code = rows.code(place);
        if (code === 0) continue;
        if (code === BESIDE) set(index, rows.beside().find(([at]) => at === place)?.[1] ?? '');
        else if (code < HUNDREDTHS) set(index, values[code] ?? 0);
        else set(index, Number.isNaN(perHundredth) ? hundredthsText(code) : (code - HUNDREDTHS) * perHundredth);
    }
}

const hundredthsText = (code: number): string => ((code - HUNDREDTHS) / 100).toFixed(2);

/** Digits become the number that they are where the column is one of numbers. */
function putText(fields: BlockWriter['fields'], index: number, text: string): void {
    if (text !== '') fields.set(index, text);
}
