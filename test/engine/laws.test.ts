import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { createShared } from '../../src/engine/shared.ts';
import type { TimeLine } from '../../src/engine/time-line.ts';
import type { Occurrence } from '../../src/model/occurrence.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { ANN, article, histories, occurrence, RICH, START } from './support/histories.ts';
import { programOf } from './support/play.ts';

const program = await programOf(RICH);
const engine = createEngine(program);
const DAY = 86_400_000;
const POINTS = program.points.map(({ name }) => name);

interface Run {
    readonly line: TimeLine;
    readonly outcomes: Outcome[];
}

function replay(history: readonly Occurrence[], until = (history.at(-1)?.at ?? START) + 200 * DAY): Run {
    const outcomes: Outcome[] = [];
    const line = engine.open(ANN, { sink: outcome => outcomes.push(outcome), begins: START });
    for (const each of history) line.apply(each);
    line.advance(until);
    return { line, outcomes };
}

/** Everything that can be told apart about where a member stands. */
const standing = (line: TimeLine): unknown => line.snapshot();

describe('laws of every history', () => {
    it('points are conserved, lines add up, nothing is below zero', () => {
        fc.assert(
            fc.property(histories, history => {
                const outcomes: Outcome[] = [];
                const line = engine.open(ANN, { sink: outcome => outcomes.push(outcome), begins: START });
                for (const each of history) {
                    line.apply(each);
                    expect(line.lawBreaches()).toEqual([]);
                }
                line.advance((line.clock() ?? START) + 200 * DAY);
                expect(line.lawBreaches()).toEqual([]);
            }),
            { numRuns: 300 },
        );
    });

    it('limits and budgets are never passed, where nothing comes back', () => {
        fc.assert(
            fc.property(histories, history => {
                const outcomes: Outcome[] = [];
                const shared = createShared(program);
                const line = engine.open(ANN, { sink: each => outcomes.push(each), begins: START, shared });
                for (const each of history) if (each.event !== 'return') line.apply(each);
                const weekOf = (at: number): number => Math.floor((at + 3 * DAY + 2 * 3_600_000) / (7 * DAY));
                const weekly = new Map<string, bigint>();
                const add = (key: string, amount: bigint) => weekly.set(key, (weekly.get(key) ?? 0n) + amount);
                for (const each of outcomes) {
                    if (each.kind === 'posting' && each.flow === 'issued' && each.rule === 'Happy')
                        add(`Happy ${weekOf(each.at)}`, each.amount);
                    if (each.kind === 'redemption' && each.reward === 'Pass')
                        add(`Pass ${weekOf(each.at)}`, BigInt(each.granted));
                }
                for (const [key, amount] of weekly) expect(amount <= (key.startsWith('Happy') ? 40n : 2n)).toBe(true);
                for (const { periods, limit } of shared.budgets())
                    for (const { used } of periods) expect(used.le(limit)).toBe(true);
            }),
            { numRuns: 200 },
        );
    });

    it('what is posted adds up to what the ledger says', () => {
        fc.assert(
            fc.property(histories, history => {
                const { line, outcomes } = replay(history);
                for (const points of POINTS) {
                    const sum = (...flows: string[]): bigint =>
                        outcomes.reduce((total, each) => {
                            const counts =
                                each.kind === 'posting' && each.points === points && flows.includes(each.flow);
                            return counts ? total + each.amount : total;
                        }, 0n);
                    const { issued, spent, expired, takenBack } = line.ledger(points);
                    expect(sum('issued')).toBe(issued);
                    expect(sum('spent') - sum('restored')).toBe(spent);
                    expect(sum('expired')).toBe(expired);
                    expect(sum('taken back')).toBe(takenBack);
                }
            }),
            { numRuns: 200 },
        );
    });

    it('splitting a history at any instant and resuming gives the same state and the same outcomes', () => {
        fc.assert(
            fc.property(histories, fc.nat(14), fc.nat(40 * DAY), (history, cut, wait) => {
                const whole = replay(history);
                const outcomes: Outcome[] = [];
                const sink = (outcome: Outcome): number => outcomes.push(outcome);
                const shared = createShared(program);
                const first = engine.open(ANN, { sink, begins: START, shared });
                for (const each of history.slice(0, cut)) first.apply(each);
                const next = history[cut]?.at ?? Number.POSITIVE_INFINITY;
                const between = Math.min((first.clock() ?? START) + wait, next - 1);
                if (between > (first.clock() ?? START)) first.advance(between);
                const state = JSON.parse(JSON.stringify(first.snapshot()));
                const second = engine.resume(state, {
                    sink,
                    begins: START,
                    shared: createShared(program, shared.state),
                });
                for (const each of history.slice(cut)) second.apply(each);
                second.advance((history.at(-1)?.at ?? START) + 200 * DAY);
                expect(outcomes).toEqual(whole.outcomes);
                expect(standing(second)).toEqual(standing(whole.line));
            }),
            { numRuns: 200 },
        );
    });

    it('the same history gives the same outcomes, however often it is asked in between', () => {
        fc.assert(
            fc.property(histories, fc.array(fc.nat(200), { maxLength: 8 }), (history, days) => {
                const plain = replay(history);
                const outcomes: Outcome[] = [];
                const line = engine.open(ANN, { sink: outcome => outcomes.push(outcome), begins: START });
                const stops = days.map(day => START + day * DAY).sort((a, b) => a - b);
                for (const each of history) {
                    for (const stop of stops) if (stop < each.at) line.advance(stop);
                    line.apply(each);
                    line.metric('spend', { kind: 'lifetime' });
                }
                line.advance((history.at(-1)?.at ?? START) + 200 * DAY);
                expect(outcomes).toEqual(plain.outcomes);
            }),
            { numRuns: 100 },
        );
    });

    it('a repeated history changes nothing', () => {
        fc.assert(
            fc.property(histories, history => {
                const { line } = replay(history, history.at(-1)?.at ?? START);
                const before = standing(line);
                for (const each of history) line.apply({ ...each, at: line.clock() ?? each.at });
                expect(standing(line)).toEqual(before);
            }),
            { numRuns: 100 },
        );
    });
});

describe('buying and returning never leaves a gain', () => {
    const simple = createEngineOf(`points Star { worth 0.01 EUR }
points Mile { decimals 2 round half up }
tiers Status { qualify by spend over last 12 months tier Friend tier Silver from 50 EUR }
item { category : one of tea, cake, other }
earn Base on purchase { give 1 Star per 1 EUR give 0.3 Mile per 1 EUR limit 70 Star per member per month }
earn Bonus on purchase { give 50% of Base if Status is Silver }
earn Card on item { where category is tea give 20 Star every 5 units }
earn Steps on purchase { graduated by purchase.net { from 0 EUR: 0 Star from 20 EUR: 1 Star per 2 EUR from 60 EUR: 3 Star per 2 EUR } }
earn Cash on purchase { give 0.02 EUR per 1 EUR }
trigger Big on purchase { when purchase.net >= 40 EUR give 9 Star }
combine Card, Steps: best`);

    const lines = fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 3000 })), {
        minLength: 1,
        maxLength: 4,
    });

    it('bought and returned whole, in parts and in any order: points and credit are as if it had never been bought', async () => {
        const own = await simple;
        fc.assert(
            fc.property(
                lines,
                fc.array(lines, { maxLength: 3 }),
                fc.array(fc.integer({ min: 1, max: 4000 }), { maxLength: 3 }),
                (bought, others, parts) => {
                    const line = own.open(ANN, { sink: () => {}, begins: START });
                    for (const [index, other] of others.entries())
                        line.apply(buy(`x${index}`, START + index * DAY, other));
                    const before = figures(line);
                    line.apply(buy('mine', START + 10 * DAY, bought));
                    for (const [index, cents] of parts.entries()) {
                        const amount = { ...article(0, 1, cents), sku: undefined };
                        line.apply(
                            occurrence('return', START + (11 + index) * DAY, {
                                id: `p${index}`,
                                order: 'mine',
                                lines: [amount],
                            }),
                        );
                    }
                    line.apply(occurrence('return', START + 20 * DAY, { id: 'rest', order: 'mine' }));
                    expect(figures(line)).toEqual(before);
                    expect(line.lawBreaches()).toEqual([]);
                },
            ),
            { numRuns: 300 },
        );
    });

    it('what is kept never earns more in parts than bought alone at once', async () => {
        const own = await simple;
        fc.assert(
            fc.property(
                lines,
                fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 4 }),
                (bought, parts) => {
                    const line = own.open(ANN, { sink: () => {}, begins: START });
                    line.apply(buy('mine', START, bought));
                    let last = figures(line);
                    for (const [index, cents] of parts.entries()) {
                        const amount = { ...article(0, 1, cents), sku: undefined };
                        line.apply(
                            occurrence('return', START + (1 + index) * DAY, {
                                id: `p${index}`,
                                order: 'mine',
                                lines: [amount],
                            }),
                        );
                        const now = figures(line);
                        expect(now.star <= last.star && now.mile <= last.mile && now.credit <= last.credit).toBe(true);
                        last = now;
                    }
                },
            ),
            { numRuns: 200 },
        );
    });
});

async function createEngineOf(text: string) {
    return createEngine(await programOf(text));
}

function buy(order: string, at: number, lines: readonly (readonly [number, number, number])[]): Occurrence {
    return occurrence('purchase', at, {
        id: order,
        order,
        lines: lines.map(([sku, quantity, cents], index) => article(sku, quantity, cents, index)),
    });
}

const figures = (line: TimeLine) => ({ star: line.balance('Star'), mile: line.balance('Mile'), credit: line.credit() });
