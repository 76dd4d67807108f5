import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { test } from './registry.ts';
import { diagnosticsOf, open, positionOf, replace, until } from './support.ts';

/** The language server is a child of the extension host, in which this runs. */
function serverProcess(): number | undefined {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
    for (const line of lines) {
        const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
        if (Number(parent) === process.pid && command.includes('server-process.cjs')) return Number(pid);
    }
    return undefined;
}

async function hoverOver(editor: vscode.TextEditor, marked: string): Promise<string> {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        editor.document.uri,
        positionOf(editor.document, marked),
    );
    return hovers
        .flatMap(it => it.contents)
        .map(it => (typeof it === 'string' ? it : it.value))
        .join('\n');
}

test('a server that is killed comes back, with what was typed and not saved, and with what was simulated', async () => {
    const editor = await open('coffee.loyalty');
    const { uri } = editor.document;
    await vscode.commands.executeCommand('loyalty.simulate', uri);
    await open('coffee.loyalty');
    await until('the figures', async () => (await hoverOver(editor, 'earn ‸Base')).includes('In the last simulation'));
    await replace(editor, 'give 1 Star per 1 EUR', 'give 1 Sta per 1 EUR');
    await diagnosticsOf(uri, found => found.some(({ message }) => message.includes("'Sta'")));

    const before = await until('the server', serverProcess);
    process.kill(before, 'SIGKILL');
    const after = await until('another server', () => {
        const now = serverProcess();
        return now === before ? undefined : now;
    });
    assert.notEqual(after, before);

    await until('an answer', async () => (await hoverOver(editor, 'earn ‸Base')).includes('In the last simulation'));
    await replace(editor, 'give 1 Sta per 1 EUR', 'give 1 Stax per 1 EUR');
    await diagnosticsOf(uri, found => found.some(({ message }) => message.includes("'Stax'")));
    await replace(editor, 'give 1 Stax per 1 EUR', 'give 1 Star per 1 EUR');
    await diagnosticsOf(uri, found => !found.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error));
}, 120_000);
