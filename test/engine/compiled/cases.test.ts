import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { zoneOf } from '../../../src/base/zone.ts';
import type { MemberHistory } from '../../../src/engine/compiled/columns-of.ts';
import { compile } from '../../../src/language/compile.ts';
import type { Occurrence } from '../../../src/model/occurrence.ts';
import type { Program } from '../../../src/model/program.ts';
import type { Test } from '../../../src/model/test.ts';
import { PriceBook, toOccurrence } from '../../../src/simulate/testing/occurrences.ts';
import { runBoth } from './support/both.ts';

/*
 * What other engines and published programs do is said in the cases with known numbers, which the interpreter meets:
 * code that is made of their programs tells the same of the same people, or is not made.
 */
const folder = fileURLToPath(new URL('../../cases/', import.meta.url));
const files = globSync('**/*.loyalty', { cwd: folder }).toSorted();
const DAY = 86_400_000;
const NOON = 12 * 60;
const AFTERWARDS = 400;

const zoneIn = ({ timeZone }: Program) => zoneOf(timeZone.kind === 'fixed' ? timeZone.zone : 'UTC');

/** People of a test begin with nothing: what they hold at first is not told to either side. */
function historiesOf(program: Program, { people, steps }: Test): MemberHistory[] {
    const zone = zoneIn(program);
    if (zone === undefined) return [];
    const prices = new PriceBook();
    const occurrences = steps.flatMap((step, number): Occurrence[] => {
        if (step.kind !== 'event') return [];
        const at = zone.startOfDay(step.at.day) + (step.at.minute ?? NOON) * 60_000;
        const occurrence = toOccurrence(step, { at, number, prices, program });
        return typeof occurrence === 'string' ? [] : [occurrence];
    });
    return people.map(({ name, joined, referrer, fields }) => ({
        member: { id: name, joined, referrer, fields },
        occurrences: occurrences.filter(({ member }) => member === name).toSorted((a, b) => a.at - b.at),
    }));
}

it('code made of the cases tells what the interpreter tells, or is not made', async () => {
    let compiled = 0;
    const different: string[] = [];
    for (const file of files) {
        const text = readFileSync(`${folder}${file}`, 'utf8');
        const [program] = (await compile([{ uri: `file:///${file}`, text }])).programs;
        for (const test of program?.tests ?? []) {
            if (program === undefined) continue;
            const histories = historiesOf(program, test);
            const days = histories.flatMap(({ occurrences }) => occurrences.map(({ at }) => Math.floor(at / DAY)));
            if (days.length === 0) continue;
            const zone = zoneIn(program);
            const [first, last] = [Math.min(...days) - 1, Math.max(...days) + AFTERWARDS];
            const span = { begins: zone?.startOfDay(first) ?? 0, until: (zone?.startOfDay(last) ?? 0) - 1 };
            const both = runBoth(program, histories, span);
            if (!('compiled' in both)) continue;
            compiled++;
            if (!isDeepStrictEqual(both.compiled, both.interpreted)) different.push(`${file}: ${test.name}`);
        }
    }
    expect(different).toEqual([]);
    expect(compiled).toBeGreaterThan(100);
}, 120_000);
