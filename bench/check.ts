import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wallTime } from './process.ts';
import { type Comparison, inTurns } from './rounds.ts';
import { root, scratch } from './scratch.ts';

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

/** A process for one small file: what one waits for on every save and in every commit hook. */
export async function checkFromCold(): Promise<readonly Comparison[]> {
    const file = join(scratch, 'small.loyalty');
    writeFileSync(file, small);
    const bin = join(root, 'bin/loyalty.js');
    const { nothing, version, check } = await inTurns(
        {
            nothing: () => wallTime(['-e', '0'], scratch),
            version: () => wallTime([bin, '--version'], scratch),
            check: () => wallTime([bin, 'check', file], scratch),
        },
        15,
    );
    const other = 'node -e 0';
    return [
        { what: 'loyalty check, a small file, cold', unit: 'ms', ours: check, other, others: nothing },
        { what: 'loyalty --version, cold', unit: 'ms', ours: version, other, others: nothing },
    ];
}
