import { describe, expect, it } from 'vitest';
import type { Cohort, CustomerMeasures } from '../../src/model/documents/customers.ts';
import type { BreakageFigures, EffectFigures, SimulationDocument } from '../../src/model/documents/simulation.ts';
import { plainSurroundings } from '../../src/report/format.ts';
import { cohortChart, cohortValueChart } from '../../src/report/simulation/cohorts.ts';
import { simulationFormats } from '../../src/report/simulation/formats.ts';
import { elementsOf } from './support/markup.ts';
import { sampleSimulation } from './support/simulation.ts';

const sample = sampleSimulation();
const withCustomers = (customers: Partial<CustomerMeasures>): SimulationDocument => ({
    ...sample,
    customers: { ...sample.customers, ...customers },
});
const text = (document: SimulationDocument): string | Promise<string> =>
    simulationFormats.text.render(document, plainSurroundings);

/** So many cohorts of a hundred, of whom half come again. */
function cohorts(names: readonly string[]): Cohort[] {
    return names.map((period, index) => ({
        period,
        members: 100,
        periods: names.slice(index).map((_, age) => ({
            active: age === 0 ? 100 : 50,
            share: age === 0 ? '1.0000' : '0.5000',
            revenue: age === 0 ? '1000.00' : '500.00',
        })),
    }));
}

const months = Array.from(
    { length: 20 },
    (_, index) => `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
);
const quarters = ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4', '2025-Q1', '2025-Q2', '2025-Q3'];

describe('the triangle of cohorts', () => {
    it('shows quarters where months are too many to read', () => {
        const long = withCustomers({ cohorts: { month: cohorts(months), quarter: cohorts(quarters), year: [] } });
        const chart = cohortChart(long);
        expect(chart?.title).toBe(
            'Members who bought again, by quarter of their first purchase and quarters since then',
        );
        expect(chart?.picture).toMatchObject({
            rows: ['Q1 2024', 'Q2 2024', 'Q3 2024', 'Q4 2024', 'Q1 2025', 'Q2 2025'].map(name => `${name} (100)`),
            columns: ['+1', '+2', '+3', '+4', '+5', '+6'],
        });
        expect(chart?.reading).toBe(
            'Of those who bought for the first time, bought again: 50.0% after one quarter, 50.0% after 2 quarters, 50.0% after 4 quarters. Those of Q1 2024 may have been customers before the data begin.',
        );
        expect(cohortValueChart(long)?.reading).toBe(
            'A member has brought 10.00 EUR on average in the quarter of the first purchase, and 40.00 EUR by 6 quarters after it; later quarters rest on ever fewer cohorts, the last on Q1 2024 alone.',
        );
    });

    it('is not drawn of a single period, nor where nobody bought', () => {
        const one = cohorts(['2024-01']);
        expect(cohortChart(withCustomers({ cohorts: { month: one, quarter: one, year: one } }))).toBeUndefined();
        expect(cohortChart(withCustomers({ cohorts: { month: [], quarter: [], year: [] } }))).toBeUndefined();
    });

    it('has a figure in every cell, so that it reads without colour', async () => {
        const html = await simulationFormats.html.render(sample, plainSurroundings);
        const picture = html.slice(
            html.indexOf('aria-labelledby="chart-cohorts-title"'),
            html.indexOf('id="chart-cohorts-reading"'),
        );
        const cells = sample.customers.cohorts.month.reduce((sum, { periods }) => sum + periods.length - 1, 0);
        expect(picture.match(/>\(?\d+%\)?</g)).toHaveLength(cells);
        expect(elementsOf(html).length).toBeGreaterThan(0);
    });
});

describe('one page of text', () => {
    it('says why a model says nothing', async () => {
        const lifetimeValue = {
            historic: { mean: { amount: '12.00', currency: 'EUR' }, median: { amount: '10.00', currency: 'EUR' } },
            predicted: { notEstimated: 'too few repeat buyers: 3, at least 30 are needed' },
        };
        expect((await text(withCustomers({ lifetimeValue }))).replace(/\s+/g, ' ')).toContain(
            'What they will bring is not estimated: too few repeat buyers: 3, at least 30 are needed',
        );
    });

    it('has no groups, triangles or parameters: those are in the report', async () => {
        const page = await text(sample);
        expect(page).not.toMatch(/Champions|gamma|after one month/);
        expect(page.split('\n').length).toBeLessThan(125);
    });

    it.each<[EffectFigures, string]>([
        [
            {
                members: { fired: 701, heldOut: 88 },
                back: { fired: 231, heldOut: 18, difference: '0.1250', low: '0.0209', high: '0.2045' },
                spend: { difference: '12.40', low: '-3.15', high: '27.95', currency: 'EUR' },
            },
            'WinBack: 33.0% came back of 701 who got it, 20.5% of 88 held out: +12.5 points (95% interval +2.1 to +20.5); +12.40 EUR spent by a member (-3.15 to +27.95, could be chance).',
        ],
        [
            {
                members: { fired: 12, heldOut: 1 },
                notEstimated: 'too few: at least 30 members are needed in each group',
            },
            'WinBack: its effect is not estimated, too few: at least 30 members are needed in each group (12 who got it, 1 held out, watched to the end).',
        ],
    ])('says what a trigger changed', async (effect, sentence) => {
        const triggers = sample.triggers.map(each => (each.name === 'WinBack' ? { ...each, effect } : each));
        expect((await text({ ...sample, triggers })).replace(/\s+/g, ' ')).toContain(sentence);
    });

    it('says how to measure a trigger that holds members out and does not look', async () => {
        const triggers = sample.triggers.map(({ effect: _, watched: __, ...trigger }) => trigger);
        expect((await text({ ...sample, triggers })).replace(/\s+/g, ' ')).toContain(
            "WinBack: members are held out, but nothing is compared; with 'watch for 30 days' its effect is measured.",
        );
    });

    it.each<[BreakageFigures, string]>([
        [
            { rate: '0.2000', ultimateRedemption: '0.8000', matured: '5000', expectedToBeSpent: '1200' },
            'Breakage: of 5,000 Star whose life ended in the data, 20.0% expired unspent. If that goes on, 1,200 Star of the open ones will be spent.',
        ],
        [
            { notEstimated: 'they never expire' },
            'How much Star will never be spent is not estimated: they never expire.',
        ],
    ])('says what will never be asked for', async (breakage, sentence) => {
        const [name = '', figures] = Object.entries(sample.totals.points)[0] ?? [];
        if (figures === undefined) throw new Error('the sample has points');
        const totals = { ...sample.totals, points: { [name]: { ...figures, breakage } } };
        expect((await text({ ...sample, totals })).replace(/\s+/g, ' ')).toContain(sentence);
    });
});
