import { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import type { PriceAction, Worth } from '../../model/price.ts';
import type { Observer } from '../observer.ts';
import { type Brackets, bracketDiscounts, observeSteps } from './brackets.ts';
import { type Bundle, bundleShares } from './bundle.ts';
import { benefitOn, freeUnits, gotUnits } from './buy-get.ts';
import { type Goods, sum } from './goods.ts';
import { type Formula, replacedBy, takenOff } from './worth.ts';

/** What an action takes off a line, exact minor units, and of how many units. */
export interface Effect {
    readonly amount: Rational;
    readonly units: Rational;
}

/** The lines of an order as a rule finds them. */
export interface Counter {
    /** All of them, as the rule sees their prices. */
    readonly lines: readonly Goods[];
    /** Of each line the first that is of the same article. */
    readonly articles: readonly number[];
    /** Those that match the rule. */
    readonly matching: readonly number[];
    /** Lines that rules may change, and for which a condition holds, whether they match the rule or not. */
    readonly where: (condition: Expression, among?: readonly number[]) => readonly number[];
    /** Units or minor units that brackets go on from; undefined where that is not known, and nothing is decided. */
    readonly startOf: (brackets: Brackets) => Rational | undefined;
    /** What a formula comes to on a line; of all matching lines together where none is given. */
    readonly worth: (formula: Expression, line?: number) => Rational | undefined;
    /** What an amount is multiplied with that is meant with tax, or without it, for these lines. */
    readonly basis: (lines: readonly number[], amounts: Worth['amounts']) => Rational;
    readonly decimals: number;
    readonly observer: Observer | undefined;
}

/** By line; lines that the action leaves alone are missing. */
export function lineEffects(action: PriceAction, counter: Counter): ReadonlyMap<number, Effect> {
    const { decimals } = counter;
    const on = 'condition' in action ? matchingWhere(counter, action.condition) : counter.matching;
    const each = (effect: (line: Goods, formula: Formula, index: number) => Rational): ReadonlyMap<number, Effect> =>
        new Map(
            on.map(index => {
                const line = goodsAt(counter, index);
                const amount = effect(line, formula => counter.worth(formula, index), index);
                return [index, { amount, units: line.quantity }];
            }),
        );
    switch (action.kind) {
        case 'percent off':
        case 'amount off':
            return each((line, formula, index) => {
                const basis = (amounts: Worth['amounts']): Rational => counter.basis([index], amounts);
                return takenOff(action, line, formula, decimals, { perUnit: true, basis });
            });
        case 'new price':
            return each((line, formula) => replacedBy(action, line, formula, decimals, true));
        case 'brackets': {
            const start = counter.startOf(action);
            const lines = measuredGoods(action, counter, on);
            if (start === undefined || lines === undefined) return new Map();
            for (const goods of action.scope === 'line' ? lines : [sum(lines)])
                observeSteps(counter.observer, action, goods, start, decimals);
            const discounts = bracketDiscounts(action, lines, start, decimals);
            return new Map(
                on.map((index, i) => [
                    index,
                    { amount: discounts[i] ?? Rational.ZERO, units: goodsAt(counter, index).quantity },
                ]),
            );
        }
        case 'buy pay': {
            const free = freeUnits(
                action,
                on.map(index => goodsAt(counter, index)),
            );
            return unitEffects(counter, on, free, (line, units) =>
                benefitOn({ kind: 'percent off', rate: Rational.ONE }, line, units, decimals),
            );
        }
        case 'buy get': {
            const got = action.got === undefined ? on : counter.where(action.got);
            const units = gotUnits(action, counter.lines, new Set(on), new Set(got));
            return unitEffects(
                counter,
                got,
                got.map(index => units[index] ?? 0n),
                (line, count) => benefitOn(action.benefit, line, count, decimals),
            );
        }
        case 'bundle': {
            const fitting = action.components.map(({ condition }) => new Set(matchingWhere(counter, condition)));
            if (action.perLine !== true) return bundleEffects(action, counter, fitting);
            const alone = [...new Set(fitting.flatMap(lines => [...lines]))];
            return new Map(alone.flatMap(line => [...bundleEffects(action, counter, [new Set([line])])]));
        }
    }
}

function bundleEffects(
    bundle: Bundle,
    counter: Counter,
    fitting: readonly ReadonlySet<number>[],
): ReadonlyMap<number, Effect> {
    return new Map(
        bundleShares(bundle, counter.lines, fitting, counter).flatMap(({ units, amount }, index) =>
            units === 0n ? [] : [[index, { amount: Rational.of(amount), units: Rational.of(units) }]],
        ),
    );
}

/** What brackets count: units, or something of each unit. Undefined where that is not known of a line. */
export function measuredGoods({ measure }: Brackets, counter: Counter, on: readonly number[]): Goods[] | undefined {
    const lines = on.map(index => goodsAt(counter, index));
    if (measure === undefined) return lines;
    const measured = lines.flatMap((line, index) => {
        const each = counter.worth(measure, on[index]);
        return each === undefined ? [] : [{ ...line, quantity: line.quantity.mul(each) }];
    });
    return measured.length === lines.length ? measured : undefined;
}

function unitEffects(
    counter: Counter,
    on: readonly number[],
    units: readonly bigint[],
    discount: (line: Goods, units: bigint) => Rational,
): ReadonlyMap<number, Effect> {
    return new Map(
        on.map((index, i) => {
            const count = units[i] ?? 0n;
            return [index, { amount: discount(goodsAt(counter, index), count), units: Rational.of(count) }];
        }),
    );
}

/** The matching lines for which a condition holds; all where there is none. */
export function matchingWhere({ matching, where }: Counter, condition: Expression | undefined): readonly number[] {
    if (condition === undefined) return matching;
    return where(condition, matching);
}

const NOTHING: Goods = { amount: Rational.ZERO, quantity: Rational.ZERO };

export const goodsAt = ({ lines }: Counter, index: number): Goods => lines[index] ?? NOTHING;
