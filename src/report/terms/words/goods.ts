import { spoken } from '../../../base/text.ts';
import type { Expression } from '../../../model/expression.ts';
import { listOf } from './amounts.ts';
import { sayComparison } from './comparisons.ts';
import { sayConstant } from './values.ts';
import type { Words } from './vocabulary.ts';

/** Conditions on the lines of an order as a phrase: `coffee`, `the article LATTE`, `articles whose category is coffee`. */
export function sayGoods(where: readonly Expression[], words: Words): string {
    const parts = where.flatMap(each => (each.kind === 'and' ? each.parts : [each]));
    if (parts.length === 0) return 'all articles';
    const [only] = parts;
    if (parts.length === 1 && only?.kind === 'compare' && only.op === '=' && isSku(only.left))
        return `the article ${sayConstantOf(only.right, words)}`;
    if (parts.length === 1 && only?.kind === 'in' && isSku(only.value))
        return `the articles ${listOf(only.options.map(each => sayConstantOf(each, words)))}`;
    const [own, others] = [parts.filter(isAboutLine), parts.filter(part => !isAboutLine(part))];
    const whose = own.length === 0 ? 'all articles' : `articles ${listOf(own.map(part => whoseIs(part, words)))}`;
    return others.length === 0 ? whose : `${whose}, if ${listOf(others.map(each => words.condition(each)))}`;
}

const isSku = (expression: Expression): boolean => expression.kind === 'item field' && expression.field === 'sku';

const sayConstantOf = (expression: Expression, words: Words): string =>
    expression.kind === 'constant' && typeof expression.value === 'string'
        ? expression.value
        : expression.kind === 'constant'
          ? sayConstant(expression.value, expression.type, words)
          : expression.text;

/** `whose category is coffee or tea`. */
function whoseIs(part: Expression, words: Words): string {
    if (part.kind === 'compare' && part.left.kind === 'item field')
        return `whose ${words.fieldOf('item', part.left.field)} ${sayComparison(part.op)} ${sayConstantOrValue(part.right, words)}`;
    if (part.kind === 'in' && part.value.kind === 'item field') {
        const options = part.options.map(each => spoken(sayConstantOf(each, words)));
        return `whose ${words.fieldOf('item', part.value.field)} is ${listOf(options, 'or')}`;
    }
    if (part.kind === 'not' && part.operand.kind === 'in' && part.operand.value.kind === 'item field') {
        const options = part.operand.options.map(each => spoken(sayConstantOf(each, words)));
        return `whose ${words.fieldOf('item', part.operand.value.field)} is not ${listOf(options, 'or')}`;
    }
    if (part.kind === 'known' && part.value.kind === 'item field')
        return `that have a ${words.fieldOf('item', part.value.field)}`;
    if (part.kind === 'not') return whoseIsNot(part.operand, words);
    return `for which ${words.condition(part)}`;
}

function whoseIsNot(part: Expression, words: Words): string {
    if (part.kind === 'known' && part.value.kind === 'item field')
        return `that have no ${words.fieldOf('item', part.value.field)}`;
    if (part.kind === 'compare' && part.op === '=' && part.left.kind === 'item field')
        return `whose ${words.fieldOf('item', part.left.field)} is not ${sayConstantOrValue(part.right, words)}`;
    return `for which it is not the case that ${words.condition(part)}`;
}

const sayConstantOrValue = (expression: Expression, words: Words): string =>
    expression.kind === 'constant' ? sayConstant(expression.value, expression.type, words) : words.value(expression);

/** Whether a condition looks at the line itself, and not at the member or the occasion. */
function isAboutLine(expression: Expression): boolean {
    switch (expression.kind) {
        case 'item field':
            return true;
        case 'compare':
        case 'arithmetic':
            return isAboutLine(expression.left) || isAboutLine(expression.right);
        case 'between':
        case 'in':
        case 'known':
            return isAboutLine(expression.value);
        case 'contains':
            return isAboutLine(expression.set) || isAboutLine(expression.value);
        case 'and':
        case 'or':
        case 'some':
            return expression.parts.some(isAboutLine);
        case 'not':
            return isAboutLine(expression.operand);
        case 'constant':
        case 'member field':
        case 'event field':
        case 'order field':
        case 'metric':
        case 'order measure':
        case 'points balance':
        case 'points expiring':
        case 'tier':
        case 'missing':
        case 'today':
        case 'since last':
        case 'falls':
        case 'segment':
        case 'ranked':
        case 'contract':
        case 'journey':
        case 'figure':
        case 'share of members':
            return false;
    }
}
