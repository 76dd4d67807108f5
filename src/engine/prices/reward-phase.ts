import { Rational } from '../../base/rational.ts';
import type { Benefit, Reward, RewardCeiling } from '../../model/reward.ts';
import { isDuring } from '../during.ts';
import { allHold, evaluate, firstUnknown } from '../evaluate.ts';
import { explainAll } from '../explain.ts';
import { sayMoney } from '../say.ts';
import type { Scope } from '../scope.ts';
import { unitDiscount } from './buy-get.ts';
import { minor } from './goods.ts';
import { useUp } from './limits.ts';
import { budgetsOf, withinOrderBudgets } from './order-budgets.ts';
import { amountsLeft, lineScope, type OrderState, orderScope, postOnLines } from './order-state.ts';
import type { Offer, PricedResult, RewardResult, RewardUse } from './request.ts';
import { greater, lesser, total, totalUnits, upTo } from './share-out.ts';
import { type Bearer, spreadOver } from './spread.ts';
import { takeUnits } from './unit-sets.ts';

/** Rewards, then offers, all computed on the prices after the order phase. */
export interface RewardPhase {
    readonly order: OrderState;
    readonly start: readonly Rational[];
    readonly scope: Scope;
    /** Units of each line that rewards have made free. */
    readonly freed: Rational[];
}

/** What comes off shipping waits for its prices: `offShipping`. */
export function applyRewards(order: OrderState): Pick<PricedResult, 'rewards' | 'offers'> {
    const start = amountsLeft(order);
    const phase = { order, start, scope: orderScope(order, start), freed: start.map(() => Rational.ZERO) };
    const rewards = order.request.rewards.map(use => redeem(phase, use, benefitOf));
    const offers = order.request.offers.map(offer => ({ trigger: offer.trigger, discount: applyOffer(phase, offer) }));
    const { verdict } = order.request;
    const isDecided = (index: number): boolean => !isOffShipping(order.request.rewards[index]);
    for (const [index, { reward, granted, why }] of rewards.entries())
        if (isDecided(index)) verdict?.(reward, granted > 0, why);
    for (const { trigger, discount } of offers) verdict?.(trigger, discount > 0n, sayDiscount(order, discount));
    return { rewards, offers };
}

const isOffShipping = (use: RewardUse | undefined): boolean => use?.reward.benefit.kind === 'shipping off';

/** Rewards on shipping, after its prices; the results of the others stay. */
export function offShipping(order: OrderState, results: readonly RewardResult[]): readonly RewardResult[] {
    if (!order.request.rewards.some(isOffShipping)) return results;
    const start = amountsLeft(order);
    const phase = { order, start, scope: orderScope(order, start), freed: [] };
    return order.request.rewards.map((use, index) => {
        const before = results[index];
        if (before !== undefined && !isOffShipping(use)) return before;
        const result = redeem(phase, use, shippingOff);
        order.request.verdict?.(result.reward, result.granted > 0, result.why);
        return result;
    });
}

type Redeem = (phase: RewardPhase, reward: Reward, times: number, least: number) => Granted;

function redeem(phase: RewardPhase, { reward, times, least = 0 }: RewardUse, benefit: Redeem): RewardResult {
    const result = { reward: reward.name, times, granted: 0, discount: 0n };
    const failing = unmet(phase, reward);
    if (failing !== undefined) return { ...result, why: failing };
    const { granted, discount } = benefit(phase, reward, times, least);
    const why = granted === 0 ? 'nothing in this order is left for it' : sayDiscount(phase.order, discount);
    return { ...result, granted, discount, why };
}

interface Granted {
    readonly granted: number;
    readonly discount: bigint;
}

const NOTHING: Granted = { granted: 0, discount: 0n };

function benefitOf(phase: RewardPhase, reward: Reward, times: number, least: number): Granted {
    const { benefit } = reward;
    switch (benefit.kind) {
        case 'units':
            return cheaperUnits(phase, reward, benefit, { times, least });
        case 'money off':
            return moneyOff(phase, reward, minor(benefit.amount, phase.order.decimals), { times, least });
        case 'percent off':
            return moneyOff(phase, reward, total(amountsFor(phase, reward)).mul(benefit.rate), { times, least });
        case 'shipping off':
            return NOTHING;
        case 'credit':
        case 'thing':
            return { granted: times, discount: 0n };
        // Points for points would stay when the order comes back.
        case 'points':
            return NOTHING;
    }
}

/** Of what is charged after shipping prices; each time once more. */
function shippingOff(phase: RewardPhase, reward: Reward, times: number, least: number): Granted {
    const { order } = phase;
    const { benefit } = reward;
    const charged = order.shipping ?? 0n;
    if (benefit.kind !== 'shipping off' || charged <= 0n) return NOTHING;
    const each = unitDiscount(benefit.off, Rational.of(charged), order.decimals);
    const asked = lesser(each.mul(Rational.of(times)).round('half up'), charged);
    const discount = within(phase, reward, asked);
    const granted = timesFor(discount, each, times);
    if (discount === 0n || granted < least) return NOTHING;
    order.shipping = charged - discount;
    order.discounts.push({ rule: reward.name, phase: 'reward', amount: discount });
    useUp(budgetsOf(reward.name, order), { money: Rational.of(discount), units: Rational.ZERO }, 0);
    return { granted, discount };
}

/** As often as something was left to take it off, also in part. */
const timesFor = (discount: bigint, each: Rational, times: number): number =>
    discount === 0n || each.sign() <= 0 ? 0 : Math.min(times, Number(Rational.of(discount).div(each).ceil()));

function unmet({ order, scope }: RewardPhase, reward: Reward): string | undefined {
    const { program, at, zone, unknown } = order.request;
    if (!isDuring(reward.during, at, zone, scope.observer)) return 'not at this time';
    const asking: Scope = unknown === undefined ? scope : { ...scope, onUnknown: what => unknown(reward.name, what) };
    if (!allHold(reward.when, asking, program)) return explainAll(reward.when, scope, program);
    const { atMost } = reward;
    if (atMost?.kind !== 'share' || evaluate(atMost.of, scope, program) !== undefined) return undefined;
    const what = firstUnknown(atMost.of, scope, program);
    asking.onUnknown?.(what);
    return `its ceiling cannot be decided: ${what} is not known`;
}

/** What `at most 50% of order.total` leaves, then the budgets: whole minor units of what is asked. */
function within(phase: RewardPhase, { name, atMost }: Reward, asked: bigint): bigint {
    const cap = atMost === undefined ? undefined : ceilingOf(phase, atMost);
    const own = cap === undefined ? asked : lesser(asked, greater(cap.floor(), 0n));
    return withinOrderBudgets(phase.order, name, own);
}

function ceilingOf({ order, scope }: RewardPhase, atMost: RewardCeiling): Rational | undefined {
    if (atMost.kind === 'amount') return minor(atMost.amount, order.decimals);
    const of = evaluate(atMost.of, scope, order.request.program);
    return of instanceof Rational ? minor(of.mul(atMost.share), order.decimals) : undefined;
}

interface Often {
    readonly times: number;
    readonly least: number;
}

/** It is granted as often as there is something left to take it off, also in part. */
function moneyOff(phase: RewardPhase, reward: Reward, each: Rational, { times, least }: Often): Granted {
    if (isPaidAsGiven(phase)) return { granted: times, discount: 0n };
    const asked = each.mul(Rational.of(times)).round('half up');
    const bearers = bearersOf(phase, amountsFor(phase, reward));
    const shares = spreadOver(greater(within(phase, reward, asked), 0n), 'by amount', bearers);
    const granted = timesFor(totalUnits(shares), each, times);
    if (granted === 0 || granted < least) return NOTHING;
    return { granted, discount: post(phase, reward.name, 'reward', shares) };
}

type Units = Extract<Benefit, { kind: 'units' }>;

/** The cheapest units (or the dearest) that are not cheaper already; those that were paid as given stay paid. */
function cheaperUnits(phase: RewardPhase, reward: Reward, { units: each, benefit, sku }: Units, often: Often): Granted {
    const { lines, decimals } = phase.order;
    const goods = lines.map(({ line }, index) => ({
        amount: phase.start[index] ?? Rational.ZERO,
        quantity: line.quantity,
    }));
    const matching = linesFor(phase, reward);
    const off = goods.map(({ amount, quantity }) =>
        quantity.sign() > 0 ? unitDiscount(benefit, amount.div(quantity), decimals) : Rational.ZERO,
    );
    const available = lines.map(({ line, open }, index) => {
        const isNoGain = open && off[index]?.isZero();
        if ((sku !== undefined && line.sku !== sku) || isNoGain || !matching.has(index)) return Rational.ZERO;
        return line.quantity.sub(phase.freed[index] ?? Rational.ZERO);
    });
    const units = takeUnits(each.mul(Rational.of(often.times)), goods, available, reward.first ?? 'cheapest');
    const asked = lines.map(({ open, left }, index) => priceOf(off[index], units[index], open ? left : 0n));
    const shares = upTo(asked, within(phase, reward, totalUnits(asked)));
    const taken = units.map((count, index) => partOf(count, shares[index] ?? 0n, asked[index] ?? 0n));
    const granted = each.sign() > 0 ? Math.min(often.times, Number(total(taken).div(each).ceil())) : 0;
    if (granted < often.least) return NOTHING;
    for (const [index, count] of taken.entries()) phase.freed[index] = count.add(phase.freed[index] ?? Rational.ZERO);
    post(phase, reward.name, 'reward', shares);
    return { granted, discount: totalUnits(shares) };
}

const priceOf = (off: Rational | undefined, units: Rational | undefined, most: bigint): bigint =>
    off === undefined || units === undefined ? 0n : lesser(off.mul(units).round('half up'), most);

/** Lines that the reward is about. */
function linesFor({ order, scope }: RewardPhase, { where }: Reward): ReadonlySet<number> {
    const places = [...order.lines.keys()];
    if (where.length === 0) return new Set(places);
    return new Set(
        places.filter(index => {
            const state = order.lines[index];
            return state !== undefined && allHold(where, lineScope(scope, state, order), order.request.program);
        }),
    );
}

/** What its lines cost that rules may change. */
function amountsFor(phase: RewardPhase, reward: Reward): Rational[] {
    const matching = linesFor(phase, reward);
    return openAmounts(phase).map((amount, index) => (matching.has(index) ? amount : Rational.ZERO));
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
    return spread(phase, trigger, withinOrderBudgets(phase.order, trigger, asked));
}

/** By amount over the lines that rules may change. Returns what they could bear. */
function spread(phase: RewardPhase, name: string, discount: bigint): bigint {
    const bearers = bearersOf(phase, openAmounts(phase));
    return post(phase, name, 'offer', spreadOver(greater(discount, 0n), 'by amount', bearers));
}

const bearersOf = ({ order }: RewardPhase, weights: readonly Rational[]): Bearer[] =>
    order.lines.map(({ line, left }, index) => ({
        weight: weights[index] ?? Rational.ZERO,
        left,
        quantity: line.quantity,
    }));

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
