import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import {
    type DuckDBAppender,
    type DuckDBConnection,
    type DuckDBDataChunk,
    DuckDBInstance,
    type DuckDBResult,
    type DuckDBValue,
    quotedIdentifier,
    quotedString,
} from '@duckdb/node-api';

export { quotedIdentifier, quotedString };

export interface DatabaseOptions {
    /** Where the database and what does not fit into memory is put; the system's temporary folder by default. */
    readonly tempFolder?: string | undefined;
    /** As DuckDB writes it: `512MB`. By default a quarter of the machine's memory, 2 GB at most. */
    readonly memoryLimit?: string | undefined;
    readonly threads?: number | undefined;
    /** The only files outside its own folder that it may open. */
    readonly readable: readonly string[];
    /** The database of another thread of this process, to be read only. */
    readonly attach?: string | undefined;
}

/** One DuckDB in a folder of its own, which goes when it is closed, or at the latest with the process. */
export class Database {
    readonly folder: string;
    readonly file: string;
    readonly #instance: DuckDBInstance;
    readonly #connections = new Set<DuckDBConnection>();
    readonly #fetches = new Set<Promise<unknown>>();
    readonly #main: DuckDBConnection;
    #closed = false;

    private constructor(folder: string, file: string, instance: DuckDBInstance, main: DuckDBConnection) {
        this.folder = folder;
        this.file = file;
        this.#instance = instance;
        this.#main = main;
        this.#connections.add(main);
    }

    /** Throws when the folder cannot be made or DuckDB refuses the memory limit. */
    static async open(options: DatabaseOptions): Promise<Database> {
        const folder = await mkdtemp(join(options.tempFolder ?? tmpdir(), 'loyalty-'));
        removeAtExit(folder);
        try {
            const file = options.attach ?? join(folder, 'history.duckdb');
            const instance = await DuckDBInstance.create(file, settings(options, folder));
            const main = await instance.connect();
            const database = new Database(folder, file, instance, main);
            await database.#lock(options.readable);
            return database;
        } catch (cause) {
            await removeFolder(folder);
            throw cause;
        }
    }

    async run(sql: string): Promise<void> {
        await this.#main.run(sql);
    }

    async rows(sql: string): Promise<DuckDBValue[][]> {
        return (await this.#main.run(sql)).getRows();
    }

    /** The first value of the first row, which must be a number or null (zero). */
    async number(sql: string): Promise<number> {
        return Number((await this.rows(sql))[0]?.[0] ?? 0);
    }

    appender(table: string): Promise<DuckDBAppender> {
        return this.#main.createAppender(table);
    }

    /**
     * The chunks of a result, the next one fetched while one is worked on. Each result is read on a connection of
     * its own, so that several can be read at once.
     */
    async *chunks(sql: string): AsyncGenerator<DuckDBDataChunk> {
        const connection = await this.#instance.connect();
        this.#connections.add(connection);
        try {
            const result = await connection.stream(sql);
            for (let pending = this.#fetch(result); ; ) {
                const chunk = await pending;
                if (chunk === null || chunk.rowCount === 0) return;
                pending = this.#fetch(result);
                try {
                    yield chunk;
                } finally {
                    // Whoever stops here must not take the connection away from a fetch under way.
                    await pending.catch(() => null);
                }
            }
        } finally {
            if (this.#connections.delete(connection)) connection.closeSync();
        }
    }

    /** Stops every statement that runs; they fail. */
    interrupt(): void {
        for (const connection of this.#connections) connection.interrupt();
    }

    async close(): Promise<void> {
        if (this.#closed) return;
        this.#closed = true;
        this.interrupt();
        await Promise.allSettled(this.#fetches);
        for (const connection of this.#connections) connection.closeSync();
        this.#connections.clear();
        this.#instance.closeSync();
        await removeFolder(this.folder);
    }

    #fetch(result: DuckDBResult): Promise<DuckDBDataChunk | null> {
        if (this.#closed) throw new Error('The history was closed while it was read.');
        const pending = result.fetchChunk();
        this.#fetches.add(pending);
        const forget = (): void => void this.#fetches.delete(pending);
        // Failing before anyone waits for it is not unhandled: it fails again where it is waited for.
        pending.then(forget, forget);
        return pending;
    }

    /** From here on nothing but its own folder and the files named can be opened, and no setting can be changed. */
    async #lock(readable: readonly string[]): Promise<void> {
        await this.run(`SET allowed_directories = [${quotedString(this.folder)}]`);
        await this.run(`SET allowed_paths = [${readable.map(quotedString).join(', ')}]`);
        await this.run('SET enable_external_access = false');
        await this.run('SET lock_configuration = true');
    }
}

const leftovers = new Set<string>();

/** Whatever ends the process while a database is open. */
function removeAtExit(folder: string): void {
    if (leftovers.size === 0) process.once('exit', removeLeftovers);
    leftovers.add(folder);
}

const removeLeftovers = (): void => {
    for (const folder of leftovers) rmSync(folder, { recursive: true, force: true });
};

async function removeFolder(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    leftovers.delete(folder);
    if (leftovers.size === 0) process.off('exit', removeLeftovers);
}

function settings(options: DatabaseOptions, folder: string): Record<string, string> {
    return {
        memory_limit: options.memoryLimit ?? `${Math.min(2048, Math.floor(totalmem() / 4 / 2 ** 20))}MB`,
        temp_directory: join(folder, 'spill'),
        threads: String(options.threads ?? 2),
        access_mode: options.attach === undefined ? 'READ_WRITE' : 'READ_ONLY',
        preserve_insertion_order: 'true',
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
        allow_community_extensions: 'false',
    };
}
