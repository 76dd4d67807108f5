import { describe, expect, it } from 'vitest';
import type { SimulationDocument } from '../../src/model/documents/simulation.ts';
import { plainSurroundings } from '../../src/report/format.ts';
import { displayWidth } from '../../src/report/layout/width.ts';
import { simulationFormats } from '../../src/report/simulation/formats.ts';
import { sampleSimulation } from './support/simulation.ts';

const render = async (name: keyof typeof simulationFormats, document: SimulationDocument): Promise<string> =>
    simulationFormats[name].render(document, plainSurroundings);

describe('a simulation', () => {
    for (const name of ['text', 'markdown', 'json'] as const) {
        it(`as ${name}`, async () => {
            const file = `golden/simulation.${name}.txt`;
            await expect(await render(name, sampleSimulation())).toMatchFileSnapshot(file);
        });
    }

    it.each([80, 100])('keeps within %i columns as text', async width => {
        const text = await simulationFormats.text.render(sampleSimulation(), { ...plainSurroundings, width });
        expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(width);
    });

    it('is readable where nothing happened', async () => {
        const text = await render('text', emptied(sampleSimulation()));
        expect(text).toContain('nothing happened in the period');
        expect(text).not.toMatch(/NaN|undefined|Infinity/);
        const html = await render('html', emptied(sampleSimulation()));
        expect(html).not.toMatch(/NaN|undefined|Infinity|<svg/);
    });

    it('shows no figures where its books do not add up', async () => {
        const broken = [
            {
                law: 'issued = available + pending + spent + expired + taken back',
                member: '17',
                detail: '3 Star too many',
            },
        ];
        const document = { ...sampleSimulation(), laws: { checked: 9, broken } };
        for (const name of ['text', 'markdown', 'html'] as const) {
            const text = await render(name, document);
            expect(text).toContain('3 Star too many');
            expect(text).not.toContain('Revenue');
        }
    });
});

/** The program has met no customer. */
function emptied(document: SimulationDocument): SimulationDocument {
    const none = { amount: '0.00', currency: 'EUR' };
    const { from: _from, to: _to, ...data } = document.data;
    return {
        ...document,
        data: { ...data, members: 0, events: 0, rows: 0, rejected: 0, rejects: [], repeated: 0, orphans: 0 },
        totals: {
            revenue: none,
            purchases: 0,
            returns: 0,
            gross: none,
            returned: none,
            points: {
                Star: {
                    issued: '0',
                    pending: '0',
                    available: '0',
                    spent: '0',
                    expired: '0',
                    takenBack: '0',
                    debt: '0',
                    liability: none,
                },
            },
            discounts: none,
            cost: none,
            credit: none,
            costOf: { discounts: none, rewards: none, credit: none, issued: none, lapsed: none },
        },
        tiers: { Status: { Friend: 0, Silver: 0, Gold: 0, Black: 0 } },
        rules: document.rules.map(rule => ({ ...rule, fired: 0, members: 0, points: {}, money: none, limited: 0 })),
        triggers: document.triggers.map(trigger => ({ ...trigger, fired: 0, members: 0, heldOut: 0, offersUsed: 0 })),
        metrics: { activeMembers: 0 },
        customers: {
            cohorts: { month: [], quarter: [], year: [] },
            fifths: [],
            rfm: { groups: [], scores: { recency: [], frequency: [], monetary: [] } },
        },
        months: [],
        holders: { Star: [] },
        unknowns: [],
    };
}
