import { describe, expect, it } from 'vitest';
import type { ForecastFigures } from '../../src/model/documents/forecast.ts';
import { plainSurroundings } from '../../src/report/format.ts';
import { simulationFormats } from '../../src/report/simulation/formats.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import type { Source } from '../../src/simulate/source.ts';
import { sourceOf } from './support/histories.ts';
import { CLUB, HEAD, programOf } from './support/programs.ts';

const WIN_BACK = 'trigger WinBack without purchase for 30 days { send "miss you" by email }';

async function simulated(text: string, history: string | Source, draws = 20) {
    const source = typeof history === 'string' ? sourceOf(history) : history;
    const result = await simulate({
        program: await programOf(text),
        source,
        dataset: 'T',
        forecast: { draws, seed: 1 },
    });
    if (result.kind === 'broken laws') throw new Error('laws are broken');
    return result.document;
}

async function forecastOf(text: string, history: string | Source, draws = 20): Promise<ForecastFigures> {
    const { forecast } = await simulated(text, history, draws);
    if (forecast === undefined) throw new Error('no forecast');
    return forecast;
}

/** `replay: median (low to high)` of one figure. */
function figure({ figures }: ForecastFigures, name: string): string {
    const { replay, median, low, high } = figures.find(each => each.name === name) ?? {};
    return `${replay}: ${median} (${low} to ${high})`;
}

/** Members who buy once and fall silent. */
const silent = (members: number): string =>
    [...Array(members).keys()]
        .map(index => `2026-01-05 m${index} buys ${100 + index}`)
        .concat('2026-06-30 last buys 1')
        .join('\n');

describe('a response', () => {
    it('of all is one more order each, as one of their own, priced and rewarded by the real rules', async () => {
        const forecast = await forecastOf(
            `${CLUB}${WIN_BACK}\nassume "all come back" { response 100% to WinBack within 10 days }`,
            '2026-01-05 ann buys 200\n2026-06-30 bob buys 10',
        );
        // 200 less 10% are 180 EUR for 180 Star worth 3.60 EUR; all points expire after three months.
        expect(figure(forecast, 'revenue')).toBe('190.00: 370.00 (370.00 to 370.00)');
        expect(figure(forecast, 'issued Star')).toBe('190: 370 (370 to 370)');
        expect(figure(forecast, 'cost')).toBe('20.20: 40.20 (40.20 to 40.20)');
        expect(figure(forecast, 'liability')).toBe('0.20: 0.20 (0.20 to 0.20)');
        expect(forecast.assumptions).toEqual([
            {
                title: 'all come back',
                text: ['response 100% to WinBack within 10 days'],
                chances: 1,
                answers: { median: '1', low: '1', high: '1' },
            },
        ]);
    });

    it('may lift members into a tier', async () => {
        const forecast = await forecastOf(
            `${CLUB}${WIN_BACK}\nassume "all come back" { response 100% to WinBack within 10 days }`,
            '2026-01-05 ann buys 600\n2026-06-30 bob buys 10',
        );
        expect(figure(forecast, 'tier Status Gold')).toBe('0: 1 (1 to 1)');
        expect(figure(forecast, 'tier Status Friend')).toBe('2: 1 (1 to 1)');
    });

    it('spends what is written, also of those who never bought', async () => {
        const text = `${HEAD}trigger Hi on enrolment { send "hi" by email }
            assume "half of the new buy" { response 100% to Hi spending 40 EUR }`;
        const forecast = await forecastOf(text, '2026-01-05 ann enrolment\n2026-06-30 bob buys 10');
        expect(figure(forecast, 'revenue')).toBe('10.00: 50.00 (50.00 to 50.00)');
        expect(figure(forecast, 'purchases')).toBe('1: 2 (2 to 2)');
        const unknown = await forecastOf(
            text.replace(' spending 40 EUR', ''),
            '2026-01-05 ann enrolment\n2026-06-30 bob buys 10',
        );
        expect(figure(unknown, 'purchases')).toBe('1: 1 (1 to 1)');
    });

    it('of one in five lies about a fifth, and its spread holds most draws', async () => {
        const text = `${HEAD}${WIN_BACK}\nassume "one in five" { response 20% to WinBack }`;
        const { assumptions } = await forecastOf(text, silent(100), 100);
        const { median, low, high } = assumptions[0]?.answers ?? {};
        expect(assumptions[0]?.chances).toBe(100);
        expect(Number(median)).toBeGreaterThanOrEqual(18);
        expect(Number(median)).toBeLessThanOrEqual(22);
        // Four is the standard deviation of 100 such answers.
        expect(Number(low)).toBeGreaterThanOrEqual(11);
        expect(Number(high)).toBeLessThanOrEqual(29);
        expect(Number(high) - Number(low)).toBeGreaterThan(6);
    });

    it('after the data ends is not counted, and nobody answers what was held out', async () => {
        const text = `${HEAD}${WIN_BACK.replace('{', '{ hold out 99.99%')}\nassume "all" { response 100% to WinBack }`;
        const { assumptions } = await forecastOf(text, silent(5));
        expect(assumptions[0]?.chances).toBe(0);
    });

    it('is about a segment, and about those for whom its conditions hold when the trigger fires', async () => {
        const text = `${HEAD}${WIN_BACK}
            segment Large { when spend over lifetime >= 150 EUR }
            assume Large "large ones come back" { when visits over lifetime < 2  response 100% to WinBack within 5 days }`;
        const { assumptions } = await forecastOf(
            text,
            '2026-01-05 ann buys 200\n2026-01-05 bob buys 100\n2026-06-30 eve buys 10',
        );
        expect(assumptions).toEqual([
            {
                title: 'large ones come back',
                about: 'Large and visits over lifetime < 2',
                text: ['response 100% to WinBack within 5 days'],
                chances: 1,
                answers: { median: '1', low: '1', high: '1' },
            },
        ]);
    });
});

describe('a shift', () => {
    const history =
        '2026-01-05 ann buys 3 LATTE at 10.00\n2026-02-05 ann buys 2 LATTE at 10.00\n2026-03-05 bob buys 50';

    it.each([
        ['spend up 100%', '200.00', '3'],
        ['spend down 100%', '0.00', '0'],
        ['visits up 200%', '300.00', '9'],
        ['visits down 100%', '0.00', '0'],
        ['spend up 0%', '100.00', '3'],
    ])('%s', async (clause, revenue, purchases) => {
        const forecast = await forecastOf(`${HEAD}assume "so" { ${clause} }`, history);
        expect(figure(forecast, 'revenue')).toBe(`100.00: ${revenue} (${revenue} to ${revenue})`);
        expect(figure(forecast, 'purchases')).toBe(`3: ${purchases} (${purchases} to ${purchases})`);
    });

    it('of a fraction of a unit is a chance of a whole one', async () => {
        const { figures } = await forecastOf(
            `${HEAD}assume "so" { when visits over lifetime < 1 spend up 50% }`,
            history,
            100,
        );
        const { median, low, high } = figures.find(({ name }) => name === 'revenue') ?? {};
        // Three lattes become 4 or 5, one amount of 50 EUR becomes 1 or 2 of them.
        expect([low, high]).toEqual(['110.00', '170.00']);
        expect(['120.00', '160.00', '110.00', '170.00']).toContain(median);
    });

    it('that drops an order drops its return', async () => {
        const forecast = await forecastOf(
            `${HEAD}assume "so" { visits down 100% }`,
            '2026-01-05 ann buys 40 as A1\n2026-02-05 ann returns 40 of A1\n2026-02-06 ann buys 10',
        );
        expect(figure(forecast, 'revenue')).toBe('10.00: 0.00 (0.00 to 0.00)');
    });
});

const MIXED = `${CLUB}${WIN_BACK}
assume "some come back" { response 30% to WinBack within 20 days }
assume "all a little more" { spend up 10%  visits up 10% }`;

describe('a forecast', () => {
    it('is the same for the same seed, in whatever order members come, and by member as in time', async () => {
        const source = sourceOf(silent(30));
        const backwards: Source = {
            ...source,
            async *members() {
                const all = [];
                for await (const each of source.members()) all.push(each);
                yield* all.reverse();
            },
        };
        const forecast = await forecastOf(MIXED, source);
        expect(await forecastOf(MIXED, source)).toEqual(forecast);
        expect(await forecastOf(MIXED, backwards)).toEqual(forecast);
        const shared = `${MIXED}\nbudget Wide { covers Base at most 1_000_000 EUR }`;
        expect(await forecastOf(shared, source)).toEqual(forecast);
        const pooled = MIXED.replace('member { city : text }', 'member { city : text household : group }');
        expect(await forecastOf(pooled.replace('points Star {', 'points Star { pool by household '), source)).toEqual(
            forecast,
        );
    });

    it('leaves the replay alone: its figures are those without an assumption, and its own replay column is them', async () => {
        const history = `${silent(20)}\n2026-03-01 m3 returns 20`;
        const [{ forecast, ...assumed }, plain] = [
            await simulated(MIXED, history),
            await simulated(`${CLUB}${WIN_BACK}`, history),
        ];
        expect(assumed).toEqual(plain);
        const { totals, tiers } = plain;
        const replay = Object.fromEntries((forecast?.figures ?? []).map(({ name, replay }) => [name, replay]));
        expect(replay).toMatchObject({
            purchases: String(totals.purchases),
            revenue: totals.revenue.amount,
            cost: totals.cost.amount,
            liability: totals.points.Star?.liability?.amount,
            'issued Star': totals.points.Star?.issued,
            'tier Status Gold': String(tiers.Status?.Gold),
        });
    });

    it('is absent where nothing is assumed, or no draw is asked for', async () => {
        expect((await simulated(CLUB, silent(2))).forecast).toBeUndefined();
        expect((await simulated(MIXED, silent(2), 0)).forecast).toBeUndefined();
    });

    it('is shown last, with its assumptions', async () => {
        const document = await simulated(
            `${HEAD}${WIN_BACK}\nassume "all come back" { response 100% to WinBack within 10 days }`,
            '2026-01-05 ann buys 200\n2026-06-30 bob buys 10',
        );
        const text = await simulationFormats.text.render(document, plainSurroundings);
        expect(text.slice(text.indexOf('If these')).trim()).toMatchInlineSnapshot(`
          "If these assumptions hold
            Nobody has seen these customers answer: this is what would come of what the program assumes, in 20
            draws from seed 1 on. Nothing of it is in the figures above.
            · all come back: response 100% to WinBack within 10 days. Of 1 chance to answer, 1 (1 to 1) were
              taken.
                                                Replay  Median      5%     95%
            ──────────────────────────────────  ──────  ──────  ──────  ──────
            Purchases                                2       3       3       3
            Revenue in EUR                      210.00  410.00  410.00  410.00
            Cost of the program in EUR            0.00    0.00    0.00    0.00
            Open points, at their worth in EUR    0.00    0.00    0.00    0.00"
        `);
    });
});
