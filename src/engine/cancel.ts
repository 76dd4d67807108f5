import { Rational } from '../base/rational.ts';
import { lesser } from '../base/whole.ts';
import type { Occurrence } from '../model/occurrence.ts';
import { use } from './limits.ts';
import { takeInPosting } from './metrics.ts';
import type { Redeemed } from './order-uses.ts';
import { restoreParts } from './restore.ts';
import { declared, nextSerial, type Running } from './running.ts';
import type { EventFacts } from './state.ts';
import { takeBackCredit, takeBackPoints } from './take-back.ts';
import { companyCost, limitKey, measureOf } from './wishes.ts';

/** A reward that was had by itself is given back, all of it or so many times: as if it had not been asked for. */
export function cancelRedemption(running: Running, occurrence: Occurrence, { at, id, fields }: EventFacts): void {
    const found = findRedeemed(running, occurrence);
    const [wish] = occurrence.redeems;
    const named = wish?.reward ?? fields.get('reward');
    const asked = wish === undefined ? timesOf(fields.get('times')) : wish.times;
    const times = found === undefined ? 0 : Math.min(asked ?? found.times, found.times);
    const name = found?.reward ?? (typeof named === 'string' ? named : '');
    if (found === undefined || times === 0) {
        const none = { times: asked ?? 1, granted: 0, points: 0n, value: 0n };
        running.emit(at, id, {
            kind: 'redemption',
            reward: name,
            ...none,
            why: 'no such redemption is there to cancel',
        });
        return;
    }
    const reward = declared(running.book.rewards, name);
    const cost = costOf(found);
    const points = cost * BigInt(times);
    const value = companyCost(running, reward.benefit, times);
    const serial = nextSerial(running);
    running.emit(at, id, {
        ...{ kind: 'redemption', reward: name, times: -times, granted: -times, points: -points, value: -value },
        why: 'cancelled',
    });
    restoreParts(running, found.spent, points, { at, serial, cause: id });
    found.spent.restored += points;
    takeInPosting(running, found.spent.points, 'spent', -points, at, serial);
    giveLimitsBack(running, found, { times, value, cost });
    takeBenefitBack(running, found, times, { at, cause: id });
    found.times -= times;
}

const timesOf = (value: unknown): number | undefined =>
    value instanceof Rational && value.isInteger() ? Number(value.numerator) : undefined;

/** By the name or the id of the redemption, else the latest of the reward of which something is left. */
function findRedeemed({ state }: Running, { order, fields, redeems }: Occurrence): Redeemed | undefined {
    const wanted = order ?? fields.get('redemption');
    const reward = redeems[0]?.reward ?? fields.get('reward');
    return state.redeemed?.findLast(each => {
        if (each.times === 0) return false;
        if (wanted !== undefined)
            return (each.name === wanted || each.id === wanted) && (reward ?? each.reward) === each.reward;
        return each.reward === reward;
    });
}

/** What each of those that are left had cost. */
function costOf({ spent: { parts, restored }, times }: Redeemed): bigint {
    const paid = parts.reduce((sum, { amount }) => sum + amount, 0n);
    return (paid - restored) / BigInt(times);
}

/** In the period of the redemption. */
function giveLimitsBack(
    running: Running,
    { reward: name, at, fields = new Map() }: Redeemed,
    { times, value, cost }: { readonly times: number; readonly value: bigint; readonly cost: bigint },
): void {
    const reward = declared(running.book.rewards, name);
    for (const [index, limit] of reward.limits.entries()) {
        const amount =
            limit.of === 'money'
                ? Rational.fromUnits(value, running.program.currency.decimals)
                : measureOf(running, reward, limit, cost).mul(Rational.of(times));
        use(running, name, index, limit, amount.neg(), at, nextSerial(running), limitKey(limit, fields));
    }
}

function takeBenefitBack(
    running: Running,
    { reward: name, given }: Redeemed,
    times: number,
    back: { readonly at: number; readonly cause: string },
): void {
    const { benefit } = declared(running.book.rewards, name);
    if (benefit.kind === 'credit')
        takeBackCredit(running, companyCost(running, benefit, times), { ...back, rule: name });
    if (benefit.kind !== 'points') return;
    const { decimals } = declared(running.book.points, benefit.points);
    const had = given.reduce((sum, { left }) => sum + left, 0n);
    const due = benefit.amount.mul(Rational.of(times)).toUnits(decimals, 'down');
    const amount = lesser(due, had);
    const lots = given.flatMap(({ lot }) => lot ?? []);
    const [first] = given;
    if (first === undefined || amount === 0n) return;
    takeBackPoints(running, benefit.points, amount, lots, { ...back, rule: name, account: first.account });
    let rest = amount;
    for (const each of given) {
        const taken = lesser(each.left, rest);
        each.left -= taken;
        rest -= taken;
    }
}
