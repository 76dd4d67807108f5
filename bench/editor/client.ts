import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
    createProtocolConnection,
    type Diagnostic,
    type ProtocolConnection,
    type PublishDiagnosticsParams,
    StreamMessageReader,
    StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { Document, Edit } from './documents.ts';

export const sleep = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds));

/** An editor without anything to see: it speaks with a server over standard input and output, and looks at the clock. */
export class Client {
    /** When the process was started. */
    readonly started = performance.now();
    readonly diagnostics = new Map<string, readonly Diagnostic[]>();
    readonly connection: ProtocolConnection;
    private readonly child: ChildProcess;
    private readonly listeners = new Set<(params: PublishDiagnosticsParams) => void>();
    private readonly root: string;
    private readonly versions = new Map<string, number>();
    /** Rejects when the process is gone. */
    private readonly gone: Promise<never>;

    constructor(argv: readonly string[], root: string) {
        this.root = root;
        // What a server keeps for its next start is found only by servers of this folder.
        const env = { ...process.env, TMPDIR: root, TEMP: root, LOYALTY_CACHE: root };
        const child = spawn(process.execPath, argv, { cwd: root, env, stdio: ['pipe', 'pipe', 'ignore'] });
        this.child = child;
        this.connection = createProtocolConnection(
            new StreamMessageReader(child.stdout),
            new StreamMessageWriter(child.stdin),
        );
        this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
            this.diagnostics.set(params.uri, params.diagnostics);
            for (const listener of [...this.listeners]) listener(params);
        });
        this.connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly unknown[] }) =>
            items.map(() => ({ validate: true, schemaStore: { enable: false } })),
        );
        this.connection.onRequest('client/registerCapability', () => null);
        this.connection.onError(() => {});
        this.gone = new Promise((_, reject) => {
            child.on('exit', code => reject(new Error(`the server ended with ${code}`)));
        });
        this.gone.catch(() => {});
        this.connection.listen();
    }

    async start(): Promise<void> {
        const uri = pathToFileURL(this.root).toString();
        await this.ask('initialize', {
            processId: process.pid,
            rootUri: uri,
            workspaceFolders: [{ uri, name: 'bench' }],
            capabilities: {
                textDocument: { publishDiagnostics: {}, completion: { completionItem: { snippetSupport: true } } },
                workspace: { configuration: true, workspaceFolders: true },
            },
        });
        await this.connection.sendNotification('initialized', {});
        await this.connection.sendNotification('workspace/didChangeConfiguration', {
            settings: { yaml: { validate: true, schemaStore: { enable: false } } },
        });
    }

    /** An answer, unless the server ends before. */
    ask(method: string, params?: object): Promise<unknown> {
        return Promise.race([this.connection.sendRequest(method, params), this.gone]);
    }

    open(uri: string, { languageId, text }: Pick<Document, 'languageId' | 'text'>): Promise<void> {
        this.versions.set(uri, 1);
        return this.connection.sendNotification('textDocument/didOpen', {
            textDocument: { uri, languageId, version: 1, text },
        });
    }

    /** Replaces a stretch of a line. */
    type(uri: string, { line, from }: Pick<Edit, 'line' | 'from'>, length: number, text: string): Promise<void> {
        const version = (this.versions.get(uri) ?? 1) + 1;
        this.versions.set(uri, version);
        const range = { start: { line, character: from }, end: { line, character: from + length } };
        return this.connection.sendNotification('textDocument/didChange', {
            textDocument: { uri, version },
            contentChanges: [{ range, text }],
        });
    }

    /** The moment at which diagnostics come that are as wanted. */
    until(wanted: (params: PublishDiagnosticsParams) => boolean, patience = 60_000): Promise<number> {
        return new Promise((resolve, reject) => {
            const listener = (params: PublishDiagnosticsParams): void => {
                if (!wanted(params)) return;
                this.listeners.delete(listener);
                clearTimeout(timer);
                resolve(performance.now());
            };
            const timer = setTimeout(() => {
                this.listeners.delete(listener);
                reject(new Error('the server did not answer'));
            }, patience);
            this.listeners.add(listener);
        });
    }

    /** The longest that a question which needs no work had to wait, while something else goes on. */
    async longestWait(work: Promise<unknown>): Promise<number> {
        let goesOn = true;
        const end = (): void => {
            goesOn = false;
        };
        work.then(end, end);
        let longest = 0;
        while (goesOn) {
            const asked = performance.now();
            // Nobody knows it, which is answered at once.
            await this.ask('$/nothing').catch(() => {});
            longest = Math.max(longest, performance.now() - asked);
            await sleep(2);
        }
        await work;
        return longest;
    }

    /** Resolves when nothing has come for a while. */
    async quiet(milliseconds: number): Promise<void> {
        let last = performance.now();
        const listener = (): void => {
            last = performance.now();
        };
        this.listeners.add(listener);
        while (performance.now() - last < milliseconds) await sleep(20);
        this.listeners.delete(listener);
    }

    /** Resident memory now; `NaN` where the system does not tell. */
    megabytes(): number {
        try {
            const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
            return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024;
        } catch {
            return Number.NaN;
        }
    }

    end(): void {
        this.connection.dispose();
        this.child.kill();
    }
}
