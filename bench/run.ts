import { rmSync } from 'node:fs';
import { checkFromCold, checkUnbundled } from './check.ts';
import { changeCoffeeProgram } from './coffee.ts';
import { compareRealCustomers } from './compare.ts';
import { measureEditor } from './editor/editor.ts';
import { besideEngines } from './engines.ts';
import { foldReferenceProgram } from './fold.ts';
import { simulateKeptCustomers } from './kept.ts';
import { buildLargeProgram } from './large-program.ts';
import { pipelineFromFiles } from './pipeline.ts';
import { type Comparison, printComparisons } from './rounds.ts';
import { scratch } from './scratch.ts';
import { simulateRealCustomers } from './simulation.ts';

/*
 * `npm run bench`, `npm run bench -- check`: every figure stands beside another one, measured in the same rounds, so
 * that the machine and its other work do not matter. Needs `npm run build`. `npm run bench -- editor [peers]` measures
 * the language server beside what it is to reach, and beside others.
 */

const benchmarks: Readonly<Record<string, () => Promise<readonly Comparison[]>>> = {
    check: checkFromCold,
    bundle: checkUnbundled,
    fold: foldReferenceProgram,
    'ref-1': pipelineFromFiles,
    engines: besideEngines,
    program: buildLargeProgram,
    simulate: simulateRealCustomers,
    kept: simulateKeptCustomers,
    coffee: changeCoffeeProgram,
    compare: compareRealCustomers,
};

const wanted = process.argv.slice(2);
if (wanted[0] === 'editor') {
    try {
        await measureEditor(wanted.includes('peers'));
    } finally {
        rmSync(scratch, { recursive: true, force: true });
    }
    process.exit();
}
const names = Object.keys(benchmarks).filter(name => wanted.length === 0 || wanted.includes(name));
try {
    const results: Comparison[] = [];
    for (const name of names) results.push(...((await benchmarks[name]?.()) ?? []));
    printComparisons(results);
} finally {
    rmSync(scratch, { recursive: true, force: true });
}
