import type { JourneyFigures, JourneyGroup, SimulationDocument } from '../../model/documents/simulation.ts';
import { count, money } from '../figures.ts';
import { left, right, row, type Section, type Table, tableBlock } from '../layout/page.ts';

/** How far members came in each journey, beside those who were left alone. */
export function journeySection({ triggers }: SimulationDocument): Section | undefined {
    const journeys = triggers.flatMap(({ title, journey }) => (journey === undefined ? [] : [{ title, journey }]));
    if (journeys.length === 0) return undefined;
    const blocks = journeys.map(({ title, journey }) => tableBlock(journeyTable(title, journey)));
    return { id: 'journeys', heading: 'Journeys', blocks };
}

function journeyTable(title: string, { in: own, heldOut, steps }: JourneyFigures): Table {
    const hasControl = heldOut.entered > 0;
    const line = (what: string, times: number, control: number) =>
        row(what, count(times), ...(hasControl ? [count(control)] : []));
    const both = (what: string, of: (group: JourneyGroup) => number) => line(what, of(own), of(heldOut));
    return {
        caption: title,
        columns: [left('Step'), right('Times'), ...(hasControl ? [right('Control group')] : [])],
        rows: [
            both('came in', each => each.entered),
            ...steps.map(({ step, times, heldOut: control }) => line(step, times, control)),
            both('met the aim', each => each.aimMet),
            both('left before the end', each => each.stopped + each.startedOver),
            both('went through without it', each => each.finished),
            both('are still in it', each => each.still),
            row('spent while in it', money(own.spent), ...(hasControl ? [money(heldOut.spent)] : [])),
        ],
    };
}
