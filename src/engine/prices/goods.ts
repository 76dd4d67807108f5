import { Rational } from '../../base/rational.ts';

/** Part of an order, as a price rule looks at it. */
export interface Goods {
    /** Exact minor units to be paid for it as far as the rule sees. */
    readonly amount: Rational;
    readonly quantity: Rational;
}

/** Minor units of a sum in whole currency units. */
export const minor = (amount: Rational, decimals: number): Rational => amount.mul(Rational.of(10n ** BigInt(decimals)));

export const sum = (goods: readonly Goods[]): Goods => ({
    amount: goods.reduce((all, each) => all.add(each.amount), Rational.ZERO),
    quantity: goods.reduce((all, each) => all.add(each.quantity), Rational.ZERO),
});
