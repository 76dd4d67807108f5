import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { onTestFinished } from 'vitest';
import { Drafts } from '../../../src/cli/drafts.ts';
import type { Environment } from '../../../src/cli/io.ts';
import { createIo } from '../../../src/cli/process-io.ts';
import { run } from '../../../src/cli/run.ts';

/** A folder of its own, and command lines that run in it. */
export interface Session {
    readonly folder: string;
    readonly run: (...argv: readonly string[]) => Promise<Result>;
    readonly read: (path: string) => string;
    /** Rows of a Parquet file, each as JSON. */
    readonly readParquet: (path: string) => Promise<readonly string[]>;
    /** Paths of all files below the folder, sorted. */
    readonly files: () => readonly string[];
}

export interface Result {
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
}

export interface Terminal {
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly env?: Environment;
    readonly signal?: AbortSignal;
    /** Milliseconds that pass between two looks at the clock. */
    readonly tick?: number;
}

/** `files`: texts (or bytes) by path. The folder is gone when the test is over. */
export function openSession(
    files: Readonly<Record<string, string | Uint8Array>> = {},
    terminal: Terminal = {},
): Session {
    const folder = mkdtempSync(join(tmpdir(), 'loyalty-cli-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
    }
    return {
        folder,
        run: (...argv) => runIn(folder, argv, terminal),
        read: path => readFileSync(join(folder, path), 'utf8'),
        readParquet: path => rowsOfParquet(join(folder, path)),
        files: () => filesBelow(folder),
    };
}

async function runIn(folder: string, argv: readonly string[], terminal: Terminal): Promise<Result> {
    const { isTTY = false, columns = 80, env = {}, signal = new AbortController().signal, tick = 0 } = terminal;
    const said = { stdout: '', stderr: '' };
    const output = (name: keyof typeof said) => ({
        write: (text: string) => {
            said[name] += text;
        },
        isTTY,
        columns,
    });
    const io = createIo({
        cwd: folder,
        env,
        stdout: output('stdout'),
        stderr: output('stderr'),
        signal,
        drafts: new Drafts(),
        runInProcess: undefined,
    });
    let now = 0;
    const clock = tick === 0 ? io.now : () => (now += tick);
    return { exitCode: await run(argv, { ...io, now: clock }), ...said };
}

function filesBelow(folder: string): readonly string[] {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries
        .filter(it => !it.isDirectory())
        .map(it => join(it.parentPath, it.name).slice(folder.length + 1));
    return files.sort();
}

async function rowsOfParquet(path: string): Promise<readonly string[]> {
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(`SELECT to_json(t)::VARCHAR FROM read_parquet('${path}') t`);
    const rows = reader.getRows().map(([row]) => String(row));
    connection.closeSync();
    instance.closeSync();
    return rows;
}
