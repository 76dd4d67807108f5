import type { Outcome, PricedOrder } from '../../model/outcome.ts';
import type { Expectation, PaidPart } from '../../model/test.ts';

export type PaidExpectation = Extract<Expectation, { kind: 'pays' | 'tax' | 'total' | 'due' | 'discount' }>;

/** What a test asks of an order, in minor units, and what is missing where there is none. */
export function paidOf(
    expectation: PaidExpectation,
    order: PricedOrder | undefined,
): readonly [bigint | undefined, string] {
    if (order === undefined) return [undefined, 'there is no such purchase'];
    switch (expectation.kind) {
        case 'total':
        case 'due':
            return [order[expectation.kind], 'it is not known'];
        case 'discount':
            return discountOf(order, expectation.by, expectation.on);
        case 'tax':
            if (expectation.tax !== undefined) return oneTax(order, expectation.tax, expectation.on);
            return partOf(order, expectation.on, 'tax');
        case 'pays':
            return partOf(order, expectation.on, 'paid');
    }
}

const NOT_SHIPPED =
    "nothing is shipped: the purchase must say what is charged for it, if only 'shipping = 0 EUR', for prices on shipping";

function partOf(
    order: PricedOrder,
    on: PaidPart | undefined,
    what: 'paid' | 'tax',
): readonly [bigint | undefined, string] {
    if (on === undefined) {
        const tax = (order.tax ?? 0n) + (order.shipping?.tax ?? 0n);
        return [what === 'paid' ? order.paid : tax, ''];
    }
    if (on.kind === 'shipping') return [order.shipping?.[what], NOT_SHIPPED];
    const lines = order.lines.filter(({ sku }) => sku === on.sku);
    const found = lines.reduce((sum, line) => sum + (line[what] ?? 0n), 0n);
    return [lines.length === 0 ? undefined : found, `no line of the order is '${on.sku}'`];
}

/** One of several taxes, on goods and shipping. */
function oneTax(order: PricedOrder, field: string, on: PaidPart | undefined): readonly [bigint | undefined, string] {
    const lines = on?.kind === 'shipping' ? [] : order.lines.filter(({ sku }) => on === undefined || sku === on.sku);
    const sent = on === undefined || on.kind === 'shipping' ? (order.shipping?.taxes ?? []) : [];
    const found = [...lines.flatMap(({ taxes = [] }) => taxes), ...sent].filter(each => each.field === field);
    const sum = found.reduce((all, { tax }) => all + tax, 0n);
    const what = on?.kind === 'shipping' ? 'shipping has not' : 'no line has';
    return [found.length === 0 ? undefined : sum, `${what} the tax '${field}'`];
}

function discountOf(
    order: PricedOrder,
    by: string | undefined,
    on: PaidPart | undefined,
): readonly [bigint | undefined, string] {
    const isMeant = ({ rule }: { readonly rule: string }): boolean => by === undefined || rule === by;
    const sum = (discounts: readonly { readonly rule: string; readonly amount: bigint }[]): bigint =>
        discounts.reduce((all, each) => (isMeant(each) ? all + each.amount : all), 0n);
    if (on === undefined) return [sum(order.discounts), ''];
    const onLines = (lines: PricedOrder['lines']): bigint =>
        lines.reduce((all, { discounts }) => all + sum(discounts), 0n);
    if (on.kind === 'shipping') return [sum(order.discounts) - onLines(order.lines), ''];
    const lines = order.lines.filter(({ sku }) => sku === on.sku);
    const given = onLines(lines);
    return [lines.length === 0 ? undefined : given, `no line of the order is '${on.sku}'`];
}

/** Since the test began. */
export const refunded = (outcomes: readonly Outcome[]): bigint =>
    outcomes.reduce((sum, outcome) => (outcome.kind === 'return' ? sum + outcome.paid : sum), 0n);
