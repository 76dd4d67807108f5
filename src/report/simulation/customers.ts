import type { CustomerMeasures } from '../../model/documents/customers.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import { count, decimal, estimate, money, percent } from '../figures.ts';
import { type Chart, chartBlock, left, type Row, right, row, type Section, tableBlock } from '../layout/page.ts';

export function customerSection(document: SimulationDocument): Section {
    const { metrics, data, customers } = document;
    const chart = fifthChart(document);
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
                    ...valueRows(customers),
                    ...npsRows(customers),
                    ...referralRows(customers),
                ],
            }),
            ...(chart === undefined ? [] : [chartBlock(chart)]),
        ],
    };
}

function valueRows({ lifetimeValue }: CustomerMeasures): Row[] {
    if (lifetimeValue === undefined) return [];
    const { historic, predicted } = lifetimeValue;
    const soFar = row('Brought so far by a member who bought, on average', money(historic.mean));
    if ('notEstimated' in predicted)
        return [soFar, row(`What they will bring is not estimated: ${predicted.notEstimated}`, '')];
    const { horizonDays, mean } = predicted;
    return [soFar, row(`Expected of such a member in the next ${horizonDays} days, by a model`, estimate(mean))];
}

function npsRows({ nps }: CustomerMeasures): Row[] {
    if (nps === undefined) return [];
    const { score, low, high, answers } = nps;
    const label = `Would recommend (NPS), of ${count(answers)} who answered; with its 95% interval`;
    return [row(label, `${score} (${low} to ${high})`)];
}

function referralRows({ referral }: CustomerMeasures): Row[] {
    if (referral === undefined) return [];
    const brought = row('Referred by another member, of all members', percent(referral.rate));
    const recommending = row('Recommended us to somebody', count(referral.recommending));
    return referral.referred === 0 ? [recommending] : [brought, recommending];
}

export function fifthChart({ customers, program }: SimulationDocument): Chart | undefined {
    const { fifths } = customers;
    const [first] = fifths;
    if (first === undefined || fifths.length < 5) return undefined;
    return {
        id: 'fifths',
        title: 'Share of revenue by fifth of the members who bought, those who spend most first',
        reading: `The fifth who spend most (${count(first.members)} members) bring ${percent(first.share)} of revenue; the fifth who spend least bring ${percent(fifths.at(-1)?.share ?? '0')}.`,
        table: {
            caption: 'Revenue by fifth of members',
            columns: [left('Fifth'), right('Members'), right(`Revenue in ${program.currency}`), right('Share')],
            rows: fifths.map(({ members, revenue, share }, index) =>
                row(fifthName(index), count(members), count(revenue.amount), percent(share)),
            ),
        },
        picture: {
            kind: 'bars',
            bars: fifths.map(({ share }, index) => ({
                name: fifthName(index),
                value: decimal(share).toNumber(),
                label: percent(share),
            })),
        },
        height: 170,
    };
}

const fifthName = (index: number): string => `${['First', 'Second', 'Third', 'Fourth', 'Last'][index]} fifth`;
