import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { dayOf, formatDate } from '../../src/base/calendar.ts';
import { Random } from '../../src/base/random.ts';
import type { SimulationDocument } from '../../src/model/documents/simulation.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { sourceOf } from './support/histories.ts';
import { HEAD, programOf } from './support/programs.ts';

/* The same measures by another way: as SQL over the same purchases and returns of 240 members in two years. */

interface Row {
    readonly member: string;
    readonly date: string;
    readonly type: 'buys' | 'returns';
    readonly amount: number;
}

const rows = madeUp(new Random(11));
let document: SimulationDocument;
let ask: (sql: string) => Promise<readonly (readonly unknown[])[]>;

beforeAll(async () => {
    const program = await programOf(`${HEAD}\npoints Star { worth 0.02 EUR }`);
    const history = rows.map(({ member, date, type, amount }) => `${date} ${member} ${type} ${amount}`).join('\n');
    const result = await simulate({ program, source: sourceOf(history), dataset: 'Test' });
    if (result.kind === 'broken laws') throw new Error(JSON.stringify(result.broken));
    document = result.document;
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const values = rows.map(({ member, date, type, amount }) => `('${member}', date '${date}', '${type}', ${amount})`);
    await connection.run(
        `create table events as select * from (values ${values.join(',')}) as t(member, day, type, amount)`,
    );
    await connection.run(`create table bought as select * from events where type = 'buys'`);
    await connection.run(`create table customers as
        select b.member, min(b.day) as first_day, max(b.day) as last_day, count(*) as purchases,
            sum(b.amount) - coalesce((select sum(amount) from events e where e.member = b.member and type = 'returns'), 0) as revenue
        from bought b group by b.member`);
    ask = async sql => {
        const reader = await connection.runAndReadAll(sql);
        return reader.getRowsJson();
    };
});

describe('SQL over the same events finds the same', () => {
    it.each([
        ['month', `strftime(X, '%Y-%m')`],
        ['quarter', `concat(year(X), '-Q', quarter(X))`],
        ['year', `cast(year(X) as varchar)`],
    ] as const)('cohorts by %s', async (unit, name) => {
        const by = (column: string): string => name.replaceAll('X', column);
        const found = await ask(`
            select ${by('c.first_day')} as cohort, ${by('b.day')} as period, count(distinct b.member)::int as active
            from bought b join customers c using (member) group by all order by all`);
        const periods = [...new Set(rows.map(({ date }) => date))].sort();
        const ours = document.customers.cohorts[unit].flatMap(({ period, periods: own }) => {
            const names = namesFrom(period, unit, periods.at(-1) ?? '');
            return own.flatMap(({ active }, index) => (active === 0 ? [] : [[period, names[index], active]]));
        });
        expect(ours).toEqual(found);
    });

    it('groups by recency, frequency and monetary value', async () => {
        const score = (value: string): string => `1 + 5 * (rank() over (order by ${value}) - 1) // count(*) over ()`;
        const found = await ask(`
            with scored as (
                select *, ${score('last_day')} as r, ${score('purchases')} as f, ${score('revenue')} as m from customers
            ), grid as (
                select *, cast(ceil((f + m) / 2.0) as int) as fm from scored
            ), named as (
                select *, case r
                    when 5 then ['New', 'Potential loyalists', 'Potential loyalists', 'Champions', 'Champions'][fm]
                    when 4 then ['Promising', 'Potential loyalists', 'Potential loyalists', 'Loyal', 'Loyal'][fm]
                    when 3 then ['About to sleep', 'About to sleep', 'Need attention', 'Loyal', 'Loyal'][fm]
                    else ['Hibernating', 'Hibernating', 'At risk', 'At risk', 'Can''t lose them'][fm] end as label
                from grid
            )
            select label, count(*)::int, sum(revenue)::int,
                quantile_disc((select max(day) from events) - last_day, 0.5)::int
            from named group by label order by label`);
        const ours = document.customers.rfm.groups
            .map(({ name, members, revenue, recencyDays }) => [name, members, Number(revenue.amount), recencyDays])
            .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
        expect(ours).toEqual(found);
        expect(ours.length).toBeGreaterThan(5);
    });

    it('repurchase rate, lifetime value and the share of the top fifth', async () => {
        const [found] = await ask(`
            with ranked as (
                select *, row_number() over (order by revenue desc) as place, count(*) over () as n from customers
            )
            select (sum(case when purchases > 1 then 1 else 0 end) / count(*))::double,
                (sum(revenue) / count(*))::double, quantile_disc(revenue, 0.5)::int,
                (sum(case when place <= ceil(n / 5.0) then revenue end) / sum(revenue))::double
            from ranked`);
        const [rate, mean, median, top] = (found ?? []).map(Number);
        const { metrics, customers } = document;
        expect(metrics.repurchaseRate).toBe(rate?.toFixed(4));
        expect(customers.lifetimeValue?.historic.mean.amount).toBe(mean?.toFixed(2));
        expect(Number(customers.lifetimeValue?.historic.median.amount)).toBe(median);
        expect(metrics.topShare).toBe(top?.toFixed(4));
    });
});

/** The periods from one on to that of the last day. */
function namesFrom(first: string, unit: 'month' | 'quarter' | 'year', last: string): string[] {
    const [year = 0, part = '01'] = first.split('-').map((text, index) => (index === 0 ? Number(text) : text)) as [
        number,
        string?,
    ];
    const length = { month: 1, quarter: 3, year: 12 }[unit];
    const start = unit === 'quarter' ? (Number(part.slice(1)) - 1) * 3 : unit === 'month' ? Number(part) - 1 : 0;
    const names: string[] = [];
    for (let month = year * 12 + start; ; month += length) {
        const [y, m] = [Math.floor(month / 12), month % 12];
        if (`${y}-${String(m + 1).padStart(2, '0')}` > last) return names;
        const name = { month: `${y}-${String(m + 1).padStart(2, '0')}`, quarter: `${y}-Q${m / 3 + 1}`, year: `${y}` };
        names.push(name[unit]);
    }
}

function madeUp(random: Random): Row[] {
    const begin = dayOf(2024, 3, 10);
    return Array.from({ length: 240 }, (_, number): Row[] => {
        const member = `m${number}`;
        const own = random.fork(member);
        const first = own.int(600);
        const count = 1 + own.poisson(own.exponential(4));
        return Array.from({ length: count }, (_, index): Row[] => {
            const day = Math.min(729, first + (index === 0 ? 0 : own.int(130) * index));
            const amount = 5 + own.int(90);
            const bought: Row = { member, date: formatDate(begin + day), type: 'buys', amount };
            const isReturned = own.int(8) === 0;
            return isReturned ? [bought, { ...bought, type: 'returns', amount: 1 + own.int(amount) }] : [bought];
        }).flat();
    }).flat();
}
