import type { Rational } from '../../base/rational.ts';
import type { Contract } from '../../model/contract.ts';
import type { Clause, TermsSection } from '../../model/documents/terms.ts';
import type { Rebate } from '../../model/rebate.ts';
import { sayCombination } from './earning.ts';
import { noteOf } from './note.ts';
import { sayDuration, sayMoney, sayMonthDay, sayNumber, sayPercent, sayPoints, sentence } from './words/amounts.ts';
import { sayIf } from './words/conditions.ts';
import type { Words } from './words/vocabulary.ts';

export function contractSection(words: Words): TermsSection | undefined {
    const { contracts } = words.program;
    if (contracts.length === 0) return undefined;
    return {
        id: 'contracts',
        heading: 'Contracts',
        clauses: contracts.map(each => contractClause(each, words)),
        tables: [],
    };
}

function contractClause(contract: Contract, words: Words): Clause {
    return {
        title: words.titleOf(contract.name),
        ...noteOf(contract),
        sentences: [
            ...termOf(contract),
            ...(contract.when.length === 0 ? [] : [sentence(`you can sign it ${sayIf(contract.when, words)}`)]),
            ...pricesOf(contract, words),
            ...promiseOf(contract, words),
            ...paymentOf(contract),
            ...endOf(contract, words),
            PRECEDENCE[contract.precedence],
        ],
    };
}

function termOf({ term, renewal }: Contract): string[] {
    if (term === undefined) return ['It runs until it is ended.'];
    const run =
        term.kind === 'for'
            ? `It runs for ${sayDuration(term.duration)}.`
            : `It runs from ${sayMonthDay(term.from)} through ${sayMonthDay(term.through)}.`;
    return [run, renewal === 'automatically' ? 'It is renewed by itself.' : 'It ends with its term.'];
}

function pricesOf({ discounts, locks, protections, floor }: Contract, words: Words): string[] {
    const { program } = words;
    const goods = (condition: Contract['floor']): string =>
        condition === undefined ? 'any article' : words.goods([condition]);
    return [
        ...discounts.map(({ off, condition }) => {
            const less =
                off.kind === 'percent'
                    ? sayPercent(off.rate)
                    : `${sayMoney(off.amount, program.currency.code, program)} a unit`;
            return `You pay ${less} less for ${goods(condition)}.`;
        }),
        ...locks.map(({ at, condition, duration }) => {
            const price =
                at === undefined ? 'the price on the day it begins' : sayMoney(at, program.currency.code, program);
            const long = duration === undefined ? 'for the whole term' : `for ${sayDuration(duration)}`;
            return `For ${goods(condition)} you never pay more than ${price}, ${long}; where our price is lower, you pay the lower one.`;
        }),
        ...protections.map(
            ({ condition, duration }) =>
                `If our price of ${goods(condition)} falls within ${sayDuration(duration)} after your purchase, we credit the difference on what you have kept of it.`,
        ),
        ...(floor === undefined ? [] : [sentence(`the price never falls below ${words.value(floor)}`)]),
    ];
}

function promiseOf({ commitment, shortfall, shortfallEach }: Contract, words: Words): string[] {
    if (commitment === undefined) return [];
    const { program } = words;
    const money = (amount: Rational): string => sayMoney(amount, program.currency.code, program);
    const { amount, of, metric } = commitment;
    const period = periodOf(commitment);
    const charged =
        shortfallEach !== undefined
            ? ` For each unit that is missing at the end of the ${period}, ${money(shortfallEach)} is charged.`
            : shortfall === undefined
              ? ''
              : ` Of what is missing at the end of the ${period}, ${sayPercent(shortfall)} is charged.`;
    const prorated =
        commitment.prorated === true
            ? ' Of one that it does not run through, the promise is in proportion to its days.'
            : '';
    const isAll = metric === 'spend' || metric === 'units';
    const what = isAll ? '' : ` (${words.measure(metric).replace(/,$/, '')})`;
    const much = of === 'units' ? `${sayNumber(amount)} units` : `for ${money(amount)}`;
    return [`You promise to buy ${much}${what} in each ${period}.${prorated}${charged}`];
}

function periodOf({ per }: NonNullable<Contract['commitment']>): string {
    switch (per.kind) {
        case 'term':
            return 'term';
        case 'calendar':
            return `calendar ${per.unit}`;
        case 'every':
            return `period of ${sayDuration(per.duration)}`;
    }
}

function paymentOf({ payment, promptPayment }: Contract): string[] {
    return [
        ...(payment === undefined ? [] : [`Orders are to be paid within ${sayDuration(payment)}.`]),
        ...promptPayment.map(
            ({ rate, within }) => `On what you pay within ${sayDuration(within)} we credit ${sayPercent(rate)}.`,
        ),
    ];
}

function endOf({ earlyEnd }: Contract, { program }: Words): string[] {
    if (earlyEnd === undefined) return [];
    return [
        earlyEnd.kind === 'share'
            ? `Whoever ends it early pays ${sayPercent(earlyEnd.share)} of what is missing to the promise.`
            : `Whoever ends it early pays ${sayMoney(earlyEnd.amount, program.currency.code, program)}.`,
    ];
}

const PRECEDENCE: Readonly<Record<Contract['precedence'], string>> = {
    'before promotions': 'Its prices come first; other prices for members count on top of them.',
    'instead of promotions': 'Under it, other prices for members do not hold.',
    'best of contract and promotions': 'You pay by the contract or by other prices for members, whichever is less.',
};

export function rebateSection(words: Words): TermsSection | undefined {
    const { rebates, combinations } = words.program;
    if (rebates.length === 0) return undefined;
    const clauses = [
        ...rebates.map(each => rebateClause(each, words)),
        ...combinations
            .filter(({ kind }) => kind === 'rebate')
            .map(each => ({ sentences: [sayCombination(each, words)] })),
    ];
    return { id: 'rebates', heading: 'Rebates', clauses, tables: [] };
}

function rebateClause(rebate: Rebate, words: Words): Clause {
    const { when, byGrowth, mode, steps, form, partial } = rebate;
    const isOfMembership = rebate.period === 'membership year';
    const period = isOfMembership ? 'year of membership' : `calendar ${rebate.period}`;
    const { program } = words;
    const metric = program.metrics.find(({ name }) => name === rebate.metric);
    const isMoney = metric?.type.kind === 'money';
    const measure = words.measure(rebate.metric).replace(/,$/, '');
    const growth = byGrowth
        ? `the growth of ${measure} over the ${isOfMembership ? 'year' : rebate.period} before`
        : `${measure} in the ${period}`;
    const limit = (from: Rebate['steps'][number]['from']): string => {
        if (byGrowth) return sayPercent(from);
        return isMoney ? sayMoney(from, program.currency.code, program) : sayNumber(from);
    };
    const condition = when.length === 0 ? '' : `, ${sayIf(when, words)} when it is settled`;
    const all = rebate.ofGrowthAlone === true ? 'what is above it' : 'all of it';
    const how = mode === 'graduated' ? 'each part at the rate of its bracket' : `${all} at the rate that is reached`;
    const each = (rate: Rebate['steps'][number]['rate']): string =>
        isMoney ? sayPercent(rate) : `${sayMoney(rate, program.currency.code, program)} for each unit`;
    return {
        title: words.titleOf(rebate.name),
        ...noteOf(rebate),
        sentences: [`We give back a part of what you bought in a ${period}, by ${growth}${condition}; ${how}:`],
        items: steps.map(({ from, rate }) => `From ${limit(from)}: ${each(rate)}.`),
        more: [...boundsOf(rebate, words), settlement(rebate), ...advance(partial), formOf(form, words)],
    };
}

function boundsOf({ atMost, atLeast }: Rebate, { program }: Words): string[] {
    const money = (amount: Rational): string => sayMoney(amount, program.currency.code, program);
    return [
        ...(atMost === undefined ? [] : [`It is at most ${money(atMost)}.`]),
        ...(atLeast === undefined ? [] : [`What comes to less than ${money(atLeast)} is not given.`]),
    ];
}

const advance = (partial: Rebate['partial']): string[] =>
    partial === undefined
        ? []
        : [
              `${sayPercent(partial.share)} of what has come together so far is paid at the end of each ${partial.each}, in advance.`,
          ];

function formOf(form: Rebate['form'], { program }: Words): string {
    switch (form.kind) {
        case 'points':
            return `It is given as ${sayPoints(form.amount, form.points)} for each ${sayMoney(form.per, program.currency.code, program)}.`;
        case 'credit':
            return 'It is credited to you.';
        case 'payment':
            return 'It is paid out to you.';
    }
}

function settlement({ settle }: Rebate): string {
    switch (settle.kind) {
        case 'on':
            return `It is settled on the ${sayMonthDay(settle.day)} that follows.`;
        case 'after':
            return `It is settled ${sayDuration(settle.duration)} after the end of the period.`;
        case 'at end':
            return 'It is settled at the end of the period.';
    }
}
