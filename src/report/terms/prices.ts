import { spoken } from '../../base/text.ts';
import type { Coupon } from '../../model/coupon.ts';
import type { Clause, TermsSection } from '../../model/documents/terms.ts';
import type { Price } from '../../model/price.ts';
import type { Audience } from './audience.ts';
import { sayCombination } from './earning.ts';
import { noteOf } from './note.ts';
import { nthOf } from './nth.ts';
import { capital, listOf, ordinal, sayMoney, sayPercent, sentence } from './words/amounts.ts';
import { sayIf } from './words/conditions.ts';
import { sayLimit } from './words/limits.ts';
import { sayAction } from './words/price-actions.ts';
import { sayTimes } from './words/times.ts';
import type { Words } from './words/vocabulary.ts';

export function priceSection(words: Words, audience: Audience): TermsSection | undefined {
    const { prices, coupons = [], combinations, pricesInclude, returnPrices, totalRounding } = words.program;
    if (prices.length === 0 && coupons.length === 0) return undefined;
    const general = {
        sentences: [
            `Prices are said ${pricesInclude === 'tax' ? 'with' : 'without'} tax.`,
            'Prices of articles come first, then discounts on the whole order, then rewards and offers, then shipping. What else is not said to exclude each other adds up.',
            ...(totalRounding === undefined
                ? []
                : [
                      `What is to be paid in all, with tax and shipping, is a multiple of ${sayMoney(totalRounding.step, words.program.currency.code, words.program)}.`,
                  ]),
            ...(returnPrices === 'anew'
                ? ['When a part of an order comes back, what you keep is priced anew, as if you had bought that alone.']
                : []),
        ],
    };
    const combined = combinations.filter(({ kind }) => kind === 'price');
    const clauses = [
        general,
        ...prices.map(price => priceClause(price, words, audience)),
        ...coupons.map(coupon => couponClause(coupon, words, audience)),
        ...combined.map(each => ({ sentences: [`${sayCombination(each, words)}${together(each.atMost, words)}`] })),
    ];
    return { id: 'prices', heading: 'Prices for members', clauses, tables: [] };
}

function together(
    atMost:
        | { readonly rate: Price['limits'][number]['amount'] }
        | { readonly amount: Price['limits'][number]['amount'] }
        | undefined,
    { program }: Words,
): string {
    if (atMost === undefined) return '';
    const most =
        'rate' in atMost
            ? `${sayPercent(atMost.rate)} of the goods before discounts`
            : sayMoney(atMost.amount, program.currency.code, program);
    return ` Together they take off at most ${most}.`;
}

function priceClause(price: Price, words: Words, audience: Audience): Clause {
    const { actions, during, limits, coupon, every } = price;
    const times = sayTimes(during);
    const occasion = [
        subjectOf(price, words),
        nthOf(price.nth),
        every === undefined ? '' : `on every ${ordinal(every.count)} order`,
        coupon === undefined ? '' : `with a code of ${words.titleOf(coupon)}`,
        sayIf(price.when, words),
    ].filter(part => part !== '');
    const said = actions.map(action => sayAction(action, words));
    const [only] = said;
    const isOne = said.length === 1 && !(only ?? '').includes(';');
    const head = `${capital(occasion.join(', '))}`;
    const listed =
        only !== undefined && said.length === 1
            ? bracketItems(only)
            : { lead: '', items: said.map(each => sentence(each)) };
    const rest = [
        ...(times === '' ? [] : [sentence(`this holds ${times}`)]),
        ...(price.zeroUnits === true ? ['It is due where nothing was bought as well.'] : []),
        ...boundsOf(price, words, audience),
        ...limits.map(limit =>
            sentence(limit.of === 'units' ? 'this is given for' : 'this is given', sayLimit(limit, words)),
        ),
        ...othersOf(price, words),
    ];
    const named = { title: words.titleOf(price.name), ...noteOf(price) };
    if (isOne) return { ...named, sentences: [sentence(`${head},`, only), ...rest] };
    const lead = `${head}${listed.lead === '' ? '' : `, ${listed.lead}`}:`;
    return { ...named, sentences: [lead], items: listed.items, more: rest };
}

/** `the price depends on …: from 1 18 EUR; from 6 16.50 EUR` as a line and a list. */
function bracketItems(text: string): { readonly lead: string; readonly items: readonly string[] } {
    const colon = text.indexOf(': ');
    if (colon < 0) return { lead: '', items: [sentence(text)] };
    return {
        lead: text.slice(0, colon),
        items: text
            .slice(colon + 2)
            .split('; ')
            .map(each => sentence(each)),
    };
}

function subjectOf({ phase, where, of }: Price, words: Words): string {
    switch (phase) {
        case 'item':
            return `for ${words.goods(where)}`;
        case 'order':
            return where.length === 0 ? 'on the whole order' : `on what the order has of ${words.goods(where)}`;
        case 'shipping':
            return 'on shipping';
        case 'event':
            return `for ${spoken(of?.event ?? '')}: ${spoken(of?.field ?? '')}`;
    }
}

function boundsOf(
    { floor, ceiling, lineFloor, charge, spread, spreadTax, phase }: Price,
    words: Words,
    audience: Audience,
): string[] {
    const { program } = words;
    const money = (amount: NonNullable<NonNullable<Price['charge']>['atLeast']>): string =>
        sayMoney(amount, program.currency.code, program);
    return [
        ...(floor === undefined || (audience === 'customers' && readsCost(floor))
            ? []
            : [sentence(`the price never falls below ${words.value(floor)}`)]),
        ...(lineFloor === undefined || (audience === 'customers' && readsCost(lineFloor))
            ? []
            : [sentence(`no article falls below ${words.value(lineFloor)} by it`)]),
        ...(ceiling === undefined ? [] : [sentence(`the price never rises above ${words.value(ceiling)}`)]),
        ...(charge?.atLeast === undefined ? [] : [sentence(`at least ${money(charge.atLeast)} is charged`)]),
        ...(charge?.atMost === undefined ? [] : [sentence(`at most ${money(charge.atMost)} is charged`)]),
        ...(phase === 'order'
            ? [
                  `The discount is shared among the articles of the order ${SPREAD[spread]}${spreadTax === undefined ? '' : `, ${spreadTax}`}.`,
              ]
            : []),
    ];
}

/** What goods cost us is no business of customers. */
const readsCost = ({ text }: NonNullable<Price['floor']>): boolean => /\bcost\b/.test(text);

const SPREAD: Readonly<Record<Price['spread'], string>> = {
    'by amount': 'in proportion to what they cost',
    'by gross': 'in proportion to what they cost before any price',
    'by quantity': 'in proportion to their number',
    evenly: 'in equal parts',
    'first to last': 'from the first one to the last',
    'last to first': 'from the last one to the first',
    'cheapest first': 'from the cheapest one to the dearest',
    'dearest first': 'from the dearest one to the cheapest',
    'lowest tax first': 'from the lowest rate of tax to the highest',
    'highest tax first': 'from the highest rate of tax to the lowest',
};

function othersOf({ neverWith, after, stops, priority }: Price, words: Words): string[] {
    return [
        ...(after === undefined
            ? []
            : [
                  sentence(
                      `it is computed on what ${listOf(after.map(words.titleOf))} ${after.length > 1 ? 'leave' : 'leaves'}`,
                  ),
              ]),
        ...(neverWith.length === 0
            ? []
            : [sentence(`it is not given together with ${listOf(neverWith.map(words.titleOf), 'or')}`)]),
        ...(stops === true ? ['Where it applies, none that comes after it does.'] : []),
        ...(priority === undefined ? [] : ['Where it applies, no other one of its kind does.']),
    ];
}

/** Codes are secrets until somebody has one: customers are told that there are some. */
function couponClause(coupon: Coupon, words: Words, audience: Audience): Clause {
    const { codes, when, during, limits, singleUse, givenBack } = coupon;
    const times = sayTimes(during);
    return {
        title: words.titleOf(coupon.name),
        ...noteOf(coupon),
        sentences: [
            audience === 'customers' ? 'Needs a code.' : sentence(`needs one of the codes ${listOf(codes, 'or')}`),
            ...(when.length === 0 ? [] : [sentence(`it holds ${sayIf(when, words)}`)]),
            ...(times === '' ? [] : [sentence(`it holds ${times}`)]),
            ...(singleUse ? ['Each code can be used once.'] : []),
            ...limits.map(limit => sentence(`it can be used ${sayLimit(limit, words)}`)),
            ...(givenBack === true ? ['If the whole order comes back, the code can be used again.'] : []),
        ],
    };
}
