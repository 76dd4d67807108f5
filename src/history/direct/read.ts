import type { Zone } from '../../base/zone.ts';
import { codeWidth, type Layout, widthOf } from '../columns/layout.ts';
import type { Database } from '../database.ts';
import type { Format } from '../formats.ts';
import type { HistoryRequest } from '../history.ts';
import type { FileFigures } from '../load.ts';
import type { Plan } from '../plan.ts';
import { NO_MOMENT } from '../row-numbers.ts';
import { StepAside, stepAside } from './aside.ts';
import { BlockMaker, type MadeFigures, type MakerFrame } from './block-maker.ts';
import { BlockStore } from './block-store.ts';
import { ParquetFile } from './column-facts.ts';
import { csvAsParquet } from './csv-as-parquet.ts';
import { type EventsPlan, layoutFields, planEvents } from './events.ts';
import { type IdColumn, type MemberIds, memberIds } from './ids.ts';
import { type Roster, readRoster } from './roster.ts';
import { RowTaker, Unsorted, WiderMoments } from './row-taker.ts';
import type { FileSources } from './sources.ts';

/** What was read without looking at single rows. */
export interface DirectHistory {
    readonly layout: Layout;
    readonly store: BlockStore;
    readonly files: readonly FileFigures[];
    readonly figures: MadeFigures;
}

export interface DirectOptions {
    /** A block ends with the member that has its last row. */
    readonly blockRows?: number | undefined;
    /** Why the rows are to be read one by one. */
    readonly onAside?: ((why: string) => void) | undefined;
}

const BLOCK_ROWS = 65_536;
/** Blocks beyond these wait on the disk. */
const MOST_BYTES = 2 ** 29;

/**
 * Reads files whose columns say what they are, column by column: codes are made by the database, numbers come as it
 * holds them. The same as reading row by row; where it might not be, `undefined`, and rows are read one by one.
 */
export async function readDirectly(
    request: HistoryRequest,
    plan: Plan,
    database: Database,
    { blockRows = BLOCK_ROWS, onAside }: DirectOptions = {},
): Promise<DirectHistory | undefined> {
    try {
        return await read(request, await prepare(request, plan, database), database, blockRows);
    } catch (cause) {
        request.signal?.throwIfAborted();
        if (cause instanceof StepAside) onAside?.(cause.message);
        // What the database can't do with a file of texts is told of its rows, one by one.
        else if (plan.files.every(({ format }) => format === 'parquet') || !isRefused(cause)) throw cause;
        else onAside?.(cause.message);
        return undefined;
    }
}

/** Formats that the database can read; it may open these files alone. */
export const isDirect = (format: Format): boolean => format === 'parquet' || format === 'csv' || format === 'tsv';

/** The database says in words what is wrong with a file; a disk that is full is no such thing. */
const isRefused = (cause: unknown): cause is Error =>
    cause instanceof Error && /^(Invalid Input|Conversion|Binder|CSV)/.test(cause.message);

interface Prepared {
    readonly plan: Plan;
    readonly events: EventsPlan;
    readonly roster: Roster | undefined;
    readonly rosterFile: number | undefined;
    readonly ids: MemberIds;
    readonly placeFrom: readonly number[];
}

async function prepare(request: HistoryRequest, plan: Plan, database: Database): Promise<Prepared> {
    const { from, to, sample } = request;
    if (from !== undefined || to !== undefined || sample !== undefined) stepAside('a part is asked for');
    const files: FileSources[] = [];
    for (const [number, { file, format, sources }] of plan.files.entries()) {
        if (!isDirect(format)) stepAside('a file is neither Parquet nor CSV');
        if (sources.some(({ listsPrices, announces }) => listsPrices || announces)) stepAside('rows are no member’s');
        if (sources.some(({ kind, id }) => kind !== 0 && id !== undefined)) stepAside('events have ids');
        const isCsv = format !== 'parquet';
        const path = isCsv ? await csvAsParquet(file.path, number, sources, database) : file.path;
        files.push({ file: await ParquetFile.open(path, database, isCsv ? 2 : 1), number, sources });
    }
    const ofMembers = files.filter(({ sources }) => sources.some(({ kind }) => kind === 0));
    const ofEvents = files.filter(({ sources }) => sources.every(({ kind }) => kind !== 0));
    const [members, ...others] = ofMembers;
    if (others.length > 0 || ofEvents.length === 0 || ofMembers.length + ofEvents.length < files.length)
        stepAside('members come from several files, or nothing happens');
    const ids = await memberIds(idColumns(files), database);
    const roster = members && (await readRoster(members, ids, database, plan.sources.length));
    const events = await planEvents(plan, ofEvents, ids);
    return { plan, events, roster, rosterFile: members?.number, ids, placeFrom: placesOf(plan, files) };
}

const idColumns = (files: readonly FileSources[]): IdColumn[] =>
    files.flatMap(({ file, sources }) =>
        sources.flatMap(({ kind, id, member }) => {
            const column = kind === 0 ? id : member;
            return column === undefined ? [] : [{ file, column }];
        }),
    );

/** Rows of a source have the number of its file above their own: one file for each source. */
function placesOf(plan: Plan, files: readonly FileSources[]): number[] {
    return plan.sources.map(({ index }) => {
        const own = files.filter(({ sources }) => sources.some(each => each.index === index));
        if (own.length !== 1) return stepAside('a source has several files');
        return (own[0]?.number ?? 0) * 2 ** 32;
    });
}

/** Columns of moments, the narrowest first. */
const MOMENTS = [
    { step: 1000, momentWidth: 'i32' },
    { step: 1, momentWidth: 'f64' },
] as const;

async function read(
    request: HistoryRequest,
    prepared: Prepared,
    database: Database,
    blockRows: number,
): Promise<DirectHistory> {
    const joining = await joiningOf(prepared, database);
    let isSorted = false;
    let moments: (typeof MOMENTS)[number] = MOMENTS[0];
    for (;;) {
        const store = new BlockStore(database.folder, MOST_BYTES);
        try {
            return await readOnce(request, prepared, database, { joining, isSorted, moments, blockRows }, store);
        } catch (cause) {
            await store.close();
            if (cause instanceof Unsorted && !isSorted) isSorted = true;
            else if (cause instanceof WiderMoments && moments !== MOMENTS[1]) moments = MOMENTS[1];
            else throw cause;
        }
    }
}

/** The days of the data, in which members enrol by joining; absent where something else says when they do. */
async function joiningOf({ plan, roster, events }: Prepared, database: Database): Promise<MakerFrame['joining']> {
    if (roster?.joined === undefined || plan.kinds.includes('enrolment')) return undefined;
    const [row = []] = await database.rows(events.span);
    const [first, last] = row;
    if (typeof first !== 'number' || typeof last !== 'number') return undefined;
    return wholeDays(plan.zone, events.clock(first), events.clock(last));
}

const wholeDays = (zone: Zone, first: number, last: number): NonNullable<MakerFrame['joining']> => ({
    start: zone.startOfDay(zone.dayAt(first)),
    end: zone.startOfDay(zone.dayAt(last) + 1),
});

interface Attempt {
    readonly joining: MakerFrame['joining'];
    readonly isSorted: boolean;
    readonly moments: (typeof MOMENTS)[number];
    readonly blockRows: number;
}

async function readOnce(
    { signal, onProgress }: HistoryRequest,
    { plan, events, roster, rosterFile, ids, placeFrom }: Prepared,
    database: Database,
    { joining, isSorted, moments, blockRows }: Attempt,
    store: BlockStore,
): Promise<DirectHistory> {
    const layout: Layout = {
        ...moments,
        sourceWidth: codeWidth(plan.sources.length) === 'u8' ? 'u8' : 'u16',
        placeWidth: 'i32',
        placeFrom,
        memberFields: layoutFields(roster?.outputs ?? []),
        fields: layoutFields(events.outputs),
    };
    const hasWide = roster?.joined?.some(
        at => at > NO_MOMENT && (at % layout.step !== 0 || widthOf(at / layout.step, 0) === 'f64'),
    );
    if (joining !== undefined && hasWide === true && layout.momentWidth === 'i32') throw new WiderMoments();
    const maker = new BlockMaker({ layout, events, roster, ids, joining });
    const taker = new RowTaker({ layout, events, roster, maker, blockRows });
    const total = plan.files.reduce((sum, { file }) => sum + file.bytes, 0);
    for await (const chunk of database.chunks(events.sql(isSorted))) {
        signal?.throwIfAborted();
        for (const block of taker.take(chunk)) await store.add(block);
    }
    await store.add(taker.finish());
    if (joining !== undefined && taker.latest >= taker.first) {
        const span = wholeDays(plan.zone, taker.first * layout.step, taker.latest * layout.step);
        if (span.start !== joining.start || span.end !== joining.end) stepAside('clocks hide when something was');
    }
    const unused = taker.unused.reduce((sum, each) => sum + each, roster?.unused ?? 0);
    if (ids.isMixed && unused > 0) stepAside('nobody knows whose ids are numbers');
    const files = plan.files.map(({ file }, number) => ({
        file: file.name,
        rows: number === rosterFile ? (roster?.read ?? 0) : (taker.rows[number] ?? 0),
        unused: number === rosterFile ? (roster?.unused ?? 0) : (taker.unused[number] ?? 0),
    }));
    onProgress?.({
        file: files.at(-1)?.file ?? '',
        share: total === 0 ? 0 : 1,
        rows: files.reduce((sum, { rows }) => sum + rows, 0),
    });
    return { layout: { ...layout, facts: maker.facts }, store, files, figures: maker.figures };
}
