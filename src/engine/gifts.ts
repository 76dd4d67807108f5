import { Rational } from '../base/rational.ts';
import { post } from './earn/post.ts';
import { roundOff } from './earn/round-off.ts';
import { applyLimits, type Giver, type Grant, usedBefore } from './limits.ts';
import { NOW } from './log.ts';
import { settleTierChanges } from './occasions.ts';
import type { Gift, Running } from './running.ts';
import { takeBackCredit, takeBackPoints } from './take-back.ts';
import { lookAtTiers } from './tiers.ts';

/** Points that another member's event gives to this one; once more after a return, with what is left of them. */
export function receive(running: Running, gift: Gift): void {
    const key = `${gift.cause}/${gift.key}`;
    const known = running.state.received.get(key);
    if (known === undefined) {
        const [grant] = grantsFor(running, gift);
        if (grant === undefined) return;
        const [given] = post(running, [grant], { at: gift.at, id: gift.cause, step: 'earn' });
        running.state.received.set(key, { granted: grant.amount, given });
    } else if (known.given !== undefined) {
        const { given } = known;
        const left = known.granted.min(gift.amount);
        const [grant] = grantsFor(running, { ...gift, amount: left }, true);
        const keep = grant === undefined ? 0n : (roundOff([grant], running.book)[0]?.amount ?? 0n);
        const due = given.left - keep;
        if (due <= 0n) return;
        given.left -= due;
        const account = { at: gift.at, cause: gift.cause, rule: gift.rule, account: given.account };
        const lots = given.lot === undefined ? [] : [given.lot];
        if (given.kind === 'points') takeBackPoints(running, given.unit, due, lots, account);
        else takeBackCredit(running, due, account);
    }
    const now = Math.max(gift.at, running.state.clock ?? gift.at);
    lookAtTiers(running, now, gift.cause);
    settleTierChanges(running, now, gift.cause, undefined);
}

/** The limits of the rule hold for the one who receives. */
function grantsFor(running: Running, { at, rule, give, key, amount }: Gift, isAgain = false): Grant[] {
    if (amount.isZero()) return [];
    const giver = giverOf(running, rule);
    const asks = [{ give, key, parts: [{ amount, units: Rational.ONE }] }];
    return applyLimits(
        isAgain ? { ...giver, limits: [] } : giver,
        asks,
        usedBefore(running, at, NOW, undefined),
        running.book,
    );
}

function giverOf({ book }: Running, rule: string): Giver {
    const earn = book.earns.get(rule);
    if (earn !== undefined) return earn;
    const limits = book.triggers.get(rule)?.trigger.limits ?? [];
    return { name: rule, limits, round: undefined, countsFirings: true };
}
