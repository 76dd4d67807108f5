import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { measureProcess, type Used } from './process.ts';
import { type Comparison, inTurns } from './rounds.ts';
import { root, scratch } from './scratch.ts';

const data = join(root, '../shared/data/online-retail');

/** The real customers from Parquet: a whole process, against DuckDB that only sorts and streams the same columns. */
export async function simulateRealCustomers(): Promise<readonly Comparison[]> {
    if (!existsSync(data)) {
        console.log(`Left out: the data of online-retail is not in '../shared/data/online-retail'.\n`);
        return [];
    }
    const folder = join(scratch, 'online-retail');
    await writeParquet(folder);
    const example = readFileSync(join(root, 'examples/online-retail/online-retail.loyalty'), 'utf8');
    const program = join(folder, 'online-retail.loyalty');
    writeFileSync(
        program,
        example.replaceAll('events.csv.gz', 'events.parquet').replaceAll('customers.csv', 'customers.parquet'),
    );
    const [simulated, streamed]: [Used[], Used[]] = [[], []];
    const remember = async (list: Used[], argv: readonly string[]) => {
        const used = await measureProcess(argv, folder);
        list.push(used);
        return used.milliseconds;
    };
    await inTurns({
        simulate: () =>
            remember(simulated, [join(root, 'bin/loyalty.js'), 'simulate', program, '--no-cache', '--format', 'json']),
        stream: () => remember(streamed, [join(root, 'bench/stream.ts'), join(folder, 'events.parquet')]),
    });
    const counted = <Key extends keyof Used>(list: readonly Used[], key: Key) => list.slice(1).map(it => it[key]);
    const compare = (unit: 'ms' | 'MB', what: string, key: keyof Used): Comparison => ({
        what: `simulate 406,829 rows of online-retail, ${what}`,
        unit,
        ours: counted(simulated, key),
        other: 'DuckDB streams them sorted',
        others: counted(streamed, key),
    });
    return [compare('ms', 'wall time', 'milliseconds'), compare('MB', 'peak memory', 'megabytes')];
}

async function writeParquet(folder: string): Promise<void> {
    mkdirSync(folder, { recursive: true });
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    for (const [from, to] of [
        ['events.csv.gz', 'events'],
        ['customers.csv', 'customers'],
    ] as const) {
        const source = `read_csv('${join(data, from)}', all_varchar = true)`;
        await connection.run(`COPY (SELECT * FROM ${source}) TO '${join(folder, to)}.parquet' (FORMAT parquet)`);
    }
    connection.closeSync();
    instance.closeSync();
}
