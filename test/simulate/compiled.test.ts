import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { Rational } from '../../src/base/rational.ts';
import { type EngineUsed, NotCompiled } from '../../src/simulate/count-folded.ts';
import { type SimulationRequest, simulate } from '../../src/simulate/simulate.ts';
import { coffee, coffeeHistory } from '../engine/compiled/support/coffee.ts';
import { columnSource, historyOf } from './support/columns.ts';
import { programOf } from './support/programs.ts';

const random = new Random(3);
const source = columnSource(Array.from({ length: 24 }, (_, index) => historyOf(random, `m${100 + index}`)));
const program = await programOf(readFileSync('examples/online-retail/online-retail.loyalty', 'utf8'));

async function documentBy(engine: SimulationRequest['engine'], more: Partial<SimulationRequest> = {}) {
    const used: EngineUsed[] = [];
    const result = await simulate({ program, source, dataset: 'test', engine, onEngine: it => used.push(it), ...more });
    if (result.kind === 'broken laws') throw new Error(JSON.stringify(result.broken, undefined, 1));
    return { text: JSON.stringify(result.document), used: used.map(each => each.engine) };
}

/** Of some members it is known when they joined and by whom, of others not what some goods are. */
function variedHistory(index: number): ReturnType<typeof historyOf> {
    const { member, occurrences } = historyOf(random, `m${100 + index}`);
    const known = index % 2 === 0 ? { joined: occurrences[3] && Math.floor(occurrences[3].at / 86_400_000) } : {};
    const referrer = index % 2 === 0 ? 'm101' : undefined;
    if (index % 4 !== 1) return { member: { ...member, ...known, referrer }, occurrences };
    const isVague = (line: number, sku: string | undefined): boolean => line === 0 && sku === 'A2';
    const vague = occurrences.map(each => ({
        ...each,
        lines: each.lines.map(line => (isVague(line.index, line.sku) ? { ...line, fields: new Map() } : line)),
    }));
    return { member, occurrences: vague };
}

describe('a simulation by code', () => {
    it('says the same to the last byte as one by the interpreter', async () => {
        const [code, interpreter] = [await documentBy('compiled'), await documentBy('interpreter')];
        expect([...code.used, ...interpreter.used]).toEqual(['compiled', 'interpreter']);
        expect(code.text).toBe(interpreter.text);
        expect(code.text).toContain('"WeMissYou"');
    });

    it('says the same of members whose rows say it all and of others, side by side', async () => {
        const histories = Array.from({ length: 12 }, (_, index) => variedHistory(index));
        const text = `${readFileSync('examples/online-retail/online-retail.loyalty', 'utf8')}
earn Visit on purchase { give 500 Point limit 1_200 Point per member per month }`;
        const varied = { program: await programOf(text), source: columnSource(histories) };
        const [code, interpreter] = [await documentBy('compiled', varied), await documentBy('interpreter', varied)];
        expect(code.text).toBe(interpreter.text);
        const { unknowns, rules, customers } = JSON.parse(code.text);
        expect([unknowns.length, rules.find(({ name }: { name: string }) => name === 'Visit').limited > 0]).toEqual([
            1,
            true,
        ]);
        expect(customers.referral.referred).toBe(6);
    });

    it('adds up budgets that members share, and leaves them to the interpreter where they are used up', async () => {
        const seed = new Random(13);
        const histories = Array.from({ length: 5 }, (_, index) => coffeeHistory(seed, `m${100 + index}`));
        const [summer] = coffee.budgets;
        if (summer?.atMost.kind !== 'money') throw new Error('the example has a budget');
        const { atMost } = summer;
        const withBudget = (amount: Rational) => {
            const budget = { ...summer, atMost: { ...atMost, amount }, covers: ['Base', 'OverFifty'], during: [] };
            return { program: { ...coffee, budgets: [budget] }, source: columnSource(histories) };
        };
        const wide = withBudget(Rational.of(20_000));
        const [code, interpreter] = [await documentBy('compiled', wide), await documentBy('interpreter', wide)];
        expect(code.text).toBe(interpreter.text);
        expect(JSON.parse(code.text).budgets[0].used).not.toBe('0.00');
        const overdrawn = withBudget(Rational.of(1, 10));
        expect((await documentBy('auto', overdrawn)).used).toEqual(['interpreter']);
        await expect(documentBy('compiled', overdrawn)).rejects.toThrow("the budget 'Summer' is used up");
    });

    it('is what comes of itself where it can be', async () => {
        expect((await documentBy(undefined)).used).toEqual(['compiled']);
        expect((await documentBy('auto', { onOutcome: () => {} })).used).toEqual(['interpreter']);
    });

    it('is refused with the reason where it was asked for and cannot be', async () => {
        const other = await programOf(
            'program P { currency EUR timezone "UTC" }\npoints Star { worth 0.01 EUR expire after 12 months inactive }',
        );
        await expect(documentBy('compiled', { program: other })).rejects.toThrow(NotCompiled);
        await expect(documentBy('compiled', { program: other })).rejects.toThrow("the inactivity of 'Star'");
    });
});
