import { Rational } from '../../base/rational.ts';
import type { Line } from '../../model/occurrence.ts';
import type { PricedOrder } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import type { Value } from '../../model/value.ts';
import { type Scope, withItem, withOrder } from '../scope.ts';
import { type BudgetAllowance, budgetAllowances, groupAllowances } from './allowance.ts';
import { amountsOf } from './amounts.ts';
import type { PriceRequest, RuleUse } from './request.ts';
import { total, totalUnits } from './share-out.ts';
import { isTaxIn, withoutTax, withTax } from './tax.ts';

export type Discount = PricedOrder['discounts'][number];

/** An order while its prices are worked out. */
export interface OrderState {
    readonly request: PriceRequest;
    readonly decimals: number;
    readonly lines: readonly LineState[];
    readonly discounts: Discount[];
    readonly uses: Map<string, RuleUse>;
    readonly budgets: readonly BudgetAllowance[];
    /** Minor units of shipping still to be paid. */
    shipping: bigint | undefined;
}

export interface LineState {
    readonly line: Line;
    readonly gross: bigint;
    /** Minor units still to be paid. */
    left: bigint;
    readonly discounts: { readonly rule: string; readonly amount: bigint; readonly phase: Discount['phase'] }[];
    /** Units that rewards have made free. */
    freed?: Rational;
    /** Rules may change its price: it is neither marked as paid nor below zero. */
    readonly open: boolean;
    /** Which price rules may still change it; a contract may keep them away. */
    promotions: 'all' | 'order' | 'none';
}

export function openOrder(request: PriceRequest): OrderState {
    const { decimals } = request.program.currency;
    const amounts = amountsOf(request.lines, request.program);
    const lines = request.lines.map((line, index): LineState => {
        const gross = amounts[index] ?? 0n;
        return { line, gross, left: gross, discounts: [], open: !line.paid && gross >= 0n, promotions: 'all' };
    });
    const gross = totalUnits(lines.map(each => each.gross));
    const budgets = [...budgetAllowances(request.budgets ?? [], decimals), ...groupAllowances(request.program, gross)];
    return { request, decimals, lines, discounts: [], uses: new Map(), budgets, shipping: request.shipping };
}

/** Exact minor units, by line, as the order stands. */
export const amountsLeft = (order: OrderState): Rational[] => order.lines.map(({ left }) => Rational.of(left));

/** Lines mostly stand where their numbers say. */
const placeOf = ({ lines }: OrderState, line: Line): number =>
    lines[line.index]?.line === line ? line.index : lines.findIndex(each => each.line === line);

/** What conditions see of the order when its lines cost these minor units. */
export function orderScope(order: OrderState, amounts: readonly Rational[]): Scope {
    const { scope, program } = order.request;
    const money = (minor: Rational): Rational => minor.mul(Rational.fromUnits(1n, order.decimals));
    const withLines: Scope = {
        ...scope,
        linePaid: line => amounts[placeOf(order, line)],
        orderLines: () =>
            order.lines.flatMap(state => (state.line.quantity.sign() > 0 ? [lineScope(seen, state, order)] : [])),
    };
    const seen: Scope = withOrder(withLines, field => {
        switch (field) {
            case 'total':
                return money(total(amounts));
            case 'gross':
                return money(total(order.lines.map(({ gross }) => Rational.of(gross))));
            case 'net':
                return money(
                    total(amounts.map((amount, index) => taxedAs(order.lines[index], amount, 'without tax', program))),
                );
            case 'with_tax':
                return money(
                    total(amounts.map((amount, index) => taxedAs(order.lines[index], amount, 'with tax', program))),
                );
            case 'units':
                return total(order.lines.map(({ line }) => line.quantity));
            case 'lines':
                return Rational.of(order.lines.length);
            case 'shipping': {
                const charged = order.request.shipping;
                return charged === undefined ? undefined : Rational.fromUnits(charged, order.decimals);
            }
        }
    });
    return seen;
}

function taxedAs(
    state: LineState | undefined,
    amount: Rational,
    as: 'with tax' | 'without tax',
    program: Program,
): Rational {
    if (state === undefined) return amount;
    const isIn = isTaxIn(state.line, program);
    if (as === 'without tax') return withoutTax(amount, state.line.tax, isIn);
    return isIn ? amount : withTax(amount, state.line.tax);
}

/** What conditions see of one line on top of that. */
export function lineScope(scope: Scope, state: LineState, order: OrderState): Scope {
    return withItem(scope, field => lineField(state, field, order, () => scope.linePaid?.(state.line)));
}

/** A field of the line at a place, that no price changes. */
export function fieldOf(order: OrderState, place: number, field: string): Value {
    const state = order.lines[place];
    return state && lineField(state, field, order, () => undefined);
}

/** What is paid is what the line costs as the order stands. */
function lineField(
    { line, gross }: LineState,
    field: string,
    { decimals, request }: OrderState,
    paidNow: () => Rational | undefined,
): Value {
    const money = (minor: Rational): Rational => minor.mul(Rational.fromUnits(1n, decimals));
    switch (field) {
        case 'sku':
            return line.sku;
        case 'quantity':
            return line.quantity;
        case 'price':
            return line.price;
        case 'list_price':
            return line.fields.get('list_price') ?? line.price;
        case 'amount':
        case 'gross':
            return Rational.fromUnits(gross, decimals);
        case 'cost':
            return line.cost;
        case 'tax':
            return line.tax;
        case 'gift_card':
            return line.giftCard ? 'yes' : 'no';
        case 'paid': {
            const paid = paidNow();
            return paid && money(paid);
        }
        case 'net': {
            const paid = paidNow();
            return paid && money(withoutTax(paid, line.tax, isTaxIn(line, request.program)));
        }
        case 'discount': {
            const paid = paidNow();
            return paid && money(Rational.of(gross).sub(paid));
        }
        default:
            return line.fields.get(field);
    }
}

/** A discount that a rule, reward or offer gives on lines: minor units by line. */
export function postOnLines(
    order: OrderState,
    rule: string,
    phase: Discount['phase'],
    shares: readonly bigint[],
): void {
    for (const [index, state] of order.lines.entries()) {
        const amount = shares[index] ?? 0n;
        if (amount === 0n) continue;
        state.left -= amount;
        state.discounts.push({ rule, amount, phase });
    }
    const amount = shares.reduce((a, b) => a + b, 0n);
    if (shares.some(share => share !== 0n)) order.discounts.push({ rule, phase, amount });
}
