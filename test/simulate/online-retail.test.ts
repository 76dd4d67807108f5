import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withColumns } from '../../src/cli/threads.ts';
import { openHistory } from '../../src/history/history.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { comparePrograms } from './compare/support.ts';
import { HEAD, programOf } from './support/programs.ts';

const FOLDER = new URL('../../../shared/data/online-retail/sample/', import.meta.url).pathname;
const here = existsSync(FOLDER);
if (!here) console.warn('Skipped: the data of Online Retail is not beside the project.');

const PROGRAM = `${HEAD.replace('EUR', 'GBP').replace('Europe/Berlin', 'Europe/London')}
points Star { worth 0.01 GBP }
earn Base on purchase { give 1 Star per 1 GBP }
dataset Sample {
  member   from "customers.csv" { id = "customer_id" joined = "joined" }
  purchase from "events.csv" where "type" is "purchase" {
    member = "customer_id" time = "at" order = "order_id" sku = "sku" quantity = "quantity" price = "unit_price"
  }
  return from "events.csv" where "type" is "refund" {
    member = "customer_id" time = "at" sku = "sku" quantity = negated "quantity" price = "unit_price"
  }
}`;

describe.skipIf(!here)('a year of real purchases', () => {
    it('is counted as its check figures say', async () => {
        const program = await programOf(PROGRAM);
        const [dataset] = program.datasets;
        if (dataset === undefined) throw new Error('the program has a dataset');
        const history = await openHistory({ program, dataset, baseFolder: FOLDER });
        try {
            const result = await simulate({ program, source: history, dataset: dataset.title });
            if (result.kind === 'broken laws') throw new Error(JSON.stringify(result.broken));
            const { totals, metrics, data, months } = result.document;
            expect(totals.gross.amount).toBe('128531.53');
            expect([totals.purchases, data.members, data.rejected]).toEqual([359, 99, 0]);
            expect([metrics.activeMembers, data.from, data.to]).toEqual([98, '2010-12-01', '2011-12-08']);
            expect(months).toHaveLength(13);
        } finally {
            await history.close();
        }
    });

    it('is compared by code as by the interpreter, to the last byte', async () => {
        const before = await programOf(PROGRAM);
        const after = await programOf(PROGRAM.replace('give 1 Star per 1 GBP', 'give 3 Star per 2 GBP'));
        const [dataset] = before.datasets;
        if (dataset === undefined) throw new Error('the program has a dataset');
        const history = await openHistory({ program: before, dataset, baseFolder: FOLDER });
        try {
            const source = await withColumns(before, dataset, history);
            const [code, interpreter] = await Promise.all(
                (['compiled', 'interpreter'] as const).map(engine =>
                    comparePrograms(before, after, source, { engine }),
                ),
            );
            expect(JSON.stringify(code)).toBe(JSON.stringify(interpreter));
            expect(code?.members).toMatchObject({ all: 99, worse: 0 });
        } finally {
            await history.close();
        }
    });
});
