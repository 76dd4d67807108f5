import type { SimulationDocument } from '../../model/documents/simulation.ts';
import { count, isPartial, monthName } from '../figures.ts';
import { left, right, row, type Section, tableBlock } from '../layout/page.ts';

/** Month by month, for those who want to calculate further. */
export function monthSection({ months, totals, data, program }: SimulationDocument): Section | undefined {
    if (months.length === 0) return undefined;
    const names = Object.keys(totals.points);
    const note = (month: string): string => (isPartial(month, data.from, data.to) ? ' (in part)' : '');
    return {
        id: 'months',
        heading: 'Month by month',
        detail: true,
        blocks: [
            tableBlock({
                caption: 'Month by month',
                columns: [
                    left('Month'),
                    right(`Revenue in ${program.currency}`),
                    right('Active members'),
                    ...names.flatMap(name => [right(`${name} issued`), right(`${name} open`)]),
                ],
                rows: months.map(month =>
                    row(
                        monthName(month.month) + note(month.month),
                        count(month.revenue),
                        count(month.activeMembers),
                        ...names.flatMap(name => [
                            count(month.points[name]?.issued ?? '0'),
                            count(month.points[name]?.outstanding ?? '0'),
                        ]),
                    ),
                ),
            }),
        ],
    };
}
