import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { drawRows } from './ref-1/customers.ts';
import { writeFiles } from './ref-1/files.ts';
import { type Comparison, inTurns } from './rounds.ts';
import { root, scratch } from './scratch.ts';

/** 100,000 customers and 2 million rows; `LOYALTY_BENCH_SCALE=10` makes ten times as many. */
const SCALE = Number(process.env.LOYALTY_BENCH_SCALE ?? 1);
const ROUNDS = Number(process.env.LOYALTY_BENCH_ROUNDS ?? 15);
/** Kept files are used again: making twenty million rows takes minutes. */
const DATA = process.env.LOYALTY_BENCH_DATA;

interface Run {
    readonly milliseconds: number;
    readonly processor: number;
    readonly megabytes: number;
    readonly sum: number;
}

/** REF-1 from files to the figures of every customer: what reads, keeps and folds, beside a pipeline written by hand. */
export async function pipelineFromFiles(): Promise<readonly Comparison[]> {
    const folder = DATA ?? join(scratch, 'ref-1');
    if (!existsSync(join(folder, 'customers.csv')))
        await writeFiles(drawRows(100_000 * SCALE, 2_000_000 * SCALE), folder);
    const out = await bundled();
    const cache = join(folder, 'cache');
    const runs = new Map<string, Run[]>();
    const run = (name: string, ...argv: string[]) => {
        const { stdout, stderr, status } = spawnSync(process.execPath, [join(out, 'pipeline.js'), ...argv], {
            encoding: 'utf8',
            env: { ...process.env, REF_1: join(root, 'bench/ref-1/ref-1.loyalty') },
        });
        if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr}`);
        // The process has just written it.
        const result = JSON.parse(stdout) as Run;
        runs.set(name, [...(runs.get(name) ?? []), result]);
        return result.milliseconds;
    };
    const files = [
        ['by customer', 'events-by-customer.parquet'],
        ['in time', 'events.parquet'],
        ['CSV', 'events.csv'],
    ] as const;
    run('', 'ours', folder, 'events-by-customer.parquet', '1', cache);
    const measures = Object.fromEntries([
        ...files.flatMap(([name, file]) => [
            [`${name}, ours`, () => run(`${name}, ours`, 'ours', folder, file)],
            [`${name}, by hand`, () => run(`${name}, by hand`, 'by hand', folder, file)],
        ]),
        ...['1', '2'].map(threads => [
            `kept ${threads}, ours`,
            () => run(`kept ${threads}, ours`, 'ours', folder, 'events-by-customer.parquet', threads, cache),
        ]),
        ...['1', '2'].map(threads => [
            `kept ${threads}, by hand`,
            () => run(`kept ${threads}, by hand`, 'kept by hand', folder, 'events-by-customer.parquet', threads),
        ]),
    ]) as Record<string, () => number>;
    try {
        await inTurns(measures, ROUNDS);
    } finally {
        await rm(cache, { recursive: true, force: true });
        await rm(out, { recursive: true, force: true });
    }
    const sums = new Set([...runs.values()].flat().map(({ sum }) => sum));
    if (sums.size !== 1) throw new Error(`the figures differ: ${[...sums].join(', ')}`);
    console.log(`All runs come to the checksum ${[...sums][0]}.`);
    return [...files.map(([name]) => name), 'kept 1', 'kept 2'].flatMap(name =>
        (
            [
                ['milliseconds', 'ms', 'wall time'],
                ['processor', 'ms', 'processor time'],
                ['megabytes', 'MB', 'peak memory'],
            ] as const
        ).map(([key, unit, what]): Comparison => {
            const of = (side: string): number[] => (runs.get(`${name}, ${side}`) ?? []).slice(1).map(each => each[key]);
            return { what: `REF-1, ${name}: ${what}`, unit, ours: of('ours'), other: 'by hand', others: of('by hand') };
        }),
    );
}

/** As it is published: Node need not take types out of the sources. */
async function bundled(): Promise<string> {
    const out = join(root, 'node_modules/.cache/loyalty-bench');
    await mkdir(out, { recursive: true });
    await build({
        entryPoints: ['pipeline', 'fold-worker', 'hand-worker'].map(name => join(root, `bench/ref-1/${name}.ts`)),
        ...{ outdir: out, bundle: true, platform: 'node', format: 'esm', target: 'node24', logLevel: 'error' },
        external: ['@duckdb/node-api'],
        banner: {
            js: "import{createRequire as benchRequire}from'node:module';const require=benchRequire(import.meta.url);",
        },
    });
    await writeFile(join(out, 'package.json'), '{"type":"module"}');
    return out;
}
