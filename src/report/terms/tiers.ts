import { sayWhich } from '../../base/text.ts';
import type { Clause, TermsSection, TermsTable } from '../../model/documents/terms.ts';
import type { Ladder, ReviewSchedule, Tier } from '../../model/tiers.ts';
import { noteOf } from './note.ts';
import { listOf, ordinal, sayDuration, sayMoney, sayMonthDay, sayWeekday, sentence } from './words/amounts.ts';
import type { Words } from './words/vocabulary.ts';

export function tierSections(words: Words): TermsSection[] {
    const { ladders, files } = words.program;
    const own = ladders.filter(({ span, isStages }) => files.includes(span.file) && isStages !== true);
    return own.map((ladder, index) => ({
        id: own.length === 1 ? 'tiers' : `tiers-${index + 1}`,
        heading: own.length === 1 ? 'Tiers' : `Tiers: ${words.titleOf(ladder.name)}`,
        clauses: ladderClauses(ladder, words),
        tables: [tierTable(ladder, words)],
    }));
}

function ladderClauses(ladder: Ladder, words: Words): Clause[] {
    const names = ladder.tiers.map(({ name }) => words.titleOf(name));
    const [lowest = ''] = names;
    const rising: Clause = {
        ...noteOf(ladder),
        sentences: [
            `The tiers are ${listOf(names)}, from the lowest to the highest. You begin as ${lowest}.`,
            ladder.upgrade === 'immediately'
                ? 'You have a tier from the moment you reach it.'
                : 'You rise to the tier that you have reached at the next review.',
            ...(qualifies(ladder) ? CROSSING[ladder.crossing] : []),
            ...(ladder.surplus === 'dropped' ? [] : [SURPLUS[ladder.surplus]]),
            ...(ladder.surplusAtMost === undefined || ladder.qualifyBy === undefined
                ? []
                : [`It is at most ${words.amountLike(ladder.surplusAtMost, ladder.qualifyBy)}.`]),
        ],
    };
    return [rising, { title: 'How long a tier lasts', sentences: keeping(ladder) }];
}

const CROSSING = {
    'old tier': ['What takes you to a new tier still counts at the old one.'],
    'new tier': ['What takes you to a new tier counts at the new one already.'],
    split: [
        'Of what takes you to a new tier, the part up to the threshold counts at the old tier, the rest at the new one.',
    ],
} as const;

const SURPLUS = {
    kept: 'What you have above the threshold at the end of a period counts in the next one.',
    'kept once':
        'What you have above the threshold at the end of a period counts in the next one, but not again in the one after.',
} as const;

/** Whether some tier is reached by what a member does. */
const qualifies = ({ tiers }: Ladder): boolean => tiers.some(({ when }) => when !== undefined);

function keeping(ladder: Ladder): string[] {
    const { review, downgrade, grace, keep, guarantee, onReturn, tiers } = ladder;
    const paid = tiers.some(({ fee }) => fee !== undefined)
        ? ['A tier that is paid for lasts for the time that is paid for.']
        : [];
    if (!qualifies(ladder)) return paid.length > 0 ? paid : ['You have it for as long as it is given to you.'];
    const kept =
        keep === undefined
            ? []
            : keep.kind === 'for'
              ? [`A tier that you reach is kept for ${sayDuration(keep.duration)}${endOfPeriod(keep.endOf)}.`]
              : [`A tier that you reach is kept through ${sayMonthDay(keep.day)}${yearsLater(keep.yearsLater)}.`];
    return [
        ...paid,
        ...kept,
        ...(guarantee === undefined
            ? []
            : [
                  `A tier that begins is guaranteed for ${sayDuration(guarantee)}; what you meet then is guaranteed anew.`,
              ]),
        ...(review === undefined ? [] : [`Tiers are reviewed ${sayReview(review)}.`]),
        ...(review === undefined && keep === undefined && guarantee === undefined && downgrade !== 'immediately'
            ? ['Tiers are not reviewed: you keep what you have reached.']
            : [DOWNGRADE[downgrade]]),
        ...(grace === undefined ? [] : [`Before you lose a tier you have ${sayDuration(grace)} to meet it again.`]),
        ...(downgrade === 'none'
            ? []
            : [
                  onReturn === 'immediately'
                      ? 'Goods that come back can lower your tier at once.'
                      : 'Goods that come back lower what counts for your tier, and the tier itself only at its review.',
              ]),
    ];
}

const DOWNGRADE: Readonly<Record<Ladder['downgrade'], string>> = {
    stepwise: 'Whoever does not meet their tier then falls by one tier.',
    'to what is met': 'Whoever does not meet their tier then falls to the one that they meet.',
    immediately: 'Whoever no longer meets their tier falls at once to the one that they meet.',
    'to lowest': 'Whoever does not meet their tier then begins again at the lowest one.',
    none: 'A tier is never lost.',
};

const endOfPeriod = (period: string | undefined): string =>
    period === undefined ? '' : `, through the end of that ${period}`;

const yearsLater = (years: number): string =>
    years === 0
        ? ' of the same year'
        : years === 1
          ? ' of the next year'
          : years === 2
            ? ' of the year after next'
            : `, ${years} years later`;

export function sayReview(review: ReviewSchedule): string {
    switch (review.kind) {
        case 'daily':
            return 'every day';
        case 'weekly':
            return `every ${sayWeekday(review.on)}`;
        case 'monthly':
            return review.on === 31 ? 'on the last day of each month' : `on the ${ordinal(review.on)} of each month`;
        case 'weekday of month':
            return `on the ${sayWhich(review.which)} ${sayWeekday(review.on)} of each month`;
        case 'quarterly':
            return 'at the start of each quarter';
        case 'half-yearly':
            return 'at the start of each half-year';
        case 'yearly':
            return `every year on ${listOf([review.on, ...(review.others ?? [])].map(sayMonthDay))}`;
        case 'anniversary':
            return review.of === 'joining'
                ? 'on the anniversary of your joining'
                : 'on the anniversary of reaching them';
    }
}

function tierTable(ladder: Ladder, words: Words): TermsTable {
    return {
        caption: `What it takes to hold a tier of ${words.titleOf(ladder.name)}`,
        columns: ['Tier', 'What it takes'],
        rows: ladder.tiers.map(tier => [words.titleOf(tier.name), takes(tier, words)]),
    };
}

function takes({ rank, when, keptWhen, entry, fee, forever }: Tier, words: Words): string {
    const kept = forever
        ? ' Once reached, it is yours for life.'
        : keptWhen === undefined
          ? ''
          : ` To keep it, ${words.condition(keptWhen)} is enough.`;
    const how = [
        ...(fee === undefined
            ? []
            : [`it costs ${sayMoney(fee.amount, fee.currency, words.program)} for ${sayDuration(fee.per)}`]),
        ...(entry === 'invitation' ? ['by our invitation'] : []),
        ...(when === undefined ? [] : [words.condition(when)]),
    ];
    if (how.length === 0) return rank === 0 ? 'Everyone begins here.' : 'Given by us.';
    return `${sentence(how.join(', or '))}${kept}`;
}
