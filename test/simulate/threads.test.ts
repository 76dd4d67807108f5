import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '../../src/base/calendar.ts';
import { revive } from '../../src/base/revive.ts';
import { partsOf } from '../../src/history/columns/parts.ts';
import { profiles } from '../../src/history/generate/profile.ts';
import { generateData } from '../../src/history/generate.ts';
import { type History, openHistory } from '../../src/history/history.ts';
import { compile } from '../../src/language/compile.ts';
import type { Earn } from '../../src/model/earn.ts';
import type { Program } from '../../src/model/program.ts';
import { compare } from '../../src/simulate/compare/compare.ts';
import { createCoverage } from '../../src/simulate/coverage/coverage.ts';
import { ledgerRow } from '../../src/simulate/rows/ledger-row.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { compareInThreads } from '../../src/simulate/workers/compare-in-threads.ts';
import { runInThreads, ThreadFailure } from '../../src/simulate/workers/pool.ts';
import { simulateInThreads } from '../../src/simulate/workers/simulate-in-threads.ts';
import { whyTogether } from '../../src/simulate/workers/threads.ts';
import { programZone } from '../../src/simulate/zone.ts';

const COFFEE = fileURLToPath(new URL('../../examples/coffee/coffee.loyalty', import.meta.url));

/** The bundle of the threads, as it is published: it starts sooner than the sources do. */
let bundle = new URL('file:');
const built = join(tmpdir(), `threads-test-${process.pid}`);
beforeAll(async () => {
    const entry = fileURLToPath(new URL('../../src/simulate/workers/entry.ts', import.meta.url));
    const outfile = join(built, 'worker.mjs');
    await build({
        entryPoints: [entry],
        outfile,
        bundle: true,
        platform: 'node',
        format: 'esm',
        external: ['@duckdb/*'],
    });
    bundle = pathToFileURL(outfile);
});
afterAll(() => rm(built, { recursive: true, force: true }));

async function coffee(): Promise<Program> {
    const text = await readFile(COFFEE, 'utf8');
    const [program] = (await compile([{ uri: pathToFileURL(COFFEE).href, text }])).programs;
    if (program === undefined) throw new Error('the example is a program');
    return program;
}

/** What members of the coffee program share is a budget and a gift to those who bring friends. */
const unshared = (program: Program): Program => ({
    ...program,
    budgets: [],
    earns: program.earns.filter(({ name }) => name !== 'BringAFriend'),
});

const withTwice = (earn: Earn): Earn => ({
    ...earn,
    gives: earn.gives.map(give => ({ ...give, amount: give.amount.add(give.amount) })),
});

const withMembers = async (count: number, use: (program: Program, history: History) => Promise<void>): Promise<void> =>
    withDataOf(unshared(await coffee()), count, use);

/** What they have in common is a budget: the most that it may come to, in euros. */
const withBudget = async (most: string): Promise<Program> => {
    const text = await readFile(COFFEE, 'utf8');
    const [program] = (
        await compile([
            { uri: pathToFileURL(COFFEE).href, text: text.replace('at most 20000 EUR', `at most ${most} EUR`) },
        ])
    ).programs;
    if (program === undefined) throw new Error('the example is a program');
    return { ...program, earns: program.earns.filter(({ name }) => name !== 'BringAFriend') };
};

/** Members by code, by turns in threads. */
async function byCode(program: Program, history: History, threads: number): Promise<string> {
    const [dataset] = program.datasets;
    if (dataset === undefined) throw new Error('the example has a dataset');
    const columns = await history.columns();
    const reading = { program, dataset, columns: { layout: columns.layout, files: columns.files } };
    const request = { program, source: history, dataset: 'T', engine: 'compiled' } as const;
    const parts = () => partsOf(columns, 100);
    return JSON.stringify(await simulateInThreads(request, { threads, reading, parts, entry: bundle }));
}

async function withDataOf(
    program: Program,
    count: number,
    use: (program: Program, history: History) => Promise<void>,
): Promise<void> {
    const [dataset] = program.datasets;
    if (dataset === undefined) throw new Error('the example has a program with a dataset');
    const folder = await mkdtemp(join(tmpdir(), 'threads-test-'));
    try {
        const made = { members: count, months: 6, seed: 7, profile: profiles.coffee, start: dayOf(2026, 1, 1) };
        await generateData({ program, dataset, folder, ...made });
        // What is kept is the same.
        const cache = { folder: join(folder, 'cache') };
        const history = await openHistory({ program, dataset, baseFolder: dirname(COFFEE), dataFolder: folder, cache });
        try {
            await use(program, history);
        } finally {
            await history.close();
        }
    } finally {
        await rm(folder, { recursive: true });
    }
}

describe('members in threads', () => {
    it('come to the same figures and rows, whatever the number of threads', async () => {
        await withMembers(30, async (program, history) => {
            expect(whyTogether([program])).toBeUndefined();
            const [dataset] = program.datasets;
            if (dataset === undefined) throw new Error('the example has a dataset');
            const columns = await history.columns();
            const reading = { program, dataset, columns: { layout: columns.layout, files: columns.files } };
            const told = async (threads: number): Promise<string> => {
                const lines: string[] = [];
                const onLedger = (row: readonly unknown[]) => void lines.push(row.join());
                const zone = programZone(program);
                const request = {
                    ...{ program, source: history, dataset: 'T', forecast: { draws: 2, seed: 1 } },
                    coverage: createCoverage(program),
                    onMember: (row: readonly unknown[]) => void lines.push(`= ${row.join()}`),
                };
                const result =
                    threads === 0
                        ? await simulate({
                              ...request,
                              onOutcome: outcome => {
                                  const row = ledgerRow(outcome, program, zone);
                                  if (row !== undefined) onLedger(row);
                              },
                          })
                        : await simulateInThreads(request, {
                              ...{ threads, reading, onLedger },
                              // The sources once.
                              entry: threads === 1 ? undefined : bundle,
                              parts: () => partsOf(columns, 100),
                          });
                // Rows of members and of movements go to different files.
                const inFiles = [true, false].flatMap(isMember =>
                    lines.filter(line => line.startsWith('=') === isMember),
                );
                return JSON.stringify([result, inFiles]);
            };
            const whole = await told(0);
            expect(whole.length).toBeGreaterThan(50_000);
            for (const threads of [1, 2, 3, 7])
                expect((await told(threads)) === whole, `${threads} threads`).toBe(true);
        });
    });

    it('are compared in two versions with the same result, whatever the number of threads', async () => {
        await withMembers(20, async (program, history) => {
            const [dataset] = program.datasets;
            if (dataset === undefined) throw new Error('the example has a dataset');
            const columns = await history.columns();
            const reading = { program, dataset, columns: { layout: columns.layout, files: columns.files } };
            const doubled = program.earns.map(earn => (earn.name === 'Base' ? withTwice(earn) : earn));
            const cheaper = program.rewards.slice(1);
            const versions = [program, { ...program, earns: doubled, rewards: cheaper }];
            const [old, fresh] = versions.map(each => ({ program: each, label: 'v', texts: () => undefined }));
            if (old === undefined || fresh === undefined) throw new Error('there are two');
            const request = { old, new: fresh, source: history, dataset: 'T', remarks: [] };
            const parts = () => partsOf(columns, 100);
            const whole = JSON.stringify(await compare(request));
            expect(whole).toContain('"story');
            for (const threads of [3]) {
                const told = JSON.stringify(
                    await compareInThreads(request, { threads, reading, parts, entry: bundle }),
                );
                expect(told === whole, `${threads} threads`).toBe(true);
            }
        });
    });

    it('are run apart by code where a budget is enough for all of them', async () => {
        const program = await withBudget('20000');
        await withDataOf(program, 200, async (_, history) => {
            const whole = JSON.stringify(await simulate({ program, source: history, dataset: 'T' }));
            expect(whole).toMatch(/"limit":"20000.00 EUR","used":"[1-9]/);
            for (const threads of [1, 3]) expect((await byCode(program, history, threads)) === whole).toBe(true);
        });
    });

    it('are not run apart by code where all of them use up what each part leaves something of', async () => {
        const program = await withBudget('20000');
        await withDataOf(program, 200, async (_, history) => {
            const { budgets } = JSON.parse(await byCode(program, history, 2)).document;
            const used: string = budgets[0].used.replace(' EUR', '');
            await expect(byCode(await withBudget(used), history, 2)).rejects.toThrow("the budget 'Summer' is used up");
        });
    });

    it('are not run apart where they share something, with the reason', async () => {
        expect(whyTogether([await coffee()])).toMatch(/share something/);
    });
});

describe('a program that is posted to a thread', () => {
    it('is there as it was, fractions and all', async () => {
        const program = await coffee();
        expect(revive(structuredClone(program))).toStrictEqual(program);
    });
});

describe('a thread that breaks down', () => {
    const entry = new URL('./support/breaking-thread.ts', import.meta.url);
    const run = async (order: string, signal?: AbortSignal): Promise<unknown> => {
        const parts = async function* () {
            for (let part = 0; part < 20; part++) yield part;
        };
        const options = { entry, order, threads: 2, signal, heap: 32 };
        return runInThreads(parts(), options, () => {}).catch(error => error);
    };

    it('ends the run with its cause', async () => {
        expect(await run('exit')).toMatchObject({ message: 'A thread ended by itself (exit code 9).' });
        expect(await run('throw')).toMatchObject({ message: 'A thread broke down: the oracle is silent' });
        const failure = await run('memory');
        expect(failure).toBeInstanceOf(ThreadFailure);
        expect(failure).toMatchObject({ isOutOfMemory: true });
    });

    it('is ended within a second when nobody waits for it any more', async () => {
        const stop = new AbortController();
        const running = run('hang', stop.signal);
        await new Promise(resolve => setTimeout(resolve, 500));
        const before = performance.now();
        stop.abort(new Error('stopped'));
        expect(await running).toMatchObject({ message: 'stopped' });
        expect(performance.now() - before).toBeLessThan(1000);
    });
});
