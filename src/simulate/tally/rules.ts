import type { Outcome } from '../../model/outcome.ts';
import { addUp } from './adding.ts';
import { costOfPresents, Gifts } from './gifts.ts';
import type { MemberTally, Tally } from './tally.ts';

/** Amounts that a rule gave, by month: whole units of points, minor units of money. */
export interface Given {
    /** Discounts, credit, and what rewards cost in money; less what returns undid. */
    readonly money: readonly bigint[];
    /** Issued by earning rules and triggers. */
    readonly issued: ReadonlyMap<string, readonly bigint[]>;
    /** Spent on rewards, less what was restored. */
    readonly spent: ReadonlyMap<string, readonly bigint[]>;
}

export interface RuleTotals extends Given {
    /** Events (or moments at which something fell due) in which it gave something. */
    readonly fired: number;
    readonly members: number;
    /** Times that a limit clipped what it gave. */
    readonly limited: number;
    /** The part of `money` that was credit or paid out, less what returns took back and what was charged. */
    readonly credit: bigint;
}

export interface RuleTally extends Tally {
    /** Of an earning rule, price, reward or trigger; of one that never gave anything, zeros. */
    readonly totals: (rule: string) => RuleTotals;
}

/** What each rule gave. `costOfReward`: what so many grants cost where the program says so, minor units. */
export function createRuleTally(
    monthCount: number,
    costOfReward: (reward: string, granted: number) => bigint | undefined,
): RuleTally {
    const counts = new Map<string, RuleCount>();
    const countOf = (rule: string): RuleCount => {
        const count = counts.get(rule) ?? new RuleCount(monthCount);
        counts.set(rule, count);
        return count;
    };
    return {
        hears: [
            'posting',
            'credit',
            'purchase',
            'price',
            'redemption',
            'return',
            'payout',
            'charge',
            'trigger',
            'journey',
        ],
        open: () => memberRules(countOf, new Gifts(costOfReward)),
        count({ rows, month }) {
            /** Last row of each rule, see `occasions`. */
            const last = new Map<string, number>();
            let isClipped = false;
            const fire = (rule: string, n: number): RuleCount => {
                const count = countOf(rule);
                const before = last.get(rule);
                if (before === undefined) count.members++;
                if (before === undefined || !rows.isSameOccasion(before, n)) count.fired++;
                last.set(rule, n);
                return count;
            };
            for (let n = rows.begin; n < rows.end; n++) {
                if (rows.isClip(n)) isClipped = true;
                const flow = rows.flow(n);
                if (rows.isPurchase(n))
                    for (const { rule, amount } of rows.discounts(n)) fire(rule, n).addMoney(amount, month(n));
                if (flow !== 'issued' && flow !== 'spent') continue;
                const count = fire(rows.rule(n), n);
                if (flow === 'issued') count.addIssued(rows.points(n), BigInt(rows.amount(n)), month(n));
                else count.addSpent(rows.points(n), BigInt(rows.amount(n)), month(n));
                if (flow !== 'issued') continue;
                if (isClipped) count.limited++;
                isClipped = false;
            }
        },
        counted: () => counts,
        add(other: ReadonlyMap<string, RuleTotals>) {
            for (const [rule, totals] of other) countOf(rule).addAll(totals);
        },
        totals: rule => counts.get(rule) ?? new RuleCount(monthCount),
    };
}

function memberRules(countOf: (rule: string) => RuleCount, gifts: Gifts): MemberTally {
    /** Last occasion of each rule: what it gives twice in one event is one firing. */
    const occasions = new Map<string, string>();
    const fire = (rule: string, outcome: Outcome): RuleCount => {
        const count = countOf(rule);
        const occasion = outcome.cause ?? `at ${outcome.at}`;
        if (!occasions.has(rule)) count.members++;
        if (occasions.get(rule) !== occasion) count.fired++;
        occasions.set(rule, occasion);
        return count;
    };
    return {
        take(outcome, month) {
            switch (outcome.kind) {
                case 'posting':
                    if (outcome.rule === undefined) return;
                    if (outcome.flow === 'issued') {
                        const count = fire(outcome.rule, outcome);
                        count.addIssued(outcome.points, outcome.amount, month);
                        if (outcome.limitedBy !== undefined) count.limited++;
                    } else if (outcome.flow === 'spent') {
                        fire(outcome.rule, outcome).addSpent(outcome.points, outcome.amount, month);
                    } else if (outcome.flow === 'restored') {
                        countOf(outcome.rule).addSpent(outcome.points, -outcome.amount, month);
                    }
                    return;
                case 'credit':
                    addCredit(
                        outcome.amount < 0n ? countOf(outcome.rule) : fire(outcome.rule, outcome),
                        outcome.amount,
                        month,
                    );
                    return;
                case 'purchase':
                    for (const { rule, amount } of gifts.onPurchase(outcome))
                        fire(rule, outcome).addMoney(amount, month);
                    return;
                case 'price':
                    for (const { rule, amount } of outcome.discounts) fire(rule, outcome).addMoney(amount, month);
                    return;
                case 'redemption':
                    if (outcome.granted === 0) return;
                    if (outcome.granted < 0) {
                        countOf(outcome.reward).addMoney(gifts.onRedemption(outcome), month);
                        return;
                    }
                    fire(outcome.reward, outcome).addMoney(gifts.onRedemption(outcome), month);
                    if (outcome.granted < outcome.times) countOf(outcome.reward).limited++;
                    return;
                case 'return':
                    for (const { rule, amount } of gifts.onReturn(outcome)) countOf(rule).addMoney(-amount, month);
                    return;
                case 'payout':
                    addCredit(fire(outcome.rule, outcome), outcome.amount, month);
                    return;
                case 'charge':
                    addCredit(fire(outcome.rule, outcome), -outcome.amount, month);
                    return;
                case 'trigger':
                case 'journey': {
                    const cost = costOfPresents(outcome);
                    if (cost === 0n) return;
                    fire(outcome.kind === 'trigger' ? outcome.trigger : outcome.journey, outcome).addMoney(cost, month);
                    return;
                }
                case 'contract':
                case 'transfer':
                case 'event':
                case 'repeated':
                case 'tier':
                case 'verdict':
                case 'unknown':
                    return;
            }
        },
        close() {},
    };
}

function addCredit(count: RuleCount, amount: bigint, month: number): void {
    count.addMoney(amount, month);
    count.credit += amount;
}

class RuleCount implements RuleTotals {
    fired = 0;
    members = 0;
    limited = 0;
    credit = 0n;
    readonly money: bigint[];
    readonly issued = new Map<string, bigint[]>();
    readonly spent = new Map<string, bigint[]>();

    constructor(monthCount: number) {
        this.money = new Array<bigint>(monthCount).fill(0n);
    }

    addAll({ fired, members, limited, credit, money, issued, spent }: RuleTotals): void {
        this.fired += fired;
        this.members += members;
        this.limited += limited;
        this.credit += credit;
        addUp<readonly bigint[]>(this.money, money);
        addUp<RuleTotals['issued']>(this.issued, issued);
        addUp<RuleTotals['spent']>(this.spent, spent);
    }

    addMoney(amount: bigint, month: number): void {
        this.money[month] = (this.money[month] ?? 0n) + amount;
    }

    addIssued(points: string, amount: bigint, month: number): void {
        this.#add(this.issued, points, amount, month);
    }

    addSpent(points: string, amount: bigint, month: number): void {
        this.#add(this.spent, points, amount, month);
    }

    #add(amounts: Map<string, bigint[]>, points: string, amount: bigint, month: number): void {
        const months = amounts.get(points) ?? new Array<bigint>(this.money.length).fill(0n);
        amounts.set(points, months);
        months[month] = (months[month] ?? 0n) + amount;
    }
}
