import { Rational } from '../base/rational.ts';
import { greater } from '../base/whole.ts';
import type { Instant } from '../base/zone.ts';
import type { Effect } from '../model/outcome.ts';
import type { Action } from '../model/trigger.ts';
import { evaluate, firstUnknown } from './evaluate.ts';
import { availableIn } from './ledger.ts';
import { accountOf, declared, ledgerOf, type Running } from './running.ts';
import type { Scope } from './scope.ts';
import { takeBackPoints } from './take-back.ts';

/** Takes points away: what is not there becomes debt or is forgiven, as the points say. Nothing where it is not known how many. */
export function take(
    running: Running,
    { points, amount, per, share, atLeast, givenBy }: Extract<Action, { kind: 'take' }>,
    rule: string,
    scope: Scope,
    { at, cause }: { readonly at: Instant; readonly cause: string | undefined },
): Effect | undefined {
    if (givenBy !== undefined) return takeGivenBy(running, { points, givenBy, rule }, { at, cause });
    const { decimals, round } = declared(running.book.points, points);
    let exact = amount;
    if (exact !== undefined && per !== undefined) {
        const value = evaluate(per.of, scope, running.program);
        if (!(value instanceof Rational)) scope.onUnknown?.(firstUnknown(per.of, scope, running.program));
        const steps = value instanceof Rational ? value.div(per.step) : Rational.ZERO;
        exact = exact.mul(per.whole ? Rational.of(steps.floor()) : steps);
    }
    const there = availableIn(ledgerOf(running, points));
    if (share === true && exact !== undefined) {
        const part = Rational.fromUnits(there, decimals).mul(exact);
        // No more than there is, whatever the least is.
        exact = part.max(atLeast ?? Rational.ZERO).min(Rational.fromUnits(there, decimals));
    }
    const units = exact === undefined ? there : exact.toUnits(decimals, round);
    const taken = greater(0n, units);
    if (taken === 0n) return undefined;
    takeBackPoints(running, points, taken, [], { at, cause, rule, account: accountOf(running, points) });
    return { kind: 'take', points, amount: taken };
}

/** What is left of the member's lots that these rules gave. */
function takeGivenBy(
    running: Running,
    { points, givenBy, rule }: { readonly points: string; readonly givenBy: readonly string[]; readonly rule: string },
    { at, cause }: { readonly at: Instant; readonly cause: string | undefined },
): Effect | undefined {
    const { member } = running.state;
    const lots = [...ledgerOf(running, points).lots].filter(
        ([, lot]) => lot.left > 0n && lot.owner === member && givenBy.includes(lot.rule),
    );
    const taken = lots.reduce((sum, [, { left }]) => sum + left, 0n);
    if (taken === 0n) return undefined;
    const numbers = lots.map(([number]) => number);
    takeBackPoints(running, points, taken, numbers, { at, cause, rule, account: accountOf(running, points) });
    return { kind: 'take', points, amount: taken };
}
