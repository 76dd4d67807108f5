import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { test } from './registry.ts';
import { open, until, uriOf } from './support.ts';

interface Simulated {
    readonly kind: string;
    readonly document?: { readonly data: { readonly members: number } };
    readonly html?: string;
    readonly reason?: string;
}

const reportTabs = () =>
    vscode.window.tabGroups.all
        .flatMap(it => it.tabs)
        .filter(it => it.input instanceof vscode.TabInputWebview && it.input.viewType.endsWith('loyalty.report'));

test('tests run by command, and the one that fails is shown at its line', async () => {
    const editor = await open('two/program.loyalty');
    await until('the code lenses', async () => {
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
            'vscode.executeCodeLensProvider',
            editor.document.uri,
        );
        return lenses.some(it => it.command?.title === 'Run test');
    });
    const results = await vscode.commands.executeCommand<{ name: string; status: string; line: number | undefined }[]>(
        'loyalty.runTests',
        editor.document.uri.toString(),
    );
    assert.deepEqual(results, [
        { name: 'a Gold member earns twice', status: 'passed' },
        {
            name: 'this one fails',
            status: 'failed',
            line: editor.document
                .getText()
                .split('\n')
                .findIndex(it => it.includes('99 Star')),
        },
    ]);
});

test('one test runs alone', async () => {
    const editor = await open('two/program.loyalty');
    const results = await vscode.commands.executeCommand<{ name: string }[]>(
        'loyalty.runTest',
        editor.document.uri.toString(),
        'a Gold member earns twice',
    );
    assert.deepEqual(
        results.map(it => it.name),
        ['a Gold member earns twice'],
    );
});

test('a simulation shows its report in a panel without scripts', async () => {
    const editor = await open('coffee.loyalty');
    const result = await vscode.commands.executeCommand<Simulated>('loyalty.simulate', editor.document.uri);
    assert.equal(result.kind, 'simulated', result.reason);
    assert.equal(result.document?.data.members, 40);
    assert.doesNotMatch(result.html ?? '', /<script/);
    await until('the panel', () => reportTabs().length === 1);
    assert.match(reportTabs()[0]?.label ?? '', /Bean Rewards/);
    // The same program again: the same panel.
    await vscode.commands.executeCommand('loyalty.simulate', editor.document.uri);
    assert.equal(reportTabs().length, 1);
});

test('a simulation can be cancelled', async () => {
    const rows = Array.from(
        { length: 200_000 },
        (_, row) => `M${row % 5000},2026-01-${String(1 + (row % 28)).padStart(2, '0')} 10:00,O${row},3.00`,
    );
    await writeFile(uriOf('data/many.csv').fsPath, `id,at,order,price\n${rows.join('\n')}\n`);
    const program =
        'program Many {\n  currency EUR\n  timezone "UTC"\n}\npoints Q { worth 1 EUR }\nearn E on purchase { give 1 Q per 1 EUR }\ndataset D {\n  purchase from "data/many.csv" { member = "id" time = "at" order = "order" price = "price" }\n}\n';
    await writeFile(uriOf('many.loyalty').fsPath, program);
    await open('many.loyalty');
    const running = vscode.commands.executeCommand<Simulated | undefined>(
        'loyalty.simulate',
        uriOf('many.loyalty').toString(),
    );
    await new Promise(resolve => setTimeout(resolve, 700));
    const stopped = Date.now();
    await vscode.commands.executeCommand('loyalty.cancelSimulation');
    assert.equal(await running, undefined);
    assert.ok(Date.now() - stopped < 2000, 'it stops at once');
    assert.equal(reportTabs().length, 1, 'there is no second report');
});

test('the server can be started again', async () => {
    const editor = await open('coffee.loyalty');
    await vscode.commands.executeCommand('loyalty.restartServer');
    await until('the outline', async () => {
        const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
            'vscode.executeDocumentSymbolProvider',
            editor.document.uri,
        );
        return (symbols?.length ?? 0) > 10;
    });
});
