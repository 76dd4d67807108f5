import { expect, onTestFinished, test } from 'vitest';
import { CodeActionRequest } from 'vscode-languageserver-protocol';
import { Session, uriOf } from './support/session.ts';

const CONFIG = 'loyalty.config.json';
const WORTHLESS = 'program Beans { currency EUR  timezone "UTC" }\npoints Star {}\n';

async function editorOn(files: Readonly<Record<string, string>>): Promise<Session> {
    const session = await new Session(files).start();
    onTestFinished(() => session.end());
    return session;
}

const said = (session: Session, name: string): readonly string[] =>
    (session.diagnostics.get(uriOf(name)) ?? []).map(
        ({ code, severity, message, range }) =>
            `${range.start.line}:${range.start.character} ${code ?? message} ${severity}`,
    );

const severities = (value: object): string => JSON.stringify({ severities: value });

test('findings are as serious as the project takes them, and as soon as it says something else', async () => {
    const session = await editorOn({ 'de/a.loyalty': WORTHLESS, [CONFIG]: severities({ 'points/worth': 'error' }) });
    await session.open('de/a.loyalty');
    expect(said(session, 'de/a.loyalty')).toEqual(['1:7 points/worth 1']);
    await session.write(CONFIG, severities({ 'points/worth': 'off' }));
    expect(said(session, 'de/a.loyalty')).toEqual([]);
    await session.write(CONFIG, undefined);
    expect(said(session, 'de/a.loyalty')).toEqual(['1:7 points/worth 3']);
    await session.write(`de/${CONFIG}`, severities({ 'points/worth': 'warning' }));
    expect(said(session, 'de/a.loyalty')).toEqual(['1:7 points/worth 2']);
});

test('what is off is not mended either', async () => {
    const files = { 'a.loyalty': WORTHLESS, [CONFIG]: severities({ 'points/worth': 'off' }) };
    const session = await editorOn(files);
    await session.open('a.loyalty');
    const range = { start: { line: 1, character: 8 }, end: { line: 1, character: 8 } };
    const textDocument = { uri: uriOf('a.loyalty') };
    const context = { diagnostics: [], only: ['quickfix'] };
    const actions = await session.client.sendRequest(CodeActionRequest.type, { textDocument, range, context });
    expect(actions).toEqual([]);
});

test('a code that does not exist is marked where it stands, and all else holds', async () => {
    const content = severities({ 'points/wort': 'off', 'points/worth': 'warning' });
    const session = await editorOn({ 'a.loyalty': WORTHLESS, [CONFIG]: content });
    await session.open('a.loyalty');
    expect(said(session, 'a.loyalty')).toEqual(['1:7 points/worth 2']);
    expect(said(session, CONFIG)).toEqual([
        "0:15 There is no diagnostic 'points/wort'. Did you mean 'points/worth'? 1",
    ]);
    await session.write(CONFIG, '{');
    expect(said(session, CONFIG)).toEqual(["0:0 'loyalty.config.json' must be JSON. 1"]);
    expect(said(session, 'a.loyalty')).toEqual(['1:7 points/worth 3']);
});
