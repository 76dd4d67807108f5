import { expect, test } from 'vitest';
import {
    type Diagnostic,
    HoverRequest,
    PublishDiagnosticsNotification,
    type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol';
import { compile } from '../../src/language/compile.ts';
import { Session, uriOf } from './support/session.ts';

const PARTS = 12;
const names = Array.from({ length: PARTS }, (_, index) => `part${index}.loyalty`);

const main = `${names.map(name => `import "${name}"\n`).join('')}
program Club { currency EUR timezone "Europe/Berlin" channels email }
points Star { worth 0.02 EUR }
tiers Status {
  qualify by spend over last 12 months
  tier Friend
  tier Gold from 1000 EUR
}
`;

/** With names of the program, of the part before it, of its own, and of nobody; `Twice` is declared in two of them. */
const part = (index: number): string => `import "main.loyalty"
${index > 0 ? `import "part${index - 1}.loyalty"` : ''}
segment Often${index} { when count of purchase over last 6 months >= ${index + 2} }
segment Both${index} { when Often${index} and ${index > 0 ? `Often${index - 1}` : 'Status is Gold'} }
earn Base${index} on purchase { give 1 Star per 1 EUR if Status is Gold }
earn Wrong${index} on purchase { give 1 Stat per 1 USD if Statu is Gold }
trigger Back${index} without purchase for 30 days { when Both${index} and Often99 send "back" by sms give 10 Star }
price Less${index} on item { when Often${(index + 5) % PARTS} discount 10% floor cost + 5% }
${index % 5 === 0 ? `earn Twice on purchase { give 2 Star }` : ''}
`;

const texts: Readonly<Record<string, string>> = Object.fromEntries([
    ['main.loyalty', main],
    ...names.map((name, index) => [name, part(index)] as const),
]);

const compiled = compile(Object.entries(texts).map(([file, text]) => ({ uri: uriOf(file), text })));

const keyOf = ({ range, message }: Diagnostic): string => `${JSON.stringify(range)} ${message}`;

/** What is told, in its order, when a session begins with this file. */
async function toldWhenOpening(name: string): Promise<{ readonly told: readonly PublishDiagnosticsParams[] }> {
    const editor = new Session(texts);
    const told: PublishDiagnosticsParams[] = [];
    editor.client.onNotification(PublishDiagnosticsNotification.type, params => {
        told.push(params);
    });
    await editor.greet();
    await editor.open(name, undefined, true);
    await editor.services.shared.workspace.WorkspaceManager.ready;
    await editor.settled();
    await editor.end();
    return { told };
}

test.each(['part0.loyalty', 'part7.loyalty', 'part10.loyalty', 'main.loyalty'])(
    'what is wrong in %s is told before other files are read, none of it is taken back, and all is told at the end',
    async name => {
        const { told } = await toldWhenOpening(name);
        const [first, ...others] = told.filter(({ uri }) => uri === uriOf(name));
        const last = others.at(-1)?.diagnostics.map(keyOf) ?? [];
        expect(told[0]).toBe(first);
        expect(last).toEqual(expect.arrayContaining(first?.diagnostics.map(keyOf) ?? []));
        const { findings } = await compiled;
        for (const file of Object.keys(texts)) {
            const known = told.findLast(({ uri }) => uri === uriOf(file))?.diagnostics.map(({ message }) => message);
            const meant = findings.filter(({ span }) => span.file === uriOf(file)).map(({ message }) => message);
            expect(known?.toSorted() ?? []).toEqual(meant.toSorted());
        }
    },
);

test('names of nobody, of the program and of imported files are told apart at once', async () => {
    const { told } = await toldWhenOpening('part10.loyalty');
    const messages = told[0]?.diagnostics.map(({ message }) => message).join('\n') ?? '';
    for (const wrong of ['Stat', 'USD', 'Statu', 'Often99', 'sms', 'Often3']) expect(messages).toContain(`'${wrong}'`);
    for (const right of ['Star', 'Gold', 'Often9', 'Status', 'Twice']) expect(messages).not.toMatch(`^[^.]*'${right}'`);
});

test('a file that is open before anybody has read it answers questions', async () => {
    const editor = new Session(texts);
    await editor.greet();
    await editor.open('part3.loyalty', undefined, true);
    const hover = await editor.client.sendRequest(HoverRequest.type, {
        textDocument: { uri: uriOf('part3.loyalty') },
        position: { line: 3, character: 24 },
    });
    expect(JSON.stringify(hover)).toContain('Often3');
    await editor.end();
});
