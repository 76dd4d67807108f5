import { plural } from '../../base/text.ts';
import type { MonthFigures, SimulationDocument, TriggerFigures, Watched } from '../../model/documents/simulation.ts';
import { count, money, monthLabel, monthName } from '../figures.ts';
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
import { effectBlocks } from './effects.ts';

const MOST_SERIES = 5;

export function triggerSection(document: SimulationDocument): Section | undefined {
    const { triggers } = document;
    if (triggers.length === 0) return undefined;
    const acted = triggers.filter(hasActed);
    const silent = triggers.filter(trigger => !hasActed(trigger));
    const chart = triggerChart(document);
    const blocks: Block[] = [
        ...(acted.length === 0 ? [] : [tableBlock(triggerTable(acted))]),
        ...effectBlocks(document),
        ...(silent.length === 0 ? [] : [paragraph(`Never fired: ${silent.map(({ title }) => title).join(', ')}.`)]),
        ...(chart === undefined ? [] : [chartBlock(chart)]),
    ];
    return { id: 'triggers', heading: 'Triggers', blocks };
}

const came = (watched: Watched | undefined): string =>
    watched === undefined || watched.times === 0
        ? ''
        : `${count(watched.back)} of ${count(watched.times)}, ${money(watched.spent)}`;

/** What was suppressed or capped has looked, too. */
const hasActed = ({ fired, heldOut, suppressed = 0, capped = 0 }: TriggerFigures): boolean =>
    fired + heldOut + suppressed + capped > 0;

function triggerTable(triggers: readonly TriggerFigures[]): Table {
    const heldOut = triggers.some(trigger => trigger.heldOut > 0);
    const suppressed = triggers.some(trigger => (trigger.suppressed ?? 0) > 0);
    const capped = triggers.some(trigger => (trigger.capped ?? 0) > 0);
    const watched = triggers.some(trigger => trigger.watched !== undefined);
    const offers = triggers.some(trigger => trigger.offersUsed > 0);
    return {
        caption: 'What each trigger did',
        columns: [
            left('Trigger'),
            right('Fired'),
            right('Members'),
            ...(heldOut ? [right('Held out')] : []),
            ...(suppressed ? [right('No consent')] : []),
            ...(capped ? [right('Over the limit')] : []),
            ...(watched ? [right('Came back'), right('Held out, came back')] : []),
            ...(offers ? [right('Offers used')] : []),
        ],
        rows: triggers.map(trigger =>
            row(
                trigger.title,
                count(trigger.fired),
                count(trigger.members),
                ...(heldOut ? [count(trigger.heldOut)] : []),
                ...(suppressed ? [count(trigger.suppressed ?? 0)] : []),
                ...(capped ? [count(trigger.capped ?? 0)] : []),
                ...(watched ? [came(trigger.watched?.fired), came(trigger.watched?.heldOut)] : []),
                ...(offers ? [trigger.offersUsed === 0 ? '' : count(trigger.offersUsed)] : []),
            ),
        ),
    };
}

export function triggerChart({ months, triggers }: SimulationDocument): Chart | undefined {
    const fired = triggers.filter(trigger => trigger.fired > 0).toSorted((a, b) => b.fired - a.fired);
    const most = fired[0];
    if (most === undefined || months.length < 2) return undefined;
    const shown = fired.length <= MOST_SERIES + 1 ? fired : fired.slice(0, MOST_SERIES);
    const rest = fired.slice(shown.length);
    const timesIn = (month: MonthFigures, some: readonly TriggerFigures[]): number =>
        some.reduce((sum, { name }) => sum + (month.triggers[name] ?? 0), 0);
    const series = shown.map(each => ({ name: each.title, values: months.map(month => timesIn(month, [each])) }));
    if (rest.length > 0) {
        series.push({ name: `${rest.length} others`, values: months.map(month => timesIn(month, rest)) });
    }
    const busiest = months.reduce((best, month) => (timesIn(month, fired) > timesIn(best, fired) ? month : best));
    return {
        id: 'triggers',
        title: 'Times that triggers fired, by month',
        reading: `${most.title} fired most (${plural(most.fired, 'time')} for ${plural(most.members, 'member')}); the busiest month was ${monthName(busiest.month)} with ${plural(timesIn(busiest, fired), 'firing')} in all.`,
        table: {
            caption: 'Times that triggers fired, by month',
            columns: [left('Month'), ...fired.map(({ title }) => right(title))],
            rows: months.map(month => row(monthName(month.month), ...fired.map(each => count(timesIn(month, [each]))))),
        },
        picture: { kind: 'columns', labels: months.map(({ month }) => monthLabel(month)), series, unit: 'times' },
        height: 300,
    };
}
