import type { Rational } from '../../base/rational.ts';
import { plural } from '../../base/text.ts';
import type { Clause, TermsSection } from '../../model/documents/terms.ts';
import type { UnitBenefit } from '../../model/price.ts';
import type { Benefit, Reward, RewardCeiling } from '../../model/reward.ts';
import type { Audience } from './audience.ts';
import { noteOf } from './note.ts';
import { sayMoney, sayNumber, sayPercent, sayPoints, sentence } from './words/amounts.ts';
import { sayIf } from './words/conditions.ts';
import { sayLimit } from './words/limits.ts';
import { sayTimes } from './words/times.ts';
import type { Words } from './words/vocabulary.ts';

export function rewardSection(words: Words, audience: Audience): TermsSection | undefined {
    const { rewards } = words.program;
    if (rewards.length === 0) return undefined;
    return {
        id: 'rewards',
        heading: 'What you can have',
        clauses: rewards.map(each => rewardClause(each, words, audience)),
        tables: [],
    };
}

function rewardClause(reward: Reward, words: Words, audience: Audience): Clause {
    const { costs, when, during, atMost, atLeast, limits, benefit } = reward;
    const times = sayTimes(during);
    const condition = sayIf(when, words);
    return {
        title: words.titleOf(reward.name),
        ...noteOf(reward),
        sentences: [
            sentence(
                `for ${sayPoints(costs.amount, costs.points)} you get ${sayBenefit(reward, words)}${condition === '' ? '' : `, ${condition}`}`,
            ),
            ...costs.cases.map(({ amount, condition: when }) =>
                sentence(`it costs ${sayPoints(amount, costs.points)} if ${words.condition(when)}`),
            ),
            ...(times === '' ? [] : [sentence(`this holds ${times}`)]),
            ...(atMost === undefined ? [] : [sentence(`it pays for at most ${sayCeiling(atMost, words)}`)]),
            ...(atLeast === undefined
                ? []
                : [sentence(`at least ${sayPoints(atLeast, costs.points)} are spent on it at a time`)]),
            ...limits.map(limit => sentence(`you can have it ${sayLimit(limit, words)}`)),
            ...(audience === 'customers' ? [] : costOf(benefit, words)),
        ],
    };
}

function sayCeiling(atMost: RewardCeiling, words: Words): string {
    if (atMost.kind === 'amount') return sayMoney(atMost.amount, words.program.currency.code, words.program);
    return `${sayPercent(atMost.share)} of ${words.value(atMost.of)}`;
}

function sayBenefit({ benefit, where, first }: Reward, words: Words): string {
    const { program } = words;
    const goods = where.length === 0 ? undefined : words.goods(where);
    switch (benefit.kind) {
        case 'units':
            return `${sayUnits(benefit, goods, first)} ${sayOff(benefit.benefit, words)}`;
        case 'money off':
            return `${sayMoney(benefit.amount, benefit.currency, program)} off ${orderOf(goods)}`;
        case 'percent off':
            return `${sayPercent(benefit.rate)} off ${orderOf(goods)}`;
        case 'off each unit': {
            const units = benefit.units === undefined ? 'each unit' : `each of up to ${sayNumber(benefit.units)} units`;
            return `${units} of ${goods ?? 'your order'} ${sayOff(benefit.off, words)}`;
        }
        case 'shipping off':
            return sayShipping(benefit.off, words);
        case 'credit':
            return `${sayMoney(benefit.amount, benefit.currency, program)} of credit`;
        case 'points':
            return sayPoints(benefit.amount, benefit.points);
        case 'thing':
            return benefit.what;
    }
}

const orderOf = (goods: string | undefined): string => (goods === undefined ? 'your order' : `${goods} in your order`);

function sayUnits(
    { units, sku }: Extract<Benefit, { kind: 'units' }>,
    goods: string | undefined,
    first: Reward['first'],
): string {
    const count = plural(Number(sayNumber(units)), 'unit');
    const which = goods === undefined ? '' : ` of ${goods}`;
    const order = first === undefined ? '' : `, the ${first} first,`;
    return `${count}${sku === undefined ? '' : ` of ${sku}`}${which}${order}`;
}

function sayOff(off: UnitBenefit, { program }: Words): string {
    const money = (amount: Rational): string => sayMoney(amount, program.currency.code, program);
    switch (off.kind) {
        case 'percent off':
            return sayPercent(off.rate) === '100%' ? 'free' : `at ${sayPercent(off.rate)} less`;
        case 'amount off':
            return `at ${money(off.amount)} less`;
        case 'new price':
            return `for ${money(off.amount)}`;
    }
}

const sayShipping = (off: UnitBenefit, words: Words): string =>
    off.kind === 'percent off' && sayPercent(off.rate) === '100%' ? 'free shipping' : `shipping ${sayOff(off, words)}`;

function costOf(benefit: Benefit, { program }: Words): string[] {
    const worth = benefit.kind === 'units' || benefit.kind === 'thing' ? benefit.worth : undefined;
    return worth === undefined ? [] : [`It costs us ${sayMoney(worth, program.currency.code, program)}.`];
}
