import { Rational } from '../../base/rational.ts';
import { plural } from '../../base/text.ts';
import type { MonthFigures, PointsFigures, SimulationDocument } from '../../model/documents/simulation.ts';
import { count, decimal, money, monthLabel, monthName, percent, points, shareOf } from '../figures.ts';
import {
    type Block,
    type Chart,
    chartBlock,
    left,
    paragraph,
    right,
    row,
    type Section,
    type Table,
    tableBlock,
} from '../layout/page.ts';
import { breakageBlocks } from './breakage.ts';

type Flow = 'issued' | 'spent' | 'expired' | 'takenBack' | 'outstanding';

export function pointsSection(document: SimulationDocument): Section | undefined {
    const names = Object.keys(document.totals.points);
    if (names.length === 0) return undefined;
    const charts = names
        .map((name, index) => flowChart(document, name, index + 1))
        .filter(chart => chart !== undefined);
    const blocks: Block[] = [
        tableBlock(pointsTable(document)),
        ...Object.entries(document.totals.points).flatMap(([name, figures]) => [
            ...debt(name, figures),
            ...breakageBlocks(name, figures),
        ]),
        ...charts.map(chartBlock),
    ];
    return { id: 'points', heading: 'Points', blocks };
}

function pointsTable({ totals }: SimulationDocument): Table {
    const worth = Object.values(totals.points).some(({ liability }) => liability !== undefined);
    const names = ['Issued', 'Pending', 'Available', 'Spent', 'Expired', 'Taken back'];
    return {
        caption: 'Points at the end',
        columns: [left('Points'), ...names.map(right), ...(worth ? [right('Still owed')] : [])],
        rows: Object.entries(totals.points).map(([name, each]) =>
            row(
                name,
                ...[each.issued, each.pending, each.available, each.spent, each.expired, each.takenBack].map(count),
                ...(worth ? [each.liability === undefined ? '' : money(each.liability)] : []),
            ),
        ),
    };
}

function debt(name: string, { debt }: PointsFigures): Block[] {
    if (decimal(debt).isZero()) return [];
    const text = `Members owe ${points(debt, name)} for goods given back whose points were gone by then; what they earn next fills that first.`;
    return [paragraph(text)];
}

export function flowChart({ months, totals }: SimulationDocument, name: string, number: number): Chart | undefined {
    const figures = totals.points[name];
    if (figures === undefined || months.length < 2 || decimal(figures.issued).isZero()) return undefined;
    const series = (label: string, flow: Flow, sign: number): { name: string; values: number[] } => ({
        name: label,
        values: months.map(month => sign * decimal(textOf(month, name, flow)).toNumber()),
    });
    const flows: readonly (readonly [string, Flow])[] = [
        ['Issued', 'issued'],
        ['Spent', 'spent'],
        ['Expired', 'expired'],
        ['Taken back', 'takenBack'],
    ];
    return {
        id: `points-${number}`,
        title: `${name}: issued, spent, expired, taken back and open, by month`,
        reading: flowReading(name, figures),
        table: {
            caption: `${name} by month`,
            columns: [left('Month'), ...flows.map(([label]) => right(label)), right('Open at the end of the month')],
            rows: months.map(month =>
                row(
                    monthName(month.month),
                    ...[...flows.map(([, flow]) => flow), 'outstanding' as const].map(flow =>
                        count(textOf(month, name, flow)),
                    ),
                ),
            ),
        },
        picture: {
            kind: 'flows and stock',
            months: months.map(({ month }) => monthLabel(month)),
            flows: flows
                .map(([label, flow]) => series(label, flow, flow === 'issued' ? 1 : -1))
                .filter(({ values }) => values.some(value => value !== 0)),
            stock: series('Open', 'outstanding', 1),
            unit: name,
        },
        height: 380,
    };
}

function flowReading(name: string, figures: PointsFigures): string {
    const issued = decimal(figures.issued);
    const parts = [
        [figures.spent, 'spent'],
        [figures.expired, 'expired'],
        [figures.takenBack, 'taken back'],
    ] as const;
    const gone = parts
        .filter(([amount]) => !decimal(amount).isZero())
        .map(([amount, what]) => `${shareOf(decimal(amount), issued)} ${what}`);
    const open = decimal(figures.available).add(decimal(figures.pending));
    const rest = `${shareOf(open, issued)} open at the end`;
    return `Of ${points(figures.issued, name)} issued, ${gone.length === 0 ? 'all are still open' : `${gone.join(', ')} and ${rest}`}.`;
}

export function holderSections(document: SimulationDocument): Section[] {
    const charts = Object.keys(document.holders).map((name, index) => holderChart(document, name, index + 1));
    const found = charts.filter(chart => chart !== undefined);
    if (found.length === 0) return [];
    return [{ id: 'holders', heading: 'Who holds the points', blocks: found.map(chartBlock), detail: true }];
}

export function holderChart({ holders }: SimulationDocument, name: string, number: number): Chart | undefined {
    const tenths = holders[name] ?? [];
    const total = tenths.reduce((sum, { share }) => sum.add(decimal(share)), Rational.ZERO);
    const first = tenths[0];
    if (first === undefined || total.isZero()) return undefined;
    const half = tenthsWithHalf(tenths.map(({ share }) => decimal(share)));
    return {
        id: `holders-${number}`,
        title: `Share of available ${name} by tenth of members, those who hold most first`,
        reading: `The tenth of members who hold most (${plural(first.members, 'member')}) has ${percent(first.share)} of all available ${name}; half of it lies with ${half === 1 ? 'the first tenth' : `the first ${half} tenths`}.`,
        table: {
            caption: `Available ${name} by tenth of members`,
            columns: [left('Tenth'), right('Members'), right('Share')],
            rows: tenths.map(({ share, members }, index) => row(tenthName(index), count(members), percent(share))),
        },
        picture: {
            kind: 'bars',
            bars: tenths.map(({ share }, index) => ({
                name: tenthName(index),
                value: decimal(share).toNumber(),
                label: percent(share),
            })),
        },
        height: 290,
    };
}

/** How many tenths from the top hold half. */
function tenthsWithHalf(shares: readonly Rational[]): number {
    let sum = Rational.ZERO;
    for (const [index, share] of shares.entries()) {
        sum = sum.add(share);
        if (sum.ge(Rational.of(1, 2))) return index + 1;
    }
    return shares.length;
}

const ORDINALS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth', 'Tenth'];
const tenthName = (index: number): string => `${ORDINALS[index] ?? index + 1} tenth`;

function textOf(month: MonthFigures, name: string, flow: Flow): string {
    return month.points[name]?.[flow] ?? '0';
}
