import { didYouMean } from '../../../base/did-you-mean.ts';
import type { ComparedTotals, MemberCounts } from '../../../model/documents/comparison.ts';
import type { Program } from '../../../model/program.ts';

/** Figures that conditions can ask for: decimal text of the currency. */
export const figures: ReadonlyMap<string, (totals: ComparedTotals) => string> = new Map(
    Object.entries({
        cost: ({ cost }: ComparedTotals) => cost.amount,
        revenue: ({ revenue }: ComparedTotals) => revenue.amount,
        discounts: ({ discounts }: ComparedTotals) => discounts.amount,
        credit: ({ credit }: ComparedTotals) => credit.amount,
        liability: ({ liability }: ComparedTotals) => liability.amount,
        margin: ({ margin }: ComparedTotals) => margin.amount,
    }),
);

/** Members who are counted: who is better in one respect and worse in another is neither winner nor loser. */
export const groups: ReadonlyMap<string, (members: MemberCounts) => number> = new Map(
    Object.entries({
        losers: ({ worse }: MemberCounts) => worse,
        winners: ({ better }: MemberCounts) => better,
        mixed: ({ mixed }: MemberCounts) => mixed,
        changed: ({ better, worse, mixed }: MemberCounts) => better + worse + mixed,
    }),
);

/** Of tiers and segments. */
export function namesIn(before: Program, after: Program): string[] {
    const tiers = before.ladders.flatMap(ladder => ladder.tiers.map(({ name }) => name));
    const segments = [...before.segments, ...after.segments].map(({ title }) => title);
    return [...new Set([...tiers, ...segments])];
}

export function unknownWord(word: string, after: Program, before: Program): string {
    const points = [...after.points, ...before.points].map(({ name }) => name);
    const known = [...new Set([...figures.keys(), ...groups.keys(), ...points])];
    return `'${word}' must be one of ${known.join(', ')}.${didYouMean(word, known)}`;
}
