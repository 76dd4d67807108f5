import { describe, expect, it } from 'vitest';
import { plainSurroundings } from '../../src/report/format.ts';
import { simulationFormats } from '../../src/report/simulation/formats.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { runTests } from '../../src/simulate/tests.ts';
import { sourceOf } from './support/histories.ts';
import { CLUB, HEAD, programOf } from './support/programs.ts';

async function simulated(text: string, history: string) {
    const result = await simulate({ program: await programOf(text), source: sourceOf(history), dataset: 'Test' });
    if (result.kind === 'broken laws') throw new Error('laws are broken');
    return result.document;
}

/** `name: status, looked at n times, broken n times for n members`, and the breaches. */
async function judged(text: string, history: string): Promise<readonly string[]> {
    const { invariants = [] } = await simulated(text, history);
    return invariants.flatMap(({ name, status, checked, broken, members, undecided, first }) => [
        `${name}: ${status}, ${checked} looks, ${broken} broken, ${members} members, ${undecided} open`,
        ...first.map(({ at, member, event, found }) => `${at} ${member} ${event ?? 'due'}: ${found}`),
    ]);
}

/** Results of the only test: its status, then what failed and why. */
async function tested(rules: string, steps: string): Promise<readonly string[]> {
    const [test] = runTests(
        await programOf(`${HEAD}\n${rules}\ntest "t" {\n${steps.replaceAll(/^ */gm, '  ')}\n}`),
    ).tests;
    return [
        test?.status ?? '',
        ...(test?.expectations ?? [])
            .filter(({ status }) => status === 'failed')
            .flatMap(({ text, actual, why = [] }) => [`${text}: ${actual}`, ...why]),
    ];
}

const HISTORY = `
    2026-01-05 ann buys 1000 as A1
    2026-01-06 bob buys 180
    2026-01-07 bob buys 100`;

describe('an invariant on an event', () => {
    it('is looked at after each of them, and counted with the values that break it', async () => {
        expect(
            await judged(`${CLUB}\ninvariant Cap on purchase { always given.total <= 5% * purchase.gross }`, HISTORY),
        ).toEqual([
            // 1000 less 10% earns 900 Star worth 18 EUR; bob's 100 is discounted, too.
            'Cap: broken, 3 looks, 3 broken, 2 members, 0 open',
            '2026-01-05 12:00 ann e0: given.total is 118.00 EUR, purchase.gross is 1,000.00 EUR',
            '2026-01-06 12:00 bob e1: given.total is 21.24 EUR, purchase.gross is 180.00 EUR',
            '2026-01-07 12:00 bob e2: given.total is 11.80 EUR, purchase.gross is 100.00 EUR',
        ]);
    });

    it('is about those occasions only of which its conditions hold', async () => {
        const rule = 'when purchase.gross >= 500 EUR\nalways given.worth <= 18 EUR\nalways given.discount < 100 EUR';
        expect(await judged(`${CLUB}\ninvariant Cap on purchase {\n${rule}\n}`, HISTORY)).toEqual([
            'Cap: broken, 1 looks, 1 broken, 1 members, 0 open',
            '2026-01-05 12:00 ann e0: given.discount is 100.00 EUR',
        ]);
        expect(await judged(`${CLUB}\ninvariant Cap on return { always return.net <= 1 EUR }`, HISTORY)).toEqual([
            'Cap: not looked at, 0 looks, 0 broken, 0 members, 0 open',
        ]);
    });
});

describe('an invariant on items', () => {
    const rules = `price Half on item { where category is "old"  discount 50% }
        invariant NeverBelowCost on item { always paid >= cost * quantity }`;

    it('looks at each line; a line without a cost can not be decided', async () => {
        expect(
            await tested(
                rules,
                `member ann
                2026-01-05 ann: purchase 2 units of "A" at 10 EUR (category = "old", cost = 6 EUR), 1 unit of "B" at 5 EUR (cost = 5 EUR), 1 unit of "C" at 1 EUR
                expect ann pays 16 EUR`,
            ),
        ).toEqual([
            'failed',
            'invariant NeverBelowCost: NeverBelowCost is broken for ann',
            "2026-01-05 12:00 line 1 ('A'): paid is 10.00 EUR, cost is 6.00 EUR, quantity is 2",
        ]);
    });

    it('passes where the test expects that it breaks, and fails where it does not', async () => {
        const bought = 'member ann\nmember bob\n2026-01-05 ann: purchase 1 unit of "A" at 10 EUR';
        const old = `${bought} (category = "old", cost = 6 EUR)`;
        expect(
            await tested(rules, `${old}\nexpect ann breaks NeverBelowCost\nexpect bob not breaks NeverBelowCost`),
        ).toEqual(['passed']);
        expect(await tested(rules, `${bought}\nexpect ann breaks NeverBelowCost`)).toEqual([
            'failed',
            'expect ann breaks NeverBelowCost: NeverBelowCost is kept',
        ]);
    });
});

describe('an invariant without an occasion', () => {
    it('is looked at after every event and what falls due; what goes on is reported once', async () => {
        const rules = `points Star { expire after 3 months }
            earn Base on purchase { give 1 Star per 1 EUR }
            invariant Spendable { always Star.balance >= 0 Star }
            reward Cup { costs 50 Star give "a cup" }`;
        expect(
            await tested(
                rules,
                `member ann
                2026-01-05 ann: purchase 60 EUR as A1
                2026-01-06 ann: redemption of Cup
                2026-01-07 ann: return of A1
                2026-01-08 ann: purchase 10 EUR
                2026-01-09 ann: purchase 60 EUR as A2
                2026-01-10 ann: redemption of Cup
                2026-01-11 ann: return of A2
                expect ann balance 0 Star`,
            ),
        ).toEqual([
            'failed',
            'expect ann balance 0 Star: -40 Star',
            'Star so far: 130 issued, 50 spent, 120 taken back, 40 in debt',
            'invariant Spendable: Spendable is broken for ann',
            '2026-01-07 12:00 Star.balance is -50 Star',
            '2026-01-11 12:00 Star.balance is -40 Star',
        ]);
    });
});

const LADDER = `tiers Status {
    qualify by spend over last 12 months
    upgrade immediately
    review  yearly on 1 January
    downgrade to what is met
    tier Friend
    tier Silver from 100 EUR
    tier Gold from 200 EUR
}`;

describe('an invariant on tiers', () => {
    const story = `member ann
        2025-03-01 ann: purchase 300 EUR
        2026-12-31 expect ann tier Gold
        2027-01-01 expect ann tier Friend`;

    it.each([
        [
            'on change of Status { always Status is at least Silver }',
            'Status changes from Gold to Friend: Status is Friend',
        ],
        ['on losing Gold { always Status is Silver }', 'Status changes from Gold to Friend: Status is Friend'],
        ['{ always Status.falls over last 12 months <= 1 }', 'Status.falls over last 12 months is 2'],
        ['at end of year { when spend over lifetime > 0 EUR  always Status is Silver }', undefined],
    ])('%s', async (invariant, found) => {
        const [status, ...lines] = await tested(`${LADDER}\ninvariant Soft ${invariant}`, story);
        expect(status).toBe('failed');
        if (found !== undefined) expect(lines.at(-1)).toBe(`2027-01-01 00:00 ${found}`);
        else expect(lines.at(-1)).toBe('2026-12-31 23:59 Status is Gold');
    });

    it('that is reached is not that is lost, and steps up are not steps down', async () => {
        const kept = `invariant Up on reaching Gold { always Status.falls over lifetime <= 0 }
            invariant Rise on losing Gold { always Status.rises over lifetime <= 2 }`;
        expect(await tested(`${LADDER}\n${kept}`, story)).toEqual(['passed']);
    });
});

describe('an invariant at the end', () => {
    const rules = `trigger Hi on purchase { send "hi" by email }
        invariant Calm at end of month { always member.messages over calendar month <= 1 }
        invariant Reached at end { always visits over lifetime >= 2 }`;

    it('of each month looks at its last moment, in which the month is the current one', async () => {
        expect(
            await judged(
                `${HEAD}${rules}`,
                `2026-01-05 ann buys 10
                2026-01-31 ann buys 10
                2026-02-01 ann buys 10
                2026-02-28 bob buys 10`,
            ),
        ).toEqual([
            'Calm: broken, 4 looks, 1 broken, 1 members, 0 open',
            '2026-01-31 23:59 ann due: member.messages over calendar month is 2',
            'Reached: broken, 2 looks, 1 broken, 1 members, 0 open',
            '2026-02-28 23:59 bob due: visits over lifetime is 1',
        ]);
    });

    it('of a test looks after its last step', async () => {
        expect(await tested(rules, 'member ann\n2026-01-05 ann: purchase 10 EUR\nexpect ann gets Hi')).toEqual([
            'failed',
            'invariant Reached: Reached is broken for ann',
            '2026-01-05 12:00 visits over lifetime is 1',
        ]);
    });
});

it('a report says which are kept and which are broken, for whom, and with which values', async () => {
    const document = await simulated(
        `${CLUB}
        invariant Cap "a purchase never gives more than 10%" on purchase { always given.total <= 10% * purchase.gross }
        invariant Sound { always Star.balance >= 0 Star }`,
        HISTORY,
    );
    const text = await simulationFormats.text.render(document, plainSurroundings);
    expect(text.slice(text.indexOf('What must hold'), text.indexOf('Months')).trim()).toMatchInlineSnapshot(`
      "What must hold for everybody
        ✗ a purchase never gives more than 10%: broken 3 times for 2 members, looked at 3 times. Asked:
          given.total <= 10% * purchase.gross.
        ✗ 2026-01-05 12:00, member ann, event e0: given.total is 118.00 EUR, purchase.gross is 1,000.00
          EUR.
        ✗ 2026-01-06 12:00, member bob, event e1: given.total is 21.24 EUR, purchase.gross is 180.00 EUR.
        ✗ 2026-01-07 12:00, member bob, event e2: given.total is 11.80 EUR, purchase.gross is 100.00 EUR.
        ✓ Sound: kept, looked at 3 times. Asked: Star.balance >= 0 Star.

      Remarks
        · The books were checked 5 times and add up."
    `);
    const html = await simulationFormats.html.render(document, plainSurroundings);
    expect(html).toContain('a purchase never gives more than 10%');
});
