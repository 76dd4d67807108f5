import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { compileFold } from '../../src/engine/compiled/fold.ts';
import { type Block, columnsOf } from '../../src/history/columns/block.ts';
import { eventsBySource } from '../../src/history/columns/compiled-parts.ts';
import { type History, openHistory } from '../../src/history/history.ts';
import { compile } from '../../src/language/compile.ts';
import type { Program } from '../../src/model/program.ts';
import { checksum, FIGURES, type Figures, foldByHand, noFigures } from './by-hand.ts';
import { CATEGORIES, END_DAY, FIRST_DAY, type Rows } from './customers.ts';
import { figuresAsked, figuresOf } from './figures.ts';
import type { Answer, FoldOrder } from './fold-worker.ts';
import { foldRaw, type HandOrder } from './hand-worker.ts';
import '../../src/history/database-history.ts';
import '../../src/history/cache/cache.ts';
import '../../src/history/kept-history.ts';

/*
 * REF-1 from files to the figures of every customer, once, in a process of its own: `by hand` as one writes it for
 * speed, `ours` by what reads, keeps and folds histories. Says what it took as JSON.
 */

const [, , who, folder = '', file = '', threads = '1', cache] = process.argv;
const DAY = 86_400_000;
const SPAN = { begins: FIRST_DAY * DAY, until: (END_DAY + 1) * DAY - 1 };

async function byHand(connection: DuckDBConnection, customers: number): Promise<Figures> {
    const months = await connection.runAndReadAll(
        `SELECT birth_month FROM '${join(folder, 'customers.parquet')}' ORDER BY customer_id`,
    );
    const birthMonth = Uint8Array.from(months.getColumns()[0] ?? [], Number);
    const out = noFigures(customers);
    start();
    const position = (texts: readonly string[], column: string): string =>
        `(list_position([${texts.map(text => `'${text}'`).join(', ')}], ${column}) - 1)::UTINYINT`;
    const columns = [
        ...['customer_id', 'epoch(ts)::INTEGER', position(['purchase', 'refund', 'redeem'], 'type')],
        ...['(amount * 100)::INTEGER', position([...CATEGORIES, ''], 'category'), 'txn_id', 'ref_txn'],
    ];
    const csv = `read_csv('${join(folder, file)}', header = true, columns = {txn_id: 'INTEGER', customer_id: 'INTEGER', ts: 'TIMESTAMP',
        type: 'VARCHAR', amount: 'DECIMAL(9,2)', category: 'VARCHAR', reward: 'VARCHAR', ref_txn: 'INTEGER'})`;
    const from = file.endsWith('.csv') ? csv : `'${join(folder, file)}'`;
    const order = file.includes('by-customer') ? '' : ' ORDER BY customer_id, txn_id';
    const result = await connection.stream(`SELECT ${columns.join(', ')} FROM ${from}${order}`);
    let rows = newRows(BLOCK * 2, birthMonth);
    let count = 0;
    const fold = (until: number): void => {
        const part = Object.fromEntries(NAMES.map(name => [name, rows[name].subarray(0, until)]));
        // All columns are among the names.
        foldByHand({ ...rows, ...part } as Rows, out, 'point per euro');
    };
    let next = result.fetchChunk();
    for (;;) {
        const chunk = await next;
        if (chunk === null || chunk.rowCount === 0) break;
        next = result.fetchChunk();
        for (const [index, name] of NAMES.entries()) rows[name].set(itemsOf(chunk.getColumnVector(index)), count);
        count += chunk.rowCount;
        if (count < BLOCK) continue;
        let cut = count - 1;
        while (cut > 0 && rows.customer[cut - 1] === rows.customer[count - 1]) cut--;
        fold(cut);
        const fresh = newRows(BLOCK * 2, birthMonth);
        for (const name of NAMES) fresh[name].set(rows[name].subarray(cut, count));
        rows = fresh;
        count -= cut;
    }
    fold(count);
    return out;
}

/** As DuckDB holds them. */
const itemsOf = (vector: object): ArrayLike<number> => Reflect.get(vector, 'items');

const BLOCK = 1 << 18;
const NAMES = ['customer', 'time', 'type', 'amount', 'category', 'transaction', 'refunded'] as const;

const newRows = (room: number, birthMonth: Uint8Array): Rows => ({
    customers: birthMonth.length,
    customer: new Int32Array(room),
    time: new Int32Array(room),
    type: new Uint8Array(room),
    amount: new Int32Array(room),
    category: new Uint8Array(room),
    transaction: new Int32Array(room),
    refunded: new Int32Array(room),
    birthMonth,
});

/** Parts that end with a customer, each read and folded by a thread. */
async function keptByHand(customers: number): Promise<Figures> {
    const customer = new Int32Array(new Uint8Array(readFileSync(join(folder, 'raw/customer'))).buffer);
    const out = noFigures(customers, bytes => new SharedArrayBuffer(bytes));
    const cuts = Array.from({ length: Number(threads) + 1 }, (_, part) => {
        let row = Math.floor((customer.length * part) / Number(threads));
        while (row > 0 && row < customer.length && customer[row] === customer[row - 1]) row++;
        return row;
    });
    start();
    const orders = cuts.slice(1).map((until, part): HandOrder => ({ folder, from: cuts[part] ?? 0, until, out }));
    if (threads === '1') orders.forEach(foldRaw);
    else
        await Promise.all(
            orders.map(
                order =>
                    new Promise((resolve, reject) => {
                        const worker = new Worker(new URL('./hand-worker.js', import.meta.url), { workerData: order });
                        worker.once('message', resolve).once('error', reject);
                    }),
            ),
        );
    return out;
}

async function ours(customers: number): Promise<Figures> {
    const program = await programOver(file);
    const dataset = program.datasets.find(({ name }) => name === 'Rows');
    if (dataset === undefined) throw new Error('REF-1 has a dataset');
    start();
    const history = await openHistory({
        ...{ program, dataset, baseFolder: folder },
        cache: cache === undefined ? undefined : { folder: cache, most: 2 ** 33 },
    });
    mark('read');
    const out = noFigures(customers);
    const events = eventsBySource(program, dataset);
    if (threads === '1') await foldHere(history, program, events, out);
    else await foldInThreads(history, program, events, out);
    mark('folded');
    await history.close();
    return out;
}

/** REF-1 with its data in this file. */
async function programOver(file: string): Promise<Program> {
    const text = readFileSync(process.env.REF_1 ?? '', 'utf8').replaceAll('events.parquet', file);
    const members = file.endsWith('.csv') ? text.replaceAll('customers.parquet', 'customers.csv') : text;
    const { programs } = await compile([{ uri: 'memory:/ref-1.loyalty', text: members }]);
    const [program] = programs;
    if (program === undefined) throw new Error('REF-1 has errors');
    return program;
}

async function foldHere(history: History, program: Program, events: readonly string[], out: Figures): Promise<void> {
    const { layout, blocks } = await columnsFrom(history);
    let first = 0;
    for await (const block of blocks) {
        const columns = columnsOf(layout, block);
        const fold = compileFold({ program, columns, events, ...SPAN, figures: figuresAsked(program), tells: false });
        if (fold.kind === 'refused') throw new Error(fold.reasons.join('\n'));
        fold.run(0, block.members);
        put(out, figuresOf(fold), first);
        first += block.members;
    }
}

async function columnsFrom(history: History) {
    const columns = await history.columns();
    return { layout: columns.layout, blocks: columns.blocks() };
}

function put(out: Figures, figures: Figures, first: number): void {
    for (const figure of FIGURES) out[figure].set(figures[figure], first);
}

/** Blocks go to whichever thread is free. */
async function foldInThreads(
    history: History,
    program: Program,
    events: readonly string[],
    out: Figures,
): Promise<void> {
    const { layout, blocks } = await columnsFrom(history);
    const parts: { readonly block: Block; readonly first: number }[] = [];
    let first = 0;
    for await (const block of blocks) {
        parts.push({ block, first });
        first += block.members;
    }
    const order: FoldOrder = { program, layout, events, span: SPAN };
    const entry = new URL('./fold-worker.js', import.meta.url);
    const one = (): Promise<void> =>
        new Promise((resolve, reject) => {
            const worker = new Worker(entry, { workerData: order });
            let own: (typeof parts)[number] | undefined;
            const next = (): void => {
                own = parts.shift();
                if (own !== undefined) worker.postMessage(own.block);
                else void worker.terminate().then(() => resolve());
            };
            worker.on('message', (folded: Answer) => {
                if (folded !== 'ready' && own !== undefined) put(out, folded, own.first);
                next();
            });
            worker.once('error', reject);
        });
    await Promise.all(Array.from({ length: Number(threads) }, one));
}

let began = 0;
let cpu = process.cpuUsage();
function start(): void {
    began = performance.now();
    cpu = process.cpuUsage();
}
const marks: Record<string, number> = {};
function mark(name: string): void {
    marks[name] = Math.round(performance.now() - began);
}

async function main(): Promise<void> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(`SELECT count(*) FROM '${join(folder, 'customers.parquet')}'`);
    const customers = Number(reader.getRows()[0]?.[0]);
    if (who === 'ours') instance.closeSync();
    const figures =
        who === 'ours'
            ? await ours(customers)
            : who === 'kept by hand'
              ? await keptByHand(customers)
              : await byHand(connection, customers);
    const milliseconds = performance.now() - began;
    const used = process.cpuUsage(cpu);
    const processor = (used.user + used.system) / 1000;
    const megabytes = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({ milliseconds, processor, megabytes, sum: checksum(figures), marks }));
    process.exit();
}

await main();
