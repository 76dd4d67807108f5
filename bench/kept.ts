import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureProcess, type Used } from './process.ts';
import { type Comparison, inTurns } from './rounds.ts';
import { root, scratch } from './scratch.ts';

const data = join(root, '../shared/data/online-retail');

/**
 * The real customers: a run that finds its history kept against one that reads, two threads against one, and a
 * comparison of two versions against one simulation.
 */
export async function simulateKeptCustomers(): Promise<readonly Comparison[]> {
    if (!existsSync(data)) {
        console.log(`Left out: the data of online-retail is not in '../shared/data/online-retail'.\n`);
        return [];
    }
    const folder = join(scratch, 'kept');
    mkdirSync(folder, { recursive: true });
    const text = readFileSync(join(root, 'examples/online-retail/online-retail.loyalty'), 'utf8');
    const [old, fresh] = [1, 2].map(number => join(folder, `version-${number}.loyalty`));
    if (old === undefined || fresh === undefined) return [];
    writeFileSync(old, text);
    writeFileSync(fresh, changed(text));
    const used = { read: [] as Used[], one: [] as Used[], two: [] as Used[], compared: [] as Used[] };
    const run = async (list: Used[], ...argv: string[]) => {
        const whole = [join(root, 'bin/loyalty.js'), ...argv, '--data', data, '--format', 'json'];
        list.push(await measureProcess(whole, folder, { LOYALTY_CACHE: join(folder, 'cache') }));
        return list.at(-1)?.milliseconds ?? 0;
    };
    await run([], 'simulate', old);
    await run([], 'compare', old, fresh);
    await inTurns({
        read: () => run(used.read, 'simulate', old, '--no-cache', '--threads', '1'),
        one: () => run(used.one, 'simulate', old, '--threads', '1'),
        two: () => run(used.two, 'simulate', old, '--threads', '2'),
        compared: () => run(used.compared, 'compare', old, fresh, '--threads', '2'),
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
        compare('comparing two versions, history kept', used.compared, 'one simulation, history kept', used.two),
    ];
}

/** One number differs. */
function changed(text: string): string {
    const number = /give +(\d+) /;
    const found = number.exec(text);
    if (found === null) throw new Error('the example gives something');
    return text.replace(number, match => match.replace(found[1] ?? '', String(Number(found[1]) + 1)));
}
