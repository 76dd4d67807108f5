import { PassThrough } from 'node:stream';
import { URI } from 'langium';
import type { InitializeResult } from 'vscode-languageserver';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import {
    type ClientCapabilities,
    createProtocolConnection,
    type Diagnostic,
    DidChangeTextDocumentNotification,
    DidChangeWatchedFilesNotification,
    DidCloseTextDocumentNotification,
    DidOpenTextDocumentNotification,
    InitializedNotification,
    InitializeRequest,
    type ProtocolConnection,
    PublishDiagnosticsNotification,
    RegistrationRequest,
    ShutdownRequest,
} from 'vscode-languageserver-protocol/node';
import { noDataFiles } from '../../../src/server/data-files.ts';
import { type Machine, serve } from '../../../src/server/server.ts';
import type { LoyaltyServerServices } from '../../../src/server/services.ts';
import { MemoryFiles } from './memory-files.ts';

export const ROOT = 'file:///work';

export const uriOf = (name: string): string => `${ROOT}/${name}`;

const capabilities: ClientCapabilities = {
    workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
    textDocument: {
        completion: { completionItem: { snippetSupport: true, labelDetailsSupport: true, insertReplaceSupport: true } },
        publishDiagnostics: { relatedInformation: true },
        codeAction: {
            codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
            resolveSupport: { properties: ['edit'] },
        },
    },
};

/** For sessions in which nothing is run. */
const refuseToRun: Machine['run'] = () => Promise.reject(new Error('This session runs nothing.'));

/** An editor that speaks with the server over a real connection, and a disk that holds these files. */
export class Session {
    readonly client: ProtocolConnection;
    readonly services: LoyaltyServerServices;
    readonly files: MemoryFiles;
    readonly diagnostics = new Map<string, readonly Diagnostic[]>();
    initialized: InitializeResult = { capabilities: {} };
    private readonly versions = new Map<string, number>();

    constructor(files: Readonly<Record<string, string>>, machine: Partial<Machine> = {}) {
        this.files = new MemoryFiles(new Map(Object.entries(files).map(([name, text]) => [uriOf(name), text])));
        const toServer = new PassThrough();
        const toClient = new PassThrough();
        const connection = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
        this.services = serve(connection, {
            fileSystem: this.files,
            dataFiles: noDataFiles,
            run: refuseToRun,
            ...machine,
        });
        this.client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
        this.client.onNotification(PublishDiagnosticsNotification.type, params => {
            this.diagnostics.set(params.uri, params.diagnostics);
        });
        this.client.onRequest(RegistrationRequest.type, () => {});
        this.client.listen();
    }

    async start(client?: ClientCapabilities, initializationOptions?: unknown): Promise<this> {
        await this.greet(client, initializationOptions);
        await this.services.shared.workspace.WorkspaceManager.ready;
        await this.settled();
        return this;
    }

    /** As `start`, without waiting until the server knows which files there are. */
    async greet(client: ClientCapabilities = capabilities, initializationOptions?: unknown): Promise<void> {
        const workspaceFolders = [{ uri: ROOT, name: 'work' }];
        const params = {
            processId: null,
            rootUri: ROOT,
            capabilities: client,
            workspaceFolders,
            initializationOptions,
        };
        this.initialized = await this.client.sendRequest(InitializeRequest.type, params);
        await this.client.sendNotification(InitializedNotification.type, {});
    }

    /** Opens the file in the editor; its text is what the disk has unless given. Hasty people do not wait for the server. */
    async open(name: string, text?: string, isHasty = false): Promise<void> {
        const uri = uriOf(name);
        this.versions.set(uri, 1);
        const current = text ?? this.files.readFileSync(URI.parse(uri));
        const textDocument = { uri, languageId: 'loyalty', version: 1, text: current };
        await this.client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
        if (!isHasty) await this.settled();
    }

    /** Opens a text that is elsewhere, or has no file yet. */
    async openUri(uri: string, text: string): Promise<void> {
        const textDocument = { uri, languageId: 'loyalty', version: 1, text };
        await this.client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
        await this.settled();
    }

    /** Replaces the text in the editor. */
    async type(name: string, text: string, isHasty = false): Promise<void> {
        const uri = uriOf(name);
        const version = (this.versions.get(uri) ?? 0) + 1;
        this.versions.set(uri, version);
        const params = { textDocument: { uri, version }, contentChanges: [{ text }] };
        await this.client.sendNotification(DidChangeTextDocumentNotification.type, params);
        if (!isHasty) await this.settled();
    }

    async close(name: string): Promise<void> {
        await this.client.sendNotification(DidCloseTextDocumentNotification.type, {
            textDocument: { uri: uriOf(name) },
        });
        await this.settled();
    }

    /** Another program writes (or, without text, removes) the file. */
    async write(name: string, text: string | undefined): Promise<void> {
        const uri = uriOf(name);
        const type = text === undefined ? 3 : this.files.existsSync(URI.parse(uri)) ? 2 : 1;
        if (text === undefined) this.files.remove(uri);
        else this.files.write(uri, text);
        await this.client.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type }] });
        await this.settled();
    }

    /** Resolves when the server has nothing left to build and has told us all about it. */
    async settled(): Promise<void> {
        await this.roundTrip();
        await new Promise(resolve => setImmediate(resolve));
        await this.services.shared.workspace.WorkspaceLock.read(() => {});
        await this.roundTrip();
    }

    async end(): Promise<void> {
        await this.client.sendRequest(ShutdownRequest.type);
        this.client.dispose();
    }

    /** Messages keep their order: an answer, even this refusal, comes after all that was sent before. */
    private async roundTrip(): Promise<void> {
        await this.client.sendRequest('test/nothing').catch(() => {});
    }
}
