import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { PublishDiagnosticsNotification } from 'vscode-languageserver-protocol';
import type { KeptTexts } from '../../src/server/kept-texts.ts';
import { Session, uriOf } from './support/session.ts';

const program = 'program Beans {\n  currency EUR\n  timezone "UTC"\n}\n';

const sessions: Session[] = [];
afterEach(async () => {
    for (const session of sessions.splice(0)) await session.end();
});

async function openSession(files: Record<string, string>): Promise<Session> {
    const session = await new Session(files).start();
    sessions.push(session);
    return session;
}

const messages = (of: Session, name: string) => of.diagnostics.get(uriOf(name))?.map(each => each.message);

describe('what is reported follows the text', () => {
    test('a misspelled name, until it is mended', async () => {
        const text = `${program}points Star { worth 1 EUR }\nearn Base on purchase { give 1 Sta }`;
        const editor = await openSession({ 'a.loyalty': text });
        await editor.open('a.loyalty');
        expect(editor.diagnostics.get(uriOf('a.loyalty'))).toEqual([
            {
                code: 'names/unknown',
                source: 'loyalty',
                severity: 1,
                message: "Unknown unit 'Sta'. Did you mean 'Star'?",
                range: { start: { line: 5, character: 31 }, end: { line: 5, character: 34 } },
            },
        ]);
        await editor.type('a.loyalty', text.replace('1 Sta ', '1 Star '));
        expect(messages(editor, 'a.loyalty')).toEqual([]);
    });

    test('what is typed and not saved is forgotten when the file is closed', async () => {
        const editor = await openSession({ 'a.loyalty': program });
        await editor.open('a.loyalty', `${program}earn`);
        expect(messages(editor, 'a.loyalty')).not.toEqual([]);
        await editor.close('a.loyalty');
        expect(messages(editor, 'a.loyalty')).toEqual([]);
    });

    test('a file that is removed has nothing reported any more', async () => {
        const editor = await openSession({ 'a.loyalty': program, 'b.loyalty': 'earn' });
        await editor.open('a.loyalty');
        expect(messages(editor, 'b.loyalty')).not.toEqual([]);
        await editor.write('b.loyalty', undefined);
        expect(messages(editor, 'b.loyalty')).toEqual([]);
    });

    test('a file that is removed but open is still there for the editor', async () => {
        const editor = await openSession({ 'a.loyalty': program });
        await editor.open('a.loyalty', `${program}earn`);
        await editor.write('a.loyalty', undefined);
        expect(messages(editor, 'a.loyalty')).not.toEqual([]);
    });

    test('files that are no programs change nothing', async () => {
        const editor = await openSession({ 'a.loyalty': program });
        await editor.open('a.loyalty');
        let builds = 0;
        editor.services.shared.workspace.DocumentBuilder.onUpdate(() => {
            builds++;
        });
        await editor.write('dist/bundle.js', 'x');
        await editor.write('.git/index', 'x');
        await editor.write('data/members.csv', 'x');
        expect(builds).toBe(0);
    });

    test('an unsaved program without a file is checked, too', async () => {
        const editor = await openSession({});
        await editor.openUri('untitled:Untitled-1', `${program}earn Base on purchas { give 1 EUR }`);
        expect(editor.diagnostics.get('untitled:Untitled-1')?.map(each => each.message)).toEqual([
            "Unknown event 'purchas'. Did you mean 'purchase'?",
        ]);
    });
});

describe('what is reported follows other files', () => {
    const rules = 'import "main.loyalty"\nearn Base on purchase { give 1 Star }\n';
    const main = `import "rules.loyalty"\n${program}points Star { worth 1 EUR }\n`;

    test('a declaration that another file needs vanishes and comes back', async () => {
        const editor = await openSession({ 'main.loyalty': main, 'rules.loyalty': rules });
        await editor.open('main.loyalty');
        expect(messages(editor, 'rules.loyalty')).toEqual([]);
        await editor.type('main.loyalty', main.replace('Star', 'Bean'));
        expect(messages(editor, 'rules.loyalty')).toEqual(["Unknown unit 'Star'. It must be declared."]);
        await editor.type('main.loyalty', main);
        expect(messages(editor, 'rules.loyalty')).toEqual([]);
    });

    test('an imported file that is not there is reported until it is', async () => {
        const editor = await openSession({ 'main.loyalty': main });
        await editor.open('main.loyalty');
        expect(messages(editor, 'main.loyalty')).not.toEqual([]);
        await editor.write('rules.loyalty', rules);
        expect(messages(editor, 'main.loyalty')).toEqual([]);
        await editor.write('rules.loyalty', undefined);
        expect(messages(editor, 'main.loyalty')).not.toEqual([]);
    });

    test('a file learns that a program imports it now', async () => {
        const parts = 'points Star { worth 1 EUR }\n';
        const editor = await openSession({ 'main.loyalty': program, 'parts.loyalty': parts });
        await editor.open('main.loyalty');
        expect(messages(editor, 'parts.loyalty')).not.toEqual([]);
        await editor.type('main.loyalty', `import "parts.loyalty"\n${program}`);
        expect(messages(editor, 'parts.loyalty')).toEqual([]);
        await editor.type('main.loyalty', program);
        expect(messages(editor, 'parts.loyalty')).not.toEqual([]);
    });

    test('a name that is declared twice is reported although no reference joins the files', async () => {
        const editor = await openSession({
            'main.loyalty': `import "a.loyalty"\nimport "b.loyalty"\n${program}`,
            'a.loyalty': 'points Star { worth 1 EUR }\n',
            'b.loyalty': 'points Bean { worth 1 EUR }\n',
        });
        await editor.open('a.loyalty');
        expect(messages(editor, 'b.loyalty')).toEqual([]);
        await editor.type('a.loyalty', 'points Bean { worth 1 EUR }\n');
        expect([...(messages(editor, 'a.loyalty') ?? []), ...(messages(editor, 'b.loyalty') ?? [])]).not.toEqual([]);
    });

    test('what was found is told again at the next start where all is as it was, and only there', async () => {
        const files = {
            'main.loyalty': `import "a.loyalty"\n${program}`,
            'a.loyalty': 'earn Base on purchase { give 1 Sta }',
        };
        const kept = keptInMemory();
        const before = await new Session(files, { kept }).start();
        await before.open('main.loyalty');
        await before.settled();
        await keep(before);
        const next = new Session(files, { kept });
        const told = toldAtOnce(next);
        await next.greet();
        await next.open('main.loyalty', undefined, true);
        await next.services.shared.workspace.WorkspaceManager.ready;
        await next.settled();
        expect(told().get(uriOf('a.loyalty'))).toEqual(["Unknown unit 'Sta'. It must be declared."]);
        const other = new Session({ ...files, 'b.loyalty': 'points Sta { worth 1 EUR }' }, { kept });
        const toldOther = toldAtOnce(other);
        await other.greet();
        await other.open('main.loyalty', undefined, true);
        await other.services.shared.workspace.WorkspaceManager.ready;
        await other.settled();
        expect(toldOther().size).toBe(0);
        await Promise.all([before, next, other].map(each => each.end()));
    });

    test('what is proposed for an import that leads nowhere is a file that is there', async () => {
        const editor = await openSession({ 'a.loyalty': '', 'b.loyalty': '', 'c.loyalty': '' });
        await editor.open('b.loyalty');
        await editor.type('b.loyalty', 'import "d.loyalty"\n');
        expect(messages(editor, 'b.loyalty')?.[0]).toBe(`The file 'd.loyalty' must exist. Did you mean 'a.loyalty'?`);
        await editor.write('a.loyalty', undefined);
        expect(messages(editor, 'b.loyalty')?.[0]).toBe(`The file 'd.loyalty' must exist. Did you mean 'c.loyalty'?`);
    });

    test('files outside the workspace are read when they are imported', async () => {
        const outside = uriOf('../elsewhere/shared.loyalty');
        const editor = await openSession({
            'main.loyalty': `import "../elsewhere/shared.loyalty"\n${program}earn Base on purchase { give 1 Star }\n`,
        });
        editor.files.write(new URL(outside).toString(), 'points Star { worth 1 EUR }\n');
        await editor.open('main.loyalty');
        await editor.type(
            'main.loyalty',
            `import "../elsewhere/shared.loyalty"\n${program}earn Base on purchase { give 2 Star }\n`,
        );
        expect(messages(editor, 'main.loyalty')).toEqual([]);
    });
});

/** A file of a workspace, made of parts that depend on what other files say. */
const fileText = fc
    .record({
        imports: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'missing'), { maxLength: 3 }),
        head: fc.constantFrom('', program, program.replace('EUR', 'USD'), program.replace('Beans', 'Other')),
        parts: fc.uniqueArray(
            fc.constantFrom(
                'points Star { worth 1 EUR }',
                'points Bean { worth 1 USD }',
                'earn Base on purchase { give 1 Star }',
                'earn Extra on purchase { give 10% of Base }',
                'event picnic { size : one of small, large }',
                'earn Fun on picnic { when picnic.size is large give 1 Bean }',
                'tiers Status { tier Low tier High from 5 EUR }',
                'trigger T on reaching High { give 1 Star }',
                'combine Base, Extra: best',
                'earn Broken on purchase {',
            ),
            { maxLength: 4 },
        ),
    })
    .map(({ imports, head, parts }) => [...imports.map(name => `import "${name}.loyalty"`), head, ...parts].join('\n'));

const change = fc.record({
    file: fc.constantFrom('a', 'b', 'c', 'd').map(name => `${name}.loyalty`),
    how: fc.constantFrom('type', 'type', 'write', 'remove', 'close'),
    text: fileText,
});

test('after any changes, all is reported that a cold start reports', { timeout: 300_000 }, async () => {
    const start = { 'a.loyalty': program, 'b.loyalty': '', 'c.loyalty': '', 'd.loyalty': '', 'open.loyalty': program };
    await fc.assert(
        fc.asyncProperty(changes, fc.boolean(), fc.nat(9), async (changes, isHasty, keptAfter) => {
            const kept = keptInMemory();
            const warm = await new Session(start, { kept }).start();
            const open = new Map<string, string>();
            const disk = new Map<string, string>(Object.entries(start));
            await warm.open('open.loyalty');
            for (const [index, { file, how, text }] of changes.entries()) {
                if (index === keptAfter) await keep(warm);
                if (how === 'type') {
                    if (open.has(file)) await warm.type(file, text, isHasty);
                    else await warm.open(file, text, isHasty);
                    open.set(file, text);
                } else if (how === 'close') {
                    if (open.delete(file)) await warm.close(file);
                } else if (how === 'write' || disk.has(file)) {
                    const written = how === 'write' ? text : undefined;
                    if (written === undefined) disk.delete(file);
                    else disk.set(file, written);
                    await warm.write(file, written);
                }
            }
            await warm.settled();
            if (keptAfter >= changes.length) await keep(warm);
            const cold = await new Session(Object.fromEntries(disk)).start();
            await cold.open('open.loyalty');
            for (const [file, text] of open) await cold.open(file, text);
            for (const file of new Set([...open.keys(), ...disk.keys()])) {
                expect(sorted(messages(warm, file)), file).toEqual(sorted(messages(cold, file)));
            }
            // Everybody has saved.
            const next = new Session(Object.fromEntries([...disk, ...open]), { kept });
            const told = toldAtOnce(next);
            await next.greet();
            await next.open('open.loyalty', undefined, true);
            for (const [file, text] of open) await next.open(file, text, true);
            await next.services.shared.workspace.WorkspaceManager.ready;
            await next.settled();
            for (const file of new Set([...open.keys(), ...disk.keys()])) {
                expect(sorted(messages(next, file)), file).toEqual(sorted(messages(cold, file)));
                const first = told().get(uriOf(file));
                if (first) expect(sorted(first), `${file} at once`).toEqual(sorted(messages(cold, file)));
            }
            await Promise.all([warm, cold, next].map(each => each.end()));
        }),
        { numRuns: 30 },
    );
});

const changes = fc.array(change, { minLength: 1, maxLength: 8 });

const keep = (editor: Session): Promise<void> => editor.services.editor.Yesterday.keep();

function keptInMemory(): KeptTexts {
    const texts = new Map<string, string>();
    return {
        read: async workspace => texts.get(workspace),
        write: async (workspace, text) => void texts.set(workspace, text),
    };
}

/** What is told of yesterday, before anything is read: nothing where something has changed. */
function toldAtOnce(editor: Session): () => ReadonlyMap<string, readonly (string | object)[]> {
    const { Yesterday } = editor.services.editor;
    const tell = Yesterday.tell.bind(Yesterday);
    const first = new Map<string, readonly (string | object)[]>();
    let isTold = false;
    editor.client.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
        editor.diagnostics.set(uri, diagnostics);
        if (!first.has(uri))
            first.set(
                uri,
                diagnostics.map(({ message }) => message),
            );
    });
    Yesterday.tell = async token => {
        const isNow = await tell(token);
        isTold ||= isNow;
        return isNow;
    };
    return () => (isTold ? first : new Map());
}

const sorted = (texts: readonly (string | object)[] | undefined) => texts?.map(text => JSON.stringify(text)).toSorted();
