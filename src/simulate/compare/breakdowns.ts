import { civil, formatDate } from '../../base/calendar.ts';
import type { Breakdown, GroupFigures } from '../../model/documents/comparison.ts';
import type { Program } from '../../model/program.ts';
import { money } from '../figures/text.ts';
import { pointsOfUnits } from './figures.ts';
import type { Paired, SegmentAsked } from './pairing.ts';
import type { Scales } from './scales.ts';
import { inUnits } from './shares.ts';
import { Sums } from './sums.ts';

/** All members, and how they are divided. */
export interface Divided {
    readonly program: Program;
    readonly paired: readonly Paired[];
    readonly scales: Scales;
    readonly segments: readonly SegmentAsked[];
    /** Delta of cost, minor units: what the groups of each breakdown add up to. */
    readonly total: bigint;
}

/** By tier held in the old version, by segment, by when members joined, by what they spend. */
export function breakdownsOf(divided: Divided): Breakdown[] {
    const { scales, segments, paired } = divided;
    const ladders = scales.ladders.filter(ladder => paired.some(({ before }) => before.tiers.has(ladder)));
    return [
        ...ladders.map(
            (ladder): Breakdown => ({
                kind: 'tier',
                name: ladder,
                groups: groupsOf(divided, ({ before }) => before.tiers.get(ladder) ?? NO_TIER, scales.tiersOf(ladder)),
            }),
        ),
        ...segments.map(
            ({ title }, index): Breakdown => ({
                kind: 'segment',
                name: title,
                groups: groupsOf(divided, each => (each.segments[index] === true ? IN : OUT), [IN, OUT]),
            }),
        ),
        { kind: 'spend', name: 'spend', groups: bySpend(divided) },
        { kind: 'cohort', name: 'joined', groups: byCohort(divided) },
    ];
}

const NO_TIER = 'no tier';
const IN = 'in it';
const OUT = 'not in it';
const NOT_KNOWN = 'not known';

/** Groups in this order, those that nobody is in left out; groups that are not named in it come last, by name. */
function groupsOf(divided: Divided, groupOf: (paired: Paired) => string, order: readonly string[]): GroupFigures[] {
    const sums = new Map<string, Sums>(order.map(name => [name, new Sums()]));
    for (const paired of divided.paired) {
        const name = groupOf(paired);
        const group = sums.get(name) ?? new Sums();
        sums.set(name, group);
        group.addDifference(paired.difference);
    }
    const groups = [...sums].filter(([, { all }]) => all > 0);
    const { decimals } = divided.program.currency;
    const shares = inUnits(
        groups.map(([, { gain }]) => divided.scales.amountOf(gain)),
        divided.total,
        decimals,
    );
    return groups.map(([name, each], index) => ({
        name,
        all: each.all,
        ...each.members,
        money: money(shares[index] ?? 0n, divided.program),
        points: pointsOfUnits(each.points, divided.scales),
    }));
}

const NO_PURCHASE = 'no purchase';
const TENTHS = 10;

/** Tenths of those who bought, most first, as equal as can be. */
function bySpend(divided: Divided): GroupFigures[] {
    const buyers = divided.paired
        .filter(({ purchases }) => purchases > 0)
        .toSorted((a, b) => (a.spend === b.spend ? (a.member < b.member ? -1 : 1) : a.spend < b.spend ? 1 : -1));
    const names = Array.from({ length: TENTHS }, (_, index) => tenthName(index));
    const tenths = new Map(
        buyers.map(({ member }, rank) => [member, names[Math.floor((rank * TENTHS) / buyers.length)]]),
    );
    return groupsOf(divided, ({ member }) => tenths.get(member) ?? NO_PURCHASE, [...names, NO_PURCHASE]);
}

const tenthName = (index: number): string =>
    index === 0 ? 'top 10%' : `${index * TENTHS}% to ${(index + 1) * TENTHS}%`;

const MOST_COHORTS = 16;

/** Months, quarters or years, whichever are few enough. */
function byCohort(divided: Divided): GroupFigures[] {
    // Many members come on one day.
    const days = [...new Set(divided.paired.map(({ since }) => since))].filter(day => day !== undefined);
    const name = COHORTS.find(cohort => new Set(days.map(cohort)).size <= MOST_COHORTS) ?? yearOf;
    const names = new Map(days.map(day => [day, name(day)]));
    const order = [...new Set(names.values())].sort();
    return groupsOf(divided, ({ since = Number.NaN }) => names.get(since) ?? NOT_KNOWN, order);
}

const yearOf = (day: number): string => formatDate(day).slice(0, 'yyyy'.length);
const monthOf = (day: number): string => formatDate(day).slice(0, 'yyyy-mm'.length);
const quarterOf = (day: number): string => `${yearOf(day)} Q${Math.ceil(civil(day).month / 3)}`;
const COHORTS = [monthOf, quarterOf, yearOf] as const;
