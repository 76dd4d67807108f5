import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHistory } from '../../src/history/history.ts';
import { compile } from '../../src/language/compile.ts';
import { simulate } from '../../src/simulate/simulate.ts';

const PROGRAM = `program P "P" { currency EUR timezone "Europe/Berlin" channels email }
item { category : one of coffee, tea }
trigger NewProduct on product_launch {
  when product_launch.category in distinct of item.category over last 24 months
  send "new-for-you" by email
}
trigger PriceMove before price_change by 14 days { send "price-notice" by email }
dataset D {
  member         from "members.csv"  { id = "id" joined = "joined" }
  product_launch from "launches.csv" { time = "day" sku = "sku" category = "category" }
  price_change   from "prices.csv"   { time = "day" sku = "sku" price = "price" }
  purchase       from "orders.csv"   { member = "id" time = "day" order = "order" price = "price" category = "category" }
}`;

const FILES = {
    'members.csv': 'id,joined\nann,2026-01-01\nbob,2026-01-01\n',
    'launches.csv': 'day,sku,category\n2026-03-01,KENYA,coffee\n2026-03-02,ASSAM,juice\n,CEYLON,tea\n',
    'prices.csv': 'day,sku,price\n2026-01-01,KENYA,9.00\n2026-04-01,KENYA,9.50\n',
    'orders.csv':
        'id,day,order,price,category\nann,2026-02-01,A1,5.00,coffee\nbob,2026-02-01,B1,5.00,tea\nbob,2026-06-01,B2,5.00,tea\n',
};

test('what happens for everybody is read from files of its own, and reaches those whom it concerns', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'announcements-'));
    try {
        for (const [name, text] of Object.entries(FILES))
            await writeFile(join(folder, name), text.replaceAll('\\\n', '\n'));
        const { findings, programs } = await compile([{ uri: 'file:///p.loyalty', text: PROGRAM }]);
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        const [program] = programs;
        const [dataset] = program?.datasets ?? [];
        if (program === undefined || dataset === undefined) throw new Error('no program');
        const history = await openHistory({ program, dataset, baseFolder: folder, maxRejectShare: 1 });
        expect(history.findings).toEqual([]);
        expect(history.announcements.map(({ event, fields }) => [event, fields.get('sku')])).toEqual([
            ['product_launch', 'KENYA'],
        ]);
        expect(history.rejects.map(({ file, row, reason }) => `${file}:${row} ${reason}`)).toEqual([
            expect.stringContaining('launches.csv:3'),
            expect.stringContaining('launches.csv:4'),
        ]);
        const result = await simulate({ program, source: history, dataset: 'D' });
        await history.close();
        if (result.kind !== 'figures') throw new Error('laws are broken');
        const fired = result.document.triggers.map(({ name, fired }) => [name, fired]);
        expect(fired).toEqual([
            ['NewProduct', 1],
            ['PriceMove', 2],
        ]);
    } finally {
        await rm(folder, { recursive: true });
    }
});
