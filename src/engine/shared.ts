import { invariant } from '../base/invariant.ts';
import { Rational } from '../base/rational.ts';
import { type Instant, zoneOf } from '../base/zone.ts';
import type { Limit } from '../model/earn.ts';
import type { Program } from '../model/program.ts';
import { type BudgetPeriod, type BudgetUse, createAccount } from './budget-account.ts';
import { milliseconds } from './moments.ts';
import { createPools, emptyPools, type PoolState, type Pools } from './pools.ts';
import type { Standing } from './standing.ts';
import { type Place, type Range, rangeOf, turnsOf } from './windows.ts';

/**
 * What members share: limits of the whole program and budgets, used up in global order of time. Give the same one
 * to every member of a run, and feed the members in that order.
 */
export interface Shared {
    readonly used: (key: string, limit: Limit, at: Instant) => Rational;
    readonly use: (key: string, limit: Limit, at: Instant, amount: Rational) => void;
    /** Whole currency units, or whole points; nothing once the budget is used up. */
    readonly budgetLeft: (budget: string, at: Instant) => Rational;
    readonly isUsedUp: (budget: string, at: Instant) => boolean;
    /** Whether the budget is used up from now on. */
    readonly noteBudget: (budget: string, use: BudgetUse, at: Instant) => boolean;
    readonly budgets: () => readonly BudgetState[];
    /** Balances that members share, and who is with whom. */
    readonly pools: Pools;
    /** What a ranking of all members came to when it was last taken. */
    readonly standing: (ranking: string) => Standing | undefined;
    readonly rank: (ranking: string, standing: Standing) => void;
    readonly state: SharedState;
}

export interface BudgetState {
    readonly name: string;
    /** Of each period. */
    readonly limit: Rational;
    /** Those in which something was asked. */
    readonly periods: readonly BudgetPeriod[];
}

/** Plain data; `createShared` takes it up again. */
export interface SharedState {
    /** By key of the limit, in the order of use. */
    readonly uses: Map<string, SharedUse[]>;
    readonly budgets: Map<string, BudgetPeriod[]>;
    readonly pools: PoolState;
    readonly standings: Map<string, Standing>;
}

/** Uses within one period add up to one entry; of rolling periods, those of one instant. */
interface SharedUse {
    readonly at: Instant;
    amount: Rational;
}

export function createShared(program: Program, state: SharedState = newShared()): Shared {
    const place = programPlace(program);
    const accounts = new Map(
        program.budgets.map(budget => {
            const periods = state.budgets.get(budget.name) ?? [];
            state.budgets.set(budget.name, periods);
            return [budget.name, createAccount(budget, periods, place)];
        }),
    );
    const account = (name: string): ReturnType<typeof createAccount> => {
        const found = accounts.get(name);
        invariant(found !== undefined, `'${name}' is a budget`);
        return found;
    };
    return {
        state,
        pools: createPools(state.pools),
        used: (key, limit, at) => sumIn(state.uses.get(key) ?? [], periodOf(limit, at, place)),
        use(key, limit, at, amount) {
            const uses = state.uses.get(key) ?? [];
            state.uses.set(key, uses);
            addUse(uses, limit, at, amount, place);
        },
        standing: ranking => state.standings.get(ranking),
        rank: (ranking, standing) => void state.standings.set(ranking, standing),
        budgetLeft: (name, at) => account(name).left(at),
        isUsedUp: (name, at) => account(name).isUsedUp(at),
        noteBudget: (name, use, at) => account(name).note(use, at),
        budgets: () =>
            program.budgets.map(({ name, atMost }) => {
                return { name, limit: atMost.amount, periods: state.budgets.get(name) ?? [] };
            }),
    };
}

const newShared = (): SharedState => ({
    uses: new Map(),
    budgets: new Map(),
    pools: emptyPools(),
    standings: new Map(),
});

/** The stretch of time over which a limit counts. An occasion counts for itself: nothing was used before it. */
export function periodOf({ period }: Limit, at: Instant, place: Place): Range | undefined {
    switch (period.kind) {
        case 'occasion':
            return undefined;
        case 'calendar':
            return rangeOf({ kind: 'calendar', unit: period.unit, offset: 0 }, at, place);
        case 'rolling':
            return rangeOf({ kind: 'rolling', duration: period.duration }, at, place);
        case 'membership year':
        case 'lifetime':
            return rangeOf({ kind: period.kind }, at, place);
    }
}

function addUse(uses: SharedUse[], limit: Limit, at: Instant, amount: Rational, place: Place): void {
    const range = periodOf(limit, at, place);
    if (range === undefined) return;
    const last = uses.at(-1);
    const joins =
        limit.period.kind === 'rolling' ? sameStep(last?.at, at, limit, place) : (last?.at ?? NaN) >= range.from;
    if (last !== undefined && joins && last.at <= at) last.amount = last.amount.add(amount);
    else uses.push({ at: Math.max(at, last?.at ?? at), amount });
}

/** Rolling days move from day to day: uses of one day always fall out together. */
function sameStep(last: Instant | undefined, at: Instant, { period }: Limit, { zone }: Place): boolean {
    if (last === undefined || period.kind !== 'rolling') return false;
    const exact = milliseconds(period.duration);
    return exact === undefined ? zone.dayAt(last) === zone.dayAt(at) : last === at;
}

function sumIn(uses: readonly SharedUse[], range: Range | undefined): Rational {
    let sum = Rational.ZERO;
    if (range === undefined) return sum;
    for (let index = uses.length - 1; index >= 0; index--) {
        const use = uses[index];
        if (use === undefined || use.at < range.from) break;
        sum = sum.add(use.amount);
    }
    return sum;
}

function programPlace({ timeZone, ...program }: Program): Place {
    const zone = zoneOf(timeZone.kind === 'fixed' ? timeZone.zone : timeZone.fallback);
    invariant(zone !== undefined, 'the time zone of a program exists');
    return { zone, turns: turnsOf(program), joined: undefined };
}
