import { describe, expect, test } from 'vitest';
import { Rational } from '../../src/base/rational.ts';
import type { CoverageDocument } from '../../src/model/documents/coverage.ts';
import { createCoverage } from '../../src/simulate/coverage/coverage.ts';
import { coverageDocument } from '../../src/simulate/coverage/document.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { runTests } from '../../src/simulate/tests.ts';
import { sourceOf } from './support/histories.ts';
import { CLUB, HEAD, programOf } from './support/programs.ts';

async function covered(text: string, before?: string): Promise<CoverageDocument> {
    const program = await programOf(text);
    const coverage = createCoverage(program);
    const { tests } = runTests(program, { coverage });
    const figures = coverage.figures();
    const since = before === undefined ? {} : { since: { program: await programOf(before) } };
    return coverageDocument([{ program, figures, tests, ...since }], { of: 'tests' });
}

/** `price Tenth, order.total >= 100 EUR: true 1, false 0`. */
const told = ({ places }: CoverageDocument, of: string): string[] =>
    places
        .filter(place => place.of === of)
        .map(({ kind, text, outcomes }) => {
            const all = outcomes.map(({ outcome, reached }) => `${outcome} ${reached}`).join(', ');
            return `${kind} ${text}: ${all}`;
        });

const buys = (name: string, amounts: readonly string[], member = ''): string =>
    `test "${name}" { member ann ${member}\n${amounts.map((amount, i) => `2026-01-0${i + 1} ann: purchase ${amount}`).join('\n')}\nexpect ann not gets Thanks }`;

describe('what tests reach', () => {
    test('a condition is true and false, its threshold below, at and above', async () => {
        const document = await covered(
            `${CLUB}${buys('small', ['99.99 EUR'])}${buys('exact', ['100 EUR', '100 EUR'])}`,
        );
        expect(told(document, 'Tenth')).toEqual([
            'rule Tenth: applies 1',
            'branch order.total >= 100 EUR: true 1, false 1',
            'boundary order.total >= 100 EUR: below 1, at 1, above 0',
        ]);
    });

    test('a tier that a test gives is not one that it reaches', async () => {
        const document = await covered(`${CLUB}${buys('given', ['10 EUR'], '{ tier Gold }')}`);
        expect(told(document, 'Gold')).toEqual([
            'rule Gold: applies 0',
            'branch spend over last 12 months >= 1000 EUR: true 0, false 1',
            'boundary spend over last 12 months >= 1000 EUR: below 1, at 0, above 0',
        ]);
        expect(told(document, 'Bonus')).toEqual(['rule Bonus: applies 1', 'branch Status is Gold: true 1, false 0']);
    });

    test('members stand below, at and above a tier, as far as there are tiers on that side', async () => {
        const rules = ['Friend', 'Gold', 'Platinum']
            .map(tier => `earn ${tier}Extra on purchase { when Status is at least ${tier} give 1 Star }`)
            .join('\n');
        const club = CLUB.replace('tier Gold from 1000 EUR', 'tier Gold from 1000 EUR tier Platinum from 2000 EUR');
        const tests = ['Gold', 'Platinum', 'Friend', 'Gold'].map((tier, index) =>
            buys(`${tier} ${index}`, ['10 EUR'], `{ tier ${tier} }`),
        );
        const document = await covered(`${club}${rules}${tests.join('\n')}`);
        expect(['FriendExtra', 'GoldExtra', 'PlatinumExtra'].map(of => told(document, of)[2])).toEqual([
            'boundary Status is at least Friend: at 1, above 3',
            'boundary Status is at least Gold: below 1, at 2, above 1',
            'boundary Status is at least Platinum: below 3, at 1',
        ]);
    });

    test('a tier that is asked for by its name alone has no sides', async () => {
        const document = await covered(`${CLUB}${buys('given', ['10 EUR'], '{ tier Gold }')}`);
        expect(told(document, 'Bonus')).toEqual(['rule Bonus: applies 1', 'branch Status is Gold: true 1, false 0']);
    });

    test('what is not looked at is neither true nor false', async () => {
        const rules = `earn Two on purchase { when purchase.net >= 10 EUR and Status is Gold give 1 Star }`;
        const document = await covered(`${CLUB}${rules}${buys('cheap', ['5 EUR'])}`);
        expect(told(document, 'Two')).toContain('branch Status is Gold: true 0, false 0');
        expect(told(document, 'Two')).toContain('branch purchase.net >= 10 EUR: true 0, false 1');
    });

    test('what is not known is neither', async () => {
        const rules = 'earn Berlin on purchase { when member.city is "Berlin" give 1 Star }';
        const document = await covered(`${CLUB}${rules}${buys('nowhere', ['5 EUR'])}`);
        expect(told(document, 'Berlin')).toContain('branch member.city is "Berlin": true 0, false 0');
    });

    test('a budget that keeps something back, points that are sent, what loading a wallet gives', async () => {
        const rules = `
            points Mile { worth 0.01 EUR transfer to members { at least 10 Mile } }
            points Idle { worth 0.01 EUR transfer to members { at least 10 Idle } }
            earn Miles on purchase { give 1 Mile per 1 EUR }
            budget Small { covers Miles at most 120 Mile then stop }
            budget Large { covers Miles at most 9_000 Mile then stop }
            wallet Card { expire after 36 months bonus 5 EUR from 50 EUR }
            test "all of it" { member ann member bob
              2026-01-05 ann: purchase 100 EUR
              2026-01-06 ann: purchase 100 EUR
              2026-01-07 ann: points_sent 20 Mile to bob
              2026-01-08 ann: topped_up 60 EUR
              expect ann received 0 Mile }`;
        const document = await covered(`${CLUB}${rules}`);
        expect(['Small', 'Large', 'Mile', 'Idle', 'Card'].flatMap(of => told(document, of))).toEqual([
            'rule Small: applies 1',
            'rule Large: applies 0',
            'rule Mile: applies 1',
            'rule Idle: applies 0',
            'rule Card: applies 1',
        ]);
    });

    test('the steps of brackets are boundaries, in earning rules and in prices', async () => {
        const rules = `
            earn Steps on purchase { graduated by purchase.net { from 0 EUR: 1 Star per 1 EUR from 50 EUR: 2 Star per 1 EUR } }
            price Bulk on item { where sku is "A" graduated by quantity { from 1 units: 10 EUR from 6 units: 9 EUR } }`;
        const document = await covered(
            `${CLUB}${rules}${buys('bulk', ['6 units of "A" at 10 EUR', '5 units of "A" at 10 EUR'])}`,
        );
        expect(told(document, 'Steps')).toContain('boundary from 50 EUR: below 0, at 1, above 1');
        expect(told(document, 'Bulk')).toContain('boundary from 6 units: below 1, at 1, above 0');
    });

    test('times are conditions', async () => {
        const rules = 'earn Summer on purchase { during 2026-06-01 through 2026-08-31 give 5 Star }';
        const document = await covered(`${CLUB}${rules}${buys('winter', ['5 EUR'])}`);
        expect(told(document, 'Summer')).toEqual([
            'rule Summer: applies 0',
            'branch from 1 June 2026 to 31 August 2026: true 0, false 1',
        ]);
    });

    test('sets of prices that are only tried do not count', async () => {
        const rules = `
            price Five on order { when order.total >= 10 EUR discount 5 EUR }
            price Six on order { when order.lines >= 1 discount 6 EUR }
            combine Five, Six: best set
            `;
        const document = await covered(
            `${HEAD}${rules}test "t" { member ann 2026-01-01 ann: purchase 20 EUR expect ann pays 9 EUR }`,
        );
        expect(told(document, 'Five')[0]).toBe('rule Five: applies 1');
        expect(told(document, 'Six')[1]).toBe('branch order.lines >= 1: true 1, false 0');
    });

    test('each test says what only it reaches', async () => {
        const document = await covered(`${CLUB}${buys('small', ['5 EUR'])}${buys('large', ['120 EUR'])}`);
        const [small, large] = document.tests ?? [];
        expect(large?.alone).toBeGreaterThan(small?.alone ?? 0);
        const { outcomes = [] } = document.places.find(({ kind, of }) => kind === 'rule' && of === 'Tenth') ?? {};
        expect(outcomes).toEqual([{ outcome: 'applies', reached: 1, by: ['large'] }]);
    });

    test('watching changes nothing', async () => {
        const program = await programOf(`${CLUB}${buys('large', ['120 EUR', '700 EUR'])}`);
        expect(runTests(program, { coverage: createCoverage(program) })).toEqual(runTests(program));
    });
});

describe('what has changed', () => {
    test('only rules that are new or other count', async () => {
        const dearer = CLUB.replace('order.total >= 100 EUR', 'order.total >= 90 EUR');
        const { places } = await covered(`${dearer}${buys('small', ['5 EUR'])}`, CLUB);
        expect([...new Set(places.map(({ of }) => of))]).toEqual(['Tenth']);
    });

    test('layout and comments change nothing: there is nothing to reach', async () => {
        const { places, summary } = await covered(`// moved\n\n${CLUB}`, CLUB);
        expect(places).toEqual([]);
        expect(summary.all).toEqual({ reached: 0, all: 0, share: '1.0000' });
    });
});

test('a minimum is compared exactly, not as it is shown', async () => {
    const program = await programOf(`${CLUB}${buys('small', ['5 EUR'])}`);
    const coverage = createCoverage(program);
    runTests(program, { coverage });
    const figures = coverage.figures();
    const { reached, all } = coverageDocument([{ program, figures }], { of: 'tests' }).summary.all;
    const status = (minimum: Rational) =>
        coverageDocument([{ program, figures }], { of: 'tests', minimum }).minimum?.status;
    expect(status(Rational.of(reached, all))).toBe('met');
    expect(status(Rational.of(reached, all).add(Rational.of(1, 1_000_000)))).toBe('missed');
});

test('of members, the share that reaches a rule', async () => {
    const program = await programOf(CLUB);
    const source = sourceOf(`
        2026-01-05 ann buys 1200 as A1
        2026-01-06 ann buys 60
        2026-02-07 bob buys 9`);
    const result = await simulate({ program, source, dataset: 'Test', coverage: createCoverage(program) });
    if (result.kind !== 'figures' || result.document.coverage === undefined) throw new Error('it was watched');
    const { coverage } = result.document;
    expect({ of: coverage.of, watched: coverage.watched }).toEqual({ of: 'members', watched: 2 });
    expect(told(coverage, 'Base')).toEqual(['rule Base: applies 2']);
    expect(told(coverage, 'Gold')[0]).toBe('rule Gold: applies 1');
    expect(told(coverage, 'Tenth')).toContain('branch order.total >= 100 EUR: true 1, false 2');
});
