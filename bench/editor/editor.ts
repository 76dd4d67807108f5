import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { median, printTable } from '../rounds.ts';
import { root } from '../scratch.ts';
import { program } from './documents.ts';
import { type Measured, measure, type Server } from './measure.ts';
import { installPeers } from './peers.ts';
import { measureWorkspace } from './workspace.ts';

const SIZES = [1000, 5000, 20_000] as const;

/** What is to be reached, in milliseconds at each size; undefined where it follows from another figure. */
const bars: Readonly<Record<string, readonly number[]>> = {
    'key to diagnostics': [15, 25, 40],
    'key to diagnostics, 95th of 100': [37.5, 62.5, 100],
    'the same beside a syntax error': [15, 25, 40],
    'last of ten keys, 30 ms apart': [30, 50, 80],
    'completion right after a key': [30, 40, 80],
    hover: [10, 10, 10],
    'cold start to first diagnostics': [600, 900, 1400],
    'the same, nothing changed since': [600, 900, 1400],
    'longest without an answer': [50, 50, 50],
};

/**
 * The language server as an editor sees it, over standard input and output. With `peers`, others are measured beside
 * it on files of the same size: the machine is the same, whatever else it does.
 */
export async function measureEditor(wantsPeers: boolean): Promise<void> {
    const argv = [join(root, 'dist/server-process.cjs'), '--stdio'];
    if (!existsSync(argv[0] ?? '')) throw new Error('dist/server-process.cjs is not there: npm run build');
    const ours: Server = { name: 'loyalty', argv, document: program };
    const servers = [ours, ...(wantsPeers ? installPeers() : [])];
    if (!wantsPeers) console.log("Alone; 'npm run bench -- editor peers' installs others to compare with.");
    const results = new Map<string, string[]>();
    for (const [index, lines] of SIZES.entries()) {
        for (const server of servers) {
            const figures = await figuresOf(server, lines);
            for (const [what, value] of Object.entries(figures)) {
                const bar = server === ours ? bars[what]?.[index] : undefined;
                const key = `${what} | ${server.name}`;
                results.set(key, [...(results.get(key) ?? []), shown(value, bar)]);
            }
        }
    }
    print(['milliseconds | server', ...SIZES.map(lines => `${lines} lines`)], results);
    await reportWorkspace(ours);
}

async function figuresOf(server: Server, lines: number): Promise<Readonly<Record<string, number>>> {
    try {
        const found = figures(await measure(server, lines));
        console.log(`${server.name}, ${lines} lines: measured`);
        return found;
    } catch (error) {
        console.log(`${server.name} at ${lines} lines: ${error instanceof Error ? error.message : error}`);
        return {};
    }
}

function figures({
    key,
    syntaxKey,
    burst,
    completion,
    hover,
    cold,
    unchanged,
    firstEver,
    waits,
}: Measured): Readonly<Record<string, number>> {
    return {
        'key to diagnostics': median(key),
        'key to diagnostics, 95th of 100': percentile95(key),
        ...(syntaxKey.length > 0 ? { 'the same beside a syntax error': median(syntaxKey) } : {}),
        'last of ten keys, 30 ms apart': median(burst),
        'completion right after a key': median(completion),
        hover: median(hover),
        'cold start to first diagnostics': median(cold),
        'the same, nothing changed since': median(unchanged),
        'the very first start': median(firstEver),
        'longest without an answer': Math.max(...waits),
    };
}

async function reportWorkspace(server: Server): Promise<void> {
    const { first, again, exported, megabytes, wait } = await measureWorkspace(server);
    const rows = new Map([
        ['open file, from the start of the process, ms', [shown(first.own, 1000)]],
        ['all files, ms', [shown(first.all, 2500)]],
        ['open file at the next start, nothing changed since, ms', [shown(again.own, 1000)]],
        ['all files at the next start, ms', [shown(again.all, 2500)]],
        ['an exported name, to the file that names it, ms', [shown(median(exported), 40)]],
        ['longest without an answer, ms', [shown(wait, 50)]],
        ['resident memory, MB', [shown(megabytes, 260)]],
    ]);
    print(['200 files of 250 lines', 'loyalty'], rows);
}

/** A figure, beside what is to be reached. */
function shown(value: number, bar: number | undefined): string {
    const text = value < 100 ? value.toFixed(1) : value.toFixed(0);
    return bar === undefined ? text : `${text} (${value <= bar ? 'within' : 'MISSED'} ${bar})`;
}

function percentile95(values: readonly number[]): number {
    const sorted = values.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}

function print(head: readonly string[], rows: ReadonlyMap<string, readonly string[]>): void {
    printTable([head, ...[...rows].map(([what, cells]) => [what, ...cells])]);
    console.log('');
}
