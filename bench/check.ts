import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from './editor/documents.ts';
import { cpuTime, wallTime } from './process.ts';
import { type Comparison, inTurns } from './rounds.ts';
import { root, scratch } from './scratch.ts';
import { unbundled } from './unbundled.ts';

const small = `program Small {
  currency EUR
  timezone "Europe/Berlin"
}

points Star {
  worth 0.02 EUR
}

earn Base on purchase {
  give 1 Star per 1 EUR
}
`;

const bin = join(root, 'bin/loyalty.js');
const ROUNDS = 21;

/** A process for one small file: what one waits for on every save and in every commit hook. */
export async function checkFromCold(): Promise<readonly Comparison[]> {
    const file = join(scratch, 'small.loyalty');
    writeFileSync(file, small);
    const other = { name: 'node -e 0', argv: ['-e', '0'] };
    return compareStarts(
        [
            { name: 'loyalty check, a small file, cold', argv: [bin, 'check', file] },
            { name: 'loyalty --version, cold', argv: [bin, '--version'] },
        ],
        other,
    );
}

/** What the bundle brings, for a file as a team has it. */
export async function checkUnbundled(): Promise<readonly Comparison[]> {
    const file = join(scratch, 'long.loyalty');
    const { text } = program(1000);
    writeFileSync(file, text);
    const lines = (text.split('\n').length - 1).toLocaleString('en-US');
    const other = { name: 'the same, not bundled', argv: [await unbundled(), 'check', file] };
    return compareStarts([{ name: `loyalty check, ${lines} lines, cold`, argv: [bin, 'check', file] }], other);
}

interface Start {
    readonly name: string;
    readonly argv: readonly string[];
}

async function compareStarts(starts: readonly Start[], other: Start): Promise<readonly Comparison[]> {
    const comparisons: Comparison[] = [];
    for (const [kind, measure] of Object.entries({ 'wall time': wallTime, 'processor time': cpuTime })) {
        const all = [...starts, other];
        const measures = Object.fromEntries(all.map(({ name, argv }) => [name, () => measure(argv, scratch)]));
        const measured = await inTurns(measures, ROUNDS);
        const others = measured[other.name] ?? [];
        for (const { name } of starts) {
            const ours = measured[name] ?? [];
            comparisons.push({ what: `${name}: ${kind}`, unit: 'ms', ours, other: other.name, others });
        }
    }
    return comparisons;
}
