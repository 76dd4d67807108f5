import type { Instant } from '../../base/zone.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import { costOfPresents, Gifts } from '../tally/gifts.ts';
import { isFirstOf } from '../tally/points.ts';
import { costOfReward } from '../tally/tallies.ts';
import type { MemberEnd, PlainMember } from '../tally/tally.ts';

/** What one version of a program came to for one member. Money in minor units, points in units of their decimals. */
export interface Account {
    /** Discounts, credit and payments less charges, less what returns undid: all but rewards. */
    readonly money: bigint;
    /** What rewards were worth. */
    readonly rewards: bigint;
    /** The part of `money` that is not in what orders cost: credit and payments less charges. */
    readonly credit: bigint;
    /** The part of `rewards` that is not in what orders cost. */
    readonly apart: bigint;
    /** Net of tax and returns. */
    readonly revenue: bigint;
    readonly purchases: number;
    /** When something happened first. */
    readonly first: Instant | undefined;
    /** Available, less debt, and pending. Of points that a group shares, all that the group has. */
    readonly points: ReadonlyMap<string, bigint>;
    /** The same, but what a group shares counts for one of its members only: sums are made of these. */
    readonly own: ReadonlyMap<string, bigint>;
    readonly tiers: ReadonlyMap<string, string>;
    /** Times that each trigger fired, by trigger and occasion. */
    readonly fired: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What accounts of one version have in common. */
export interface Books {
    readonly program: Program;
    /** Names of its rewards. */
    readonly rewards: ReadonlySet<string>;
    /** Balances of groups that were counted. */
    readonly shared: Set<string>;
}

/** Keeps a member's account while a simulation runs. */
export function keepAccount(
    { program, rewards, shared }: Books,
    done: (account: Account) => void,
): { readonly take: (outcome: Outcome) => void; readonly close: (end: MemberEnd) => void } {
    const gifts = new Gifts((reward, granted) => costOfReward(program, reward, granted));
    const sums = { money: 0n, rewards: 0n, credit: 0n, apart: 0n, revenue: 0n };
    const fired = new Map<string, Set<string>>();
    /** Rewards that took something off an order, with the order. */
    const onOrders = new Set<string>();
    let purchases = 0;
    let first: Instant | undefined;
    const give = (rule: string, amount: bigint): void => {
        if (rewards.has(rule)) sums.rewards += amount;
        else sums.money += amount;
    };
    const credit = (rule: string, amount: bigint): void => {
        give(rule, amount);
        if (rewards.has(rule)) sums.apart += amount;
        else sums.credit += amount;
    };
    const take = (outcome: Outcome): void => {
        first ??= outcome.at;
        switch (outcome.kind) {
            case 'purchase':
                purchases++;
                sums.revenue += outcome.net;
                for (const { rule, phase } of outcome.discounts)
                    if (phase === 'reward') onOrders.add(`${rule}\n${outcome.cause}`);
                for (const { rule, amount } of gifts.onPurchase(outcome)) give(rule, amount);
                return;
            case 'price':
                for (const { rule, amount } of outcome.discounts) give(rule, amount);
                return;
            case 'return':
                sums.revenue -= outcome.net;
                for (const { rule, amount } of gifts.onReturn(outcome)) give(rule, -amount);
                return;
            case 'redemption': {
                if (outcome.granted === 0) return;
                const cost = gifts.onRedemption(outcome);
                sums.rewards += cost;
                if (!onOrders.has(`${outcome.reward}\n${outcome.cause}`)) sums.apart += cost;
                return;
            }
            case 'credit':
            case 'payout':
                credit(outcome.rule, outcome.amount);
                return;
            case 'charge':
                credit(outcome.rule, -outcome.amount);
                return;
            case 'trigger': {
                if (outcome.result !== 'fired') return;
                give(outcome.trigger, costOfPresents(outcome));
                const occasions = fired.get(outcome.trigger) ?? new Set();
                fired.set(outcome.trigger, occasions);
                occasions.add(outcome.cause ?? String(outcome.at));
                return;
            }
            case 'journey':
                give(outcome.journey, costOfPresents(outcome));
                return;
            default:
                return;
        }
    };
    return {
        take,
        close: end => done({ ...sums, purchases, first, ...balances(end, shared), tiers: end.tiers, fired }),
    };
}

const NOTHING_FIRED: Account['fired'] = new Map();

/** As `keepAccount`, of a member of plain rows. */
export function accountOf({ shared }: Books, { rows, end }: Omit<PlainMember, 'month'>): Account {
    let fired: Map<string, Set<string>> | undefined;
    let [purchases, revenue, money] = [0, 0, 0n];
    for (let n = rows.begin; n < rows.end; n++) {
        if (rows.isPurchase(n)) {
            purchases++;
            revenue += rows.net(n);
            for (const { amount } of rows.discounts(n)) money += amount;
        } else if (rows.isReturn(n)) revenue -= rows.netBack(n);
        const trigger = rows.trigger(n);
        if (trigger?.result !== 'fired') continue;
        fired ??= new Map();
        const occasions = fired.get(trigger.name) ?? new Set();
        fired.set(trigger.name, occasions);
        occasions.add(rows.cause(n) ?? String(rows.at(n)));
    }
    const first = rows.first < 0 ? undefined : rows.at(rows.first);
    const sums = { money, rewards: 0n, credit: 0n, apart: 0n, revenue: BigInt(revenue) };
    return { ...sums, purchases, first, ...balances(end, shared), tiers: end.tiers, fired: fired ?? NOTHING_FIRED };
}

function balances({ points: ledgers }: MemberEnd, shared: Set<string>): Pick<Account, 'points' | 'own'> {
    const points = new Map([...ledgers].map(([name, { available, pending }]) => [name, available + pending]));
    if ([...ledgers.values()].every(({ account }) => account === undefined)) return { points, own: points };
    const own = [...ledgers].map(
        ([name, ledger]) => [name, isFirstOf(shared, name, ledger) ? (points.get(name) ?? 0n) : 0n] as const,
    );
    return { points, own: new Map(own) };
}
