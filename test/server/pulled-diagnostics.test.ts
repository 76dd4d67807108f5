import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
    CancellationTokenSource,
    DiagnosticRefreshRequest,
    DocumentDiagnosticReportKind,
    DocumentDiagnosticRequest,
    type FullDocumentDiagnosticReport,
    WorkspaceDiagnosticRequest,
} from 'vscode-languageserver-protocol';
import { main, rules } from './support/example.ts';
import { Session, uriOf } from './support/session.ts';

const asking = { textDocument: { diagnostic: { relatedDocumentSupport: true } } };

let editor: Session;
beforeAll(async () => {
    editor = await new Session({ 'main.loyalty': main, 'rules.loyalty': rules }).start(asking);
    await editor.open('rules.loyalty');
});
afterAll(() => editor.end());

const ask = (name: string, previousResultId?: string) =>
    editor.client.sendRequest(DocumentDiagnosticRequest.type, {
        textDocument: { uri: uriOf(name) },
        ...(previousResultId === undefined ? {} : { previousResultId }),
    });

const messages = (report: unknown): readonly string[] =>
    (report as FullDocumentDiagnosticReport).items.map(({ message }) => `${message}`); // of this kind, or the test fails

describe('an editor that asks', () => {
    test('is not told as well', () => {
        expect(editor.initialized.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
        expect([...editor.diagnostics]).toEqual([]);
    });

    test('gets what is wrong now, and what that means for other files of the program', async () => {
        await editor.type('rules.loyalty', rules.replace('1 Star per', '1 Sta per').replace('earn Base', 'earn Basis'));
        const report = await ask('rules.loyalty');
        expect(messages(report)).toEqual(
            expect.arrayContaining([expect.stringMatching(/^Unknown unit 'Sta'/), expect.stringMatching(/'Base'/)]),
        );
        expect(Object.keys(report.relatedDocuments ?? {})).toEqual([uriOf('main.loyalty')]);
        await editor.type('rules.loyalty', rules);
    });

    test('is told that nothing has changed, when nothing has', async () => {
        const first = await ask('rules.loyalty');
        expect(messages(first)).toEqual([]);
        expect((await ask('rules.loyalty', first.resultId)).kind).toBe(DocumentDiagnosticReportKind.Unchanged);
        await editor.type('rules.loyalty', `${rules}\nearn X on purchase { give 1 Sta }`);
        expect((await ask('rules.loyalty', first.resultId)).kind).toBe(DocumentDiagnosticReportKind.Full);
        await editor.type('rules.loyalty', rules);
        expect((await ask('rules.loyalty', first.resultId)).kind).toBe(DocumentDiagnosticReportKind.Unchanged);
    });

    test('can ask for the whole workspace, also for files that nobody has opened or that are gone', async () => {
        await editor.write('broken.loyalty', 'points Q { worth }');
        const all = await editor.client.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
        const found = Object.fromEntries(all.items.map(item => [item.uri, messages(item).length]));
        expect(found).toEqual({
            [uriOf('main.loyalty')]: 0,
            [uriOf('rules.loyalty')]: 0,
            [uriOf('broken.loyalty')]: expect.any(Number),
        });
        expect(found[uriOf('broken.loyalty')]).toBeGreaterThan(0);
        await editor.write('broken.loyalty', undefined);
        const previousResultIds = all.items.map(({ uri, resultId = '' }) => ({ uri, value: resultId }));
        const again = await editor.client.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
        expect(again.items.map(({ uri, kind }) => [uri, kind])).toEqual([
            [uriOf('main.loyalty'), 'unchanged'],
            [uriOf('rules.loyalty'), 'unchanged'],
            [uriOf('broken.loyalty'), 'full'],
        ]);
    });

    test('of a file that is not there: nothing is wrong', async () => {
        expect(messages(await ask('nowhere.loyalty'))).toEqual([]);
    });

    test('and takes the question back is answered so, and asks again', async () => {
        const stop = new CancellationTokenSource();
        const question = editor.client.sendRequest(
            DocumentDiagnosticRequest.type,
            { textDocument: { uri: uriOf('rules.loyalty') } },
            stop.token,
        );
        stop.cancel();
        await expect(question).rejects.toMatchObject({ code: -32802, data: { retriggerRequest: true } });
    });
});

test('one that asks, and can be asked to ask again, is when a change concerns several files', async () => {
    const session = new Session({ 'main.loyalty': main, 'rules.loyalty': rules });
    let refreshed = 0;
    session.client.onRequest(DiagnosticRefreshRequest.type, () => {
        refreshed++;
    });
    await session.start({ ...asking, workspace: { diagnostics: { refreshSupport: true } } });
    await session.open('main.loyalty');
    const before = refreshed;
    await session.write('rules.loyalty', `${rules}\n// more\n`);
    await session.settled();
    expect(refreshed).toBeGreaterThan(before);
    await session.end();
});

test('one that would rather be told is told, and not asked', async () => {
    const session = await new Session({ 'p.loyalty': 'points Q { worth }' }).start(asking, { diagnostics: 'push' });
    await session.open('p.loyalty');
    expect(session.initialized.capabilities.diagnosticProvider).toBeUndefined();
    expect(session.diagnostics.get(uriOf('p.loyalty'))).not.toEqual([]);
    await session.end();
});
