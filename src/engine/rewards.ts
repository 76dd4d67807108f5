import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Give } from '../model/earn.ts';
import type { Benefit, Reward } from '../model/reward.ts';
import { moneyCost, useBudgets } from './budgets.ts';
import { credit, post } from './earn/post.ts';
import { touch } from './expiry.ts';
import { spend } from './ledger.ts';
import { use } from './limits.ts';
import { takeInPosting } from './metrics.ts';
import type { Spent } from './order-uses.ts';
import { accountOf, declared, ledgerOf, nextSerial, type Running } from './running.ts';
import type { Given } from './state.ts';
import { companyCost, limitKey, measureOf, type Wish } from './wishes.ts';

/** What became of a wish: how often it was granted, and the minor units that it took off an order. */
export interface Granting {
    readonly granted: number;
    readonly discount: bigint;
    readonly why: string;
}

/** Spends the points of what was granted, and says what became of every wish. */
export function settle(
    running: Running,
    wish: Wish,
    granting: Granting,
    at: Instant,
    cause: string,
): Settled | undefined {
    const { reward, asked } = wish;
    const { granted, discount } = granting;
    const cost = wish.cost * BigInt(granted);
    const value = discount > 0n ? discount : companyCost(running, reward.benefit, granted);
    const why = granted === wish.times ? (wish.why ?? granting.why) : granting.why;
    running.emit(at, cause, {
        kind: 'redemption',
        reward: reward.name,
        times: asked,
        granted,
        points: cost,
        value,
        why,
    });
    if (discount === 0n) noteBudgets(running, wish, granted, value, at);
    if (granted === 0) return undefined;
    const spent = spendPoints(running, reward, cost, at, cause);
    noteUse(running, wish, granted, value, at);
    const { benefit } = reward;
    const given = benefit.kind === 'points' ? givePoints(running, reward, benefit, granted, at, cause) : [];
    if (benefit.kind === 'credit') credit(running, value, reward.name, 'cash back', { at, id: cause });
    return { spent, given };
}

export interface Settled {
    readonly spent: Spent;
    /** Points of another kind. */
    readonly given: readonly Given[];
}

/** Points of another kind, as they would be earned. */
function givePoints(
    running: Running,
    { name }: Reward,
    { points, amount, span }: Extract<Benefit, { kind: 'points' }>,
    times: number,
    at: Instant,
    cause: string,
): readonly Given[] {
    const total = amount.mul(Rational.of(times));
    const give: Give = {
        span,
        text: name,
        unit: { kind: 'points', points },
        amount,
        basis: { kind: 'flat' },
        to: 'member',
        expiring: undefined,
        pending: undefined,
        atMost: undefined,
        condition: undefined,
    };
    const giver = { name, limits: [], round: undefined };
    const grant = { giver, give, key: name, asked: total, amount: total, times, units: Rational.ZERO };
    return post(running, [{ ...grant, limitedBy: undefined }], { at, id: cause, step: 'earn' });
}

/** Without an order there is nothing to take anything off from. */
export function grantAlone({ reward, times }: Wish, whyNot: string | undefined): Granting {
    if (whyNot !== undefined) return { granted: 0, discount: 0n, why: whyNot };
    switch (reward.benefit.kind) {
        case 'money off':
        case 'percent off':
        case 'shipping off':
        case 'off each unit':
            return { granted: 0, discount: 0n, why: 'it is redeemed with a purchase' };
        case 'units':
        case 'credit':
        case 'points':
        case 'thing':
            return { granted: times, discount: 0n, why: 'given' };
    }
}

function noteBudgets(
    running: Running,
    { reward, times, beforeBudgets = times }: Wish,
    granted: number,
    value: bigint,
    at: Instant,
): void {
    // What something else has stopped was not asked of a budget.
    const asked = granted === times ? companyCost(running, reward.benefit, beforeBudgets) : value;
    if (asked > 0n) useBudgets(running, reward.name, { asked, granted: value }, at, moneyCost(running));
}

function noteUse(running: Running, wish: Wish, granted: number, value: bigint, at: Instant): void {
    const { reward, cost, fields } = wish;
    if (reward.limits.length === 0) return;
    const serial = nextSerial(running);
    for (const [index, limit] of reward.limits.entries()) {
        const amount =
            limit.of === 'money'
                ? Rational.fromUnits(value, running.program.currency.decimals)
                : measureOf(running, reward, limit, cost).mul(Rational.of(granted));
        use(running, reward.name, index, limit, amount, at, serial, limitKey(limit, fields));
    }
}

function spendPoints(running: Running, reward: Reward, cost: bigint, at: Instant, cause: string): Spent {
    const { points } = reward.costs;
    const account = accountOf(running, points);
    const ledger = ledgerOf(running, points);
    const parts = spend(ledger, cost, declared(running.book.points, points));
    for (const { lot, amount } of parts) {
        const terms = {
            available: undefined,
            expires: ledger.lots.get(lot)?.expires,
            asked: undefined,
            limitedBy: undefined,
            account,
        };
        running.emit(at, cause, { kind: 'posting', flow: 'spent', points, amount, lot, rule: reward.name, ...terms });
    }
    takeInPosting(running, points, 'spent', cost, at, nextSerial(running));
    touch(running, points, at);
    return { points, account, reward: reward.name, parts, restored: 0n };
}
