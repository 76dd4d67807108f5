import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import {
    CloseAction,
    ErrorAction,
    type ErrorHandler,
    LanguageClient,
    type LanguageClientOptions,
    type ServerOptions,
    State,
    TransportKind,
} from 'vscode-languageclient/node';
import {
    methods,
    type RunTestsParams,
    type RunTestsResult,
    type Simulated,
    type SimulateParams,
    type SimulateResult,
    type TestsOfFile,
} from '../protocol/requests.ts';
import { Recovery } from './recovery.ts';

export type ServerState = 'starting' | 'running' | 'stopped' | 'failed';

const states: Readonly<Record<State, ServerState>> = {
    [State.Running]: 'running',
    [State.Starting]: 'starting',
    [State.StartFailed]: 'failed',
    [State.Stopped]: 'stopped',
};

interface Progress {
    readonly message?: string;
    readonly percentage?: number;
}

/** The language server in a process of its own, and what we ask it beyond the Language Server Protocol. */
export class LanguageServer {
    private readonly client: LanguageClient;
    private readonly stateChanges = new vscode.EventEmitter<ServerState>();
    private readonly testChanges = new vscode.EventEmitter<TestsOfFile>();
    private current: ServerState = 'starting';
    private tokens = 0;
    /** By program: a server that is started again must know them, too. */
    private readonly simulated = new Map<string, Simulated>();
    readonly onState = this.stateChanges.event;
    readonly onTests = this.testChanges.event;

    constructor(context: vscode.ExtensionContext, output: vscode.LogOutputChannel) {
        const module = context.asAbsolutePath('dist/server-process.cjs');
        const options: ServerOptions = {
            run: { module, transport: TransportKind.ipc },
            debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=0'] } },
        };
        const clientOptions: LanguageClientOptions = {
            documentSelector: ['file', 'untitled', 'loyalty'].map(scheme => ({ scheme, language: 'loyalty' })),
            outputChannel: output,
            // We tell at once; a question for each key would only come in between.
            initializationOptions: () => ({
                diagnostics: 'push',
                keep: vscode.workspace.isTrusted ? 'findings' : 'nothing',
            }),
            errorHandler: errorHandler(output),
        };
        this.client = new LanguageClient('loyalty', 'Loyalty', options, clientOptions);
        this.client.onDidChangeState(({ newState }) => this.note(newState));
        this.client.onNotification(methods.testsOfFile, (tests: TestsOfFile) => this.testChanges.fire(tests));
    }

    get state(): ServerState {
        return this.current;
    }

    async start(): Promise<void> {
        try {
            await this.client.start();
        } catch (error) {
            this.set('failed');
            throw error;
        }
    }

    async stop(): Promise<void> {
        if (this.client.isRunning()) await this.client.stop();
    }

    async restart(): Promise<void> {
        await this.client.restart();
    }

    runTests(params: RunTestsParams, token: vscode.CancellationToken): Promise<RunTestsResult> {
        return this.client.sendRequest<RunTestsResult>(methods.runTests, params, token);
    }

    async simulate(
        params: SimulateParams,
        token: vscode.CancellationToken,
        onProgress: (progress: Progress) => void,
    ): Promise<SimulateResult> {
        const workDoneToken = `simulation ${++this.tokens}`;
        const subscription = this.client.onNotification(
            '$/progress',
            (progress: { token: unknown; value: Progress }) => {
                if (progress.token === workDoneToken) onProgress(progress.value);
            },
        );
        try {
            const request = { ...params, workDoneToken };
            const result = await this.client.sendRequest<SimulateResult>(methods.simulate, request, token);
            if (result.kind === 'simulated')
                this.simulated.set(result.about.uri, { about: result.about, document: result.document });
            return result;
        } finally {
            subscription.dispose();
        }
    }

    private note(state: State): void {
        if (state === State.Running)
            for (const each of this.simulated.values()) void this.client.sendNotification(methods.simulated, each);
        this.set(states[state]);
    }

    private set(state: ServerState): void {
        this.current = state;
        this.stateChanges.fire(state);
    }
}

/** The client opens all files again in the new server, with what was typed and not saved: nothing is lost. */
function errorHandler(output: vscode.LogOutputChannel): ErrorHandler {
    const recovery = new Recovery();
    return {
        error: (_error, _message, count) => ({
            action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
            handled: true,
        }),
        closed: async () => {
            const wait = recovery.next(Date.now());
            if (wait === undefined) {
                const message =
                    'The Loyalty language server keeps breaking down. Click on Loyalty in the status bar to start it again.';
                return { action: CloseAction.DoNotRestart, message };
            }
            output.warn(
                `The language server broke down and is started again${wait > 0 ? ` in ${wait / 1000} s` : ''}.`,
            );
            await setTimeout(wait);
            return { action: CloseAction.Restart, handled: true };
        },
    };
}
