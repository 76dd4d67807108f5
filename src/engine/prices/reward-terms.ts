import { Rational } from '../../base/rational.ts';
import type { Reward, RewardCeiling } from '../../model/reward.ts';
import { allHold, evaluate } from '../evaluate.ts';
import type { Scope } from '../scope.ts';
import { minor } from './goods.ts';
import { useUp } from './limits.ts';
import { budgetsOf, withinOrderBudgets } from './order-budgets.ts';
import { lineScope, type OrderState, postOnLines } from './order-state.ts';
import { greater, lesser, totalUnits } from './share-out.ts';
import type { Bearer } from './spread.ts';

/** Rewards, then offers, all computed on the prices after the order phase. */
export interface RewardPhase {
    readonly order: OrderState;
    readonly start: readonly Rational[];
    readonly scope: Scope;
    /** Units of each line that rewards have made free. */
    readonly freed: Rational[];
}

export interface Granted {
    readonly granted: number;
    readonly discount: bigint;
}

export const NOTHING: Granted = { granted: 0, discount: 0n };

export interface Often {
    readonly times: number;
    readonly least: number;
}

/** As often as something was left to take it off, also in part. */
export const timesFor = (discount: bigint, each: Rational, times: number): number =>
    discount === 0n || each.sign() <= 0 ? 0 : Math.min(times, Number(Rational.of(discount).div(each).ceil()));

/** What `at most 50% of order.total` leaves, then the budgets: whole minor units of what is asked. */
export function within(phase: RewardPhase, { name, atMost }: Reward, asked: bigint): bigint {
    const cap = atMost === undefined ? undefined : ceilingOf(phase, atMost);
    const own = cap === undefined ? asked : lesser(asked, greater(cap.floor(), 0n));
    return withinOrderBudgets(phase.order, name, own);
}

function ceilingOf({ order, scope }: RewardPhase, atMost: RewardCeiling): Rational | undefined {
    if (atMost.kind === 'amount') return minor(atMost.amount, order.decimals);
    const of = evaluate(atMost.of, scope, order.request.program);
    return of instanceof Rational ? minor(of.mul(atMost.share), order.decimals) : undefined;
}

/** Lines that the reward is about. */
export function linesFor({ order, scope }: RewardPhase, { where }: Reward): ReadonlySet<number> {
    const places = [...order.lines.keys()];
    if (where.length === 0) return new Set(places);
    return new Set(
        places.filter(index => {
            const state = order.lines[index];
            return state !== undefined && allHold(where, lineScope(scope, state, order), order.request.program);
        }),
    );
}

/** What its lines cost that rules may change. */
export function amountsFor(phase: RewardPhase, reward: Reward): Rational[] {
    const matching = linesFor(phase, reward);
    return openAmounts(phase).map((amount, index) => (matching.has(index) ? amount : Rational.ZERO));
}

export const bearersOf = ({ order }: RewardPhase, weights: readonly Rational[]): Bearer[] =>
    order.lines.map(({ line, left }, index) => ({
        weight: weights[index] ?? Rational.ZERO,
        left,
        quantity: line.quantity,
    }));

export function post(
    { order }: RewardPhase,
    name: string,
    kind: 'reward' | 'offer',
    shares: readonly bigint[],
): bigint {
    const discount = totalUnits(shares);
    postOnLines(order, name, kind, shares);
    useUp(budgetsOf(name, order), { money: Rational.of(discount), units: Rational.ZERO }, 0);
    return discount;
}

export const openAmounts = ({ order, start }: RewardPhase): Rational[] =>
    start.map((amount, index) => (order.lines[index]?.open ? amount : Rational.ZERO));
