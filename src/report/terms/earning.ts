import type { Clause, TermsSection } from '../../model/documents/terms.ts';
import type { Combination, Earn, EarnOccasion } from '../../model/earn.ts';
import { noteOf } from './note.ts';
import { listOf, sentence } from './words/amounts.ts';
import { sayIf } from './words/conditions.ts';
import { sayGive } from './words/gives.ts';
import { sayLimit } from './words/limits.ts';
import { onEvent } from './words/occasions.ts';
import { sayTimes } from './words/times.ts';
import type { Words } from './words/vocabulary.ts';

export function earningSection(words: Words): TermsSection | undefined {
    const { earns, combinations } = words.program;
    if (earns.length === 0) return undefined;
    const clauses = [
        { sentences: basis(words) },
        ...earns.map(earn => earnClause(earn, words)),
        ...combinations
            .filter(({ kind }) => kind === 'earn')
            .map(each => ({ sentences: [sayCombination(each, words)] })),
    ];
    return {
        id: 'earning',
        heading: 'How you earn',
        clauses: clauses.filter(({ sentences }) => sentences.length > 0),
        tables: [],
    };
}

/** What counts where a rule says no more than an amount of money (rows 3 and 4 of the table of meanings). */
function basis({ program: { earns, tenders } }: Words): string[] {
    const isOfGoods = earns.some(({ gives }) =>
        gives.some(({ basis }) => basis.kind === 'per' && basis.of === undefined),
    );
    if (!isOfGoods) return [];
    return [
        'Where nothing else is said, what counts is what you pay for the goods: after all discounts, without tax, shipping and tips.',
        tenders.points === 'earns nothing'
            ? 'The part that you pay with points earns nothing.'
            : 'The part that you pay with points earns as well.',
        tenders.giftCard === 'earns when used'
            ? 'A gift card earns when it is used, not when it is bought.'
            : 'A gift card earns when it is bought, not when it is used.',
        ...(tenders.credit === 'earns' ? [] : ['The part that you pay with credit earns nothing.']),
    ];
}

const RECEIVER = {
    member: 'the member',
    referrer: 'the member who recommended us to you',
    other: 'the member who is named',
} as const;

function earnClause(earn: Earn, words: Words): Clause {
    const { gives, limits, during } = earn;
    const own = gives.filter(({ to }) => to === 'member').map(give => sayGive(give, words));
    const others = gives.filter(({ to }) => to !== 'member');
    const occasion = occasionOf(earn, words);
    const times = sayTimes(during);
    const [only] = own;
    const earned =
        own.length === 0
            ? []
            : own.length === 1
              ? [sentence(occasion, `you earn ${only}`)]
              : [`${sentence(occasion, 'you earn').slice(0, -1)}:`];
    const rest = [
        ...others.map(give =>
            sentence(own.length === 0 ? occasion : '', `${RECEIVER[give.to]} earns ${sayGive(give, words)}`),
        ),
        ...(times === '' ? [] : [sentence(`this holds ${times}`)]),
        ...limits.map(limit =>
            sentence(limit.of === 'points' || limit.of === 'money' ? 'you get' : 'this counts', sayLimit(limit, words)),
        ),
    ];
    const head = { title: words.titleOf(earn.name), ...noteOf(earn) };
    if (own.length < 2) return { ...head, sentences: [...earned, ...rest] };
    return { ...head, sentences: earned, items: own.map(each => sentence(each)), more: rest };
}

function occasionOf({ occasion, when, where, paidWith }: Earn, words: Words): string {
    const goods = where.length === 0 ? '' : `for ${words.goods(where)}`;
    const paid =
        paidWith === undefined
            ? ''
            : `, as far as you pay with ${listOf(
                  paidWith.map(each => (each === 'money' ? 'money' : `a ${each}`)),
                  'or',
              )}`;
    const condition = sayIf(when, words);
    const parts = [sayOccasion(occasion, goods !== ''), goods].filter(part => part !== '').join(' ');
    return `${parts}${paid}${condition === '' ? '' : `, ${condition}`},`;
}

function sayOccasion(occasion: EarnOccasion, hasGoods: boolean): string {
    switch (occasion.kind) {
        case 'event':
            return onEvent(occasion.event, occasion.first);
        case 'item':
            return hasGoods ? '' : 'for each article that you buy';
        case 'referred':
            return occasion.event === 'purchase'
                ? 'when somebody to whom a member recommended us makes the first purchase'
                : `with the first ${occasion.event} of somebody to whom a member recommended us`;
    }
}

export function sayCombination(
    { rules, mode, bestSet, mostInSet, count, onWhatIsLeft }: Combination,
    words: Words,
): string {
    const names = listOf(rules.map(words.titleOf));
    const many = count === undefined ? 'one' : String(count);
    if (mostInSet !== undefined)
        return `Of ${names}, only ${mostInSet === 1 ? 'the one counts' : `${mostInSet} count`} with which you pay least for the whole order.`;
    if (bestSet === true) return `Of ${names}, those apply together with which you pay least.`;
    switch (mode) {
        case 'sum':
            return `${names} add up${onWhatIsLeft ? ', each on what the one before has left' : ''}.`;
        case 'best':
            return `Of ${names}, only the ${many} that ${count === undefined ? 'is' : 'are'} best for you ${count === undefined ? 'counts' : 'count'}.`;
        case 'first':
            return `Of ${names}, only the first ${count === undefined ? 'that applies counts' : `${many} that apply count`}.`;
        case 'exclusive':
            return `Of ${names}, only the first that applies counts, and then nothing else does.`;
    }
}
