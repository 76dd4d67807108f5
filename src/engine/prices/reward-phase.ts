import { Rational } from '../../base/rational.ts';
import type { Reward } from '../../model/reward.ts';
import { isDuring } from '../during.ts';
import { allHold, evaluate, firstUnknown } from '../evaluate.ts';
import { explainAll } from '../explain.ts';
import { sayMoney } from '../say.ts';
import type { Scope } from '../scope.ts';
import { type Goods, minor } from './goods.ts';
import { useUp } from './limits.ts';
import { budgetsOf, withinOrderBudgets } from './order-budgets.ts';
import { amountsLeft, type OrderState, orderScope, postOnLines } from './order-state.ts';
import type { Offer, PricedResult, RewardResult, RewardUse } from './request.ts';
import { greater, lesser, total, totalUnits, upTo } from './share-out.ts';
import { spreadOver } from './spread.ts';
import { takeUnits } from './unit-sets.ts';

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

interface Granted {
    readonly granted: number;
    readonly discount: bigint;
}

function benefitOf(phase: RewardPhase, reward: Reward, times: number): Granted {
    const { benefit } = reward;
    switch (benefit.kind) {
        case 'free units':
            return freeUnits(phase, reward, benefit.sku, benefit.units, times);
        case 'money off':
            return moneyOff(phase, reward, minor(benefit.amount, phase.order.decimals), times);
        case 'percent off':
            return moneyOff(phase, reward, total(openAmounts(phase)).mul(benefit.rate), times);
        case 'credit':
        case 'thing':
            return { granted: times, discount: 0n };
        // Points for points would stay when the order comes back.
        case 'points':
            return { granted: 0, discount: 0n };
    }
}

function unmet({ order, scope }: RewardPhase, reward: Reward): string | undefined {
    const { program, at, zone, unknown } = order.request;
    if (!isDuring(reward.during, at, zone, scope.observer)) return 'not at this time';
    const asking: Scope = unknown === undefined ? scope : { ...scope, onUnknown: what => unknown(reward.name, what) };
    if (!allHold(reward.when, asking, program)) return explainAll(reward.when, scope, program);
    if (reward.atMost === undefined || evaluate(reward.atMost.of, scope, program) !== undefined) return undefined;
    const what = firstUnknown(reward.atMost.of, scope, program);
    asking.onUnknown?.(what);
    return `its ceiling cannot be decided: ${what} is not known`;
}

/** What `at most 50% of order.total` leaves, then the budgets: whole minor units of what is asked. */
function within({ order, scope }: RewardPhase, { name, atMost }: Reward, asked: bigint): bigint {
    const of = atMost === undefined ? undefined : evaluate(atMost.of, scope, order.request.program);
    const cap =
        atMost !== undefined && of instanceof Rational ? minor(of.mul(atMost.share), order.decimals) : undefined;
    const own = cap === undefined ? asked : lesser(asked, greater(cap.floor(), 0n));
    return withinOrderBudgets(order, name, own);
}

/** It is granted as often as there is something left to take it off, also in part. */
function moneyOff(phase: RewardPhase, reward: Reward, each: Rational, times: number): Granted {
    if (isPaidAsGiven(phase)) return { granted: times, discount: 0n };
    const asked = each.mul(Rational.of(times)).round('half up');
    const discount = spread(phase, reward.name, 'reward', within(phase, reward, asked));
    if (discount === 0n) return { granted: 0, discount };
    return { granted: Math.min(times, Number(Rational.of(discount).div(each).ceil())), discount };
}

/** The cheapest units of the article that are not free already; those that were paid as given stay paid. */
function freeUnits(phase: RewardPhase, reward: Reward, sku: string, each: Rational, times: number): Granted {
    const { lines } = phase.order;
    const goods = lines.map(({ line }, index) => ({
        amount: phase.start[index] ?? Rational.ZERO,
        quantity: line.quantity,
    }));
    const available = lines.map(({ line, open }, index) => {
        const costsNothing = open && goods[index]?.amount.isZero();
        if (line.sku !== sku || costsNothing) return Rational.ZERO;
        return line.quantity.sub(phase.freed[index] ?? Rational.ZERO);
    });
    const units = takeUnits(each.mul(Rational.of(times)), goods, available, 'cheapest');
    const asked = lines.map(({ open, left }, index) => priceOf(goods[index], units[index], open ? left : 0n));
    const shares = upTo(asked, within(phase, reward, totalUnits(asked)));
    const taken = units.map((count, index) => partOf(count, shares[index] ?? 0n, asked[index] ?? 0n));
    for (const [index, count] of taken.entries()) phase.freed[index] = count.add(phase.freed[index] ?? Rational.ZERO);
    post(phase, reward.name, 'reward', shares);
    const granted = each.sign() > 0 ? Math.min(times, Number(total(taken).div(each).ceil())) : 0;
    return { granted, discount: totalUnits(shares) };
}

function priceOf(goods: Goods | undefined, units: Rational | undefined, most: bigint): bigint {
    if (goods === undefined || units === undefined || units.isZero()) return 0n;
    return lesser(goods.amount.mul(units).div(goods.quantity).round('half up'), most);
}

/** Units of which only a part is free count as that part. */
const partOf = (units: Rational, share: bigint, asked: bigint): Rational =>
    asked === 0n ? units : units.mul(Rational.of(share, asked));

function applyOffer(phase: RewardPhase, { trigger, discount, minimum }: Offer): bigint {
    if (minimum !== undefined && total(phase.start).lt(minor(minimum, phase.order.decimals))) return 0n;
    const exact =
        discount.kind === 'percent'
            ? total(openAmounts(phase)).mul(discount.rate)
            : minor(discount.amount, phase.order.decimals);
    const asked = exact.round('half up');
    return spread(phase, trigger, 'offer', withinOrderBudgets(phase.order, trigger, asked));
}

/** By amount over the lines that rules may change. Returns what they could bear. */
function spread(phase: RewardPhase, name: string, kind: 'reward' | 'offer', discount: bigint): bigint {
    const weights = openAmounts(phase);
    const bearers = phase.order.lines.map(({ line, left }, index) => ({
        weight: weights[index] ?? Rational.ZERO,
        left,
        quantity: line.quantity,
    }));
    return post(phase, name, kind, spreadOver(greater(discount, 0n), 'by amount', bearers));
}

function post({ order }: RewardPhase, name: string, kind: 'reward' | 'offer', shares: readonly bigint[]): bigint {
    const discount = totalUnits(shares);
    postOnLines(order, name, kind, shares);
    useUp(budgetsOf(name, order), { money: Rational.of(discount), units: Rational.ZERO }, 0);
    return discount;
}

const openAmounts = ({ order, start }: RewardPhase): Rational[] =>
    start.map((amount, index) => (order.lines[index]?.open ? amount : Rational.ZERO));

/** All goods came with the price that was really paid: whatever was redeemed is in it. */
const isPaidAsGiven = ({ order }: RewardPhase): boolean =>
    order.lines.length > 0 && order.lines.every(({ line }) => line.paid);

const sayDiscount = ({ request }: OrderState, discount: bigint): string =>
    discount === 0n ? 'takes nothing off' : `takes ${sayMoney(discount, request.program)} off`;
