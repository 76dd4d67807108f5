import type { Place } from './place.ts';
import type { CostFigures, DataFigures, Money, PointsFigures, SimulationDocument } from './simulation.ts';
import type { StoryEntry } from './story.ts';

/** What `loyalty compare` finds out: two versions of a program over the same members. Schema `loyalty/comparison/1`. */
export interface ComparisonDocument {
    readonly schema: 'loyalty/comparison/1';
    readonly old: VersionFigures;
    readonly new: VersionFigures;
    readonly data: DataFigures;
    readonly members: MemberCounts;
    /** New less old. */
    readonly delta: ComparedTotals;
    readonly totals: { readonly old: ComparedTotals; readonly new: ComparedTotals };
    readonly gains: GainFigures;
    /** The same members divided in several ways: the groups of each add up to all members and to the total. */
    readonly breakdowns: readonly Breakdown[];
    readonly tiers: {
        readonly [ladder: string]: {
            readonly old: { readonly [tier: string]: number };
            readonly new: { readonly [tier: string]: number };
        };
    };
    /** Members by the tier held at the end in the old and in the new version, those who stay among them. */
    readonly tierMoves: {
        readonly [ladder: string]: readonly {
            readonly from: string;
            readonly to: string;
            readonly change: TierChange;
            readonly members: number;
        }[];
    };
    readonly triggers: readonly TriggerDelta[];
    /** In the order in which they were switched on; `money` and `points` add up to `delta`. */
    readonly edits: readonly EditFigures[];
    /** What the edits do together beyond what each does alone; absent where there are fewer than two. */
    readonly interaction?: { readonly money: Money; readonly points: { readonly [name: string]: string } };
    readonly goals: readonly GoalDelta[];
    readonly top: { readonly winners: readonly TopMember[]; readonly losers: readonly TopMember[] };
    /** What was asked with `--fail-on`, and whether it has come true. */
    readonly conditions: readonly {
        readonly text: string;
        readonly status: 'passed' | 'failed';
        readonly actual: string;
    }[];
    readonly remarks: readonly string[];
}

export interface VersionFigures {
    readonly name: string;
    readonly title: string;
    readonly version?: string;
    readonly currency: string;
    /** As it was named: a path, or a git revision. */
    readonly label: string;
    readonly file: string;
}

export interface MemberCounts {
    readonly all: number;
    readonly same: number;
    readonly better: number;
    readonly worse: number;
    /** Better in one respect and worse in another. */
    readonly mixed: number;
}

/** As the totals of a simulation, with what members are still owed and what is left to the company. */
export interface ComparedTotals {
    readonly revenue: Money;
    readonly discounts: Money;
    readonly credit: Money;
    readonly cost: Money;
    readonly costOf: CostFigures;
    /** What points that members hold at the end are worth. */
    readonly liability: Money;
    /** Revenue less liability, less what was given beside orders: before the cost of goods, which is the same in both. */
    readonly margin: Money;
    readonly points: { readonly [name: string]: PointsFigures };
}

/** What members gain: the worth of what they hold and were given, new less old. */
export interface GainFigures {
    /** A currency, or a kind of points where nothing is worth money. */
    readonly unit: string;
    readonly total: string;
    readonly mean: string;
    /** Least, 1%, 5%, 10%, 25%, 50%, 75%, 90%, 95%, 99%, most. `at`: share of members at or below. */
    readonly quantiles: readonly { readonly at: string; readonly gain: string }[];
    /** From the greatest loss to the greatest gain; `from` included (but of losses), open sides absent. */
    readonly histogram: readonly {
        readonly from?: string;
        readonly to?: string;
        readonly members: number;
        readonly gain: string;
    }[];
}

export interface Breakdown {
    readonly kind: 'tier' | 'segment' | 'cohort' | 'spend';
    /** Of the ladder or segment; else what divides. */
    readonly name: string;
    readonly groups: readonly GroupFigures[];
}

export interface GroupFigures extends MemberCounts {
    readonly name: string;
    readonly money: Money;
    readonly points: { readonly [name: string]: string };
}

export type TierChange = 'same' | 'up' | 'down';

export interface TriggerDelta {
    readonly name: string;
    readonly title: string;
    readonly old: number;
    readonly new: number;
    /** Firings that only the new version has, and that only the old one had. */
    readonly gained: number;
    readonly lost: number;
    /** Members for whom it fires in the one version and not at all in the other. */
    readonly membersGained: number;
    readonly membersLost: number;
}

export interface EditFigures {
    /** Rules that were changed together, as one needs the other: mostly one. */
    readonly rule: string;
    readonly kind: string;
    readonly change: 'changed' | 'added' | 'removed';
    /** Of the first of them in the new version; absent where it is gone. */
    readonly place?: Place;
    /** In words, a sentence each: `Gold now starts at 1,200 EUR instead of 1,000 EUR`. */
    readonly text: readonly string[];
    /** What it adds when it is switched on after the edits before it. */
    readonly money: Money;
    readonly points: { readonly [name: string]: string };
    /** Members whom it makes better or worse off when it alone is switched on. */
    readonly members: number;
    /** Members for whom other triggers fire when it alone is switched on. */
    readonly heard: number;
    /** Neither alone nor after the others does any figure of the simulation change. */
    readonly idle: boolean;
    readonly alone: {
        readonly better: number;
        readonly worse: number;
        readonly mixed: number;
        readonly money: Money;
        readonly points: { readonly [name: string]: string };
    };
}

export interface GoalDelta {
    readonly name: string;
    /** In the new version, where it has it. */
    readonly place?: Place;
    readonly text: string;
    /** Absent where that version does not have it. */
    readonly old?: Pick<SimulationDocument['goals'][number], 'status' | 'actual'>;
    readonly new?: Pick<SimulationDocument['goals'][number], 'status' | 'actual'>;
}

export interface TopMember {
    readonly member: string;
    readonly gain: string;
    readonly money: { readonly old: Money; readonly new: Money };
    readonly points: { readonly [name: string]: { readonly old: string; readonly new: string } };
    readonly tiers: { readonly [ladder: string]: { readonly old: string; readonly new: string } };
    readonly spend: Money;
    /** Of those who win or lose most. */
    readonly story?: TwoStories;
}

/** Where the stories of one member in both versions differ; `same` moments that don't were left out before. */
export interface TwoStories {
    readonly moments: readonly {
        readonly at: string;
        readonly same: number;
        readonly old?: StoryEntry;
        readonly new?: StoryEntry;
    }[];
    /** Whether more moments differ after these. */
    readonly more: boolean;
}
