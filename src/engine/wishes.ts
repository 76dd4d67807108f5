import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Limit } from '../model/earn.ts';
import type { Redemption } from '../model/occurrence.ts';
import type { Points } from '../model/points.ts';
import type { Benefit, Reward } from '../model/reward.ts';
import type { Value } from '../model/value.ts';
import { moneyCost, whyWaiting, withinBudgets } from './budgets.ts';
import { holds, toKey } from './evaluate.ts';
import { availableIn } from './ledger.ts';
import { usedBefore } from './limits.ts';
import { NOW } from './log.ts';
import { declared, isInForce, ledgerOf, type Running } from './running.ts';
import type { Scope } from './scope.ts';

/** A reward that a member asks for, and how often it can be had by balance and limits. */
export interface Wish {
    readonly reward: Reward;
    readonly asked: number;
    readonly times: number;
    /** Units of the points' decimals that it costs each time. */
    readonly cost: bigint;
    /** Where it is not had so often, it is not had at all. */
    readonly least: number;
    /** Of limits that are one for each value of a field of the event. */
    readonly fields: Occasion['fields'];
    /** How often it could be had but for budgets; absent: as often as `times`. */
    readonly beforeBudgets?: number;
    /** Why not as often as asked. */
    readonly why: string | undefined;
}

/** When rewards are asked for, and what is known of the event. */
export interface Occasion {
    readonly at: Instant;
    readonly fields: ReadonlyMap<string, Value>;
    readonly scope: Scope;
}

/** How often each reward can be had; several that cost the same points share what there is. */
export function affordable(running: Running, redeems: readonly Redemption[], occasion: Occasion): Wish[] {
    const left = new Map<string, bigint>();
    return redeems.map(({ reward: name, times: asked }) => {
        const reward = declared(running.book.rewards, name);
        const { points } = reward.costs;
        const balance = left.get(points) ?? availableIn(ledgerOf(running, points));
        const wish = wishFor(running, reward, asked, balance, occasion);
        left.set(points, balance - wish.cost * BigInt(wish.times));
        return wish;
    });
}

/** Units of the points' decimals, for one time, as things are. */
function costOf({ book, program }: Running, { costs }: Reward, scope: Scope): bigint {
    const special = costs.cases.find(({ condition }) => holds(condition, scope, program));
    return (special?.amount ?? costs.amount).toUnits(declared(book.points, costs.points).decimals, 'up');
}

function wishFor(running: Running, reward: Reward, asked: number, balance: bigint, occasion: Occasion): Wish {
    const { at, fields, scope } = occasion;
    const cost = costOf(running, reward, scope);
    const terms = { reward, asked, cost, least: leastTimes(running, reward, cost), fields };
    const none = (why: string): Wish => ({ ...terms, times: 0, why });
    const { points } = reward.costs;
    if (!isInForce(running, at)) return none('the program is not in force on this day');
    if (declared(running.book.points, points).use === 'status') return none(`${points} points can't be spent`);
    const waiting = whyWaiting(running, reward.name, at);
    if (waiting !== undefined) return none(waiting);
    const wish = payable(running, { ...terms, ...withinLimits(running, terms, at) }, balance);
    const granted = wish.times === 0 ? wish : withinBudget(running, wish, at);
    return granted.times === 0 || granted.times >= granted.least ? granted : none(tooFew(reward));
}

/** By the balance. */
function payable(running: Running, wish: Wish, balance: bigint): Wish {
    const { cost, reward } = wish;
    const most = cost === 0n ? wish.times : Number(balance > 0n ? balance / cost : 0n);
    if (most >= wish.times) return wish;
    const kind = declared(running.book.points, reward.costs.points);
    return { ...wish, times: most, why: needed(kind, cost, balance) };
}

function leastTimes({ book }: Running, { atLeast, costs }: Reward, cost: bigint): number {
    if (atLeast === undefined || cost === 0n) return 0;
    const units = atLeast.toUnits(declared(book.points, costs.points).decimals, 'up');
    return Number(Rational.of(units, cost).ceil());
}

const tooFew = ({ atLeast, costs }: Reward): string =>
    `at least ${atLeast?.toDecimal() ?? ''} ${costs.points} are spent on it at a time`;

/** Why a reward is not had as often as asked. */
export function needed({ name, decimals }: Points, cost: bigint, balance: bigint): string {
    const say = (units: bigint): string => `${Rational.fromUnits(units, decimals).toDecimal()} ${name}`;
    return `${say(cost)} are needed each time, ${say(balance)} are available`;
}

function withinLimits(
    running: Running,
    { reward, asked, cost, fields }: Pick<Wish, 'reward' | 'asked' | 'cost' | 'fields'>,
    at: Instant,
): Pick<Wish, 'times' | 'why'> {
    const used = usedBefore(running, at, NOW, undefined);
    let result: Pick<Wish, 'times' | 'why'> = { times: asked, why: undefined };
    for (const [index, limit] of reward.limits.entries()) {
        const left = limit.amount.sub(used(reward.name, limit, index, limitKey(limit, fields))).max(Rational.ZERO);
        const each = measureOf(running, reward, limit, cost);
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
    if (benefit.kind === 'units' || cost === 0n) return wish;
    const asked = cost * BigInt(wish.times);
    const { amount, limitedBy } = withinBudgets(running, name, asked, at, moneyCost(running));
    if (amount === asked) return wish;
    return { ...wish, times: Number(amount / cost), beforeBudgets: wish.times, why: `${limitedBy} is used up` };
}

/** What one time uses up of a limit. */
export function measureOf({ book }: Running, { benefit, costs }: Reward, limit: Limit, cost: bigint): Rational {
    switch (limit.of) {
        case 'times':
            return Rational.ONE;
        case 'points':
            return Rational.fromUnits(cost, declared(book.points, costs.points).decimals);
        case 'units':
            return benefit.kind === 'units' ? benefit.units : Rational.ZERO;
        case 'money':
            return benefit.kind === 'money off' || benefit.kind === 'credit' ? benefit.amount : Rational.ZERO;
    }
}

/** What a limit is looked up by that is one for each value of a field of the event. */
export function limitKey({ each }: Limit, fields: ReadonlyMap<string, Value>): string | undefined {
    if (each === undefined) return undefined;
    const value = fields.get(each);
    return value === undefined ? '' : toKey(value);
}

/** Minor units that the company is out of pocket, where it is written. */
export function companyCost({ program }: Pick<Running, 'program'>, benefit: Benefit, times: number): bigint {
    const minor = (each: Rational): bigint =>
        each.mul(Rational.of(times)).toUnits(program.currency.decimals, 'half up');
    switch (benefit.kind) {
        case 'units':
            return benefit.worth === undefined ? 0n : minor(benefit.worth.mul(benefit.units));
        case 'thing':
            return benefit.worth === undefined ? 0n : minor(benefit.worth);
        case 'credit':
            return minor(benefit.amount);
        // Points cost what they are worth, when they are used.
        case 'points':
        case 'money off':
        case 'percent off':
        case 'shipping off':
        case 'off each unit':
            return 0n;
    }
}
