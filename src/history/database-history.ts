import { invariant } from '../base/invariant.ts';
import { plural } from '../base/text.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Announcement } from '../model/announcement.ts';
import type { ListPrice } from '../model/contract.ts';
import type { Member, Occurrence } from '../model/occurrence.ts';
import { arrange } from './arrange.ts';
import type { MemberHistory, Reading } from './assemble.ts';
import { type ColumnHistory, columnsFromHistory } from './columns/from-history.ts';
import { Database } from './database.ts';
import { type DirectHistory, isDirect, readDirectly } from './direct/read.ts';
import { type History, type HistoryFigures, type HistoryRequest, tooManyRejects } from './history.ts';
import { KeptHistory } from './kept-history.ts';
import { checkHeaders, loadFiles } from './load.ts';
import type { Plan } from './plan.ts';
import { type Reject, Rejects, writeRejectsFile } from './rejects.ts';
import { createStaging } from './staging.ts';
import { streamInTime, streamMembers, streamRoster } from './stream.ts';

const SHOWN_REJECTS = 1000;

/** Reads the files into a database of its own. */
export async function readHistory(request: HistoryRequest, plan: Plan): Promise<History> {
    const readable = plan.files.filter(({ format }) => isDirect(format)).map(({ file }) => file.path);
    const database = await Database.open({ ...request, readable });
    const interrupt = (): void => database.interrupt();
    request.signal?.addEventListener('abort', interrupt);
    try {
        request.signal?.throwIfAborted();
        const findings = [...plan.findings, ...(await checkHeaders(plan, database))];
        if (findings.length > 0) return new DatabaseHistory(request, plan, database, { ...EMPTY, findings });
        const direct = request.rowByRow === true ? undefined : await readDirectly(request, plan, database);
        if (direct !== undefined) return directHistory(request, plan, database, direct);
        return new DatabaseHistory(request, plan, database, await fill(request, plan, database));
    } catch (cause) {
        await database.close();
        throw request.signal?.aborted ? request.signal.reason : cause;
    } finally {
        request.signal?.removeEventListener('abort', interrupt);
    }
}

function directHistory(
    request: HistoryRequest,
    plan: Plan,
    database: Database,
    { layout, store, files, figures: { members, events, first, last } }: DirectHistory,
): History {
    const span = last < first ? undefined : { first, last };
    const figures: HistoryFigures = {
        ...{ files, members, events, repeated: 0, outside: 0, rejected: 0 },
        rows: files.reduce((sum, { rows }) => sum + rows, 0),
        unused: files.reduce((sum, { unused }) => sum + unused, 0),
        from: span && plan.zone.dayAt(span.first),
        to: span && plan.zone.dayAt(span.last),
    };
    const remarks = remarksOn(figures, request);
    return new KeptHistory(request, plan.sources, {
        ...{ layout, files: plan.files.map(({ file }) => file.name), blocks: () => store.blocks() },
        known: { figures, remarks, rejects: [], prices: [], announcements: [] },
        async close() {
            await store.close();
            await database.close();
        },
    });
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

class DatabaseHistory implements History {
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
