import { Rational } from '../../base/rational.ts';
import type { Price } from '../../model/price.ts';
import type { Scope } from '../scope.ts';
import { type Counter, goodsAt } from './line-effects.ts';
import { worthOf } from './matching.ts';
import type { OrderState } from './order-state.ts';
import { byUnitPrice } from './unit-sets.ts';

/**
 * What share of each matching line a rule is about that works on every n-th unit, or line: whole units in the order of
 * the lines (or the cheapest first, the dearest first), after those of the period. All of them where it has no such
 * clause; nothing where the units before are not known.
 */
export function nthShares(rule: Price, counter: Counter, scope: Scope, order: OrderState): (line: number) => Rational {
    const { nth } = rule;
    if (nth === undefined) return () => Rational.ONE;
    const before = nth.before === undefined ? Rational.ZERO : worthOf(nth.before, undefined, scope, order);
    const shares = new Map<number, Rational>();
    let counted = before?.max(Rational.ZERO).floor() ?? 0n;
    const every = BigInt(nth.count);
    for (const line of before === undefined ? [] : inTurn(rule, counter)) {
        const { quantity } = goodsAt(counter, line);
        const units = nth.of === 'lines' ? 1n : quantity.floor();
        const hits = (counted + units) / every - counted / every;
        counted += units;
        if (hits > 0n) shares.set(line, nth.of === 'lines' ? Rational.ONE : Rational.of(hits).div(quantity));
    }
    return line => shares.get(line) ?? Rational.ZERO;
}

function inTurn({ first }: Price, { lines, matching }: Counter): readonly number[] {
    if (first === undefined) return matching;
    const own = new Set(matching);
    return [...byUnitPrice(lines, first)].filter(line => own.has(line));
}
