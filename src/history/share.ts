import type { Dataset } from '../model/dataset.ts';
import type { Program } from '../model/program.ts';
import type { Reading } from './assemble.ts';
import { Database } from './database.ts';
import { planSources } from './plan.ts';
import { type MemberHistory, type MemberRange, streamMembers } from './stream.ts';

/** What another thread of this process needs to read members of an open history; plain data, made to be posted. */
export interface HistoryShare {
    readonly file: string;
    /** Names of the data files. */
    readonly names: readonly string[];
    /** By source, then by field: the distinct texts of its column, in the order of their codes. */
    readonly texts: readonly (readonly (readonly string[])[])[];
    /** All members, in ranges of about as many rows each. */
    readonly parts: readonly MemberRange[];
}

/** Valid until the history is closed. There may be fewer parts than asked for, never none. */
export async function shareHistory(database: Database, reading: Reading, parts: number): Promise<HistoryShare> {
    await database.run('CHECKPOINT');
    const texts = reading.plans.map(plan => plan.fields.map(field => field.dictionary.texts()));
    return { file: database.file, names: reading.files, texts, parts: await rangesOf(database, parts) };
}

export interface PartRequest {
    /** Those that the history was opened with. */
    readonly program: Program;
    readonly dataset: Dataset;
    readonly share: HistoryShare;
    readonly part: MemberRange;
    readonly signal?: AbortSignal | undefined;
    readonly memoryLimit?: string | undefined;
    readonly tempFolder?: string | undefined;
}

export interface HistoryPart {
    members(): AsyncIterable<MemberHistory>;
    close(): Promise<void>;
}

/** Opens some members of a history that another thread has open. */
export async function openPart(request: PartRequest): Promise<HistoryPart> {
    const { program, dataset, share, part } = request;
    const plans = planSources(program, dataset);
    for (const [source, plan] of plans.entries()) {
        for (const [index, field] of plan.fields.entries()) {
            for (const text of share.texts[source]?.[index] ?? []) field.dictionary.encode(text);
        }
    }
    const reading = { plans, files: share.names, decimals: program.currency.decimals, signal: request.signal };
    const database = await Database.open({ ...request, threads: 1, readable: [], attach: share.file });
    return {
        members: () => streamMembers(database, reading, part),
        close: () => database.close(),
    };
}

async function rangesOf(database: Database, parts: number): Promise<MemberRange[]> {
    const rows = await database.number('SELECT count(*) FROM history');
    const begins = new Set<string>();
    for (let part = 0; part < parts; part++) {
        const offset = Math.floor((rows * part) / parts);
        const [row] = await database.rows(`SELECT member FROM history LIMIT 1 OFFSET ${offset}`);
        if (row !== undefined) begins.add(String(row[0]));
    }
    const [, ...bounds] = begins;
    const froms = [undefined, ...bounds];
    return froms.map((from, index) => ({ from, until: froms[index + 1] }));
}
