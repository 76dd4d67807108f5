import { closest, didYouMean } from '../base/did-you-mean.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Announcement } from '../model/announcement.ts';
import type { ListPrice } from '../model/contract.ts';
import type { Span } from '../model/source.ts';
import type { Database } from './database.ts';
import { dataError, replaceQuoted } from './findings.ts';
import { readerOf } from './formats.ts';
import { unreadable } from './header.ts';
import { Intake } from './intake.ts';
import { columnsOf, type SourcePlan } from './mapping.ts';
import type { FilePlan, Plan } from './plan.ts';
import type { Rejects } from './rejects.ts';
import type { FileColumn, RowSink } from './rows.ts';
import type { Staging } from './staging.ts';
import { UnreadableFile } from './text-blocks.ts';

export interface FileFigures {
    readonly file: string;
    /** Rows of data, broken ones included. */
    readonly rows: number;
    /** Rows that no source asked for: its filters left them out. */
    readonly unused: number;
}

export interface LoadProgress {
    readonly file: string;
    /** Share of all files' bytes that is read, from 0 to 1. */
    readonly share: number;
    readonly rows: number;
}

export interface LoadTarget {
    readonly database: Database;
    readonly staging: Staging;
    readonly rejects: Rejects;
    readonly prices: ListPrice[];
    readonly announcements: Announcement[];
    readonly signal: AbortSignal | undefined;
    readonly onProgress: ((progress: LoadProgress) => void) | undefined;
}

export interface Loaded {
    readonly findings: readonly Finding[];
    readonly files: readonly FileFigures[];
    readonly remarks: readonly string[];
}

/** The columns that the sources want and the files do not have, or have twice. */
export async function checkHeaders(plan: Plan, database: Database): Promise<Finding[]> {
    const findings = new Map<string, Finding>();
    for (const { file, format, sources } of plan.files) {
        const reader = await readerOf(format, database);
        try {
            const { columns } = await reader.header(file.path);
            for (const finding of sources.flatMap(source => wrongColumns(source, columns, file.name))) {
                // One that several files share is told once.
                const key = `${finding.code} ${finding.span.start}`;
                if (!findings.has(key)) findings.set(key, finding);
            }
        } catch (cause) {
            const finding = unreadableFile(cause, file.name, sources);
            findings.set(`${finding.code} ${file.path}`, finding);
        }
    }
    return [...findings.values()];
}

/** Reads every file once. Rows end in the staging or among the rejects. */
export async function loadFiles(plan: Plan, target: LoadTarget): Promise<Loaded> {
    const total = plan.files.reduce((bytes, { file }) => bytes + file.bytes, 0);
    const findings: Finding[] = [];
    const figures: FileFigures[] = [];
    const remarks: string[] = [];
    let before = 0;
    for (const [index, file] of plan.files.entries()) {
        const reader = await readerOf(file.format, target.database);
        const wanted = [...new Set(file.sources.flatMap(columnsOf))];
        const sink = new FileSink(index, file.sources, wanted, target);
        try {
            if (file.format === 'parquet')
                remarks.push(...binaryColumns(file, wanted, await reader.header(file.file.path)));
            for await (const bytes of reader.rows(file.file.path, wanted, sink)) {
                target.signal?.throwIfAborted();
                const share = total === 0 ? 1 : (before + bytes) / total;
                target.onProgress?.({ file: file.file.name, share, rows: sink.rows });
            }
        } catch (cause) {
            findings.push(unreadableFile(cause, file.file.name, file.sources));
        }
        before += file.file.bytes;
        figures.push({ file: file.file.name, rows: sink.rows, unused: sink.unused });
    }
    return { findings, files: figures, remarks };
}

/** Hands each row to the sources of its file. */
class FileSink implements RowSink {
    rows = 0;
    unused = 0;
    readonly #file: number;
    readonly #intakes: readonly Intake[];
    readonly #rejects: Rejects;
    /** The only source that took the row before. */
    #lastTaker: Intake | undefined;

    constructor(file: number, sources: readonly SourcePlan[], wanted: readonly string[], target: LoadTarget) {
        this.#file = file;
        this.#intakes = sources.map(source => new Intake(source, file, wanted, target));
        this.#rejects = target.rejects;
    }

    row(number: number, cells: readonly string[]): void {
        this.rows++;
        let takers = 0;
        let taker: Intake | undefined;
        for (const intake of this.#intakes) {
            if (!intake.wants(cells)) continue;
            takers++;
            taker = intake;
        }
        if (takers === 0) this.unused++;
        if (takers === 1) taker?.take(number, cells, taker === this.#lastTaker);
        if (takers > 1) this.#takeTwice(number, cells);
        this.#lastTaker = takers === 1 ? taker : undefined;
    }

    #takeTwice(number: number, cells: readonly string[]): void {
        for (const intake of this.#intakes) if (intake.wants(cells)) intake.take(number, cells, false);
    }

    broken(number: number, reason: string): void {
        this.rows++;
        this.#lastTaker = undefined;
        this.#rejects.add(this.#file, number, reason);
    }
}

export function wrongColumns(plan: SourcePlan, columns: readonly { readonly name: string }[], file: string): Finding[] {
    const names = columns.map(column => column.name);
    const asked: { column: string; span: Span }[] = [...plan.source.columns, ...plan.filters].map(
        ({ column, columnSpan }) => ({ column, span: columnSpan }),
    );
    return asked.flatMap(({ column, span }) => {
        const times = names.filter(name => name === column).length;
        if (times === 1) return [];
        if (times > 1)
            return [dataError('data/duplicate-column', `File '${file}' has ${times} columns named '${column}'.`, span)];
        const [nearest] = closest(column, names, 1);
        const message = `File '${file}' has no column '${column}'.${didYouMean(column, names)}`;
        return [
            dataError(
                'data/unknown-column',
                message,
                span,
                nearest === undefined ? [] : replaceQuoted(span, column, nearest),
            ),
        ];
    });
}

function unreadableFile(cause: unknown, file: string, sources: readonly SourcePlan[]): Finding {
    const span = sources[0]?.source.pathSpan;
    if (!(cause instanceof UnreadableFile) || span === undefined) throw cause;
    return dataError('data/unreadable-file', unreadable(file, cause), span);
}

/** Values of binary columns are what people see, and may not be what was meant. */
function binaryColumns(
    file: FilePlan,
    wanted: readonly string[],
    header: { columns: readonly FileColumn[] },
): string[] {
    const binary = header.columns.filter(({ name, type }) => wanted.includes(name) && /^(DOUBLE|FLOAT)/.test(type));
    return binary.map(
        ({ name, type }) =>
            `Column '${name}' of '${file.file.name}' holds binary numbers (${type}): each is read as its shortest decimal text.`,
    );
}
