import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatDate } from '../../src/base/calendar.ts';
import { openHistory } from '../../src/history/history.ts';
import { sketchDataset, sketchProgram } from './support/program.ts';

/** Daqing Chen (2015), UCI Machine Learning Repository, CC BY 4.0; it lies beside the project and is not part of it. */
const FOLDER = join(import.meta.dirname, '../../../shared/data/online-retail');
const isThere = existsSync(FOLDER);
if (!isThere)
    console.warn('SKIPPED: the check figures of Online Retail, since ../shared/data/online-retail is not there');

const COLUMNS = { member: 'customer_id', time: 'at', sku: 'sku', category: 'category' };

function retail(events: string) {
    return sketchDataset(
        ['member', { from: 'customers.csv', columns: { id: 'customer_id', joined: 'joined', country: 'country' } }],
        [
            'purchase',
            {
                from: events,
                where: ['type is purchase'],
                columns: { ...COLUMNS, order: 'order_id', quantity: 'quantity', amount: 'amount', line: 'line' },
            },
        ],
        [
            'return',
            {
                from: events,
                where: ['type is refund'],
                columns: { ...COLUMNS, quantity: '-quantity', amount: '-amount' },
            },
        ],
    ).dataset;
}

/** Lines and pence by event. */
async function totals(folder: string, events: string): Promise<Record<string, unknown>> {
    const program = sketchProgram({
        timezone: 'Europe/London',
        member: { country: 'text' },
        item: { category: 'text' },
    });
    const history = await openHistory({ program, dataset: retail(events), baseFolder: folder });
    try {
        const pence: Record<string, bigint> = {};
        const counts: Record<string, number> = {};
        for await (const { occurrences } of history.members()) {
            for (const { event, lines } of occurrences) {
                for (const line of lines) {
                    pence[event] = (pence[event] ?? 0n) + line.price.mul(line.quantity).toUnits(2, 'half up');
                    counts[`${event} lines`] = (counts[`${event} lines`] ?? 0) + 1;
                }
                counts[event] = (counts[event] ?? 0) + 1;
            }
        }
        const { members, rejected, from, to } = history.figures;
        return {
            pence,
            counts,
            members,
            rejected,
            from: formatDate(from ?? 0),
            to: formatDate(to ?? 0),
            findings: history.findings,
        };
    } finally {
        await history.close();
    }
}

test.skipIf(!isThere)('Online Retail has its check figures', { timeout: 120_000 }, async () => {
    expect(await totals(FOLDER, 'events.csv.gz')).toEqual({
        pence: { purchase: 891_140_790n, return: 61_134_209n },
        counts: { enrolment: 4372, 'purchase lines': 397_924, 'return lines': 8905, purchase: 18_536, return: 8905 },
        members: 4372,
        rejected: 0,
        from: '2010-12-01',
        to: '2011-12-09',
        findings: [],
    });
});

test.skipIf(!isThere)('the sample of Online Retail has its check figures', async () => {
    expect(await totals(join(FOLDER, 'sample'), 'events.csv')).toMatchObject({
        pence: { purchase: 12_853_153n, return: 226_114n },
        counts: { 'purchase lines': 8894, 'return lines': 188, purchase: 359 },
        members: 99,
        rejected: 0,
    });
});
