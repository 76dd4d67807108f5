import { plural } from '../../base/text.ts';
import type { Clause, TermsSection } from '../../model/documents/terms.ts';
import type { Benefit, Reward } from '../../model/reward.ts';
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
    const { costs, benefit, when, during, atMost, limits } = reward;
    const times = sayTimes(during);
    const condition = sayIf(when, words);
    return {
        title: words.titleOf(reward.name),
        ...noteOf(reward),
        sentences: [
            sentence(
                `for ${sayPoints(costs.amount, costs.points)} you get ${sayBenefit(benefit, words)}${condition === '' ? '' : `, ${condition}`}`,
            ),
            ...(times === '' ? [] : [sentence(`this holds ${times}`)]),
            ...(atMost === undefined
                ? []
                : [sentence(`it pays for at most ${sayPercent(atMost.share)} of ${words.value(atMost.of)}`)]),
            ...limits.map(limit => sentence(`you can have it ${sayLimit(limit, words)}`)),
            ...(audience === 'customers' ? [] : costOf(benefit, words)),
        ],
    };
}

function sayBenefit(benefit: Benefit, { program }: Words): string {
    switch (benefit.kind) {
        case 'free units':
            return `${plural(Number(sayNumber(benefit.units)), 'unit')} of ${benefit.sku} free`;
        case 'money off':
            return `${sayMoney(benefit.amount, benefit.currency, program)} off your order`;
        case 'percent off':
            return `${sayPercent(benefit.rate)} off your order`;
        case 'credit':
            return `${sayMoney(benefit.amount, benefit.currency, program)} of credit`;
        case 'points':
            return sayPoints(benefit.amount, benefit.points);
        case 'thing':
            return benefit.what;
    }
}

function costOf(benefit: Benefit, { program }: Words): string[] {
    const worth = benefit.kind === 'free units' || benefit.kind === 'thing' ? benefit.worth : undefined;
    return worth === undefined ? [] : [`It costs us ${sayMoney(worth, program.currency.code, program)}.`];
}
