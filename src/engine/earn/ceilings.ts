import { Rational } from '../../base/rational.ts';
import type { Instant } from '../../base/zone.ts';
import type { Limit } from '../../model/earn.ts';
import type { Allowed } from '../budgets.ts';
import { availableIn, pendingIn } from '../ledger.ts';
import { use, usedBefore } from '../limits.ts';
import { NOW } from '../log.ts';
import { declared, ledgerOf, nextSerial, type Running } from '../running.ts';

/** On whose account points are posted. */
interface Occasion {
    readonly at: Instant;
    readonly id: string | undefined;
}

/** How the limits of points are named in what a member has used. */
const keyOf = (points: string): string => `points ${points}`;

/** Clips what is going to be posted by the ceilings that its points have, whatever rule gives them. */
export function ceilingFor(running: Running, points: string, asked: Allowed, { at, id }: Occasion): Allowed {
    const { limits, balanceAtMost, decimals } = declared(running.book.points, points);
    let allowed = asked;
    const clip = (most: bigint, text: string, excess: Limit['excess']): void => {
        if (most >= allowed.amount) return;
        allowed = { amount: excess === 'reject' || most < 0n ? 0n : most, limitedBy: text };
    };
    const used = usedBefore(running, at, NOW, undefined);
    for (const [index, limit] of limits.entries()) {
        const before =
            limit.period.kind === 'occasion' ? usedForEvent(running, points, id) : used(keyOf(points), limit, index);
        clip(limit.amount.sub(before).toUnits(decimals, 'down'), limit.text, limit.excess);
    }
    if (balanceAtMost !== undefined) {
        const ledger = ledgerOf(running, points);
        const room = balanceAtMost.toUnits(decimals, 'down') - availableIn(ledger) - pendingIn(ledger);
        clip(room, `balance at most ${balanceAtMost.toDecimal()} ${points}`, 'clip');
    }
    return allowed;
}

/** What was posted counts against the ceilings of its points. */
export function noteCeilings(running: Running, points: string, amount: bigint, { at, id }: Occasion): void {
    const { limits, decimals } = declared(running.book.points, points);
    if (limits.length === 0) return;
    const whole = Rational.fromUnits(amount, decimals);
    const serial = nextSerial(running);
    for (const [index, limit] of limits.entries()) use(running, keyOf(points), index, limit, whole, at, serial);
    if (id === undefined || !limits.some(({ period }) => period.kind === 'occasion')) return;
    running.state.posted = {
        id,
        points: new Map(postedFor(running, id)).set(points, usedForEvent(running, points, id).add(whole)),
    };
}

/** What came back leaves room again, at the time at which it was bought. */
export function freeCeilings(running: Running, points: string, amount: bigint, at: Instant): void {
    const { limits, decimals } = declared(running.book.points, points);
    const back = Rational.fromUnits(-amount, decimals);
    const serial = limits.length === 0 ? 0 : nextSerial(running);
    for (const [index, limit] of limits.entries()) use(running, keyOf(points), index, limit, back, at, serial);
}

function usedForEvent(running: Running, points: string, id: string | undefined): Rational {
    return postedFor(running, id).get(points) ?? Rational.ZERO;
}

function postedFor({ state }: Running, id: string | undefined): ReadonlyMap<string, Rational> {
    return id !== undefined && state.posted?.id === id ? state.posted.points : new Map();
}
