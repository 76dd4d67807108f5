import type { Rational } from '../../../base/rational.ts';
import { plural } from '../../../base/text.ts';
import type { Basis, Give } from '../../../model/earn.ts';
import { listOf, ordinal, sayDuration, sayMoney, sayNumber, sayPercent, sayPoints } from './amounts.ts';
import { sayExpiry, sayUntil } from './expiry.ts';
import type { Words } from './vocabulary.ts';
import { sayWindow } from './windows.ts';

/** What is given, after `you earn`: `1 Star for each 1 EUR, if you hold Gold`. */
export function sayGive(give: Give, words: Words): string {
    const { basis, expiring, pending, pendingUntil, atLeast, atMost, condition } = give;
    const more = [
        condition === undefined ? '' : `if ${words.condition(condition)}`,
        atLeast === undefined ? '' : `at least ${sayUnits(atLeast, give, words)} each time`,
        atMost === undefined ? '' : `at most ${sayUnits(atMost, give, words)} each time`,
        pending === undefined ? '' : `usable after ${sayDuration(pending)}`,
        pendingUntil === undefined ? '' : `usable ${sayUntil(pendingUntil)}`,
        expiring === undefined ? '' : `which ${sayExpiry(expiring)}`,
    ].filter(part => part !== '');
    return [sayBasis(basis, give, words), ...more].join(', ');
}

function sayUnits(amount: Rational, { unit }: Pick<Give, 'unit'>, { program }: Words): string {
    return unit.kind === 'points'
        ? sayPoints(amount, unit.points)
        : `${sayMoney(amount, unit.currency, program)} of credit`;
}

function sayBasis(basis: Basis, give: Give, words: Words): string {
    const amount = (): string => sayUnits(give.amount, give, words);
    switch (basis.kind) {
        case 'flat':
            return amount();
        case 'per': {
            const step =
                basis.of === undefined
                    ? sayMoney(basis.step, words.program.currency.code, words.program)
                    : stepOf(basis, words);
            const of = basis.of === undefined ? '' : ` of ${words.value(basis.of)}`;
            if (isOne(basis.step) && basis.of?.type.kind === 'number')
                return `${amount()} for each of ${words.value(basis.of).replace(/^the number of /, 'the ')}`;
            return `${amount()} for each ${basis.whole ? 'full ' : ''}${step}${of}`;
        }
        case 'of rules': {
            const how = basis.compounding ? ', counting what was added before' : basis.rounded ? ', rounded' : '';
            return `${sayPercent(give.amount)} of what ${listOf(basis.rules.map(words.titleOf))} ${basis.rules.length === 1 ? 'gives' : 'give'}${how}`;
        }
        case 'every':
            return `${amount()} ${every(basis.step, basis.of, words)}`;
        case 'in a row': {
            const each = basis.each > 1 ? ` with at least ${basis.each} each` : '';
            const missed =
                basis.missed === undefined
                    ? ''
                    : `, of which you may miss ${plural(basis.missed, basis.unit)} in between`;
            return `${amount()} each time you have done so in ${basis.step} ${basis.unit}s in a row${each}${missed}`;
        }
        case 'milestone': {
            const metric = `${words.measure(basis.metric)} ${sayWindow(basis.window)}`;
            const on =
                basis.thenEvery === undefined ? '' : `, and again with each further ${sayNumber(basis.thenEvery)}`;
            return `${amount()} when ${metric} reaches ${sayNumber(basis.at)}${on}`;
        }
        case 'brackets': {
            const by = words.value(basis.by);
            const rates = basis.steps.map(
                step => `from ${words.amountLike(step.from, basis.by)}: ${bracket(step.amount, step.per, give, words)}`,
            );
            const how =
                basis.mode === 'graduated'
                    ? 'each part at the rate of its bracket'
                    : 'all of it at the rate that is reached';
            return `by ${by}, ${how}: ${rates.join('; ')}`;
        }
    }
}

const isOne = (amount: Rational): boolean => amount.isInteger() && amount.numerator === 1n;

const stepOf = ({ step, of }: Extract<Basis, { kind: 'per' }>, words: Words): string =>
    of === undefined ? sayNumber(step) : words.amountLike(step, of);

function bracket(amount: Rational, per: Rational | undefined, give: Give, words: Words): string {
    if (amount.isZero()) return 'nothing';
    const gift = sayUnits(amount, give, words);
    return per === undefined ? gift : `${gift} for each ${sayMoney(per, words.program.currency.code, words.program)}`;
}

function every(step: Rational, of: 'units' | 'times' | 'amount', words: Words): string {
    switch (of) {
        case 'units':
            return `with every ${ordinal(sayNumber(step))} unit`;
        case 'times':
            return `every ${ordinal(sayNumber(step))} time`;
        case 'amount':
            return `each time you have spent another ${sayMoney(step, words.program.currency.code, words.program)}`;
    }
}
