import { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import type { Package, PriceAction, Steps, Worth } from '../../model/price.ts';
import { packages } from './brackets.ts';
import { type Goods, minor } from './goods.ts';

type Off = Extract<PriceAction, { readonly kind: 'percent off' | 'amount off' }>;
type NewPrice = Extract<PriceAction, { readonly kind: 'new price' }>;

/** What a formula comes to, a share or whole currency units; undefined where that is not known. */
export type Formula = (formula: Expression) => Rational | undefined;

/** How an amount is meant. */
export interface Terms {
    /** Off each unit, or off the whole. */
    readonly perUnit: boolean;
    /** What an amount is multiplied with that is meant with tax, or without it. */
    readonly basis: (amounts: Worth['amounts']) => Rational;
    /** What steps count, where that is not what it is taken off. */
    readonly counted?: Goods;
}

/**
 * What a discount takes off goods, exact minor units; below zero where it is a surcharge. An amount is off each unit
 * (`perUnit`) or off the whole; `per …` gives it once for each step of what is `counted`. What is not known takes
 * nothing off.
 */
export function takenOff(
    action: Off,
    goods: Goods,
    formula: Formula,
    decimals: number,
    { perUnit, basis, counted = goods }: Terms,
): Rational {
    const worth = worthOf(action, formula);
    const times = action.per === undefined ? undefined : stepsIn(action.per, counted, formula, decimals);
    const units = perUnit && action.perLine !== true ? goods.quantity : Rational.ONE;
    const amount = (money: Rational): Rational => minor(money, decimals).mul(basis(action.amounts));
    if (worth === undefined || (action.per !== undefined && times === undefined)) return Rational.ZERO;
    const off =
        action.kind === 'percent off'
            ? goods.amount.mul(worth).mul(times ?? Rational.ONE)
            : amount(worth).mul(times ?? units);
    const raised = atLeast(action.atLeast, off, amount, units);
    return capped(action.atMost, raised, goods, amount, units);
}

/** The same for a price that stands for another: of each unit, each package, or the whole. */
export function replacedBy(
    action: NewPrice,
    goods: Goods,
    formula: Formula,
    decimals: number,
    perUnit: boolean,
    counted = goods,
): Rational {
    const price = worthOf(action, formula);
    if (price === undefined) return Rational.ZERO;
    const whole = perUnit ? goods.quantity : Rational.ONE;
    const count = action.package === undefined ? whole : packagesIn(action.package, counted, decimals);
    return goods.amount.sub(minor(price, decimals).mul(count));
}

/** Packages that goods fill or begin, by units or by what they cost. */
export function packagesIn(each: Package, goods: Goods, decimals: number, before = Rational.ZERO): Rational {
    if (each.of !== 'money') return packages(each, before, goods.quantity);
    return packages({ ...each, size: minor(each.size, decimals) }, before, goods.amount);
}

function worthOf(action: Off | NewPrice, formula: Formula): Rational | undefined {
    if (action.formula !== undefined) return formula(action.formula);
    return action.kind === 'percent off' ? action.rate : action.amount;
}

function stepsIn(
    { size, of, whole, started, measure }: Steps,
    goods: Goods,
    formula: Formula,
    decimals: number,
): Rational | undefined {
    const own = of === 'units' ? goods.quantity : goods.amount.div(minor(Rational.ONE, decimals));
    const counted = measure === undefined ? own : formula(measure);
    const steps = counted?.div(size).max(Rational.ZERO);
    if (steps === undefined) return undefined;
    if (started === true) return Rational.of(steps.ceil());
    return whole ? Rational.of(steps.floor()) : steps;
}

/** Nothing is not raised. */
function atLeast(
    least: Rational | undefined,
    off: Rational,
    amount: (money: Rational) => Rational,
    units: Rational,
): Rational {
    if (least === undefined || off.isZero()) return off;
    const bound = amount(least).mul(units);
    return off.isNegative() ? off.min(bound.neg()) : off.max(bound);
}

function capped(
    atMost: Worth['atMost'],
    off: Rational,
    goods: Goods,
    amount: (money: Rational) => Rational,
    units: Rational,
): Rational {
    if (atMost === undefined) return off;
    const most = 'rate' in atMost ? goods.amount.mul(atMost.rate) : amount(atMost.amount).mul(units);
    return off.isNegative() ? off.max(most.neg()) : off.min(most);
}
