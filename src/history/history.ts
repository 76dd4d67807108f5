import type { Day } from '../base/calendar.ts';
import { invariant } from '../base/invariant.ts';
import { plural } from '../base/text.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Announcement } from '../model/announcement.ts';
import type { ColumnsPart } from '../model/columns.ts';
import type { ListPrice } from '../model/contract.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Member, Occurrence } from '../model/occurrence.ts';
import type { Program } from '../model/program.ts';
import { arrange } from './arrange.ts';
import type { Reading } from './assemble.ts';
import { columnsOf } from './columns/block.ts';
import { type ColumnHistory, columnsFromHistory } from './columns/from-history.ts';
import { Database } from './database.ts';
import { dataError } from './findings.ts';
import { checkHeaders, type FileFigures, type LoadProgress, loadFiles } from './load.ts';
import { type Plan, planDataset } from './plan.ts';
import { type Reject, Rejects, writeRejectsFile } from './rejects.ts';
import { createStaging } from './staging.ts';
import { type MemberHistory, streamInTime, streamMembers, streamRoster } from './stream.ts';

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
    members(): AsyncIterable<MemberHistory>;
    timeOrder(): AsyncIterable<Occurrence>;
    /** The first call reads all members into memory, as programs that need the order of time over members do. */
    memberOf(id: string): Promise<Member | undefined>;
    /** All of it in a form that threads can share; until it is closed. */
    columns(): Promise<ColumnHistory>;
    /** The same, part by part, for programs that are compiled; none where the history cannot be read. */
    columnParts(): AsyncIterable<ColumnsPart>;
    /** All rejects as CSV; the file is there whole or not at all. */
    writeRejects(path: string): Promise<void>;
    /** Removes everything temporary. Nothing can be read afterwards. */
    close(): Promise<void>;
}

const SHOWN_REJECTS = 1000;

/**
 * Reads the files of a dataset. What is wrong with the files as such is among the findings; what is wrong with rows
 * is among the rejects. Throws the signal's reason when aborted, and where the machine fails (no disk, no memory).
 */
export async function openHistory(request: HistoryRequest): Promise<History> {
    const plan = await planDataset(request.program, request.dataset, request);
    const readable = plan.files.filter(({ format }) => format === 'parquet').map(({ file }) => file.path);
    const database = await Database.open({ ...request, readable });
    const interrupt = (): void => database.interrupt();
    request.signal?.addEventListener('abort', interrupt);
    try {
        request.signal?.throwIfAborted();
        const findings = [...plan.findings, ...(await checkHeaders(plan, database))];
        if (findings.length > 0) return new OpenHistory(request, plan, database, { ...EMPTY, findings });
        return new OpenHistory(request, plan, database, await fill(request, plan, database));
    } catch (cause) {
        await database.close();
        throw request.signal?.aborted ? request.signal.reason : cause;
    } finally {
        request.signal?.removeEventListener('abort', interrupt);
    }
}

interface Filled {
    readonly findings: readonly Finding[];
    readonly figures: HistoryFigures;
    readonly rejects: readonly Reject[];
    readonly remarks: readonly string[];
    readonly prices: readonly ListPrice[];
    readonly announcements: readonly Announcement[];
    /** Where all rejects are; absent where nothing was read. */
    readonly allRejects?: Rejects;
}

async function fill(request: HistoryRequest, plan: Plan, database: Database): Promise<Filled> {
    const { signal, onProgress } = request;
    const codes = Math.max(0, ...plan.sources.map(source => source.fields.length));
    const rejects = await Rejects.create(database);
    const staging = await createStaging(database, { codes, hasIds: hasIds(plan) });
    const prices: ListPrice[] = [];
    const announcements: Announcement[] = [];
    const loaded = await loadFiles(plan, {
        ...{ database, staging, rejects, prices, announcements },
        signal,
        onProgress,
    });
    staging.close();
    rejects.close();
    signal?.throwIfAborted();
    const arranged = await arrange(database, arrangementOf(request, plan));
    signal?.throwIfAborted();
    const rejected = await rejects.count();
    const rows = loaded.files.reduce((sum, file) => sum + file.rows, 0);
    const unused = loaded.files.reduce((sum, file) => sum + file.unused, 0);
    const figures = { ...arranged, files: loaded.files, rows, rejected, unused };
    const names = plan.files.map(({ file }) => file.name);
    return {
        findings: [...loaded.findings, ...tooManyRejects(request, figures)],
        figures,
        rejects: await Array.fromAsync(rejects.all(names, SHOWN_REJECTS)),
        remarks: [...loaded.remarks, ...remarksOn(figures, request)],
        prices,
        announcements,
        allRejects: rejects,
    };
}

const hasIds = (plan: Plan): boolean => plan.sources.some(source => source.kind !== 0 && source.id !== undefined);

function arrangementOf(request: HistoryRequest, plan: Plan): Parameters<typeof arrange>[1] {
    const { from, to, sample } = request;
    const kindsOf = (...names: string[]): number[] =>
        names.map(name => plan.kinds.indexOf(name)).filter(kind => kind > 0);
    return {
        grouped: kindsOf('purchase', 'return'),
        returns: kindsOf('return'),
        hasMembers: plan.sources.some(source => source.kind === 0),
        hasIds: hasIds(plan),
        enrols: !plan.kinds.includes('enrolment'),
        zone: plan.zone,
        from,
        to,
        sample,
    };
}

function tooManyRejects(request: HistoryRequest, { rows, rejected }: HistoryFigures): Finding[] {
    const { maxRejectShare, dataset } = request;
    if (maxRejectShare === undefined || rejected <= rows * maxRejectShare) return [];
    const counts = `${plural(rejected, 'row')} of ${plural(rows, 'row')}`;
    const message = `Too much of dataset '${dataset.title}' cannot be used: ${counts} must be mended, at most ${percent(maxRejectShare)} may be.`;
    return [dataError('data/too-many-rejects', message, dataset.span)];
}

function remarksOn(figures: HistoryFigures, request: HistoryRequest): string[] {
    const said = (rows: number, what: string): string[] => (rows === 0 ? [] : [`${plural(rows, 'row')} ${what}`]);
    return [
        ...said(figures.rejected, 'could not be used: see the list of rejects.'),
        ...said(figures.repeated, 'repeated an id and did not count again.'),
        ...said(figures.outside, 'of events lay outside the period asked for.'),
        ...figures.files.flatMap(({ file, unused }) => said(unused, `of '${file}' fitted no source of the dataset.`)),
        ...(request.sample === undefined
            ? []
            : [`A sample of ${plural(figures.members, 'member')} was drawn, seed ${request.sample.seed}.`]),
    ];
}

const percent = (share: number): string => `${Number((share * 100).toFixed(4))}%`;

const EMPTY: Filled = {
    findings: [],
    figures: {
        files: [],
        rows: 0,
        members: 0,
        events: 0,
        from: undefined,
        to: undefined,
        rejected: 0,
        repeated: 0,
        outside: 0,
        unused: 0,
    },
    rejects: [],
    remarks: [],
    prices: [],
    announcements: [],
};

class OpenHistory implements History {
    readonly findings: readonly Finding[];
    readonly figures: HistoryFigures;
    readonly rejects: readonly Reject[];
    readonly remarks: readonly string[];
    readonly prices: readonly ListPrice[];
    readonly announcements: readonly Announcement[];
    readonly #database: Database;
    readonly #reading: Reading;
    readonly #allRejects: Rejects | undefined;
    /** Errors leave nobody in it: half a history would be a wrong one. */
    readonly #isReadable: boolean;
    #roster: Promise<ReadonlyMap<string, Member>> | undefined;

    constructor(request: HistoryRequest, plan: Plan, database: Database, filled: Filled) {
        this.findings = filled.findings;
        this.figures = filled.figures;
        this.rejects = filled.rejects;
        this.remarks = filled.remarks;
        this.prices = filled.prices;
        this.announcements = filled.announcements;
        this.#database = database;
        this.#reading = {
            plans: plan.sources,
            files: plan.files.map(({ file }) => file.name),
            decimals: request.program.currency.decimals,
            signal: request.signal,
        };
        this.#allRejects = filled.allRejects;
        this.#isReadable = filled.allRejects !== undefined && filled.findings.length === 0;
    }

    async *members(): AsyncGenerator<MemberHistory> {
        if (this.#isReadable) yield* streamMembers(this.#database, this.#reading);
    }

    async *timeOrder(): AsyncGenerator<Occurrence> {
        if (this.#isReadable) yield* streamInTime(this.#database, this.#reading);
    }

    async memberOf(id: string): Promise<Member | undefined> {
        this.#roster ??= this.#readRoster();
        return (await this.#roster).get(id);
    }

    columns(): Promise<ColumnHistory> {
        invariant(this.#isReadable, 'only a history without errors has columns');
        return columnsFromHistory(this.#database, this.#reading);
    }

    async *columnParts(): AsyncGenerator<ColumnsPart> {
        if (!this.#isReadable) return;
        const events = this.#reading.plans.map(({ kind, source }) => (kind === 0 ? 'enrolment' : source.target));
        const { layout, blocks } = await this.columns();
        for await (const block of blocks()) {
            const columns = columnsOf(layout, block);
            yield { columns, events, from: 0, until: columns.memberCount };
        }
    }

    writeRejects(path: string): Promise<void> {
        const none = async function* (): AsyncGenerator<Reject> {};
        return writeRejectsFile(path, this.#allRejects?.all(this.#reading.files) ?? none());
    }

    close(): Promise<void> {
        return this.#database.close();
    }

    async #readRoster(): Promise<ReadonlyMap<string, Member>> {
        const roster = new Map<string, Member>();
        if (!this.#isReadable) return roster;
        for await (const member of streamRoster(this.#database, this.#reading)) roster.set(member.id, member);
        return roster;
    }
}
