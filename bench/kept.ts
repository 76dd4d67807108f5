import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureProcess, type Used } from './process.ts';
import { type Comparison, inTurns } from './rounds.ts';
import { root, scratch } from './scratch.ts';

const data = join(root, '../shared/data/online-retail');

/** The real customers: a run that finds its history kept against one that reads, and two threads against one. */
export async function simulateKeptCustomers(): Promise<readonly Comparison[]> {
    if (!existsSync(data)) {
        console.log(`Left out: the data of online-retail is not in '../shared/data/online-retail'.\n`);
        return [];
    }
    const folder = join(scratch, 'kept');
    mkdirSync(folder, { recursive: true });
    const text = readFileSync(join(root, 'examples/online-retail/online-retail.loyalty'), 'utf8');
    const program = join(folder, 'online-retail.loyalty');
    writeFileSync(program, text);
    const used = { read: [] as Used[], one: [] as Used[], two: [] as Used[] };
    const run = async (list: Used[], ...argv: string[]) => {
        const whole = [join(root, 'bin/loyalty.js'), ...argv, '--data', data, '--format', 'json'];
        list.push(await measureProcess(whole, folder, { LOYALTY_CACHE: join(folder, 'cache') }));
        return list.at(-1)?.milliseconds ?? 0;
    };
    await run([], 'simulate', program);
    await inTurns({
        read: () => run(used.read, 'simulate', program, '--no-cache', '--threads', '1'),
        one: () => run(used.one, 'simulate', program, '--threads', '1'),
        two: () => run(used.two, 'simulate', program, '--threads', '2'),
    });
    const times = (list: readonly Used[]) => list.slice(1).map(({ milliseconds }) => milliseconds);
    const compare = (what: string, ours: readonly Used[], other: string, others: readonly Used[]): Comparison => ({
        ...{ what, unit: 'ms', other },
        ours: times(ours),
        others: times(others),
    });
    return [
        compare('a second run over 411,201 rows, one thread', used.one, 'a run that reads', used.read),
        compare('a second run over 411,201 rows, two threads', used.two, 'one thread', used.one),
    ];
}
