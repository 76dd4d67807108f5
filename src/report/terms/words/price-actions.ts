import type { Rational } from '../../../base/rational.ts';
import { plural } from '../../../base/text.ts';
import type { Expression } from '../../../model/expression.ts';
import type { Package, PriceAction, PriceStep, SetTerms, UnitBenefit, Worth } from '../../../model/price.ts';
import { listOf, sayMoney, sayNumber, sayPercent } from './amounts.ts';
import type { Words } from './vocabulary.ts';

/** What a price rule does, as the sentence after its occasion: `you pay 10% less`. */
export function sayAction(action: PriceAction, words: Words): string {
    const money = (amount: Rational): string => moneyOf(amount, words);
    switch (action.kind) {
        case 'percent off':
            return `${change(action.rate, sayPercent(action.rate.abs()), action, words)}${limits(action, words)}${ifSo(action.condition, words)}`;
        case 'amount off':
            return `${change(action.amount, money(action.amount.abs()), action, words)}${action.perLine === true ? ' for each line' : ''}${limits(action, words)}${ifSo(action.condition, words)}`;
        case 'new price': {
            const price = action.formula === undefined ? money(action.amount) : words.value(action.formula);
            return `you pay ${price} for ${packageOf(action.package, words)} instead${ifSo(action.condition, words)}`;
        }
        case 'brackets':
            return brackets(action, words);
        case 'buy pay':
            return `of each ${action.buy} units you pay ${action.pay}: the ${action.free} are free${sets(action)}`;
        case 'buy get': {
            const got = action.got === undefined ? '' : ` of ${words.goods([action.got])}`;
            return `with each ${plural(action.buy, 'unit')} you get up to ${plural(action.get, 'unit')}${got} ${benefit(action.benefit, words)}, the ${action.free} first${sets(action)}`;
        }
        case 'bundle': {
            const parts = action.components.map(
                each =>
                    `${plural(each.units, each.different === true ? 'different unit' : 'unit')}${each.condition === undefined ? '' : ` of ${words.goods([each.condition])}`}`,
            );
            const most = action.atMost === undefined ? '' : `, at most ${plural(action.atMost, 'time')} in one order`;
            const own = action.perLine === true ? ', for each line by itself' : '';
            return `${listOf(parts)} together ${bundlePrice(action.price, words)}${own}${most}`;
        }
    }
}

const moneyOf = (amount: Rational, { program }: Words): string => sayMoney(amount, program.currency.code, program);

function change(sign: Rational, amount: string, { formula, amounts }: Worth, words: Words): string {
    const tax = amounts === undefined ? '' : ` ${amounts}`;
    if (formula !== undefined) return `you pay less by ${words.value(formula)}${tax}`;
    if (amount === '100%' && !sign.isNegative()) return 'you pay nothing';
    return sign.isNegative() ? `you pay ${amount}${tax} more` : `you pay ${amount}${tax} less`;
}

function limits({ per, atLeast, atMost }: Worth, words: Words): string {
    const step =
        per === undefined
            ? ''
            : ` for each ${per.started === true ? 'started ' : per.whole ? 'full ' : ''}${per.of === 'money' ? moneyOf(per.size, words) : plural(Number(sayNumber(per.size)), 'unit')}`;
    const most =
        atMost === undefined
            ? ''
            : `, at most ${'rate' in atMost ? sayPercent(atMost.rate) : moneyOf(atMost.amount, words)}`;
    const least = atLeast === undefined ? '' : `, at least ${moneyOf(atLeast, words)}`;
    return `${step}${least}${most}`;
}

const ifSo = (condition: Expression | undefined, words: Words): string =>
    condition === undefined ? '' : `, if ${words.condition(condition)}`;

function packageOf(each: Package | undefined, words: Words): string {
    if (each === undefined) return 'a unit';
    const size = each.of === 'money' ? moneyOf(each.size, words) : `${sayNumber(each.size)} units`;
    return each.count === 'started' ? `each ${size} or part of them` : `each full ${size}`;
}

const sets = ({ sets: how, atMost }: SetTerms): string => {
    const made =
        how === 'by line' ? ', for each line by itself' : how === 'by price' ? ', the dearest sorted together' : '';
    return `${made}${atMost === undefined ? '' : `, at most ${plural(atMost, 'time')} in one order`}`;
};

function benefit(each: UnitBenefit, words: Words): string {
    switch (each.kind) {
        case 'percent off':
            return sayPercent(each.rate) === '100%' ? 'free' : `at ${sayPercent(each.rate)} less`;
        case 'amount off':
            return `at ${moneyOf(each.amount, words)} less`;
        case 'new price':
            return `for ${moneyOf(each.amount, words)}`;
    }
}

function bundlePrice(price: Extract<PriceAction, { kind: 'bundle' }>['price'], words: Words): string {
    switch (price.kind) {
        case 'set price':
            return `cost ${moneyOf(price.amount, words)}`;
        case 'percent off':
            return `cost ${sayPercent(price.rate)} less`;
        case 'amount off':
            return `cost ${moneyOf(price.amount, words)} less`;
        case 'last got':
            return `give you the last of them ${benefit(price.benefit, words)}`;
    }
}

function brackets(action: Extract<PriceAction, { kind: 'brackets' }>, words: Words): string {
    const what =
        action.measure === undefined
            ? action.by === 'quantity'
                ? 'the number of units'
                : 'the amount'
            : words.value(action.measure);
    const whole = action.scope === 'order' ? ' of the whole order' : ' of a line';
    const on = action.after === undefined ? '' : `, counted on from ${words.value(action.after)}`;
    const how =
        action.mode === 'graduated'
            ? 'each part at the price of its bracket'
            : 'all of it at the price that is reached';
    const steps = action.steps.map(step => stepText(step, action.by, words));
    return `the price depends on ${what}${whole}${on}, ${how}: ${steps.join('; ')}`;
}

function stepText(step: PriceStep, by: 'quantity' | 'amount', words: Words): string {
    const from = by === 'amount' ? moneyOf(step.from, words) : sayNumber(step.from);
    const flat = step.flat === undefined ? '' : `, and ${moneyOf(step.flat, words)} once`;
    return `${step.above === true ? 'above' : 'from'} ${from}: ${stepPrice(step, words)}${flat}`;
}

function stepPrice({ price }: PriceStep, words: Words): string {
    switch (price.kind) {
        case 'unit price':
            return `${moneyOf(price.amount, words)} a unit`;
        case 'percent off':
            return price.rate.isZero() ? 'the usual price' : `${sayPercent(price.rate)} less`;
        case 'percent charged':
            return `${sayPercent(price.rate)} of the price`;
        case 'amount off':
            return `${moneyOf(price.amount, words)} less`;
        case 'package price':
            return `${moneyOf(price.amount, words)} for ${packageOf(price.package, words)}`;
        case 'list price':
            return 'the usual price';
    }
}
