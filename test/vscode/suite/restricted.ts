import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { testRestricted } from './registry.ts';
import { open, replace, revert, until, uriOf } from './support.ts';

testRestricted('programs are checked', async () => {
    const editor = await open('coffee.loyalty');
    await replace(editor, 'give 1 Star per 1 EUR', 'give 1 Sta per 1 EUR');
    await until('the error', () =>
        vscode.languages.getDiagnostics(editor.document.uri).some(it => it.message.startsWith("Unknown unit 'Sta'")),
    );
    await revert();
});

testRestricted('a simulation reads the data of the workspace', async () => {
    await open('coffee.loyalty');
    const result = await vscode.commands.executeCommand<{ kind: string; reason?: string }>(
        'loyalty.simulate',
        uriOf('coffee.loyalty').toString(),
    );
    assert.equal(result.kind, 'simulated', result.reason);
});

testRestricted('a simulation of data outside the workspace is refused', async () => {
    const editor = await open('two/program.loyalty');
    // An imported file from elsewhere may declare a dataset; its data lies beside it.
    await replace(editor, 'import "rules.loyalty"', 'import "rules.loyalty"\nimport "../../elsewhere/data.loyalty"');
    const elsewhere = vscode.Uri.joinPath(uriOf('.'), '../elsewhere/data.loyalty');
    await vscode.workspace.fs.writeFile(
        elsewhere,
        new TextEncoder().encode(
            'dataset Foreign {\n  purchase from "p.csv" { member = "m" time = "t" price = "p" }\n}\n',
        ),
    );
    await replace(editor, 'currency EUR', 'currency EUR ');
    const result = await until('the answer', async () => {
        const answer = await vscode.commands.executeCommand<{ kind: string; reason: string }>(
            'loyalty.simulate',
            editor.document.uri.toString(),
        );
        return answer.reason.includes('no dataset') || answer.reason.includes('has an error') ? undefined : answer;
    });
    assert.match(result.reason, /In restricted mode data is only read from the workspace/);
    await revert();
});

testRestricted('nothing is written', async () => {
    const before = await vscode.workspace.findFiles('**/*');
    await vscode.commands.executeCommand('loyalty.saveReport');
    assert.deepEqual((await vscode.workspace.findFiles('**/*')).map(String).sort(), before.map(String).sort());
});
