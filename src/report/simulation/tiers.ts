import { Rational } from '../../base/rational.ts';
import type { MonthFigures, SimulationDocument } from '../../model/documents/simulation.ts';
import { count, monthLabel, monthName, shareOf } from '../figures.ts';
import {
    type Block,
    type Chart,
    chartBlock,
    left,
    right,
    row,
    type Section,
    type Table,
    tableBlock,
} from '../layout/page.ts';

/** Members by tier, lowest first. */
type Holders = { readonly [tier: string]: number };

export function tierSections(document: SimulationDocument): Section[] {
    const ladders = Object.entries(document.tiers);
    return ladders.map(([ladder, holders], index) => {
        const chart = tierChart(document, ladder);
        const blocks: Block[] = [tableBlock(tierTable(document, ladder, holders))];
        if (chart !== undefined) blocks.push(chartBlock(chart));
        const heading = ladders.length === 1 ? 'Tiers' : `Tiers of ${ladder}`;
        return { id: ladders.length === 1 ? 'tiers' : `tiers-${index + 1}`, heading, blocks };
    });
}

function tierTable({ months }: SimulationDocument, ladder: string, holders: Holders): Table {
    const first = months.length > 1 ? months[0] : undefined;
    const start = first?.tiers[ladder];
    const total = membersIn(holders);
    const began = start === undefined || first === undefined ? [] : [right(`End of ${monthLabel(first.month)}`)];
    return {
        caption: `Members by tier of ${ladder}`,
        columns: [left('Tier'), right('Members at the end'), right('Share'), ...began],
        rows: Object.entries(holders).map(([tier, members]) =>
            row(tier, count(members), share(members, total), ...(start === undefined ? [] : [shareAt(start, tier)])),
        ),
    };
}

/** The tiers above the one where everyone starts: next to it they would be too thin to see. */
export function tierChart({ months, tiers, tierColours }: SimulationDocument, ladder: string): Chart | undefined {
    const [lowest, ...above] = Object.keys(tiers[ladder] ?? {});
    const known = months.filter(month => month.tiers[ladder] !== undefined);
    if (lowest === undefined || above.length === 0 || known.length < 2) return undefined;
    const valuesOf = (tier: string): number[] => known.map(month => percentAt(month, ladder, tier));
    const layers = above.map(tier => ({ name: tier, values: valuesOf(tier), colour: tierColours?.[ladder]?.[tier] }));
    if (layers.every(layer => layer.values.every(value => value === 0))) return undefined;
    return {
        id: `tiers-${Object.keys(tiers).indexOf(ladder) + 1}`,
        title: `Share of members above ${lowest}, in percent`,
        reading: tierReading(known, ladder, above),
        table: {
            caption: `Members by tier of ${ladder} at the end of each month`,
            columns: [left('Month'), ...[lowest, ...above].map(right)],
            rows: known.map(month =>
                row(monthName(month.month), ...[lowest, ...above].map(tier => count(month.tiers[ladder]?.[tier] ?? 0))),
            ),
        },
        picture: { kind: 'shares over time', months: known.map(({ month }) => monthLabel(month)), layers },
        height: 280,
    };
}

/** Speaks of the highest tier that anyone holds, and of the one that most hold. */
function tierReading(months: readonly MonthFigures[], ladder: string, above: readonly string[]): string {
    const [first, last] = [months[0]?.tiers[ladder] ?? {}, months.at(-1)?.tiers[ladder] ?? {}];
    const held = above.filter(tier => (last[tier] ?? 0) > 0);
    const top = held.at(-1);
    if (top === undefined) return `At the end nobody is above ${Object.keys(last)[0] ?? 'the first tier'}.`;
    const widest = held.toSorted((a, b) => (last[b] ?? 0) - (last[a] ?? 0))[0] ?? top;
    const said = (tier: string): string =>
        `${shareAt(last, tier)} of members ${(last[tier] ?? 0) === 1 ? 'is' : 'are'} ${tier}`;
    const change = changeOf(first, last, top);
    const rest = widest === top ? '' : `; most of those above the start are ${widest} (${shareAt(last, widest)})`;
    return `At the end ${said(top)}${change}${rest}.`;
}

function changeOf(first: Holders, last: Holders, tier: string): string {
    const [before, after] = [shareAt(first, tier), shareAt(last, tier)];
    if (before === after) return ', as at the beginning';
    const rose = exactShare(last, tier).gt(exactShare(first, tier));
    return `, ${rose ? 'up' : 'down'} from ${before}`;
}

const membersIn = (holders: Holders): number => Object.values(holders).reduce((a, b) => a + b, 0);
const share = (members: number, total: number): string => shareOf(Rational.of(members), Rational.of(total));
const shareAt = (holders: Holders, tier: string): string => share(holders[tier] ?? 0, membersIn(holders));

function exactShare(holders: Holders, tier: string): Rational {
    const total = membersIn(holders);
    return total === 0 ? Rational.ZERO : Rational.of(holders[tier] ?? 0, total);
}

function percentAt(month: MonthFigures, ladder: string, tier: string): number {
    return exactShare(month.tiers[ladder] ?? {}, tier)
        .mul(Rational.of(100))
        .toNumber();
}
