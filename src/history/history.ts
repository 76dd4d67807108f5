import type { Day } from '../base/calendar.ts';
import { plural } from '../base/text.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Announcement } from '../model/announcement.ts';
import type { ListPrice } from '../model/contract.ts';
import type { Dataset } from '../model/dataset.ts';
import type { KeptResults } from '../model/kept-results.ts';
import type { Member, Occurrence } from '../model/occurrence.ts';
import type { Program } from '../model/program.ts';
import type { MemberHistory } from './assemble.ts';
import type { Cache, CachePlace } from './cache/cache.ts';
import type { Entry } from './cache/entry.ts';
import type { ColumnHistory } from './columns/from-history.ts';
import { dataError } from './findings.ts';
import type { FileFigures, LoadProgress } from './load.ts';
import { type Plan, planDataset } from './plan.ts';
import type { Reject } from './rejects.ts';

export interface HistoryRequest {
    readonly program: Program;
    readonly dataset: Dataset;
    /** Folder of the file that declares the dataset. */
    readonly baseFolder: string;
    /** The data lies here instead. */
    readonly dataFolder?: string | undefined;
    /** First and last local day of events, both included, in the program's zone. */
    readonly from?: Day | undefined;
    readonly to?: Day | undefined;
    /** So many members, chosen by the seed alone. */
    readonly sample?: { readonly members: number; readonly seed: number } | undefined;
    /** From 0 to 1: more rejected rows than this share are an error. By default any number is allowed. */
    readonly maxRejectShare?: number | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
    /** As DuckDB writes it, `512MB`. */
    readonly memoryLimit?: string | undefined;
    readonly tempFolder?: string | undefined;
    readonly threads?: number | undefined;
    /** Rows are read one by one, also where columns could be taken as they are: slower, and the same. */
    readonly rowByRow?: boolean | undefined;
    /** Where histories are kept for the next time; by default nothing is kept. */
    readonly cache?: CachePlace | undefined;
}

export interface HistoryFigures {
    readonly files: readonly FileFigures[];
    readonly rows: number;
    readonly members: number;
    /** Occurrences, enrolments that come from `joined` among them. */
    readonly events: number;
    /** Local days of the first and the last event. */
    readonly from: Day | undefined;
    readonly to: Day | undefined;
    readonly rejected: number;
    /** Rows left out since their id came before. */
    readonly repeated: number;
    /** Rows of events outside the period asked for. */
    readonly outside: number;
    /** Rows that no source asked for. */
    readonly unused: number;
}

/** What is known of a history before anybody is read. */
export type KnownHistory = Pick<History, 'figures' | 'rejects' | 'remarks' | 'prices' | 'announcements'>;

/** Columns, and what is known beside them. */
export interface KnownColumns extends ColumnHistory {
    readonly known: KnownHistory;
    close(): Promise<void>;
}

/** What files say happened. Without errors among its findings it can be read, as often as needed; with them it is empty. */
export interface History {
    readonly findings: readonly Finding[];
    readonly figures: HistoryFigures;
    /** The first thousand, by file and row. */
    readonly rejects: readonly Reject[];
    /** What a reader must know to trust the figures. */
    readonly remarks: readonly string[];
    /** What articles cost from when on, where the dataset says so. */
    readonly prices: readonly ListPrice[];
    /** What happens for everybody. */
    readonly announcements: readonly Announcement[];
    /** What was worked out before, where anything is kept. */
    readonly results?: KeptResults | undefined;
    members(): AsyncIterable<MemberHistory>;
    timeOrder(): AsyncIterable<Occurrence>;
    /** The first call reads all members into memory, as programs that need the order of time over members do. */
    memberOf(id: string): Promise<Member | undefined>;
    /** All of it in a form that threads can share; until it is closed. */
    columns(): Promise<ColumnHistory>;
    /** All rejects as CSV; the file is there whole or not at all. */
    writeRejects(path: string): Promise<void>;
    /** Removes everything temporary. Nothing can be read afterwards. */
    close(): Promise<void>;
}

/**
 * Reads the files of a dataset, or takes what was kept of them. What is wrong with the files as such is among the
 * findings; what is wrong with rows is among the rejects. Throws the signal's reason when aborted, and where the
 * machine fails (no disk, no memory).
 */
export async function openHistory(request: HistoryRequest): Promise<History> {
    const plan = await planDataset(request.program, request.dataset, request);
    const cache = plan.findings.length > 0 ? undefined : await cacheOf(request, plan);
    const entry = await cache?.find();
    if (entry !== undefined) return keptHistory(request, plan, entry);
    // DuckDB takes a while to start: only where something is read.
    const { readHistory } = await import('./database-history.ts');
    const history = await readHistory(request, plan);
    try {
        const kept = await keep(history, cache);
        if (kept === undefined) return history;
        await history.close();
        return await keptHistory(request, plan, kept);
    } catch (cause) {
        await history.close();
        throw request.signal?.aborted ? request.signal.reason : cause;
    }
}

async function cacheOf(request: HistoryRequest, plan: Plan): Promise<Cache | undefined> {
    if (request.cache === undefined) return undefined;
    const { Cache } = await import('./cache/cache.ts');
    try {
        return await Cache.open(request.cache, request, plan);
    } catch (cause) {
        request.signal?.throwIfAborted();
        // A file that can't be read is reported where it is read.
        if (cause instanceof Error && 'syscall' in cause) return undefined;
        throw cause;
    }
}

/** Of rejects, only as many are kept as are shown. */
async function keep(history: History, cache: Cache | undefined): Promise<Entry | undefined> {
    const { findings, figures, rejects, remarks, prices, announcements } = history;
    if (cache === undefined || findings.length > 0 || figures.rejected > rejects.length) return undefined;
    return cache.keep({ figures, rejects, remarks, prices, announcements }, await history.columns());
}

async function keptHistory(request: HistoryRequest, plan: Plan, entry: Entry): Promise<History> {
    const { KeptHistory } = await import('./kept-history.ts');
    return new KeptHistory(request, plan.sources, entry);
}

/** Of files that can be read, what is wrong with their rows as a whole. */
export function tooManyRejects(request: HistoryRequest, { rows, rejected }: HistoryFigures): Finding[] {
    const { maxRejectShare, dataset } = request;
    if (maxRejectShare === undefined || rejected <= rows * maxRejectShare) return [];
    const counts = `${plural(rejected, 'row')} of ${plural(rows, 'row')}`;
    const message = `Too much of dataset '${dataset.title}' cannot be used: ${counts} must be mended, at most ${percent(maxRejectShare)} may be.`;
    return [dataError('data/too-many-rejects', message, dataset.span)];
}

const percent = (share: number): string => `${Number((share * 100).toFixed(4))}%`;
