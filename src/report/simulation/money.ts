import { Rational } from '../../base/rational.ts';
import type { Money, SimulationDocument } from '../../model/documents/simulation.ts';
import { count, decimal, isPartial, money, monthLabel, monthName, shareOf } from '../figures.ts';
import {
    type Block,
    type Chart,
    chartBlock,
    left,
    type Row,
    right,
    type Section,
    strong,
    type Table,
    tableBlock,
} from '../layout/page.ts';

export function moneySection(document: SimulationDocument): Section {
    const chart = revenueChart(document);
    const blocks: Block[] = [tableBlock(moneyTable(document)), ...(chart === undefined ? [] : [chartBlock(chart)])];
    return { id: 'money', heading: 'What it brought and what it cost', blocks };
}

/** From the sales at full price down to revenue, then what the program gave away. */
function moneyTable(document: SimulationDocument): Table {
    const { totals, program } = document;
    const revenue = decimal(totals.revenue.amount);
    const line = (label: string, value: Money): Row => ({
        cells: [label, count(value.amount), shareOf(decimal(value.amount), revenue)],
    });
    const { costOf } = totals;
    const given: readonly (readonly [string, Money])[] = [
        ['Discounts', costOf.discounts],
        ['Rewards, beyond the worth of the points spent on them', costOf.rewards],
        ['Credit', costOf.credit],
        ['Points issued, at their worth', costOf.issued],
        ['Points expired or taken back, at their worth', negated(costOf.lapsed)],
    ];
    const liability = liabilityOf(document);
    return {
        caption: 'What it brought and what it cost',
        columns: [left(''), right(`in ${program.currency}`), right('of revenue')],
        rows: [
            { cells: [`Goods at full price, in ${count(totals.purchases)} purchases`, count(totals.gross.amount), ''] },
            { cells: [`Given back in ${count(totals.returns)} returns`, count(negated(totals.returned).amount), ''] },
            strong('Revenue: paid for goods without tax, less returns', count(totals.revenue.amount), '100.0%'),
            ...given.filter(([, value]) => !decimal(value.amount).isZero()).map(([label, value]) => line(label, value)),
            { ...line('Cost of the program', totals.cost), strong: true },
            ...(liability === undefined ? [] : [line('of which still owed: open points, at their worth', liability)]),
        ],
    };
}

export function revenueChart({ months, program, data }: SimulationDocument): Chart | undefined {
    if (months.length < 2) return undefined;
    const values = months.map(({ revenue }) => decimal(revenue));
    const best = extreme(values, (a, b) => a.gt(b));
    const worst = extreme(values, (a, b) => a.lt(b));
    const said = (index: number): string => {
        const month = months[index]?.month ?? '';
        const partial = isPartial(month, data.from, data.to) ? ', not a whole month in the data' : '';
        return `${monthName(month)} (${money({ amount: months[index]?.revenue ?? '', currency: program.currency })}${partial})`;
    };
    return {
        id: 'revenue',
        title: 'Revenue by month',
        reading: `Revenue was highest in ${said(best)} and lowest in ${said(worst)}.`,
        table: {
            caption: 'Revenue by month',
            columns: [left('Month'), right(`Revenue in ${program.currency}`)],
            rows: months.map(({ month, revenue }) => ({ cells: [monthName(month), count(revenue)] })),
        },
        picture: {
            kind: 'columns',
            labels: months.map(({ month }) => monthLabel(month)),
            series: [{ name: 'Revenue', values: values.map(value => value.toNumber()) }],
            unit: program.currency,
        },
        height: 260,
    };
}

/** What the company would owe if every open point were used; absent where no points have a worth. */
export function liabilityOf({ totals, program }: SimulationDocument): Money | undefined {
    const known = Object.values(totals.points).flatMap(({ liability }) => (liability === undefined ? [] : [liability]));
    if (known.length === 0) return undefined;
    const sum = known.reduce((total, { amount }) => total.add(decimal(amount)), Rational.ZERO);
    const decimals = known[0]?.amount.split('.')[1]?.length ?? 0;
    return { amount: sum.toFixed(decimals), currency: program.currency };
}

const negated = ({ amount, currency }: Money): Money => ({
    amount: decimal(amount).isZero() ? amount : amount.startsWith('-') ? amount.slice(1) : `-${amount}`,
    currency,
});

function extreme(values: readonly Rational[], isBetter: (a: Rational, b: Rational) => boolean): number {
    return values.reduce((best, value, index) => (isBetter(value, values[best] ?? value) ? index : best), 0);
}
