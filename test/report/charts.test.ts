import { describe, expect, it } from 'vitest';
import type { SimulationDocument } from '../../src/model/documents/simulation.ts';
import { compact } from '../../src/report/charts/options.ts';
import { plainSurroundings } from '../../src/report/format.ts';
import { cohortChart, cohortValueChart } from '../../src/report/simulation/cohorts.ts';
import { fifthChart } from '../../src/report/simulation/customers.ts';
import { simulationFormats } from '../../src/report/simulation/formats.ts';
import { groupChart } from '../../src/report/simulation/groups.ts';
import { revenueChart } from '../../src/report/simulation/money.ts';
import { flowChart, holderChart } from '../../src/report/simulation/points.ts';
import { costChart } from '../../src/report/simulation/rules.ts';
import { tierChart } from '../../src/report/simulation/tiers.ts';
import { triggerChart } from '../../src/report/simulation/triggers.ts';
import { elementsOf } from './support/markup.ts';
import { sampleSimulation } from './support/simulation.ts';

const sample = sampleSimulation();

describe('the sentence beneath a chart', () => {
    it('is made from the data', () => {
        const charts = [
            tierChart(sample, 'Status'),
            flowChart(sample, 'Star', 1),
            holderChart(sample, 'Star', 1),
            costChart(sample),
            triggerChart(sample),
            revenueChart(sample),
            fifthChart(sample),
            cohortChart(sample),
            cohortValueChart(sample),
            groupChart(sample),
        ];
        expect(charts.map(chart => chart?.reading)).toEqual([
            'At the end 0.1% of members are Black, up from 0%; most of those above the start are Silver (12.9%).',
            'Of 7,599,065 Star issued, 30.1% spent, 13.3% expired, 5.8% taken back and 50.8% open at the end.',
            'The tenth of members who hold most (438 members) has 61.2% of all available Star; half of it lies with the first tenth.',
            'Base gave away most: 46,763.52 EUR, 20.8% of what all rules gave.',
            'WinBack fired most (984 times for 788 members); the busiest month was November 2011 with 300 firings in all.',
            'Revenue was highest in November 2011 (1,081,663.11 EUR) and lowest in February 2011 (475,959.27 EUR).',
            'The fifth who spend most (868 members) bring 74.6% of revenue; the fifth who spend least bring 1.2%.',
            'Of those who bought for the first time, bought again: 40.0% after one month, 33.3% after 3 months, 26.7% after 6 months. Those of December 2010 may have been customers before the data begin. In brackets: a month that the data do not hold whole.',
            'A member has brought 240.00 EUR on average in the month of the first purchase, and 978.03 EUR by 11 months after it; later months rest on ever fewer cohorts, the last on December 2010 alone.',
            'Champions bring most: 50.4% of revenue from 612 members.',
        ]);
    });

    it.each([
        [20, 30, 'At the end 3.0% of members are Gold, up from 2.0%.'],
        [30, 20, 'At the end 2.0% of members are Gold, down from 3.0%.'],
        [30, 30, 'At the end 3.0% of members are Gold, as at the beginning.'],
        [30, 0, 'At the end nobody is above Friend.'],
    ])('of tiers says how it went from %i to %i members of a thousand', (first, last, reading) => {
        expect(tierChart(withGold(first, last), 'Status')?.reading).toBe(reading);
    });

    it('of revenue says which month is not whole', () => {
        const months = sample.months.map((month, index) => (index === 12 ? { ...month, revenue: '1.00' } : month));
        expect(revenueChart({ ...sample, months })?.reading).toContain(
            'lowest in December 2011 (1.00 EUR, not a whole month in the data)',
        );
    });
});

describe('a chart', () => {
    it('is not drawn where there is nothing to see', () => {
        const month = sample.months.slice(0, 1);
        expect(tierChart({ ...sample, months: month }, 'Status')).toBeUndefined();
        expect(revenueChart({ ...sample, months: month })).toBeUndefined();
        expect(holderChart({ ...sample, holders: { Star: [] } }, 'Star', 1)).toBeUndefined();
        expect(costChart({ ...sample, rules: [] })).toBeUndefined();
    });

    it.each([
        [0, '0'],
        [1500, '1,500'],
        [20_000, '20 k'],
        [-1_250_000, '-1.25 M'],
        [3e9, '3 bn'],
    ])('writes %d at its axis as %s', (value, text) => {
        expect(compact(value)).toBe(text);
    });
});

describe('the page with charts', () => {
    it('is one file that asks for nothing else', async () => {
        const html = await simulationFormats.html.render(sample, plainSurroundings);
        const elements = elementsOf(html);
        expect(elements.map(({ name }) => name)).not.toContain('script');
        expect(elements.filter(({ name }) => name === 'link' || name === 'img')).toEqual([]);
        expect(html).not.toMatch(/url\((?!#)|@import|https?:(?!\/\/www\.w3\.org)/);
        expect(html).toContain('default-src &#39;none&#39;');
    });

    it('draws ten charts, each with a reading and its figures as a table', async () => {
        const html = await simulationFormats.html.render(sample, plainSurroundings);
        expect(html.match(/<svg /g)).toHaveLength(10);
        expect(html.match(/<figcaption /g)).toHaveLength(10);
        expect(html.match(/<details><summary>The figures<\/summary>\n<div class="table"><table/g)).toHaveLength(10);
        expect(html).toContain('<pattern');
    });

    it('names every part once, and refers to what is there', async () => {
        const html = await simulationFormats.html.render(sample, plainSurroundings);
        const ids = elementsOf(html).flatMap(({ attributes }) => attributes.get('id') ?? []);
        expect(ids).toEqual([...new Set(ids)]);
        const references = Array.from(html.matchAll(/url\(#([^)]+)\)|href="#([^"]+)"/g), match => match[1] ?? match[2]);
        expect(references.filter(id => id === undefined || !ids.includes(id))).toEqual([]);
    });

    it('is the same text for the same figures, whatever was drawn before', async () => {
        const first = await simulationFormats.html.render(sample, plainSurroundings);
        await simulationFormats.html.render(sampleSimulation(8, 5), plainSurroundings);
        expect(await simulationFormats.html.render(sample, plainSurroundings)).toBe(first);
    });
});

function withGold(first: number, last: number): SimulationDocument {
    const holders = (gold: number) => ({ Status: { Friend: 1000 - gold, Gold: gold } });
    const [one, two] = sample.months;
    if (one === undefined || two === undefined) throw new Error('the sample has months');
    return {
        ...sample,
        tiers: holders(last),
        months: [
            { ...one, tiers: holders(first) },
            { ...two, tiers: holders(last) },
        ],
    };
}
