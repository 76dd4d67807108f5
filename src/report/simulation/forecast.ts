import { plural } from '../../base/text.ts';
import type { ForecastFigure, ForecastFigures } from '../../model/documents/forecast.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import { count } from '../figures.ts';
import { left, paragraph, right, row, type Section, type Table, tableBlock } from '../layout/page.ts';

/** Apart from all figures of the replay, and never without its assumptions. */
export function forecastSection({ forecast }: SimulationDocument): Section | undefined {
    if (forecast === undefined) return undefined;
    const { draws, seed, assumptions } = forecast;
    const items = assumptions.map(assumption => ({ text: sayAssumption(assumption), mood: 'neutral' as const }));
    const said = `Nobody has seen these customers answer: this is what would come of what the program assumes, in ${plural(draws, 'draw')} from seed ${seed} on. Nothing of it is in the figures above.`;
    return {
        id: 'forecast',
        heading: 'If these assumptions hold',
        blocks: [paragraph(said), { kind: 'list', items }, tableBlock(figureTable(forecast))],
    };
}

function sayAssumption({ title, about, text, chances, answers }: ForecastFigures['assumptions'][number]): string {
    const who = about === undefined ? '' : ` of ${about}`;
    const said = `${title}: ${text.join('; ')}${who}.`;
    if (answers === undefined) return said;
    const range = `${count(answers.median)} (${count(answers.low)} to ${count(answers.high)})`;
    return `${said} Of ${plural(chances ?? 0, 'chance')} to answer, ${range} were taken.`;
}

function figureTable({ figures }: ForecastFigures): Table {
    return {
        caption: 'What would come of it',
        columns: [left(''), right('Replay'), right('Median'), right('5%'), right('95%')],
        rows: figures.map(figure => {
            const { replay, median, low, high } = figure;
            return row(labelOf(figure), ...[replay, median, low, high].map(count));
        }),
    };
}

const LABELS: Readonly<Record<string, string>> = {
    purchases: 'Purchases',
    revenue: 'Revenue',
    cost: 'Cost of the program',
    left: 'Revenue less goods and program',
    liability: 'Open points, at their worth',
};

function labelOf({ name, unit }: ForecastFigure): string {
    const [kind = '', ...rest] = name.split(' ');
    if (kind === 'tier') return `Members in ${rest.at(-1) ?? ''} (${rest[0] ?? ''})`;
    if (kind === 'issued') return `${rest.join(' ')} issued`;
    return `${LABELS[name] ?? name}${unit === undefined ? '' : ` in ${unit}`}`;
}
