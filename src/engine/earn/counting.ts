import { Rational } from '../../base/rational.ts';
import type { Counter } from '../state.ts';

export const NO_COUNT: Counter = { total: Rational.ZERO, gifts: 0n };

/**
 * Moves a running count on, and says how often it passes a multiple of its step. What was given once is not given
 * again when a return has lowered the count.
 */
export function countOn(before: Counter, by: Rational, step: Rational): { count: Counter; passed: bigint } {
    const total = before.total.add(by);
    const due = total.div(step).floor() - before.gifts;
    const passed = due > 0n ? due : 0n;
    return { count: { ...before, total, gifts: before.gifts + passed }, passed };
}
