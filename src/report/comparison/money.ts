import type { ComparedTotals, ComparisonDocument } from '../../model/documents/comparison.ts';
import type { Money } from '../../model/documents/simulation.ts';
import { count, money } from '../figures.ts';
import {
    type Block,
    left,
    paragraph,
    type Row,
    right,
    row,
    type Section,
    type Table,
    tableBlock,
} from '../layout/page.ts';
import { changeShare, isNothing, signed, signedMoney } from './say.ts';

export function moneySection(document: ComparisonDocument): Section {
    const blocks: Block[] = [
        tableBlock(moneyTable(document)),
        paragraph(
            'Cost: discounts, credit, rewards, and points at their worth, less those that lapsed. Liability: what members still hold, at its worth. Margin: revenue less liability and less what was given beside orders; what the goods cost is the same in both versions, so the difference is exact without it.',
        ),
    ];
    return { id: 'money', heading: 'Money', blocks };
}

export function moneyTable({ delta, totals }: ComparisonDocument): Table {
    const line = (name: string, of: (totals: ComparedTotals) => Money): Row =>
        row(
            name,
            money(of(totals.old)),
            money(of(totals.new)),
            signedMoney(of(delta)),
            changeShare(of(delta), of(totals.old)),
        );
    const parts: readonly (readonly [string, (totals: ComparedTotals) => Money])[] = [
        ['  discounts', ({ discounts }) => discounts],
        ['  rewards, less points spent', ({ costOf }) => costOf.rewards],
        ['  credit', ({ credit }) => credit],
        ['  points issued', ({ costOf }) => costOf.issued],
        ['  points that lapsed (subtracted)', ({ costOf }) => costOf.lapsed],
    ];
    const said = parts.filter(([, of]) => [totals.old, totals.new].some(each => !isNothing(of(each).amount)));
    return {
        caption: 'Money in both versions',
        columns: [left(''), right('Old'), right('New'), right('Change'), right('Share')],
        rows: [
            line('Revenue, net of tax and returns', ({ revenue }) => revenue),
            ...said.map(([name, of]) => line(name, of)),
            { ...line('Cost of the program', ({ cost }) => cost), strong: true },
            line('Liability', ({ liability }) => liability),
            line('Margin, before the cost of goods', ({ margin }) => margin),
        ],
    };
}

export function pointsSection({ delta, totals }: ComparisonDocument): Section | undefined {
    const names = Object.keys(delta.points);
    if (names.length === 0) return undefined;
    const flows = [
        ['issued', 'issued'],
        ['spent', 'spent'],
        ['expired', 'expired'],
        ['takenBack', 'taken back'],
        ['pending', 'pending at the end'],
        ['available', 'available at the end'],
    ] as const;
    const rows = names.flatMap(name =>
        flows.flatMap(([flow, label]) => {
            const [was, is, change] = [
                totals.old.points[name]?.[flow] ?? '0',
                totals.new.points[name]?.[flow] ?? '0',
                delta.points[name]?.[flow] ?? '0',
            ];
            return isNothing(was) && isNothing(is)
                ? []
                : [row(`${name} ${label}`, count(was), count(is), signed(change))];
        }),
    );
    if (rows.length === 0) return undefined;
    const table: Table = {
        caption: 'Points in both versions',
        columns: [left('Points'), right('Old'), right('New'), right('Change')],
        rows,
    };
    return { id: 'points', heading: 'Points', blocks: [tableBlock(table)] };
}
