import { plural } from '../../base/text.ts';
import type { Breakdown, ComparisonDocument, GroupFigures } from '../../model/documents/comparison.ts';
import { count, decimal } from '../figures.ts';
import {
    type Block,
    type Chart,
    chartBlock,
    left,
    paragraph,
    right,
    row,
    type Section,
    strong,
    type Table,
    tableBlock,
} from '../layout/page.ts';
import { isNothing, membersShare, signed, signedMoney } from './say.ts';

/** Who wins and who loses, and how much. */
export function gainSection(document: ComparisonDocument): Section {
    const { members, gains } = document;
    const table: Table = {
        caption: 'Members',
        columns: [left('Members who are'), right('Members'), right('Share')],
        rows: [
            ...(['better', 'worse', 'mixed', 'same'] as const).map(kind =>
                row(KINDS[kind], count(members[kind]), membersShare(members[kind], members.all)),
            ),
            strong('All', count(members.all), '100%'),
        ],
    };
    const chart = gainChart(document);
    const blocks: Block[] = [
        tableBlock(table),
        paragraph(
            `A member's gain is what they hold at the end and what they were given, at its worth, in the new version less the old one. Altogether it is ${signed(gains.total)} ${gains.unit}, ${signed(gains.mean)} ${gains.unit} a member on average.`,
        ),
        ...(chart === undefined ? [] : [chartBlock(chart), tableBlock(quantileTable(document))]),
    ];
    return { id: 'members', heading: 'Who wins and who loses', blocks };
}

const KINDS = {
    better: 'better off',
    worse: 'worse off',
    mixed: 'better in one respect, worse in another',
    same: 'as before',
} as const;

export function gainChart({ gains, members }: ComparisonDocument): Chart | undefined {
    const moved = gains.histogram.filter(({ from, to }) => from !== to || from === undefined);
    const touched = moved.reduce((sum, bin) => sum + bin.members, 0);
    if (touched === 0) return undefined;
    const most = moved.reduce((a, b) => (b.members > a.members ? b : a));
    return {
        id: 'gains',
        title: `Members by what they gain or lose, in ${gains.unit}`,
        reading: `${plural(touched, 'member')} of ${count(members.all)} gain or lose something; most of these (${count(most.members)}) ${rangeOf(most, gains.unit)}. The ${count(members.all - touched)} others are not drawn.`,
        table: {
            caption: 'Members by gain',
            columns: [left(`Gain in ${gains.unit}`), right('Members'), right('Gain together')],
            rows: gains.histogram.map(bin => row(binName(bin), count(bin.members), signed(bin.gain))),
        },
        picture: {
            kind: 'bars',
            bars: moved.map(bin => ({ name: binName(bin), value: bin.members, label: count(bin.members) })),
        },
        height: 30 + 30 * moved.length,
    };
}

type Bin = ComparisonDocument['gains']['histogram'][number];

function binName({ from, to }: Bin): string {
    if (from === to && from !== undefined) return 'nothing';
    if (from === undefined) return `lose ${count(positive(to))} or more`;
    if (to === undefined) return `gain ${from === '0' ? 'something' : `${count(from)} or more`}`;
    if (decimal(to).sign() <= 0)
        return to === '0'
            ? `lose less than ${count(positive(from))}`
            : `lose ${count(positive(to))} to ${count(positive(from))}`;
    return from === '0' ? `gain less than ${count(to)}` : `gain ${count(from)} to ${count(to)}`;
}

const rangeOf = (bin: Bin, unit: string): string => `${binName(bin)} ${unit}`;
const positive = (text: string | undefined): string =>
    decimal(text ?? '0')
        .abs()
        .toDecimal();

function quantileTable({ gains }: ComparisonDocument): Table {
    const named = (at: string): string =>
        at === '0.00'
            ? 'the least'
            : at === '1.00'
              ? 'the most'
              : at === '0.50'
                ? 'half of all'
                : `${Number(at) * 100}%`;
    return {
        caption: 'Gains at or below',
        columns: [left('Share of members'), right(`Gain at most, ${gains.unit}`)],
        rows: gains.quantiles.map(({ at, gain }) => row(named(at), signed(gain))),
    };
}

export const TITLES: { readonly [kind in Breakdown['kind']]: (name: string) => string } = {
    tier: name => `By tier of ${name} in the old version`,
    segment: name => `By segment ${name}`,
    cohort: () => 'By when they joined',
    spend: () => 'By what they spend, most first',
};

/** Tiers and segments for everyone; what members spend and when they joined for those who scroll. */
export function groupSections(document: ComparisonDocument): Section[] {
    const blocksOf = (kinds: readonly Breakdown['kind'][]): Block[] =>
        document.breakdowns.flatMap((breakdown, index) =>
            kinds.includes(breakdown.kind) ? breakdownBlocks(breakdown, index, document) : [],
        );
    const [ours, others] = [blocksOf(['tier', 'segment']), blocksOf(['spend', 'cohort'])];
    return [
        ...(ours.length === 0 ? [] : [{ id: 'groups', heading: 'Whom it concerns', blocks: ours }]),
        { id: 'spend', heading: 'By spend and by age of membership', blocks: others, detail: true },
    ];
}

function breakdownBlocks(breakdown: Breakdown, index: number, document: ComparisonDocument): Block[] {
    const chart = groupChart(breakdown, index, document);
    return [
        paragraph(`${TITLES[breakdown.kind](breakdown.name)}:`),
        tableBlock(groupTable(breakdown, document)),
        ...(chart === undefined ? [] : [chartBlock(chart)]),
    ];
}

export function groupTable({ kind, name, groups }: Breakdown, { delta, members }: ComparisonDocument): Table {
    const counted = Object.keys(delta.points).filter(points =>
        groups.some(group => !isNothing(group.points[points] ?? '0')),
    );
    const cells = (figures: Omit<GroupFigures, 'name' | 'money' | 'points'>): string[] =>
        [figures.all, figures.better, figures.worse, figures.mixed].map(count);
    const sum = (points: string): string =>
        groups.reduce((total, group) => total.add(decimal(group.points[points] ?? '0')), decimal('0')).toDecimal();
    return {
        caption: TITLES[kind](name),
        columns: [
            left('Group'),
            ...['Members', 'Better', 'Worse', 'Mixed'].map(right),
            right('Gain together'),
            ...counted.map(points => right(`${points} held`)),
        ],
        rows: [
            ...groups.map(group =>
                row(
                    group.name,
                    ...cells(group),
                    signedMoney(group.money),
                    ...counted.map(points => signed(group.points[points] ?? '0')),
                ),
            ),
            strong('All', ...cells(members), signedMoney(delta.cost), ...counted.map(points => signed(sum(points)))),
        ],
    };
}

/** Of deciles: where the money goes. */
function groupChart({ kind, groups }: Breakdown, index: number, { delta }: ComparisonDocument): Chart | undefined {
    const moved = groups.filter(({ money }) => !isNothing(money.amount));
    if (kind !== 'spend' || moved.length < 2) return undefined;
    const most = moved.reduce((a, b) => (decimal(b.money.amount).abs().gt(decimal(a.money.amount).abs()) ? b : a));
    return {
        id: `groups-${index + 1}`,
        title: `What tenths of members by spend gain together, in ${delta.cost.currency}`,
        reading: `Most of the change lies with the ${most.name} by spend: ${signedMoney(most.money)} of ${signedMoney(delta.cost)}.`,
        table: {
            caption: 'Gain by tenth of spend',
            columns: [left('Tenth'), right('Gain')],
            rows: groups.map(({ name, money }) => row(name, signedMoney(money))),
        },
        picture: {
            kind: 'bars',
            bars: groups.map(({ name, money }) => ({
                name,
                value: decimal(money.amount).toNumber(),
                label: signed(money.amount),
            })),
        },
        height: 40 + 28 * groups.length,
    };
}
