import type { SimulationDocument } from '../../model/documents/simulation.ts';
import { count, percent } from '../figures.ts';
import { left, type Row, right, row, type Section, tableBlock } from '../layout/page.ts';

export function customerSection({ metrics, data }: SimulationDocument): Section {
    const share = (label: string, value: string | undefined): Row[] =>
        value === undefined ? [] : [row(label, percent(value))];
    return {
        id: 'customers',
        heading: 'Customers',
        blocks: [
            tableBlock({
                caption: 'Customers',
                columns: [left(''), right('')],
                rows: [
                    row('Members in the data', count(data.members)),
                    row('Active: bought at least once in the period', count(metrics.activeMembers)),
                    ...share('Bought again: of those who bought, bought at least twice', metrics.repurchaseRate),
                    ...share('Stayed: of those who bought in the first half, bought in the second', metrics.retention),
                    ...share('Left: of those who bought in the first half, did not in the second', metrics.churn),
                    ...share('Share of revenue from the fifth of members who spend most', metrics.topShare),
                ],
            }),
        ],
    };
}
