import { parseDate } from '../../../src/base/calendar.ts';
import { Rational } from '../../../src/base/rational.ts';
import { zoneOf } from '../../../src/base/zone.ts';
import { priceOrder } from '../../../src/engine/prices/price-order.ts';
import type { PricedResult, PriceRequest } from '../../../src/engine/prices/request.ts';
import type { Scope } from '../../../src/engine/scope.ts';
import type { Combination, Limit } from '../../../src/model/earn.ts';
import type { Comparison, Expression } from '../../../src/model/expression.ts';
import type { Line } from '../../../src/model/occurrence.ts';
import type { Price, PriceAction, PricePhase, PriceStep, SetTerms } from '../../../src/model/price.ts';
import type { Program } from '../../../src/model/program.ts';
import type { Benefit, Reward } from '../../../src/model/reward.ts';
import type { Type } from '../../../src/model/type.ts';
import type { Value } from '../../../src/model/value.ts';

export const span = { file: 'test.loyalty', start: 0, end: 0, line: 0, column: 0 };
const EUR: Type = { kind: 'money', currency: 'EUR' };

export function number(text: string): Rational {
    const value = Rational.parse(text);
    if (value === undefined) throw new Error(`'${text}' is no number`);
    return value;
}

export const percent = (text: string): Rational => number(text).div(Rational.of(100));

// ---------------------------------------------------------------- expressions

const constant = (value: Value, type: Type, text: string): Expression => ({
    kind: 'constant',
    value,
    type,
    span,
    text,
});

const item = (field: string, type: Type): Expression => ({ kind: 'item field', field, type, span, text: field });

const compare = (left: Expression, op: Comparison, right: Expression): Expression => ({
    kind: 'compare',
    op,
    left,
    right,
    type: { kind: 'truth' },
    span,
    text: `${left.text} ${op === '=' ? 'is' : op} ${right.text}`,
});

export const itemIs = (field: string, value: string): Expression =>
    compare(item(field, { kind: 'text' }), '=', constant(value, { kind: 'text' }, value));

/** `money('cost')` of the line times a factor: `cost + 5%`. */
export const costPlus = (rate: string): Expression => ({
    kind: 'arithmetic',
    op: '*',
    left: item('cost', EUR),
    right: constant(Rational.ONE.add(percent(rate)), { kind: 'number' }, rate),
    type: EUR,
    span,
    text: `cost + ${rate}%`,
});

export const eur = (amount: string): Expression => constant(number(amount), EUR, `${amount} EUR`);

export const orderTotal: Expression = { kind: 'order field', field: 'total', type: EUR, span, text: 'order.total' };

const orderUnits: Expression = {
    kind: 'order field',
    field: 'units',
    type: { kind: 'number' },
    span,
    text: 'order.units',
};

export const totalAtLeast = (amount: string): Expression => compare(orderTotal, '>=', eur(amount));

export const unitsAtLeast = (count: string): Expression =>
    compare(orderUnits, '>=', constant(number(count), { kind: 'number' }, count));

export const memberIs = (field: string, value: string): Expression =>
    compare(
        { kind: 'member field', field, type: { kind: 'text' }, span, text: `member.${field}` },
        '=',
        constant(value, { kind: 'text' }, value),
    );

// ---------------------------------------------------------------- rules

export const percentOff = (rate: string, condition?: Expression): PriceAction => ({
    kind: 'percent off',
    rate: percent(rate),
    condition,
    span,
    text: `discount ${rate}%`,
});

export const amountOff = (amount: string, condition?: Expression): PriceAction => ({
    kind: 'amount off',
    amount: number(amount),
    condition,
    span,
    text: `discount ${amount} EUR`,
});

export const newPrice = (amount: string, condition?: Expression): PriceAction => ({
    kind: 'new price',
    amount: number(amount),
    condition,
    span,
    text: `new price ${amount} EUR`,
});

export const buyPay = (buy: number, pay: number, free: 'cheapest' | 'dearest' = 'cheapest'): PriceAction => ({
    kind: 'buy pay',
    buy,
    pay,
    free,
    span,
    text: `buy ${buy} pay ${pay}`,
});

export const buyGet = (
    buy: number,
    get: number,
    got?: Expression,
    more: SetTerms = { free: 'cheapest' },
): PriceAction => ({
    kind: 'buy get',
    buy,
    get,
    got,
    benefit: { kind: 'percent off', rate: percent('50') },
    span,
    text: `buy ${buy} get ${get}`,
    ...more,
});

export const bundle = (components: readonly [number, Expression][], price: string): PriceAction => ({
    kind: 'bundle',
    components: components.map(([units, condition]) => ({ units, condition })),
    price: { kind: 'set price', amount: number(price) },
    first: 'cheapest',
    atMost: undefined,
    span,
    text: 'bundle',
});

/** Steps as authors write them: `from 6: 16.50`, `from 20: 3% off`, `from 5: 1.00 off`, `from 1: list price`. */
export const brackets = (
    mode: 'graduated' | 'all-units',
    steps: readonly string[],
    { by = 'quantity', scope = 'line' }: { by?: 'quantity' | 'amount'; scope?: 'line' | 'order' } = {},
): PriceAction => ({ kind: 'brackets', mode, by, scope, steps: steps.map(step), span, text: `${mode} by ${by}` });

function step(text: string): PriceStep {
    const [, from = '', price = ''] = /^from (\S+): (.+)$/.exec(text) ?? [];
    if (price === 'list price') return { from: number(from), price: { kind: 'list price' }, span };
    const [, amount = '', sign, off] = /^([\d.]+)(%?)( off)?$/.exec(price) ?? [];
    if (sign === '%') return { from: number(from), price: { kind: 'percent off', rate: percent(amount) }, span };
    const kind = off === undefined ? 'unit price' : 'amount off';
    return { from: number(from), price: { kind, amount: number(amount) }, span };
}

export function rule(name: string, phase: PricePhase, actions: PriceAction[], more: Partial<Price> = {}): Price {
    return {
        name,
        title: name,
        doc: '',
        span,
        phase,
        when: [],
        where: [],
        during: [],
        actions,
        floor: undefined,
        spread: 'by amount',
        limits: [],
        neverWith: [],
        ...more,
    };
}

export const limit = (amount: string, of: Limit['of'], excess: Limit['excess'] = 'clip'): Limit => ({
    span,
    text: `limit ${amount} ${of}`,
    amount: number(amount),
    of,
    scope: 'member',
    period: { kind: 'lifetime' },
    excess,
});

export const combine = (rules: string[], mode: Combination['mode'], onWhatIsLeft = false): Combination => ({
    rules,
    kind: 'price',
    mode,
    onWhatIsLeft,
    span,
});

export const reward = (name: string, benefit: Benefit, more: Partial<Reward> = {}): Reward => ({
    name,
    title: name,
    doc: '',
    span,
    costs: { points: 'Star', amount: number('100'), cases: [] },
    when: [],
    where: [],
    first: undefined,
    during: [],
    benefit,
    atMost: undefined,
    atLeast: undefined,
    limits: [],
    ...more,
});

export function program(prices: readonly Price[], more: Partial<Program> = {}): Program {
    const currency = { code: 'EUR', decimals: 2, span };
    return {
        name: 'Shop',
        title: 'Shop',
        doc: '',
        span,
        currencies: [currency],
        currency,
        timeZone: { kind: 'fixed', zone: 'Europe/Berlin' },
        weekStart: 1,
        valid: { from: undefined, through: undefined },
        version: undefined,
        channels: [],
        pricesInclude: 'tax',
        tenders: { points: 'earns nothing', giftCard: 'earns when used', credit: 'earns' },
        priceConditionsSee: 'phase start',
        memberFields: [],
        itemFields: [],
        events: [],
        metrics: [],
        segments: [],
        points: [],
        ladders: [],
        earns: [],
        prices,
        rewards: [],
        contracts: [],
        rebates: [],
        triggers: [],
        combinations: [],
        budgets: [],
        goals: [],
        datasets: [],
        tests: [],
        files: [],
        ...more,
    };
}

// ---------------------------------------------------------------- orders

const LINE = /^(\S+) (\S+) at (\S+)(?: in (\S+))?(?: cost (\S+))?(?: tax (\S+)%)?( paid)?$/;

/** A line as one says it: `3 BUN at 2.00 in pastry cost 0.80 tax 7% paid`. */
export function line(text: string, index = 0): Line {
    const match = LINE.exec(text);
    if (match === null) throw new Error(`'${text}' is no line`);
    const [, quantity = '', sku, price = '', category, cost, tax, paid] = match;
    return {
        index,
        sku,
        quantity: number(quantity),
        price: number(price),
        paid: paid !== undefined,
        cost: cost === undefined ? undefined : number(cost),
        tax: tax === undefined ? undefined : percent(tax),
        giftCard: false,
        fields: new Map(category === undefined ? [] : [['category', category]]),
    };
}

export const scope: Scope = {
    memberField: () => undefined,
    eventField: () => undefined,
    itemField: () => undefined,
    orderField: () => undefined,
    metric: () => undefined,
    distinct: () => undefined,
    pointsBalance: () => undefined,
    expiring: () => undefined,
    tier: () => '',
    missing: () => undefined,
    sinceLast: () => undefined,
    segment: () => undefined,
};

const berlin = zoneOf('Europe/Berlin');
const day = parseDate('2026-03-02');

/** Monday, 2 March 2026, noon in Berlin. */
export function order(shop: Program, lines: readonly string[], more: Partial<PriceRequest> = {}): PricedResult {
    if (berlin === undefined || day === undefined) throw new Error('Berlin has a zone, and March a second');
    return priceOrder({
        program: shop,
        lines: lines.map(line),
        scope,
        at: berlin.toInstant(day, 720),
        zone: berlin,
        rewards: [],
        contracts: [],
        offers: [],
        ...more,
    });
}

export const euros = (cents: bigint): string => Rational.fromUnits(cents, 2).toFixed(2);

/** What each line is paid, as one text: `4.05 2.00`. */
export const paidLines = (result: PricedResult): string => result.lines.map(({ paid }) => euros(paid)).join(' ');

export const paid = (result: PricedResult): string => euros(result.paid);

/** Discounts of the order by rule: `A 1.00, B 0.50`. */
export const discounts = (result: PricedResult): string =>
    result.discounts.map(({ rule, amount }) => `${rule} ${euros(amount)}`).join(', ');

/** Why each rule applied or not. */
export function verdicts(shop: Program, lines: readonly string[], more: Partial<PriceRequest> = {}): string[] {
    const said: string[] = [];
    order(shop, lines, {
        ...more,
        verdict: (name, applied, why) => said.push(`${name}: ${applied ? 'applies' : 'does not apply'}, ${why}`),
    });
    return said;
}
