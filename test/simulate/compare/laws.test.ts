import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rational } from '../../../src/base/rational.ts';
import type { ComparisonDocument } from '../../../src/model/documents/comparison.ts';
import { editsBetween } from '../../../src/simulate/compare/difference/edits.ts';
import { mixed } from '../../../src/simulate/compare/difference/mix.ts';
import { sameMeaning } from '../../../src/simulate/compare/difference/same-meaning.ts';
import { inUnits } from '../../../src/simulate/compare/shares.ts';
import { simulate } from '../../../src/simulate/simulate.ts';
import type { Source } from '../../../src/simulate/source.ts';
import { sourceOf } from '../support/histories.ts';
import { CLUB, programOf } from '../support/programs.ts';
import { comparePrograms } from './support.ts';

const START = `${CLUB}
points Mile { decimals 2 worth 0.013 EUR expire after 2 months }
segment Regulars { when visits over last 12 months >= 2 }
segment Spenders { when spend over last 12 months >= 300 EUR }
earn Miles on purchase { give 0.37 Mile per 1 EUR }
`;

/** Each can be made alone. */
const EDITS: readonly (readonly [string, string])[] = [
    ['Gold from 1000 EUR', 'Gold from 700 EUR'],
    ['give 1 Star per 1 EUR', 'give 3 Star per 2 EUR'],
    ['50% of Base', '70% of Base'],
    ['discount 10%', 'discount 7%'],
    ['costs 100 Star give 3 EUR off', 'costs 80 Star give 2.50 EUR off'],
    ['worth 0.013 EUR', 'worth 0.017 EUR'],
    ['expire after 3 months', 'expire after 1 months'],
    ['earn Miles on purchase { give 0.37 Mile per 1 EUR }', ''],
    ['segment Regulars', 'earn Second on purchase { when Spenders give 11 Star } segment Regulars'],
    ['Gold from 1000 EUR', 'Silver from 200 EUR tier Gold from 1000 EUR'],
];

const start = await programOf(START);
const edited = (chosen: readonly number[]): string =>
    chosen.reduce((text, index) => text.replace(...((EDITS[index] ?? ['', '']) as [string, string])), START);

const event = fc.record({
    day: fc.integer({ min: 0, max: 200 }),
    who: fc.constantFrom('ann', 'bob', 'cid', 'dora'),
    amount: fc.integer({ min: 1, max: 80_000 }),
    kind: fc.constantFrom('buys', 'buys', 'buys', 'redeems', 'returns'),
});

const histories = fc.array(event, { minLength: 1, maxLength: 12 }).map((events): Source => {
    const sorted = events.toSorted((a, b) => a.day - b.day);
    const lines = sorted.flatMap(({ day, who, amount, kind }, index) => {
        const at = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
        const money = (amount / 100).toFixed(2);
        if (kind === 'returns') return [`${at} ${who} returns ${money}`];
        return [`${at} ${who} buys ${money} as O${index}${kind === 'redeems' ? ' redeeming MoneyOff' : ''}`];
    });
    return sourceOf(lines.join('\n'));
});

const choices = fc.uniqueArray(fc.integer({ min: 0, max: EDITS.length - 1 }), { maxLength: 3 });
const decimal = (text: string): Rational => Rational.parse(text) ?? Rational.ZERO;
const sum = (amounts: readonly string[]): string =>
    amounts.reduce((total, amount) => total.add(decimal(amount)), Rational.ZERO).toDecimal();
const same = (text: string): string => decimal(text).toDecimal();

function expectParts(document: ComparisonDocument): void {
    const { delta, members, breakdowns, edits, gains, interaction, tierMoves } = document;
    const cost = same(delta.cost.amount);
    for (const { groups } of breakdowns) {
        expect(sum(groups.map(({ money }) => money.amount))).toBe(cost);
        for (const kind of ['all', 'same', 'better', 'worse', 'mixed'] as const)
            expect(groups.reduce((total, group) => total + group[kind], 0)).toBe(members[kind]);
        for (const name of Object.keys(delta.points))
            expect(sum(groups.map(({ points }) => points[name] ?? '0'))).toBe(held(document, name));
    }
    if (edits.length > 0) expect(sum(edits.map(({ money }) => money.amount))).toBe(cost);
    for (const name of Object.keys(delta.points))
        if (edits.length > 0) expect(sum(edits.map(({ points }) => points[name] ?? '0'))).toBe(held(document, name));
    if (interaction !== undefined)
        expect(sum([...edits.map(({ alone }) => alone.money.amount), interaction.money.amount])).toBe(cost);
    if (gains.unit === 'EUR') expect(sum(gains.histogram.map(({ gain }) => gain))).toBe(cost);
    expect(gains.histogram.reduce((total, bin) => total + bin.members, 0)).toBe(members.all);
    for (const moves of Object.values(tierMoves))
        expect(moves.reduce((total, move) => total + move.members, 0)).toBe(members.all);
}

const held = ({ delta }: ComparisonDocument, name: string): string =>
    sum([delta.points[name]?.available ?? '0', delta.points[name]?.pending ?? '0']);

describe('for any edits and any history', () => {
    it('the groups, the edits and the gains add up to the whole, to the cent', { timeout: 120_000 }, async () => {
        await fc.assert(
            fc.asyncProperty(choices, histories, async (chosen, source) => {
                expectParts(await comparePrograms(start, await programOf(edited(chosen)), source));
            }),
            { numRuns: 40 },
        );
    });

    it('each version comes to what it comes to by itself', { timeout: 120_000 }, async () => {
        await fc.assert(
            fc.asyncProperty(choices, histories, async (chosen, source) => {
                const after = await programOf(edited(chosen));
                const { totals } = await comparePrograms(start, after, source);
                for (const [program, found] of [
                    [start, totals.old],
                    [after, totals.new],
                ] as const) {
                    const alone = await simulate({ program, source, dataset: 'Test' });
                    if (alone.kind !== 'figures') throw new Error('laws are broken');
                    const { cost, revenue, points } = alone.document.totals;
                    expect([found.cost, found.revenue, found.points]).toEqual([cost, revenue, points]);
                }
            }),
            { numRuns: 10 },
        );
    });

    it('all edits switched on mean the new version, none the old one', { timeout: 120_000 }, async () => {
        await fc.assert(
            fc.asyncProperty(choices, async chosen => {
                const after = await programOf(edited(chosen));
                const changes = editsBetween(start, after).flatMap(edit => edit.changes);
                expect(sameMeaning(mixed(start, after, changes), after)).toBe(true);
                const none = mixed(start, after, []);
                expect(editsBetween(start, none)).toEqual([]);
            }),
            { numRuns: 30 },
        );
    });

    it('exchanging the versions exchanges winners and losers', { timeout: 120_000 }, async () => {
        await fc.assert(
            fc.asyncProperty(choices, histories, async (chosen, source) => {
                const after = await programOf(edited(chosen));
                const [there, back] = [
                    await comparePrograms(start, after, source),
                    await comparePrograms(after, start, source),
                ];
                expect([back.members.better, back.members.worse, back.members.same]).toEqual([
                    there.members.worse,
                    there.members.better,
                    there.members.same,
                ]);
            }),
            { numRuns: 15 },
        );
    });
});

describe('exact parts in whole units', () => {
    const parts = fc.array(fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 1, max: 700 })), {
        minLength: 1,
    });

    it('add up to the rounded total, and none is a unit or more from what it is', () => {
        fc.assert(
            fc.property(parts, fractions => {
                const exact = fractions.map(([n, d]) => Rational.of(n, d));
                const total = exact.reduce((a, b) => a.add(b), Rational.ZERO).toUnits(2, 'half up');
                const units = inUnits(exact, total, 2);
                expect(units.reduce((a, b) => a + b, 0n)).toBe(total);
                for (const [index, each] of units.entries()) {
                    const off = Rational.fromUnits(each, 2)
                        .sub(exact[index] ?? Rational.ZERO)
                        .abs();
                    expect(off.le(Rational.of(1, 100))).toBe(true);
                }
            }),
        );
    });

    it.each([
        [[1, 2, 3], 6n, [1n, 2n, 3n]],
        [[], 0n, []],
        [[0, 0], 1n, [1n, 0n]],
        [[0, 0], -1n, [0n, -1n]],
    ])('case %#: parts and total of whole units', (numbers, total, expected) => {
        expect(
            inUnits(
                numbers.map(number => Rational.of(number)),
                total,
                0,
            ),
        ).toEqual(expected);
    });
});
