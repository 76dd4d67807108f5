import { apportion } from '../../base/apportion.ts';
import { Rational } from '../../base/rational.ts';
import type { Price } from '../../model/price.ts';
import type { Scope } from '../scope.ts';
import { minor } from './goods.ts';
import { worthOf } from './matching.ts';
import type { OrderState } from './order-state.ts';
import { total } from './share-out.ts';

/** What is charged, within the least and the most that the rule says; exact minor units. */
export function chargeWithin({ charge }: Price, amount: Rational, decimals: number, before = Rational.ZERO): Rational {
    if (charge === undefined) return amount;
    const { atLeast, atMost } = charge;
    const raised = atLeast === undefined ? amount : amount.max(minor(atLeast, decimals));
    return atMost === undefined ? raised : raised.min(minor(atMost, decimals).sub(before).max(Rational.ZERO));
}

/** What was paid for the same goods before, where the most is for a period; exact minor units. */
export function chargedBefore({ charge }: Price, scope: Scope, order: OrderState): Rational {
    if (charge?.before === undefined) return Rational.ZERO;
    return minor(worthOf(charge.before, undefined, scope, order) ?? Rational.ZERO, order.decimals);
}

/**
 * The same for lines that are charged together: what they come to is spread by amount (largest remainder), or by
 * quantity where nothing is charged for them, or evenly where there are no units. The amounts as they are where nothing has to change.
 */
export function chargedLines(
    rule: Price,
    amounts: readonly Rational[],
    quantities: readonly Rational[],
    decimals: number,
    before: Rational,
): readonly Rational[] {
    const sum = total(amounts);
    const charged = chargeWithin(rule, sum, decimals, before);
    if (charged.eq(sum)) return amounts;
    const weights = amounts.map(amount => amount.max(Rational.ZERO));
    const units = quantities.map(quantity => quantity.max(Rational.ZERO));
    const whole = charged.round('half up');
    const one = units.map(() => Rational.ONE);
    const shares = apportion(whole, [weights, units].find(each => !total(each).isZero()) ?? one);
    return shares === undefined ? amounts : shares.map(share => Rational.of(share));
}
