import type { Comparison, Expression } from '../../../model/expression.ts';
import type { Ranking } from '../../../model/ranking.ts';
import { sayAchieved } from './achievements.ts';
import { listOf, sayNumber, sayPercent } from './amounts.ts';
import { sayComparison } from './comparisons.ts';
import type { Words } from './vocabulary.ts';

/** A condition as a clause that may follow `if`: `you hold Gold or a higher tier`. */
export function sayCondition(condition: Expression, words: Words): string {
    switch (condition.kind) {
        case 'compare':
            return sayCompare(condition, words);
        case 'between':
            return `${words.value(condition.value)} is between ${words.value(condition.low)} and ${words.value(condition.high)}`;
        case 'in': {
            const options = listOf(
                condition.options.map(each => words.value(each)),
                'or',
            );
            if (condition.value.kind === 'tier') return `you hold ${options}`;
            return `${words.value(condition.value)} is ${options}`;
        }
        case 'contains':
            return sayContains(condition, words);
        case 'known':
            return `we know ${words.value(condition.value)}`;
        case 'and':
            return listOf(condition.parts.map(part => grouped(part, words)));
        case 'or':
            return listOf(
                condition.parts.map(part => grouped(part, words)),
                'or',
            );
        case 'some':
            return `at least ${condition.count} of these hold: ${condition.parts.map(part => sayCondition(part, words)).join('; ')}`;
        case 'not':
            return sayNot(condition.operand, words);
        case 'segment':
            return `you belong to ${words.titleOf(condition.segment)}`;
        case 'ranked': {
            const ranking = words.program.rankings?.find(({ name }) => name === condition.ranking);
            return ranking === undefined ? condition.text : `you are among ${sayRanking(ranking, words)}`;
        }
        case 'contract':
            return `you have the contract ${words.titleOf(condition.contract)}`;
        case 'journey':
            return `you take part in ${words.titleOf(condition.journey)}`;
        case 'constant':
        case 'member field':
        case 'event field':
        case 'item field':
        case 'order field':
        case 'metric':
        case 'order measure':
        case 'points balance':
        case 'points expiring':
        case 'tier':
        case 'missing':
        case 'today':
        case 'since last':
        case 'arithmetic':
            return `${words.value(condition)} is yes`;
        case 'falls':
            return condition.near.kind === 'period'
                ? `${words.value(condition.value)} falls in this ${condition.near.unit}`
                : `${words.value(condition.value)} is at most ${condition.near.days} days away`;
        case 'figure':
        case 'share of members':
            return condition.text;
    }
}

/** All of them, as one clause; empty where there is none. */
export const sayAll = (conditions: readonly Expression[], words: Words): string =>
    listOf(conditions.flatMap(each => (each.kind === 'and' ? each.parts : [each])).map(each => grouped(each, words)));

/** `, if …` where there is a condition. */
export function sayIf(conditions: readonly Expression[], words: Words, word = 'if'): string {
    return conditions.length === 0 ? '' : `${word} ${sayAll(conditions, words)}`;
}

/** What contains another conjunction is set apart, so that a reader can't join the wrong parts. */
function grouped(part: Expression, words: Words): string {
    const text = sayCondition(part, words);
    return part.kind === 'or' || part.kind === 'and' ? `(${text})` : text;
}

function sayCompare({ op, left, right }: Extract<Expression, { kind: 'compare' }>, words: Words): string {
    if (left.kind === 'tier' && right.kind === 'constant') {
        const ladder = words.program.ladders.find(({ name }) => name === left.ladder);
        const tier = words.value(right);
        const highest = ladder?.tiers.at(-1)?.name === right.value;
        return ladder?.isStages === true ? stages(op, tier) : TIERS[op](tier, highest);
    }
    if (left.kind === 'item field' && right.kind !== 'constant')
        return `${words.value(left)} ${sayComparison(op)} ${words.value(right)}`;
    return sayAchieved(op, left, right, words) ?? `${words.value(left)} ${sayComparison(op)} ${words.value(right)}`;
}

const TIERS: Readonly<Record<Comparison, (tier: string, highest: boolean) => string>> = {
    '=': tier => `you hold ${tier}`,
    '<>': tier => `you do not hold ${tier}`,
    '>=': (tier, highest) => (highest ? `you hold ${tier}` : `you hold ${tier} or a higher tier`),
    '>': tier => `you hold a higher tier than ${tier}`,
    '<=': tier => `you hold ${tier} or a lower tier`,
    '<': tier => `you have not reached ${tier}`,
};

const stages = (op: Comparison, stage: string): string =>
    op === '<>'
        ? `you are not a member at the stage '${stage}'`
        : `you are a member at the stage '${stage}'${op === '=' ? '' : ' or beyond'}`;

function sayContains({ set, value }: Extract<Expression, { kind: 'contains' }>, words: Words): string {
    if (set.kind === 'member field') return `${words.value(set)} includes ${words.value(value)}`;
    return `${words.value(value)} is among ${words.value(set)}`;
}

function sayNot(operand: Expression, words: Words): string {
    if (operand.kind === 'segment') return `you do not belong to ${words.titleOf(operand.segment)}`;
    if (operand.kind === 'contract') return `you do not have the contract ${words.titleOf(operand.contract)}`;
    if (operand.kind === 'known') return `we do not know ${words.value(operand.value)}`;
    if (operand.kind === 'compare') return sayCompare({ ...operand, op: OPPOSITES[operand.op] }, words);
    return `it is not the case that ${grouped(operand, words)}`;
}

const OPPOSITES: Readonly<Record<Comparison, Comparison>> = {
    '=': '<>',
    '<>': '=',
    '>=': '<',
    '<': '>=',
    '>': '<=',
    '<=': '>',
};

/** `the 20% of members with the highest …`. */
export function sayRanking({ side, extent, by, among }: Ranking, words: Words): string {
    const many =
        extent.kind === 'share' ? `${sayPercent(extent.amount)} of members` : `${sayNumber(extent.amount)} members`;
    const whom = among === undefined ? '' : ` (of those for whom it holds that ${sayCondition(among, words)})`;
    return `the ${many}${whom} who are ${side === 'top' ? 'highest' : 'lowest'} by ${measured(words.value(by))}`;
}

/** Of all members, not of the reader. */
const measured = (text: string): string =>
    text
        .replace(/\bthe number of your\b/g, 'the number of their')
        .replace(/\byour\b/g, 'their')
        .replace(/\byou\b/g, 'they');
