import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Give, Limit } from '../model/earn.ts';
import type { Redemption } from '../model/occurrence.ts';
import type { Points } from '../model/points.ts';
import type { Benefit, Reward } from '../model/reward.ts';
import { moneyCost, useBudgets, whyWaiting, withinBudgets } from './budgets.ts';
import { credit, post } from './earn/post.ts';
import { touch } from './expiry.ts';
import { availableIn, spend } from './ledger.ts';
import { use, usedBefore } from './limits.ts';
import { NOW } from './log.ts';
import { takeInPosting } from './metrics.ts';
import type { Spent } from './order-uses.ts';
import { accountOf, declared, isInForce, ledgerOf, nextSerial, type Running } from './running.ts';
import type { Given } from './state.ts';

/** A reward that a member asks for, and how often it can be had by balance and limits. */
export interface Wish {
    readonly reward: Reward;
    readonly asked: number;
    readonly times: number;
    /** How often it could be had but for budgets; absent: as often as `times`. */
    readonly beforeBudgets?: number;
    /** Why not as often as asked. */
    readonly why: string | undefined;
}

/** What became of a wish: how often it was granted, and the minor units that it took off an order. */
export interface Granting {
    readonly granted: number;
    readonly discount: bigint;
    readonly why: string;
}

/** How often each reward can be had; several that cost the same points share what there is. */
export function affordable(running: Running, redeems: readonly Redemption[], at: Instant): Wish[] {
    const left = new Map<string, bigint>();
    return redeems.map(({ reward: name, times: asked }) => {
        const reward = declared(running.book.rewards, name);
        const { points } = reward.costs;
        const balance = left.get(points) ?? availableIn(ledgerOf(running, points));
        const wish = wishFor(running, reward, asked, balance, at);
        left.set(points, balance - costOf(running, reward) * BigInt(wish.times));
        return wish;
    });
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
    const cost = costOf(running, reward) * BigInt(granted);
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
    noteUse(running, reward, granted, value, at);
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
            return { granted: 0, discount: 0n, why: 'it is redeemed with a purchase' };
        case 'free units':
        case 'credit':
        case 'points':
        case 'thing':
            return { granted: times, discount: 0n, why: 'given' };
    }
}

/** Units of the points' decimals, for one time. */
export function costOf({ book }: Running, { costs }: Reward): bigint {
    return costs.amount.toUnits(declared(book.points, costs.points).decimals, 'up');
}

function wishFor(running: Running, reward: Reward, asked: number, balance: bigint, at: Instant): Wish {
    const none = (why: string): Wish => ({ reward, asked, times: 0, why });
    const { points } = reward.costs;
    if (!isInForce(running, at)) return none('the program is not in force on this day');
    if (declared(running.book.points, points).use === 'status') return none(`${points} points can't be spent`);
    const waiting = whyWaiting(running, reward.name, at);
    if (waiting !== undefined) return none(waiting);
    const wish = payable(running, reward, asked, balance, at);
    return wish.times === 0 ? wish : withinBudget(running, wish, at);
}

/** Within limits, then by the balance. */
function payable(running: Running, reward: Reward, asked: number, balance: bigint, at: Instant): Wish {
    const limited = withinLimits(running, reward, asked, at);
    const { points } = reward.costs;
    const cost = costOf(running, reward);
    const most = cost === 0n ? limited.times : Number(balance > 0n ? balance / cost : 0n);
    if (most >= limited.times) return { reward, asked, ...limited };
    const kind = declared(running.book.points, points);
    return { reward, asked, times: most, why: needed(kind, cost, balance) };
}

/** Why a reward is not had as often as asked. */
export function needed({ name, decimals }: Points, cost: bigint, balance: bigint): string {
    const say = (units: bigint): string => `${Rational.fromUnits(units, decimals).toDecimal()} ${name}`;
    return `${say(cost)} are needed each time, ${say(balance)} are available`;
}

function withinLimits(running: Running, reward: Reward, asked: number, at: Instant): Pick<Wish, 'times' | 'why'> {
    const used = usedBefore(running, at, NOW, undefined);
    let result: Pick<Wish, 'times' | 'why'> = { times: asked, why: undefined };
    for (const [index, limit] of reward.limits.entries()) {
        const left = limit.amount.sub(used(reward.name, limit, index)).max(Rational.ZERO);
        const each = measureOf(reward, limit);
        const most = each.isZero() ? asked : Number(left.div(each).floor());
        if (most >= result.times) continue;
        result = { times: limit.excess === 'reject' ? 0 : most, why: `${limit.text} is used up` };
    }
    return result;
}

/** What is taken off an order keeps to budgets where it is priced; all else does here, and is given whole. */
function withinBudget(running: Running, wish: Wish, at: Instant): Wish {
    const { name, benefit } = wish.reward;
    const cost = companyCost(running, benefit, 1);
    if (benefit.kind === 'free units' || cost === 0n) return wish;
    const asked = cost * BigInt(wish.times);
    const { amount, limitedBy } = withinBudgets(running, name, asked, at, moneyCost(running));
    if (amount === asked) return wish;
    return { ...wish, times: Number(amount / cost), beforeBudgets: wish.times, why: `${limitedBy} is used up` };
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

/** What one time uses up of a limit. */
export function measureOf({ benefit, costs }: Reward, limit: Limit): Rational {
    switch (limit.of) {
        case 'times':
            return Rational.ONE;
        case 'points':
            return costs.amount;
        case 'units':
            return benefit.kind === 'free units' ? benefit.units : Rational.ZERO;
        case 'money':
            return benefit.kind === 'money off' || benefit.kind === 'credit' ? benefit.amount : Rational.ZERO;
    }
}

function noteUse(running: Running, reward: Reward, granted: number, value: bigint, at: Instant): void {
    if (reward.limits.length === 0) return;
    const serial = nextSerial(running);
    for (const [index, limit] of reward.limits.entries()) {
        const amount =
            limit.of === 'money'
                ? Rational.fromUnits(value, running.program.currency.decimals)
                : measureOf(reward, limit).mul(Rational.of(granted));
        use(running, reward.name, index, limit, amount, at, serial);
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

/** Minor units that the company is out of pocket, where it is written. */
export function companyCost({ program }: Pick<Running, 'program'>, benefit: Benefit, times: number): bigint {
    const minor = (each: Rational): bigint =>
        each.mul(Rational.of(times)).toUnits(program.currency.decimals, 'half up');
    switch (benefit.kind) {
        case 'free units':
            return benefit.worth === undefined ? 0n : minor(benefit.worth.mul(benefit.units));
        case 'thing':
            return benefit.worth === undefined ? 0n : minor(benefit.worth);
        case 'credit':
            return minor(benefit.amount);
        // Points cost what they are worth, when they are used.
        case 'points':
        case 'money off':
        case 'percent off':
            return 0n;
    }
}
