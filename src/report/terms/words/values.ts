import { Rational } from '../../../base/rational.ts';
import { spoken } from '../../../base/text.ts';
import type { Arithmetic, Expression, OrderField } from '../../../model/expression.ts';
import type { Type } from '../../../model/type.ts';
import type { Value } from '../../../model/value.ts';
import { listOf, sayDay, sayDuration, sayMoney, sayNumber, sayPercent, sayPoints } from './amounts.ts';
import type { Words } from './vocabulary.ts';
import { sayWindow } from './windows.ts';

/** An amount as a phrase that can be the subject of a sentence: `your spending over the last 12 months`. */
export function sayValue(expression: Expression, words: Words): string {
    switch (expression.kind) {
        case 'constant':
            return sayConstant(expression.value, expression.type, words);
        case 'member field':
            return words.fieldOf('member', expression.field);
        case 'event field':
            return words.fieldOf(expression.event, expression.field);
        case 'item field':
            return `the article's ${words.fieldOf('item', expression.field)}`;
        case 'order field':
            return ORDER[expression.field];
        case 'metric': {
            const measure = words.measure(expression.metric);
            const whose = expression.of === undefined ? measure : ofGroup(measure, expression.of);
            return `${whose} ${sayWindow(expression.window)}`;
        }
        case 'order measure': {
            const goods = words.goods(expression.where === undefined ? [] : [expression.where]);
            if (expression.value === undefined) return `the number of lines of the order with ${goods}`;
            return `the ${FUNCTIONS[expression.fn]} of ${itemPart(expression.value, words)} over ${goods} in the order`;
        }
        case 'points balance':
            return BALANCES[expression.what](words.titleOf(expression.points));
        case 'points expiring': {
            const points = words.titleOf(expression.points);
            if (expression.within === undefined) return `what is about to expire of your ${points}`;
            return `what expires of your ${points} within ${sayDuration(expression.within)}`;
        }
        case 'tier':
            return `your tier of ${words.titleOf(expression.ladder)}`;
        case 'missing':
            return `what you lack to reach ${words.titleOf(expression.tier)}`;
        case 'today':
            return 'the day';
        case 'since last':
            return `the time since your ${expression.first ? 'first' : 'last'} ${spoken(expression.event)}`;
        case 'arithmetic': {
            const added = surcharge(expression, words);
            if (added !== undefined) return added;
            return `${operand(expression.left, words)} ${OPERATIONS[expression.op]} ${operand(expression.right, words)}`;
        }
        // Only in goals, which say them in the author's own words; conditions are said by `sayCondition`.
        case 'figure':
        case 'share of members':
        case 'compare':
        case 'between':
        case 'in':
        case 'contains':
        case 'known':
        case 'falls':
        case 'and':
        case 'or':
        case 'not':
        case 'some':
        case 'segment':
        case 'ranked':
        case 'contract':
        case 'journey':
            return expression.text;
    }
}

/** `cost + 5%`, which means the cost times 1.05. */
function surcharge({ op, left, right }: Extract<Expression, { kind: 'arithmetic' }>, words: Words): string | undefined {
    if (
        op !== '*' ||
        right.kind !== 'arithmetic' ||
        right.type.kind !== 'number' ||
        (right.op !== '+' && right.op !== '-')
    )
        return undefined;
    const [one, share] = [right.left, right.right];
    if (
        one.kind !== 'constant' ||
        !(one.value instanceof Rational) ||
        !one.value.eq(Rational.ONE) ||
        share.type.kind !== 'percent'
    )
        return undefined;
    return `${sayValue(left, words)} ${OPERATIONS[right.op]} ${sayValue(share, words)}`;
}

const itemPart = (value: Expression, words: Words): string =>
    value.kind === 'item field' ? words.fieldOf('item', value.field) : sayValue(value, words);

const ofGroup = (measure: string, field: string): string =>
    `${measure.replace(/\byour\b/g, `your ${spoken(field)}'s`).replace(/\byou\b/g, `your ${spoken(field)}`)}`;

function operand(expression: Expression, words: Words): string {
    const text = sayValue(expression, words);
    return expression.kind === 'arithmetic' ? `(${text})` : text;
}

export function sayConstant(value: Value, type: Type, words: Words): string {
    if (value instanceof Rational) return sayAmount(value, type, words);
    if (typeof value === 'number') return type.kind === 'date' ? sayDay(value) : String(value);
    if (typeof value === 'string') return type.kind === 'tier' ? words.titleOf(value) : spoken(value);
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    return value === undefined ? 'not known' : listOf([...value].map(spoken));
}

export function sayAmount(value: Rational, type: Type, words: Words): string {
    switch (type.kind) {
        case 'money':
            return sayMoney(value, type.currency, words.program);
        case 'points':
            return sayPoints(value, type.points);
        case 'percent':
            return sayPercent(value);
        case 'duration':
            return value.isInteger()
                ? sayDuration({ count: value.toNumber(), unit: type.unit })
                : `${sayNumber(value)} ${type.unit}`;
        case 'number':
        case 'date':
        case 'text':
        case 'choice':
        case 'set':
        case 'group':
        case 'tier':
        case 'truth':
            return sayNumber(value);
    }
}

const ORDER: Readonly<Record<OrderField, string>> = {
    total: 'the value of the goods in the order',
    gross: 'the value of the goods in the order before our discounts',
    net: 'the value of the goods in the order without tax',
    with_tax: 'the value of the goods in the order with tax',
    units: 'the number of units in the order',
    lines: 'the number of lines in the order',
    shipping: 'the charge for shipping',
};

const OPERATIONS: Readonly<Record<Arithmetic, string>> = { '+': 'plus', '-': 'less', '*': 'times', '/': 'divided by' };

const FUNCTIONS = {
    sum: 'total',
    count: 'number',
    average: 'average',
    minimum: 'lowest',
    maximum: 'highest',
    distinct: 'number of different values',
    last: 'last',
} as const;

const BALANCES = {
    balance: (points: string) => `your balance of ${points}`,
    pending: (points: string) => `what you have earned and can't use yet of ${points}`,
    debt: (points: string) => `what you owe of ${points}`,
} as const;
