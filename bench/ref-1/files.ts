import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { CATEGORIES, PURCHASE, REDEEM, type Rows } from './customers.ts';

const TYPES = ['purchase', 'refund', 'redeem'];

/** Columns of the files that a loop by hand is fed with. */
export const RAW = ['customer', 'time', 'type', 'amount', 'category', 'transaction', 'refunded', 'birthMonth'] as const;

/** The rows as files: in the order of time (CSV and Parquet), in the order of customers, and the customers. */
export async function writeFiles(rows: Rows, folder: string): Promise<void> {
    await mkdir(join(folder, 'raw'), { recursive: true });
    for (const name of RAW) await writeFile(join(folder, 'raw', name), rows[name]);
    await writeEvents(rows, join(folder, 'by-customer.csv'));
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const csv = join(folder, 'by-customer.csv');
    const types = `{place: 'INTEGER', txn_id: 'INTEGER', customer_id: 'INTEGER', ts: 'TIMESTAMP', type: 'VARCHAR',
        amount: 'DECIMAL(9,2)', category: 'VARCHAR', reward: 'VARCHAR', ref_txn: 'INTEGER'}`;
    await connection.run(`CREATE TABLE rows AS SELECT * FROM read_csv('${csv}', header = true, columns = ${types})`);
    const copy = (order: string, file: string, format: string): Promise<unknown> =>
        connection.run(
            `COPY (SELECT * EXCLUDE (place) FROM rows ORDER BY ${order}) TO '${join(folder, file)}' (${format})`,
        );
    await copy('customer_id, place', 'events-by-customer.parquet', 'FORMAT parquet');
    await copy('txn_id, place', 'events.parquet', 'FORMAT parquet');
    await copy('txn_id, place', 'events.csv', 'FORMAT csv, HEADER');
    const members = Array.from(rows.birthMonth, (month, who) => `(${who}, ${month})`);
    await connection.run('CREATE TABLE customers (customer_id INTEGER, birth_month TINYINT)');
    for (let from = 0; from < members.length; from += 10_000)
        await connection.run(`INSERT INTO customers VALUES ${members.slice(from, from + 10_000).join(', ')}`);
    await connection.run(`COPY customers TO '${join(folder, 'customers.parquet')}' (FORMAT parquet)`);
    await connection.run(`COPY customers TO '${join(folder, 'customers.csv')}' (FORMAT csv, HEADER)`);
    connection.closeSync();
    instance.closeSync();
    await rm(csv);
}

async function writeEvents(
    { customer, time, type, amount, category, transaction, refunded }: Rows,
    path: string,
): Promise<void> {
    const file = createWriteStream(path);
    let lines = 'place,txn_id,customer_id,ts,type,amount,category,reward,ref_txn\n';
    for (const [row, who] of customer.entries()) {
        const what = type[row] ?? PURCHASE;
        const cents = amount[row] ?? 0;
        const at = new Date((time[row] ?? 0) * 1000).toISOString().slice(0, 19).replace('T', ' ');
        const sum = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        const reward = what === REDEEM ? `R${cents}` : '';
        lines += `${row},${transaction[row]},${who},${at},${TYPES[what]},${sum},${CATEGORIES[category[row] ?? 255] ?? ''},${reward},${refunded[row]}\n`;
        if (lines.length < 2 ** 20) continue;
        if (!file.write(lines)) await new Promise<void>(resolve => file.once('drain', () => resolve()));
        lines = '';
    }
    file.end(lines);
    await finished(file);
}
