import { spoken } from '../../base/text.ts';
import type { Clause, TermsSection } from '../../model/documents/terms.ts';
import type { Points, RoundingMode, TierName } from '../../model/points.ts';
import type { Transfer } from '../../model/transfer.ts';
import type { Audience } from './audience.ts';
import { noteOf } from './note.ts';
import { listOf, sayDuration, sayMoney, sayNumber, sayPercent, sayPoints, sentence } from './words/amounts.ts';
import { sayExpiry, sayUntil } from './words/expiry.ts';
import { sayLimit } from './words/limits.ts';
import type { Words } from './words/vocabulary.ts';

export function pointsSection(words: Words, audience: Audience): TermsSection | undefined {
    const { points } = words.program;
    if (points.length === 0) return undefined;
    const clauses = points.map(each => pointsClause(each, words, audience));
    return { id: 'points', heading: 'What you collect', clauses, tables: [] };
}

function pointsClause(points: Points, words: Words, audience: Audience): Clause {
    const sentences = [
        ...whatFor(points, words),
        ...lifeOf(points, words),
        ...points.limits.map(limit => sentence(`you can earn ${sayLimit(limit, words)}`)),
        ...(points.balanceAtMost === undefined
            ? []
            : [
                  sentence(
                      `your balance can be at most ${sayPoints(points.balanceAtMost, points.name)}; what would go above it is not given`,
                  ),
              ]),
        ...whenGoodsComeBack(points),
        ...poolOf(points),
        ...transferOf(points, words),
        ...(audience === 'customers' ? [] : worthOf(points, words)),
    ];
    return { title: words.titleOf(points.name), ...noteOf(points), sentences };
}

function whatFor({ use, decimals, round, roundEach }: Points, _words: Words): string[] {
    const what = use === 'status' ? ['They count for your tier and cannot be spent.'] : [];
    const unit = decimals === 0 ? 'to whole ones' : `to ${decimals} decimals`;
    const each = roundEach ? 'for each line of an order by itself' : 'once, when they are credited';
    return [...what, sentence(`they are rounded ${ROUND[round]} ${unit}, ${each}`)];
}

const ROUND: Readonly<Record<RoundingMode, string>> = {
    down: 'down',
    up: 'up',
    lower: 'down',
    higher: 'up',
    'half up': 'to the nearest (halves up)',
    'half down': 'to the nearest (halves down)',
    'half even': 'to the nearest (halves to the even one)',
    'half odd': 'to the nearest (halves to the odd one)',
    'half lower': 'to the nearest (halves down)',
    'half higher': 'to the nearest (halves up)',
};

/** What ends them early, or late. */
function endsOf({ reinstated, lostOnLeaving = [], sparedIn = [] }: Points, words: Words): string[] {
    const titles = (tiers: readonly TierName[]): string =>
        listOf(
            tiers.map(({ tier }) => words.titleOf(tier)),
            'or',
        );
    return [
        ...(sparedIn.length === 0 ? [] : [sentence(`they do not expire while you are ${titles(sparedIn)}`)]),
        ...(lostOnLeaving.length === 0
            ? []
            : [sentence(`you lose them all when you are no longer ${titles(lostOnLeaving)}`)]),
        ...(reinstated === undefined
            ? []
            : [
                  sentence(
                      `what has expired comes back with your next ${spoken(reinstated.by)} within ${sayDuration(reinstated.within)}${lostOnLeaving.length === 0 ? '' : ', but not what you lost in this way'}`,
                  ),
              ]),
    ];
}

function lifeOf(points: Points, words: Words): string[] {
    const { pending, pendingUntil, expiry, expiryIf, use, spend, spendThose = [] } = points;
    const isSpent = use === 'spending';
    return [
        ...(pendingUntil === undefined ? [] : [sentence(`you can use them ${sayUntil(pendingUntil)}`)]),
        ...(pending === undefined
            ? []
            : [sentence(`you can use them ${sayDuration(pending)} after you have earned them`)]),
        ...expiryIf.map(({ when, expiry: other }) =>
            sentence(`those that you earn while ${words.condition(when)} ${sayExpiry(other)}`),
        ),
        sentence(`${expiryIf.length === 0 ? 'they' : 'all others'} ${sayExpiry(expiry)}`),
        ...endsOf(points, words),
        ...(isSpent && expiry.kind !== 'never' ? [SPEND[spend]] : []),
        ...spendThose.map(({ rules, place }) =>
            sentence(
                `those that you have for ${listOf(rules.map(words.titleOf))} are used ${place === 'first' ? 'before' : 'after'} all others`,
            ),
        ),
    ];
}

const SPEND = {
    'soonest to expire': 'Those that expire soonest are used first, then the oldest.',
    oldest: 'The oldest are used first.',
    newest: 'The newest are used first.',
} as const;

function whenGoodsComeBack({ onReturn, debt, restoredFor, use }: Points): string[] {
    const restored =
        use === 'spending'
            ? [
                  `What you spent on goods that come back is given back to you and can be used for at least ${sayDuration(restoredFor)}.`,
              ]
            : [];
    if (onReturn === 'keep') return ['When goods come back, you keep what they earned.', ...restored];
    const missing =
        debt === 'allowed'
            ? ' If you have spent it already, your balance falls below zero, and what you earn next fills it.'
            : ' What you have spent already is not asked back.';
    const share = onReturn === 'pro rata' ? ' in the share of the price that comes back' : '';
    return [`When goods come back, what they earned is taken back${share}.${missing}`, ...restored];
}

function poolOf({ pool }: Points): string[] {
    if (pool === undefined) return [];
    const group = spoken(pool.by);
    const leaving =
        pool.leaving === 'takes points'
            ? 'takes along what is left of what they earned'
            : 'leaves behind what they earned';
    return [`All members of a ${group} have one balance together. Whoever leaves it ${leaving}.`];
}

function transferOf({ transfer, name }: Points, words: Words): string[] {
    if (transfer === undefined) return [];
    const whom = transfer.within === undefined ? 'other members' : `members of your ${spoken(transfer.within)}`;
    const { atLeast, limits, rate, expiry } = transfer;
    return [
        `You can give them to ${whom}${atLeast === undefined ? '' : `, at least ${sayPoints(atLeast, name)} at a time`}.`,
        ...(rate.isInteger() && rate.numerator === 1n ? [] : [`Of what you send, ${sayPercent(rate)} arrives.`]),
        ...feeOf(transfer, name, words),
        ...limits.map(limit => sentence(`you can send ${sayLimit(limit, words)}`)),
        expiry === 'kept'
            ? 'They keep the day on which they expire.'
            : 'They are as if they were earned on the day they arrive.',
    ];
}

function feeOf({ fee }: Transfer, name: string, { program }: Words): string[] {
    if (fee === undefined) return [];
    switch (fee.kind) {
        case 'share':
            return [`It costs you another ${sayPercent(fee.rate)} of them.`];
        case 'points':
            return [`It costs you another ${sayPoints(fee.amount, name)}.`];
        case 'money': {
            const per = fee.per === undefined ? '' : ` for each ${sayNumber(fee.per)} ${name} or part of them`;
            return [`It costs ${sayMoney(fee.amount, program.currency.code, program)}${per}.`];
        }
    }
}

function worthOf({ worth, name }: Points, { program }: Words): string[] {
    return worth === undefined
        ? ['They cost us nothing in our books.']
        : [
              `One ${name} costs us ${sayMoney(worth.amount, worth.currency, program)}: so much is owed for each that is outstanding.`,
          ];
}
