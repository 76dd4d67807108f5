import type { LangiumDocument, LangiumDocuments } from 'langium';
import { URI } from 'langium';
import {
    type CancellationToken,
    type Connection,
    LSPErrorCodes,
    NotificationType,
    RequestType,
    ResponseError,
    WorkDoneProgress,
    type WorkDoneProgressBegin,
    type WorkDoneProgressEnd,
    type WorkDoneProgressReport,
} from 'vscode-languageserver';
import { documentOf, type Names } from '../language/names.ts';
import {
    methods,
    type RunTestsParams,
    type RunTestsResult,
    type Simulated,
    type SimulateParams,
    type SimulateResult,
} from '../protocol/requests.ts';
import type { LoyaltyServerServices } from './services.ts';
import { sourcesOf } from './sources.ts';
import type { TaskRunner, TaskWatch } from './tasks.ts';

const runTests = new RequestType<RunTestsParams, RunTestsResult, void>(methods.runTests);
const simulate = new RequestType<SimulateParams, SimulateResult, void>(methods.simulate);

const simulated = new NotificationType<Simulated>(methods.simulated);

/** Answers the requests that run programs. The work itself is done elsewhere; nothing here waits in the workspace's lock. */
export function addRunHandlers(connection: Connection, services: LoyaltyServerServices, run: TaskRunner): void {
    const runs = new Runs(services);
    connection.onRequest(runTests, (params, token) =>
        cancellable(token, signal => runs.tests(params, run, { signal, onProgress: () => {} })),
    );
    connection.onNotification(simulated, result => runs.keep(result));
    connection.onRequest(simulate, (params, token) =>
        cancellable(token, async signal => {
            const progress = progressOf(connection, params.workDoneToken);
            progress.begin('Simulating');
            try {
                return await runs.simulation(params, run, { signal, onProgress: progress.report });
            } finally {
                progress.end();
            }
        }),
    );
}

class Runs {
    private readonly names: Names;
    private readonly documents: LangiumDocuments;
    private readonly ready: () => Promise<void>;
    readonly keep: (simulated: Simulated) => void;

    constructor(services: LoyaltyServerServices) {
        this.names = services.loyalty.Names;
        this.documents = services.shared.workspace.LangiumDocuments;
        this.keep = simulated => {
            services.editor.Simulations.keep(simulated);
            services.editor.Settings.refresh();
        };
        // After all edits that came before the request.
        this.ready = () =>
            services.shared.workspace.WorkspaceManager.ready.then(() =>
                services.shared.workspace.WorkspaceLock.read(() => {}),
            );
    }

    async tests({ uri, titles }: RunTestsParams, run: TaskRunner, watch: TaskWatch): Promise<RunTestsResult> {
        await this.ready();
        const roots = uri === undefined ? this.allPrograms() : this.programsOf(uri);
        if (roots.length === 0) return { kind: 'refused', reason: noProgram(uri) };
        const sources = sourcesOf(this.names, roots);
        return run({ kind: 'tests', sources, ...(uri ? { file: uri } : {}), ...(titles ? { titles } : {}) }, watch);
    }

    async simulation(
        { uri, dataset, within }: SimulateParams,
        run: TaskRunner,
        watch: TaskWatch,
    ): Promise<SimulateResult> {
        await this.ready();
        const [root] = this.programsOf(uri);
        if (!root) return { kind: 'refused', reason: noProgram(uri) };
        const sources = sourcesOf(this.names, [root]);
        const program = root.uri.toString();
        const result = await run(
            { kind: 'simulation', sources, program, ...(dataset ? { dataset } : {}), ...(within ? { within } : {}) },
            watch,
        );
        if (result.kind === 'simulated') this.keep(result);
        return result;
    }

    private programsOf(uri: string): readonly LangiumDocument[] {
        const document = this.documents.getDocument(URI.parse(uri));
        return document ? this.names.programsOf(document).map(documentOf) : [];
    }

    private allPrograms(): readonly LangiumDocument[] {
        return [...new Set(this.documents.all.flatMap(each => this.names.programsOf(each)).map(documentOf))];
    }
}

function noProgram(uri: string | undefined): string {
    const file = uri === undefined ? 'this workspace' : `'${decodeURIComponent(uri.split('/').at(-1) ?? uri)}'`;
    return uri === undefined
        ? `There is no program in ${file}.`
        : `No program contains ${file}: a program must import it.`;
}

async function cancellable<T>(token: CancellationToken, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    const subscription = token.onCancellationRequested(() => stop.abort());
    if (token.isCancellationRequested) stop.abort();
    try {
        return await work(stop.signal);
    } catch (error) {
        if (stop.signal.aborted) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The run was cancelled.');
        throw error;
    } finally {
        subscription.dispose();
    }
}

function progressOf(
    connection: Connection,
    token: string | number | undefined,
): { begin(title: string): void; report: TaskWatch['onProgress']; end(): void } {
    const send = (value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd): void => {
        if (token !== undefined) void connection.sendProgress(WorkDoneProgress.type, token, value);
    };
    return {
        begin: title => send({ kind: 'begin', title, cancellable: true, percentage: 0 }),
        report: (share, message) =>
            send({ kind: 'report', message, ...(share === undefined ? {} : { percentage: Math.round(share * 100) }) }),
        end: () => send({ kind: 'end' }),
    };
}
