import type { RfmGroup } from '../../model/documents/customers.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import { count, decimal, estimate, percent } from '../figures.ts';
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

/** Groups by how recently, how often and for how much members bought. */
export function groupSection(document: SimulationDocument): Section | undefined {
    const { groups } = document.customers.rfm;
    if (groups.length === 0) return undefined;
    const chart = groupChart(document);
    const blocks: Block[] = [
        paragraph(
            'Members who bought, scored in fifths by how recently, how often and for how much they did. What the names stand for is on the page of figures in the reference.',
        ),
        tableBlock(groupTable(document)),
        ...(chart === undefined ? [] : [chartBlock(chart)]),
    ];
    return { id: 'groups', heading: 'Groups of customers', blocks, detail: true };
}

function groupTable({ customers, program }: SimulationDocument): Table {
    const { groups } = customers.rfm;
    const predicted = groups.some(group => group.predicted !== undefined);
    return {
        caption: 'Groups by recency, frequency and monetary value',
        columns: [
            left('Group'),
            right('Members'),
            right('Days since the last purchase'),
            right('Purchases a member'),
            right(`Revenue in ${program.currency}`),
            right('Share'),
            ...(predicted ? [right('Expected in the next year')] : []),
        ],
        rows: groups.map(group =>
            row(
                group.name,
                count(group.members),
                count(group.recencyDays),
                count(group.purchases),
                count(group.revenue.amount),
                group.share === undefined ? '' : percent(group.share),
                ...(predicted
                    ? [group.predicted === undefined ? '' : (estimate(group.predicted).split(' ')[0] ?? '')]
                    : []),
            ),
        ),
    };
}

export function groupChart({ customers }: SimulationDocument): Chart | undefined {
    const groups = customers.rfm.groups.filter(({ share }) => share !== undefined);
    const best = groups.toSorted((a, b) => shareOf(b) - shareOf(a))[0];
    if (best === undefined || groups.length < 2) return undefined;
    return {
        id: 'groups',
        title: 'Share of revenue by group',
        reading: `${best.name} bring most: ${percent(best.share ?? '0')} of revenue from ${count(best.members)} members.`,
        table: {
            caption: 'Share of revenue by group',
            columns: [left('Group'), right('Members'), right('Share of revenue')],
            rows: groups.map(({ name, members, share = '0' }) => row(name, count(members), percent(share))),
        },
        picture: {
            kind: 'bars',
            bars: groups.map(group => ({
                name: group.name,
                value: shareOf(group),
                label: `${percent(group.share ?? '0')} (${count(group.members)} members)`,
            })),
        },
        height: 60 + groups.length * 28,
    };
}

const shareOf = ({ share }: RfmGroup): number => decimal(share ?? '0').toNumber();
