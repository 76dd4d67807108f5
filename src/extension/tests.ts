import * as vscode from 'vscode';
import type { RunTestsResult, TestsOfFile } from '../protocol/requests.ts';
import type { LanguageServer } from './language-server.ts';

type Ran = Extract<RunTestsResult, { kind: 'ran' }>['document']['tests'][number];

/** What a command that runs tests gives back. */
export interface Outcome {
    readonly name: string;
    readonly status: Ran['status'] | 'skipped';
    /** Of the first expectation that failed, from zero. */
    readonly line?: number;
}

/** The tests of programs in VS Code's test explorer. */
export class Tests implements vscode.Disposable {
    private readonly controller = vscode.tests.createTestController('loyalty', 'Loyalty');
    private readonly server: LanguageServer;
    private readonly subscription: vscode.Disposable;

    constructor(server: LanguageServer) {
        this.server = server;
        this.subscription = server.onTests(tests => this.show(tests));
        this.controller.createRunProfile(
            'Run',
            vscode.TestRunProfileKind.Run,
            async (request, token) => void (await this.run(request, token)),
            true,
        );
    }

    /** All tests of the file, or of the workspace where it has none. */
    runAll(uri: string | undefined): Promise<readonly Outcome[]> {
        const item = uri === undefined ? undefined : this.controller.items.get(uri);
        return this.run(new vscode.TestRunRequest(item ? [item] : undefined), undefined);
    }

    async runOne(uri: string, title: string): Promise<readonly Outcome[]> {
        const item = this.controller.items.get(uri)?.children.get(title);
        return item ? this.run(new vscode.TestRunRequest([item]), undefined) : [];
    }

    private show({ uri, tests }: TestsOfFile): void {
        if (tests.length === 0) {
            this.controller.items.delete(uri);
            return;
        }
        const location = vscode.Uri.parse(uri);
        const file =
            this.controller.items.get(uri) ??
            this.controller.createTestItem(uri, vscode.workspace.asRelativePath(location), location);
        this.controller.items.add(file);
        file.children.replace(
            tests.map(({ title, start, end }) => {
                const item = this.controller.createTestItem(title, title, location);
                item.range = new vscode.Range(start.line, start.character, end.line, end.character);
                return item;
            }),
        );
    }

    /** Asks file by file, so that results of one are not lost to an error in another. */
    private async run(
        request: vscode.TestRunRequest,
        token: vscode.CancellationToken | undefined,
    ): Promise<readonly Outcome[]> {
        const run = this.controller.createTestRun(request);
        const outcomes: Outcome[] = [];
        try {
            for (const [file, items] of this.chosen(request)) {
                if (run.token.isCancellationRequested || token?.isCancellationRequested) break;
                const isWhole = items.length === file.children.size;
                const titles = isWhole ? {} : { titles: items.map(item => item.id) };
                for (const item of items) run.started(item);
                const result = await this.server.runTests({ uri: file.id, ...titles }, run.token).catch(refusal);
                outcomes.push(...items.map(item => report(run, item, result)));
            }
        } finally {
            run.end();
        }
        return outcomes;
    }

    /** Tests by file, without those that the user left out. */
    private chosen(request: vscode.TestRunRequest): ReadonlyMap<vscode.TestItem, readonly vscode.TestItem[]> {
        const files = [...this.controller.items].map(([, file]) => file);
        const included = request.include ?? files;
        const tests = included.flatMap(item => (item.parent ? [item] : [...item.children].map(([, test]) => test)));
        const wanted = tests.filter(test => !request.exclude?.some(each => each === test || each === test.parent));
        return new Map(
            files
                .map(file => [file, wanted.filter(test => test.parent === file)] as const)
                .filter(([, items]) => items.length > 0),
        );
    }

    dispose(): void {
        vscode.Disposable.from(this.controller, this.subscription).dispose();
    }
}

function report(run: vscode.TestRun, item: vscode.TestItem, result: RunTestsResult): Outcome {
    const name = item.label;
    if (result.kind === 'refused') {
        run.errored(item, new vscode.TestMessage(result.reason));
        return { name, status: 'error' };
    }
    const ran = result.document.tests.filter(test => test.file === item.uri?.toString() && test.name === item.id);
    // A test may belong to several programs: its worst result counts.
    const [test] = ran.toSorted((a, b) => rank(b) - rank(a));
    if (!test) {
        run.skipped(item);
        return { name, status: 'skipped' };
    }
    const messages = messagesOf(test, item);
    const broke = new vscode.TestMessage(test.error ?? 'The test could not be run.');
    if (test.status === 'passed') run.passed(item, test.milliseconds);
    else if (test.status === 'failed') run.failed(item, messages, test.milliseconds);
    else run.errored(item, broke, test.milliseconds);
    const line = messages[0]?.location?.range.start.line;
    return { name, status: test.status, ...(line === undefined ? {} : { line }) };
}

function rank({ status }: Ran): number {
    return { passed: 0, failed: 1, error: 2 }[status];
}

function messagesOf(test: Ran, item: vscode.TestItem): vscode.TestMessage[] {
    return test.expectations
        .filter(expectation => expectation.status === 'failed')
        .map(({ text, expected, actual, why, line }) => {
            const lines = [`${text}`, ...(actual === undefined ? [] : [`It was ${actual}.`]), ...(why ?? [])];
            const hasBoth = expected !== undefined && actual !== undefined;
            const message = hasBoth
                ? vscode.TestMessage.diff(lines.join('\n'), expected, actual)
                : new vscode.TestMessage(lines.join('\n'));
            if (item.uri) message.location = new vscode.Location(item.uri, new vscode.Position(line - 1, 0));
            return message;
        });
}

function refusal(error: unknown): RunTestsResult {
    return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) };
}
