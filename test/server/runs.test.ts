import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
    CancellationTokenSource,
    DidChangeTextDocumentNotification,
    HoverRequest,
    InlayHintRequest,
    MarkupContent,
    NotificationType,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { methods, type RunTestsResult, type SimulateResult, type TestsOfFile } from '../../src/protocol/requests.ts';
import { processRunner } from '../../src/server/machine/process-runner.ts';
import { Session, uriOf } from './support/session.ts';

const two = (name: string): string => readFileSync(`test/vscode/fixture/two/${name}`, 'utf8');
const fixture = pathToFileURL('test/vscode/fixture').toString();
const coffee = `${fixture}/coffee.loyalty`;

let editor: Session;
const announced: TestsOfFile[] = [];
beforeAll(async () => {
    editor = new Session(
        { 'program.loyalty': two('program.loyalty'), 'rules.loyalty': two('rules.loyalty') },
        { run: processRunner() },
    );
    editor.client.onNotification(new NotificationType<TestsOfFile>(methods.testsOfFile), tests => {
        announced.push(tests);
    });
    await editor.start();
    await editor.openUri(coffee, readFileSync(fileURLToPath(coffee), 'utf8'));
});
afterAll(() => editor.end());

describe('tests', () => {
    const run = (params: object) => editor.client.sendRequest<RunTestsResult>(methods.runTests, params);

    test('are announced with their places', () => {
        const places = announced.find(each => each.uri === uriOf('program.loyalty'))?.tests;
        expect(places?.map(({ title, start }) => `${start.line + 1} ${title}`)).toEqual([
            '20 a Gold member earns twice',
            '26 this one fails',
        ]);
    });

    test('of a program run in a process of their own, with the text that is typed', async () => {
        const result = await run({ uri: uriOf('program.loyalty') });
        expect(result).toMatchObject({
            kind: 'ran',
            document: { summary: { tests: 2, passed: 1, failed: 1, errors: 0 } },
        });
        const failed = result.kind === 'ran' ? result.document.tests.find(each => each.status === 'failed') : undefined;
        expect(failed).toMatchObject({ name: 'this one fails', file: uriOf('program.loyalty'), line: 26 });
        expect(failed?.expectations.map(({ line, status }) => [line, status])).toEqual([
            [29, 'passed'],
            [30, 'failed'],
        ]);
    });

    test('can be chosen by their titles', async () => {
        const result = await run({ uri: uriOf('program.loyalty'), titles: ['a Gold member earns twice'] });
        expect(result).toMatchObject({ document: { summary: { tests: 1, passed: 1 } } });
    });

    test('of a program with errors do not run, and the reason says where to look', async () => {
        await editor.open('rules.loyalty');
        await editor.type('rules.loyalty', `${two('rules.loyalty')}\nearn Other on purchase { give 1 Sta }`);
        expect(await run({ uri: uriOf('program.loyalty') })).toEqual({
            kind: 'refused',
            reason: "The program has an error; the first is in rules.loyalty, line 12: Unknown unit 'Sta'. Did you mean 'Star'?",
        });
        await editor.type('rules.loyalty', two('rules.loyalty'));
    });

    test('of a file that belongs to no program', async () => {
        await editor.open('alone.loyalty', 'points Q { worth 1 EUR }');
        expect(await run({ uri: uriOf('alone.loyalty') })).toEqual({
            kind: 'refused',
            reason: "No program contains 'alone.loyalty': a program must import it.",
        });
    });
});

describe('simulation', () => {
    const simulate = (params: object) => editor.client.sendRequest<SimulateResult>(methods.simulate, params);

    test('reports its progress and answers with figures and a page without scripts', async () => {
        const progress: { readonly kind: string; readonly percentage?: number }[] = [];
        const listening = editor.client.onNotification(
            '$/progress',
            ({ value }: { value: { kind: string; percentage?: number } }) => {
                progress.push(value);
            },
        );
        const result = await simulate({ uri: coffee, workDoneToken: 'a' });
        listening.dispose();
        if (result.kind !== 'simulated') throw new Error(JSON.stringify(result));
        expect(result.document).toMatchObject({
            schema: 'loyalty/simulation/1',
            program: { name: 'BeanRewards', file: 'coffee.loyalty' },
            data: { dataset: 'Year', members: 40, rejected: 0 },
        });
        expect(result.html).toContain('<!doctype html>');
        expect(result.html).not.toContain('<script');
        expect(progress[0]).toMatchObject({ kind: 'begin', percentage: 0 });
        expect(progress.at(-1)).toEqual({ kind: 'end' });
    });

    test('is told beside the text: what each rule did, until somebody simulates again', async () => {
        const text = readFileSync(fileURLToPath(coffee), 'utf8');
        const hover = async (marked: string): Promise<string> => {
            const position = TextDocument.create('', '', 0, text).positionAt(text.indexOf(marked) + marked.length - 1);
            const answer = await editor.client.sendRequest(HoverRequest.type, {
                textDocument: { uri: coffee },
                position,
            });
            return answer && MarkupContent.is(answer.contents) ? answer.contents.value : '';
        };
        const rule = await hover('earn Base');
        expect(rule).toMatch(/In the last simulation \(Year: 40 members, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\):/);
        expect(rule).toMatch(
            /- it gave something [\d,]+ times, to \d+ members\n- [\d,]+ Star\n- it cost [\d.,]+ EUR: [\d.]+% of revenue/,
        );
        expect(await hover('points Star')).toMatch(/[\d,]+ Star issued/);
        expect(await hover('tier Gold')).toMatch(/\d+ members?, [\d.]+% of all, at the end/);
        const range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };
        const hints = await editor.client.sendRequest(InlayHintRequest.type, { textDocument: { uri: coffee }, range });
        const labels = hints?.map(({ label }) => `${label}`) ?? [];
        expect(labels).toContainEqual(expect.stringMatching(/^[\d,]+ times, [\d.,]+ EUR$/));
        const other = await new Session({}).start();
        await other.openUri(coffee, text);
        const found = await simulate({ uri: coffee });
        if (found.kind !== 'simulated') throw new Error(JSON.stringify(found));
        await other.client.sendNotification(methods.simulated, { about: found.about, document: found.document });
        const position = { line: text.slice(0, text.indexOf('earn Base')).split('\n').length - 1, character: 6 };
        const told = await other.client.sendRequest(HoverRequest.type, { textDocument: { uri: coffee }, position });
        expect(JSON.stringify(told)).toContain('In the last simulation');
        expect(JSON.stringify(told)).not.toContain('has changed since');
        await other.end();
        const version = 2;
        const contentChanges = [{ text: `${text}\n` }];
        const textDocument = { uri: coffee, version };
        await editor.client.sendNotification(DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
        expect(await hover('earn Base')).toContain('The program has changed since.');
    });

    test('can be cancelled, and is then answered as cancelled', async () => {
        const stop = new CancellationTokenSource();
        const request = editor.client.sendRequest(methods.simulate, { uri: coffee }, stop.token);
        setTimeout(() => stop.cancel(), 50);
        await expect(request).rejects.toMatchObject({ code: -32800 });
    });

    test('leaves the server free for other questions', async () => {
        const request = simulate({ uri: coffee });
        const started = performance.now();
        await editor.type('program.loyalty', two('program.loyalty'));
        expect(performance.now() - started).toBeLessThan(1000);
        expect((await request).kind).toBe('simulated');
    });

    test('of nobody trusted reads nothing outside the workspace', async () => {
        expect(await simulate({ uri: coffee, within: ['file:///elsewhere'] })).toEqual({
            kind: 'refused',
            reason: "In restricted mode data is only read from the workspace, and the dataset 'Year' lies outside of it.",
        });
        expect((await simulate({ uri: coffee, within: [fixture] })).kind).toBe('simulated');
    });

    test('without a dataset says so', async () => {
        expect(await simulate({ uri: uriOf('program.loyalty') })).toEqual({
            kind: 'refused',
            reason: "The program 'Two' has no dataset that says which files to read.",
        });
    });

    test('of a program that is not saved anywhere says so', async () => {
        const text = readFileSync(fileURLToPath(coffee), 'utf8');
        await editor.openUri('untitled:Untitled-1', text);
        expect(await simulate({ uri: 'untitled:Untitled-1' })).toMatchObject({
            kind: 'refused',
            reason: expect.stringContaining('Save the program first'),
        });
    });
});
