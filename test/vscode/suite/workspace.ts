import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test, testRestricted } from './registry.ts';

test('the workspace is a trusted copy of the fixture', async () => {
    assert.equal(vscode.workspace.isTrusted, true);
    await openCoffee();
});

testRestricted('the workspace is a restricted copy of the fixture', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    await openCoffee();
});

async function openCoffee(): Promise<void> {
    const [file] = await vscode.workspace.findFiles('coffee.loyalty');
    assert.ok(file, 'coffee.loyalty is in the workspace');
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    assert.match(document.getText(), /^program BeanRewards/m);
}
