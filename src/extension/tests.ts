import * as vscode from 'vscode';
import type { RunTestsParams, RunTestsResult, TestsOfFile } from '../protocol/requests.ts';
import type { LanguageServer } from './language-server.ts';

type Ran = Extract<RunTestsResult, { kind: 'ran' }>['document']['tests'][number];

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
            (request, token) => this.run(request, token),
            true,
        );
    }

    /** All tests that the file's programs have, or of the whole workspace. */
    async runAll(uri: string | undefined): Promise<void> {
        const item = uri === undefined ? undefined : this.controller.items.get(uri);
        const request = new vscode.TestRunRequest(item ? [item] : undefined);
        await this.run(request, new vscode.CancellationTokenSource().token);
    }

    async runOne(uri: string, title: string): Promise<void> {
        const item = this.controller.items.get(uri)?.children.get(title);
        if (!item) return;
        await this.run(new vscode.TestRunRequest([item]), new vscode.CancellationTokenSource().token);
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
    private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
        const run = this.controller.createTestRun(request);
        try {
            for (const [file, items] of this.chosen(request)) {
                if (run.token.isCancellationRequested || token.isCancellationRequested) break;
                const isWhole = items.length === file.children.size;
                const params: RunTestsParams = {
                    uri: file.id,
                    ...(isWhole ? {} : { titles: items.map(item => item.id) }),
                };
                for (const item of items) run.started(item);
                this.report(run, items, await this.server.runTests(params, run.token).catch(refusal));
            }
        } finally {
            run.end();
        }
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

    private report(run: vscode.TestRun, items: readonly vscode.TestItem[], result: RunTestsResult): void {
        for (const item of items) {
            if (result.kind === 'refused') {
                run.errored(item, new vscode.TestMessage(result.reason));
                continue;
            }
            const ran = result.document.tests.filter(
                test => test.file === item.uri?.toString() && test.name === item.id,
            );
            const [first] = ran.toSorted((a, b) => rank(b) - rank(a));
            if (first) this.reportOne(run, item, first);
            else run.skipped(item);
        }
    }

    private reportOne(run: vscode.TestRun, item: vscode.TestItem, test: Ran): void {
        const broke = new vscode.TestMessage(test.error ?? 'The test could not be run.');
        if (test.status === 'passed') run.passed(item, test.milliseconds);
        else if (test.status === 'failed') run.failed(item, messagesOf(test, item), test.milliseconds);
        else run.errored(item, broke, test.milliseconds);
    }

    dispose(): void {
        vscode.Disposable.from(this.controller, this.subscription).dispose();
    }
}

/** A test may belong to several programs: its worst result counts. */
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
