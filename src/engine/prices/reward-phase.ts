import { Rational } from '../../base/rational.ts';
import type { Reward } from '../../model/reward.ts';
import { isDuring } from '../during.ts';
import { allHold, evaluate, firstUnknown } from '../evaluate.ts';
import { explainAll } from '../explain.ts';
import { sayMoney } from '../say.ts';
import type { Scope } from '../scope.ts';
import { takeUnits } from './buy-pay.ts';
import { minor } from './goods.ts';
import { amountsLeft, type OrderState, orderScope, postOnLines } from './order-state.ts';
import type { Offer, PricedResult, RewardResult, RewardUse } from './request.ts';
import { greater, lesser, total, totalUnits } from './share-out.ts';
import { spreadOver } from './spread.ts';

/** Rewards, then offers, all computed on the prices after the order phase. */
interface RewardPhase {
    readonly order: OrderState;
    readonly start: readonly Rational[];
    readonly scope: Scope;
    /** Units of each line that rewards have made free. */
    readonly freed: Rational[];
}

export function applyRewards(order: OrderState): Pick<PricedResult, 'rewards' | 'offers'> {
    const start = amountsLeft(order);
    const phase = { order, start, scope: orderScope(order, start), freed: start.map(() => Rational.ZERO) };
    const rewards = order.request.rewards.map(use => redeem(phase, use));
    const offers = order.request.offers.map(offer => ({ trigger: offer.trigger, discount: applyOffer(phase, offer) }));
    const { verdict } = order.request;
    for (const { reward, granted, why } of rewards) verdict?.(reward, granted > 0, why);
    for (const { trigger, discount } of offers) verdict?.(trigger, discount > 0n, sayDiscount(order, discount));
    return { rewards, offers };
}

function redeem(phase: RewardPhase, { reward, times }: RewardUse): RewardResult {
    const result = { reward: reward.name, times, granted: 0, discount: 0n };
    const failing = unmet(phase, reward);
    if (failing !== undefined) return { ...result, why: failing };
    const { granted, discount } = benefitOf(phase, reward, times);
    const why = granted === 0 ? 'nothing in this order is left for it' : sayDiscount(phase.order, discount);
    return { ...result, granted, discount, why };
}

function benefitOf(phase: RewardPhase, reward: Reward, times: number): { granted: number; discount: bigint } {
    const { benefit } = reward;
    switch (benefit.kind) {
        case 'free units':
            return freeUnits(phase, reward.name, benefit.sku, benefit.units, times, capOf(phase, reward));
        case 'money off':
            return moneyOff(phase, reward, minor(benefit.amount, phase.order.decimals), times);
        case 'percent off':
            return moneyOff(phase, reward, total(openAmounts(phase)).mul(benefit.rate), times);
        case 'credit':
        case 'thing':
            return { granted: times, discount: 0n };
    }
}

function unmet({ order, scope }: RewardPhase, reward: Reward): string | undefined {
    const { program, at, zone, unknown } = order.request;
    if (!isDuring(reward.during, at, zone)) return 'not at this time';
    const asking: Scope = unknown === undefined ? scope : { ...scope, onUnknown: what => unknown(reward.name, what) };
    if (!allHold(reward.when, asking, program)) return explainAll(reward.when, scope, program);
    if (reward.atMost === undefined || evaluate(reward.atMost.of, scope, program) !== undefined) return undefined;
    const what = firstUnknown(reward.atMost.of, scope, program);
    asking.onUnknown?.(what);
    return `its ceiling cannot be decided: ${what} is not known`;
}

/** `at most 50% of order.total` in whole minor units. */
function capOf({ order, scope }: RewardPhase, { atMost }: Reward): bigint | undefined {
    const of = atMost === undefined ? undefined : evaluate(atMost.of, scope, order.request.program);
    if (atMost === undefined || !(of instanceof Rational)) return undefined;
    const cap = minor(of.mul(atMost.share), order.decimals).floor();
    return greater(cap, 0n);
}

/** It is granted as often as there is something left to take it off, also in part. */
function moneyOff(
    phase: RewardPhase,
    reward: Reward,
    each: Rational,
    times: number,
): { granted: number; discount: bigint } {
    if (isPaidAsGiven(phase)) return { granted: times, discount: 0n };
    const asked = each.mul(Rational.of(times)).round('half up');
    const cap = capOf(phase, reward);
    const most = lesser(asked, cap ?? asked);
    const discount = spread(phase, reward.name, 'reward', most);
    if (discount === 0n) return { granted: 0, discount };
    return { granted: Math.min(times, Number(Rational.of(discount).div(each).ceil())), discount };
}

/** The cheapest units of the article that are not free already; those that were paid as given stay paid. */
function freeUnits(
    phase: RewardPhase,
    name: string,
    sku: string,
    each: Rational,
    times: number,
    cap: bigint | undefined,
): { granted: number; discount: bigint } {
    const goods = phase.order.lines.map(({ line }, index) => ({
        amount: phase.start[index] ?? Rational.ZERO,
        quantity: line.quantity,
    }));
    const available = phase.order.lines.map(({ line, open }, index) => {
        const costsNothing = open && goods[index]?.amount.isZero();
        if (line.sku !== sku || costsNothing) return Rational.ZERO;
        return line.quantity.sub(phase.freed[index] ?? Rational.ZERO);
    });
    const taken = takeUnits(each.mul(Rational.of(times)), goods, available, 'cheapest');
    const shares = phase.order.lines.map(({ open, left }, index) => {
        const [line, units] = [goods[index], taken[index] ?? Rational.ZERO];
        if (line === undefined || !open || units.isZero()) return 0n;
        return lesser(line.amount.mul(units).div(line.quantity).round('half up'), left);
    });
    for (const [index, units] of taken.entries()) phase.freed[index] = units.add(phase.freed[index] ?? Rational.ZERO);
    postOnLines(phase.order, name, 'reward', within(shares, cap));
    const granted = each.sign() > 0 ? Math.min(times, Number(total(taken).div(each).ceil())) : 0;
    return { granted, discount: totalUnits(within(shares, cap)) };
}

/** Shares in their order until the cap is used up. */
function within(shares: readonly bigint[], cap: bigint | undefined): bigint[] {
    let left = cap ?? totalUnits(shares);
    return shares.map(share => {
        const part = lesser(share, left);
        left -= part;
        return part;
    });
}

function applyOffer(phase: RewardPhase, { trigger, discount }: Offer): bigint {
    const asked =
        discount.kind === 'percent'
            ? total(openAmounts(phase)).mul(discount.rate)
            : minor(discount.amount, phase.order.decimals);
    return spread(phase, trigger, 'offer', asked.round('half up'));
}

/** By amount over the lines that rules may change. Returns what they could bear. */
function spread(phase: RewardPhase, name: string, kind: 'reward' | 'offer', discount: bigint): bigint {
    const weights = openAmounts(phase);
    const bearers = phase.order.lines.map(({ line, left }, index) => ({
        weight: weights[index] ?? Rational.ZERO,
        left,
        quantity: line.quantity,
    }));
    const shares = spreadOver(greater(discount, 0n), 'by amount', bearers);
    postOnLines(phase.order, name, kind, shares);
    return totalUnits(shares);
}

const openAmounts = ({ order, start }: RewardPhase): Rational[] =>
    start.map((amount, index) => (order.lines[index]?.open ? amount : Rational.ZERO));

/** All goods came with the price that was really paid: whatever was redeemed is in it. */
const isPaidAsGiven = ({ order }: RewardPhase): boolean =>
    order.lines.length > 0 && order.lines.every(({ line }) => line.paid);

const sayDiscount = ({ request }: OrderState, discount: bigint): string =>
    discount === 0n ? 'takes nothing off' : `takes ${sayMoney(discount, request.program)} off`;
