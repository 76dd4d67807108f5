import type { LifetimeValue } from '../../model/documents/customers.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import { count, estimate, money } from '../figures.ts';
import { type Block, left, paragraph, right, row, type Section, tableBlock } from '../layout/page.ts';

/** What customers have brought and are expected to bring. */
export function valueSection({ customers }: SimulationDocument): Section | undefined {
    const { lifetimeValue } = customers;
    if (lifetimeValue === undefined) return undefined;
    const { historic, predicted } = lifetimeValue;
    const blocks: Block[] = [
        tableBlock({
            caption: 'What customers are worth',
            columns: [left(''), right('')],
            rows: [
                row('Brought so far by a member who bought, on average', money(historic.mean)),
                row('Brought so far by the one in the middle', money(historic.median)),
                ...expected(predicted),
            ],
        }),
        paragraph(howEstimated(predicted)),
    ];
    return { id: 'value', heading: 'What customers are worth', blocks, detail: true };
}

function expected(predicted: LifetimeValue['predicted']) {
    if ('notEstimated' in predicted) return [];
    const { horizonDays, total, mean, purchases } = predicted;
    return [
        row(`Days with a purchase expected in the next ${horizonDays} days`, count(whole(purchases))),
        row(`Revenue expected of them in the next ${horizonDays} days`, estimate(total)),
        row('Of it by a member who bought, on average', estimate(mean)),
    ];
}

function howEstimated(predicted: LifetimeValue['predicted']): string {
    if ('notEstimated' in predicted) return `What they will bring is not estimated: ${predicted.notEstimated}.`;
    const { r, alpha, a, b, p, q, gamma } = predicted.parameters;
    return `Expected by the models BG/NBD (how often; r ${r}, alpha ${alpha}, a ${a}, b ${b}, time in weeks) and gamma-gamma (how much; p ${p}, q ${q}, gamma ${gamma}) of Fader, Hardie and Lee, fitted to these purchases by maximum likelihood. Not discounted, revenue and not profit, and without new customers: an estimate, not a promise.`;
}

/** Half a day is no use to anyone. */
const whole = (decimal: string): string => String(Math.round(Number(decimal)));
