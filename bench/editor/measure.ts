import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scratch } from '../scratch.ts';
import { Client, sleep } from './client.ts';
import type { Document, Edit } from './documents.ts';

export interface Server {
    readonly name: string;
    readonly argv: readonly string[];
    readonly document: (lines: number) => Document;
}

/** Milliseconds, each of one try. */
export interface Measured {
    /** The first start, when nothing is kept from an earlier one. */
    readonly firstEver: number[];
    /** Later starts: of a text that has changed since, of one that has not. */
    readonly cold: number[];
    readonly unchanged: number[];
    readonly key: number[];
    readonly syntaxKey: number[];
    readonly burst: number[];
    readonly completion: number[];
    readonly hover: number[];
    /** For how long nothing is answered, while the file is read for the first time, and while somebody types. */
    readonly waits: number[];
}

const KEYS = 12;
const BURSTS = 3;
const COLD_STARTS = 3;
const SETTLED = 4000;
/** Whoever waits longer than this before each key does not wait for the server. */
const PAUSE = 60;

export async function measure(server: Server, lines: number): Promise<Measured> {
    const document = server.document(lines);
    const folder = join(scratch, `${server.name}-${lines}`);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `document.${document.extension}`);
    writeFileSync(file, document.text);
    const uri = pathToFileURL(file).toString();
    const measured: Measured = {
        firstEver: [],
        cold: [],
        unchanged: [],
        key: [],
        syntaxKey: [],
        burst: [],
        completion: [],
        hover: [],
        waits: [],
    };
    let client = new Client(server.argv, folder);
    measured.firstEver.push(await start(client, uri, document));
    // Whoever keeps what it has compiled has done so by then.
    await client.quiet(SETTLED);
    for (let again = 0; again < COLD_STARTS; again++) {
        client.end();
        client = new Client(server.argv, folder);
        measured.unchanged.push(await start(client, uri, document));
    }
    for (let again = 0; again < COLD_STARTS; again++) {
        client.end();
        client = new Client(server.argv, folder);
        const text = `${document.text}\n${' '.repeat(again)}`;
        writeFileSync(file, text);
        measured.cold.push(await start(client, uri, { ...document, text }));
    }
    writeFileSync(file, document.text);
    client.end();
    client = new Client(server.argv, folder);
    await client.start();
    measured.waits.push(await client.longestWait(opened(client, uri, document)));
    await client.quiet(1000);
    const session = new Session(client, uri);
    await session.keys(document.edit, measured.key);
    if (document.syntax) {
        await session.keys(document.syntax, []);
        await session.put(document.syntax, 'bad');
        // With that mistake in the file, others are made and mended.
        await session.keys(document.edit, measured.syntaxKey);
        await session.put(document.syntax, 'ok');
    }
    await session.bursts(document.edit, measured.burst);
    await session.requests(document, measured);
    measured.waits.push(await client.longestWait(session.bursts(document.edit, [])));
    client.end();
    return measured;
}

/** From the start of the process to the first diagnostics. */
async function start(client: Client, uri: string, document: Document): Promise<number> {
    await client.start();
    return (await opened(client, uri, document)) - client.started;
}

async function opened(client: Client, uri: string, document: Document): Promise<number> {
    const first = client.until(params => params.uri === uri);
    await client.open(uri, document);
    return first;
}

class Session {
    private readonly client: Client;
    private readonly uri: string;

    constructor(client: Client, uri: string) {
        this.client = client;
        this.uri = uri;
    }

    private get count(): number {
        return this.client.diagnostics.get(this.uri)?.length ?? 0;
    }

    /** Writes the mistake or mends it; the time until other diagnostics come. */
    async put({ line, from, ok, bad }: Edit, what: 'ok' | 'bad'): Promise<number> {
        const before = this.count;
        const isTold = this.client.until(
            ({ uri, diagnostics }) =>
                uri === this.uri && (what === 'bad' ? diagnostics.length > before : diagnostics.length < before),
        );
        const start = performance.now();
        await this.client.type(this.uri, { line, from }, (what === 'bad' ? ok : bad).length, what === 'bad' ? bad : ok);
        return (await isTold) - start;
    }

    async keys(edit: Edit, times: number[]): Promise<void> {
        for (let key = 0; key < KEYS; key++) {
            times.push(await this.put(edit, 'bad'));
            await sleep(PAUSE);
            times.push(await this.put(edit, 'ok'));
            await sleep(PAUSE);
        }
    }

    /** Ten keys, 30 ms apart; the time of the last. */
    async bursts(edit: Edit, times: number[]): Promise<void> {
        const behind = { line: edit.line, from: edit.from + edit.ok.length };
        for (let burst = 0; burst < BURSTS; burst++) {
            for (let key = 0; key < 9; key++) {
                await this.client.type(this.uri, behind, 0, ' ');
                await sleep(30);
            }
            times.push(await this.put(edit, 'bad'));
            await this.client.type(this.uri, { ...behind, from: edit.from + edit.bad.length }, 9, '');
            await this.put(edit, 'ok');
            await sleep(PAUSE);
        }
    }

    /** What is proposed right after a key, and what is known of a name. */
    async requests({ edit, complete, hover }: Document, { completion, hover: hovers }: Measured): Promise<void> {
        const { uri } = this;
        const behind = { line: edit.line, from: edit.from + edit.ok.length };
        for (let time = 0; time < KEYS; time++) {
            const start = performance.now();
            await this.client.type(uri, behind, 0, ' ');
            await this.client.ask('textDocument/completion', {
                textDocument: { uri },
                position: complete,
            });
            completion.push(performance.now() - start);
            await this.client.type(uri, behind, 1, '');
            await sleep(PAUSE * 3);
            const asked = performance.now();
            await this.client.ask('textDocument/hover', { textDocument: { uri }, position: hover });
            hovers.push(performance.now() - asked);
        }
    }
}
