import { Rational } from '../../base/rational.ts';
import type { Program } from '../../model/program.ts';
import { withBestSet } from './best-set.ts';
import { applyContracts } from './contract-phase.ts';
import { minor } from './goods.ts';
import { itemPhase } from './item-phase.ts';
import { budgetTallies } from './order-budgets.ts';
import { orderPhase } from './order-phase.ts';
import { type LineState, type OrderState, openOrder } from './order-state.ts';
import type { ExactLine, PricedResult, PriceRequest } from './request.ts';
import { applyRewards, offShipping } from './reward-phase.ts';
import { runPhase } from './run-phase.ts';
import { totalUnits } from './share-out.ts';
import { shippingPhase } from './shipping-phase.ts';
import { taxOnShipping } from './shipping-tax.ts';
import { isTaxIn, type Taxed, taxed } from './tax.ts';

/** What an order comes to: item prices, order prices, rewards and offers, shipping, then tax. */
export function priceOrder(request: PriceRequest): PricedResult {
    return withBestSet(request, priceWith);
}

function priceWith(request: PriceRequest): PricedResult {
    const order = openOrder(request);
    applyContracts(order, () => byItemRulesAlone(request));
    runPhase(order, itemPhase(order));
    runPhase(order, orderPhase(order));
    const redeemed = applyRewards(order);
    const { shipping } = order;
    if (shipping !== undefined) runPhase(order, shippingPhase(order, shipping));
    const rewards = offShipping(order, redeemed.rewards);
    return { ...resultOf(order), ...redeemed, rewards };
}

/** What item rules take off each line where no contract has a say. */
function byItemRulesAlone(request: PriceRequest): bigint[] {
    const alone = openOrder({ ...request, contracts: [], verdict: undefined, unknown: undefined });
    runPhase(alone, itemPhase(alone));
    return alone.lines.map(({ gross, left }) => gross - left);
}

function resultOf(order: OrderState): Omit<PricedResult, 'rewards' | 'offers'> {
    const { program } = order.request;
    const goods = order.lines.map(({ line, left }) => {
        const { quantity, tax: rate, taxes } = line;
        return { paid: left, quantity, rate, isTaxIn: isTaxIn(line, program), taxes };
    });
    const taxes = taxed(goods, program);
    const lines = order.lines.map((state, index) => toLine(state, taxes[index]));
    const sent = order.shipping;
    const onShipping = sent === undefined ? undefined : taxOnShipping(sent, goods, order.request);
    const shipping = shippingOf(order, onShipping);
    const tax = totalUnits(taxes.map(each => each.tax));
    const gross = totalUnits(lines.map(line => line.gross));
    const paid = totalUnits(lines.map(line => line.paid));
    return {
        lines,
        gross,
        discount: gross - paid,
        paid,
        net: totalUnits(lines.map(line => line.net)),
        cost: costOf(order),
        tax,
        shipping,
        total: totalWithin(
            paid + totalUnits(taxes.map(each => each.onTop)) + (shipping?.paid ?? 0n) + (onShipping?.onTop ?? 0n),
            program,
        ),
        discounts: order.discounts,
        uses: order.uses,
        budgets: budgetTallies(order),
    };
}

/** To the multiple that the program says; what that makes more or less is neither goods nor tax. */
function totalWithin(total: bigint, { totalRounding, currency }: Program): bigint {
    if (totalRounding === undefined) return total;
    const step = minor(totalRounding.step, currency.decimals);
    return Rational.of(Rational.of(total).div(step).round(totalRounding.mode)).mul(step).round('half up');
}

function toLine(state: LineState, taxes: Taxed | undefined): ExactLine {
    const { line, gross, left: paid, discounts, freed } = state;
    return {
        index: line.index,
        sku: line.sku,
        quantity: line.quantity,
        gross,
        paid,
        net: taxes?.net ?? paid,
        tax: taxes?.tax ?? 0n,
        ...(taxes?.taxes === undefined ? {} : { taxes: taxes.taxes }),
        exactNet: taxes?.exactNet ?? Rational.of(paid),
        discounts: discounts.map(({ rule, amount }) => ({ rule, amount })),
        ...(freed === undefined ? {} : { freed }),
        rewarded: totalUnits(discounts.map(({ phase, amount }) => (phase === 'reward' ? amount : 0n))),
    };
}

function shippingOf(
    { request, shipping }: OrderState,
    taxes: ReturnType<typeof taxOnShipping> | undefined,
): PricedResult['shipping'] {
    if (shipping === undefined) return undefined;
    const charged = request.shipping ?? 0n;
    const several = taxes?.taxes === undefined ? {} : { taxes: taxes.taxes };
    return { charged, discount: charged - shipping, paid: shipping, tax: taxes?.tax ?? 0n, ...several };
}

/** Known where every line says what it costs; rounded once. */
function costOf(order: OrderState): bigint | undefined {
    let cost = Rational.ZERO;
    for (const { line } of order.lines) {
        if (line.cost === undefined) return undefined;
        cost = cost.add(line.cost.mul(line.quantity));
    }
    return minor(cost, order.decimals).round('half up');
}
