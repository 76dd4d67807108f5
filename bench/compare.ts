import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuTime, wallTime } from './process.ts';
import { type Comparison, inTurns } from './rounds.ts';
import { root, scratch } from './scratch.ts';

const data = join(root, '../shared/data/online-retail');
const ROUNDS = Number(process.env.LOYALTY_BENCH_ROUNDS ?? 9);

/** The real customers, with their history kept: two versions beside one simulation, of one edit and of three. */
export async function compareRealCustomers(): Promise<readonly Comparison[]> {
    if (!existsSync(data)) {
        console.log(`Left out: the data of online-retail is not in '../shared/data/online-retail'.\n`);
        return [];
    }
    const folder = join(scratch, 'compare');
    mkdirSync(folder, { recursive: true });
    const cache = join(folder, 'cache');
    process.env.LOYALTY_CACHE = cache;
    const text = readFileSync(join(root, 'examples/online-retail/online-retail.loyalty'), 'utf8');
    const [old, one, three] = (['old', 'one', 'three'] as const).map(name => join(folder, `${name}.loyalty`));
    if (old === undefined || one === undefined || three === undefined) return [];
    writeFileSync(old, text);
    writeFileSync(one, edited(text, EDITS.slice(0, 1)));
    writeFileSync(three, edited(text, EDITS));
    const argv = (command: readonly string[], threads: number): string[] => [
        join(root, 'bin/loyalty.js'),
        ...command,
        ...['--data', data, '--format', 'json', '--threads', String(threads)],
    ];
    const [simulation, comparison, ofThree] = [
        ['simulate', old],
        ['compare', old, one],
        ['compare', old, three],
    ] as const;
    // The first run keeps the history.
    wallTime(argv(comparison, 1), folder);
    const times = await inTurns(
        {
            simulated: () => cpuTime(argv(simulation, 1), folder),
            compared: () => cpuTime(argv(comparison, 1), folder),
            ofThree: () => cpuTime(argv(ofThree, 1), folder),
            simulatedInTwo: () => wallTime(argv(simulation, 2), folder),
            comparedInTwo: () => wallTime(argv(comparison, 2), folder),
        },
        ROUNDS,
    );
    const compare = (what: string, ours: readonly number[], other: string, others: readonly number[]): Comparison => ({
        ...{ what, ours, other, others },
        unit: 'ms',
    });
    return [
        compare('comparing, one number changed, processor', times.compared, 'one simulation', times.simulated),
        compare('comparing, three numbers changed, processor', times.ofThree, 'one simulation', times.simulated),
        compare('comparing, two threads, wall time', times.comparedInTwo, 'one simulation', times.simulatedInTwo),
    ];
}

/** The first changes what every member has. */
const EDITS = [
    ['give  1 Point per 1 GBP', 'give  2 Point per 1 GBP'],
    ['tier Patron from 2_500 GBP', 'tier Patron from 3_000 GBP'],
    ['for 90 days', 'for 60 days'],
] as const;

function edited(text: string, edits: readonly (readonly [string, string])[]): string {
    return edits.reduce((result, [was, is]) => {
        if (!result.includes(was)) throw new Error(`the example says '${was}'`);
        return result.replace(was, is);
    }, text);
}
