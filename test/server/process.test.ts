import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import {
    CompletionRequest,
    createProtocolConnection,
    type Diagnostic,
    DidOpenTextDocumentNotification,
    ExitNotification,
    InitializedNotification,
    InitializeRequest,
    type ProtocolConnection,
    PublishDiagnosticsNotification,
    ShutdownRequest,
    StreamMessageReader,
    StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const folder = mkdtempSync(join(tmpdir(), 'loyalty-server-'));
const running: ChildProcess[] = [];
afterEach(() => {
    for (const child of running.splice(0)) child.kill();
    rmSync(folder, { recursive: true, force: true });
});

function startProcess(): { readonly child: ChildProcess; readonly client: ProtocolConnection } {
    const child = spawn(process.execPath, ['src/server/process.ts', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    running.push(child);
    const client = createProtocolConnection(
        new StreamMessageReader(child.stdout),
        new StreamMessageWriter(child.stdin),
    );
    client.listen();
    return { child, client };
}

test('the process speaks over standard input and output, reads the folder, proposes columns of its data, and ends', async () => {
    writeFileSync(join(folder, 'members.csv'), 'customer,"day of birth"\n1,2000-01-01\n');
    writeFileSync(join(folder, 'points.loyalty'), 'points Star { worth 0.01 EUR }\n');
    const text =
        'import "points.loyalty"\nprogram P { currency EUR timezone "UTC" }\nmember { birthday : date }\ndataset D {\n  member from "members.csv" { id = "customer" birthday = "day" }\n}\nearn E on purchase { give 1 Sta }\n';
    const uri = pathToFileURL(join(folder, 'program.loyalty')).toString();
    const { child, client } = startProcess();
    const reported = Promise.withResolvers<readonly Diagnostic[]>();
    client.onNotification(PublishDiagnosticsNotification.type, params => {
        if (params.uri === uri) reported.resolve(params.diagnostics);
    });
    const workspaceFolders = [{ uri: pathToFileURL(folder).toString(), name: 'test' }];
    await client.sendRequest(InitializeRequest.type, {
        processId: process.pid,
        rootUri: null,
        capabilities: {},
        workspaceFolders,
    });
    await client.sendNotification(InitializedNotification.type, {});
    await client.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId: 'loyalty', version: 1, text },
    });
    const errors = (await reported.promise).filter(each => each.severity === 1);
    expect(errors.map(each => each.message)).toEqual(["Unknown unit 'Sta'. Did you mean 'Star'?"]);
    const position = { line: 4, character: text.split('\n')[4]?.indexOf('day"') ?? 0 };
    const list = await client.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    const items = Array.isArray(list) ? list : (list?.items ?? []);
    expect(items.map(item => item.label)).toEqual(['"customer"', '"day of birth"']);
    const ended = new Promise(resolve => child.once('exit', resolve));
    await client.sendRequest(ShutdownRequest.type);
    await client.sendNotification(ExitNotification.type);
    expect(await ended).toBe(0);
});
