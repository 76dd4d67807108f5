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
    DocumentSymbolRequest,
    ExitNotification,
    InitializedNotification,
    InitializeRequest,
    LogMessageNotification,
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

function startProcess(...nodeOptions: readonly string[]): {
    readonly child: ChildProcess;
    readonly client: ProtocolConnection;
} {
    const child = spawn(process.execPath, [...nodeOptions, 'src/server/process.ts', '--stdio'], {
        stdio: ['pipe', 'pipe', 'inherit'],
    });
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

test('a fault that nobody catches is told in the log, and every question is answered all the same', async () => {
    const faults =
        'setTimeout(() => { throw new Error("out of nowhere"); }, 10); setTimeout(() => Promise.reject(new Error("and again")), 10);';
    const { child, client } = startProcess(
        '--import',
        `data:text/javascript,globalThis.fail = () => { ${faults} }; setTimeout(fail, 3000);`,
    );
    const logged: string[] = [];
    const both = Promise.withResolvers<void>();
    client.onNotification(LogMessageNotification.type, ({ message }) => {
        logged.push(message.split('\n')[0] ?? '');
        if (logged.filter(line => /nowhere|again/.test(line)).length === 2) both.resolve();
    });
    await client.sendRequest(InitializeRequest.type, { processId: process.pid, rootUri: null, capabilities: {} });
    await client.sendNotification(InitializedNotification.type, {});
    await both.promise;
    expect(logged).toEqual(expect.arrayContaining(['Error: out of nowhere', 'Error: and again']));
    const uri = 'untitled:a.loyalty';
    const textDocument = { uri, languageId: 'loyalty', version: 1, text: 'points Q { worth 1 EUR }\n' };
    await client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    const symbols = await client.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
    expect(symbols?.map(({ name }) => name)).toEqual(['Q']);
    const ended = new Promise(resolve => child.once('exit', resolve));
    await client.sendRequest(ShutdownRequest.type);
    await client.sendNotification(ExitNotification.type);
    expect(await ended).toBe(0);
});
