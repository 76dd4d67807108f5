import { Rational } from '../../base/rational.ts';
import type { Reward } from '../../model/reward.ts';
import { isDuring } from '../during.ts';
import { allHold, evaluate, firstUnknown } from '../evaluate.ts';
import { explainAll } from '../explain.ts';
import { sayMoney } from '../say.ts';
import type { Scope } from '../scope.ts';
import { minor } from './goods.ts';
import { withinOrderBudgets } from './order-budgets.ts';
import { amountsLeft, type OrderState, orderScope } from './order-state.ts';
import type { Offer, PricedResult, RewardResult, RewardUse } from './request.ts';
import { benefitOf, type Redeem, shippingOff } from './reward-benefits.ts';
import { bearersOf, openAmounts, post, type RewardPhase } from './reward-terms.ts';
import { greater, total } from './share-out.ts';
import { spreadOver } from './spread.ts';

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

function redeem(phase: RewardPhase, { reward, times, least = 0 }: RewardUse, benefit: Redeem): RewardResult {
    const result = { reward: reward.name, times, granted: 0, discount: 0n };
    const failing = unmet(phase, reward);
    if (failing !== undefined) return { ...result, why: failing };
    const { granted, discount } = benefit(phase, reward, times, least);
    const why = granted === 0 ? 'nothing in this order is left for it' : sayDiscount(phase.order, discount);
    return { ...result, granted, discount, why };
}

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

const sayDiscount = ({ request }: OrderState, discount: bigint): string =>
    discount === 0n ? 'takes nothing off' : `takes ${sayMoney(discount, request.program)} off`;
