import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { columnsOf, type MemberHistory } from '../../../src/engine/compiled/columns-of.ts';
import { compileFold } from '../../../src/engine/compiled/fold.ts';
import type { Program } from '../../../src/model/program.ts';
import { programOf } from '../support/play.ts';
import { runBoth, startOfDay } from './support/both.ts';
import { BEGINS, members } from './support/members.ts';
import { programs } from './support/programs.ts';

/** More by hand: `LOYALTY_AGREEMENT_RUNS=20000 npx vitest run test/engine/compiled/agreement.test.ts`. */
const RUNS = Number(process.env.LOYALTY_AGREEMENT_RUNS ?? 100);
const HISTORIES = 3;
const known = new Map<string, Program | string>();

async function programFrom(text: string): Promise<Program | string> {
    const found = known.get(text) ?? (await programOf(text).catch(String));
    known.set(text, found);
    return found;
}

const spanOf = (program: Program) => {
    const zone = program.timeZone.kind === 'fixed' ? program.timeZone.zone : 'UTC';
    return { begins: startOfDay(zone, '2026-01-01'), until: startOfDay(zone, '2026-09-01') - 1 };
};

describe('code made of a program', () => {
    it('agrees with the interpreter outcome by outcome, or is not made', async () => {
        const counts = { compiled: 0, refused: new Map<string, number>(), wrong: new Set<string>() };
        await fc.assert(
            fc.asyncProperty(
                programs,
                fc.array(members, { minLength: HISTORIES, maxLength: HISTORIES }),
                async (text, all) => {
                    const program = await programFrom(text);
                    if (typeof program === 'string') {
                        counts.wrong.add(program);
                        return;
                    }
                    for (const histories of all) {
                        const both = runBoth(program, histories, spanOf(program));
                        if (!('compiled' in both)) {
                            for (const reason of both)
                                counts.refused.set(reason, (counts.refused.get(reason) ?? 0) + 1);
                            continue;
                        }
                        counts.compiled++;
                        for (const [index, outcomes] of both.interpreted.entries())
                            expect(both.compiled[index]).toEqual(outcomes);
                    }
                },
            ),
            { numRuns: RUNS, seed: Number(process.env.LOYALTY_AGREEMENT_SEED ?? 20260101) },
        );
        expect([...counts.wrong]).toEqual([]);
        expect(counts.compiled).toBeGreaterThan(RUNS);
        expect(counts.refused.size).toBeGreaterThan(2);
        if (process.env.LOYALTY_AGREEMENT_SAY !== undefined) console.log(counts.compiled, counts.refused);
    }, 600_000);

    it('holds no name and no text of the program', async () => {
        const hostile = '`]; throw new Error("x"); //\n\'';
        const text =
            'points Star {}\nearn Base on purchase { give 1 Star per 1 EUR }\ntrigger Big on purchase { tag "big" }';
        const program = renamed(await programOf(text), new Set(['Star', 'Base', 'Big', 'big']), hostile);
        const histories = fc.sample(members, { numRuns: 1, seed: 5 }).flat().map(onlyPurchases);
        const both = runBoth(program, histories, { begins: BEGINS, until: startOfDay('UTC', '2026-09-01') - 1 });
        if (!('compiled' in both)) throw new Error(both.join('\n'));
        expect(both.compiled).toEqual(both.interpreted);
        expect(both.compiled.flat().some(({ kind }) => kind === 'trigger')).toBe(true);
        expect(both.fold.source).not.toContain('throw new Error');
        expect(both.fold.source).not.toMatch(/Star|Base|Big/);
    });

    it('is not made where code may not be made', async () => {
        const program = await programOf('points Star {}\nearn Odd on purchase { give 7 Star per 13 EUR }');
        const [histories = []] = fc.sample(members, { numRuns: 1, seed: 6 });
        const bought = histories.map(onlyPurchases);
        vi.stubGlobal('Function', function forbidden() {
            throw new EvalError('refused by a policy');
        });
        try {
            const { columns, events } = columnsOf(bought);
            const span = { begins: BEGINS, until: BEGINS + 1, tells: false };
            const fold = compileFold({ program, columns, events, ...span });
            expect(fold).toEqual({ kind: 'refused', reasons: ['code may not be made here'] });
        } finally {
            vi.unstubAllGlobals();
        }
    });
});

const onlyPurchases = (history: MemberHistory): MemberHistory => ({
    ...history,
    occurrences: history.occurrences.filter(({ event }) => event === 'purchase'),
});

/** The same program with other names: what is called so gets more behind it. */
function renamed<T>(part: T, names: ReadonlySet<string>, more: string): T {
    if (typeof part === 'string') return (names.has(part) ? `${part}${more}` : part) as T;
    if (Array.isArray(part)) return part.map(each => renamed(each, names, more)) as T;
    if (part === null || typeof part !== 'object' || Object.getPrototypeOf(part) !== Object.prototype) return part;
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, renamed(value, names, more)])) as T;
}
