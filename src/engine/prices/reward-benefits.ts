import { Rational } from '../../base/rational.ts';
import type { Reward } from '../../model/reward.ts';
import { unitDiscount } from './buy-get.ts';
import { minor } from './goods.ts';
import { useUp } from './limits.ts';
import { budgetsOf } from './order-budgets.ts';
import {
    amountsFor,
    bearersOf,
    type Granted,
    NOTHING,
    type Often,
    post,
    type RewardPhase,
    timesFor,
    within,
} from './reward-terms.ts';
import { cheaperUnits, offEachUnit } from './reward-units.ts';
import { greater, lesser, total, totalUnits } from './share-out.ts';
import { spreadOver } from './spread.ts';

export type Redeem = (phase: RewardPhase, reward: Reward, times: number, least: number) => Granted;

export function benefitOf(phase: RewardPhase, reward: Reward, times: number, least: number): Granted {
    const { benefit } = reward;
    switch (benefit.kind) {
        case 'units':
            return cheaperUnits(phase, reward, benefit, { times, least });
        case 'money off':
            return moneyOff(phase, reward, minor(benefit.amount, phase.order.decimals), { times, least });
        case 'percent off':
            return moneyOff(phase, reward, total(amountsFor(phase, reward)).mul(benefit.rate), { times, least });
        case 'off each unit':
            return offEachUnit(phase, reward, benefit, { times, least });
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
export function shippingOff(phase: RewardPhase, reward: Reward, times: number, least: number): Granted {
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

/** All goods came with the price that was really paid: whatever was redeemed is in it. */
const isPaidAsGiven = ({ order }: RewardPhase): boolean =>
    order.lines.length > 0 && order.lines.every(({ line }) => line.paid);
