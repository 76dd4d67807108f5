import { Rational } from '../../base/rational.ts';
import type { Line, Member, Occurrence } from '../../model/occurrence.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import { givingRules } from '../figures/costs.ts';
import { createPointsTally } from '../tally/points.ts';
import { createRuleTally } from '../tally/rules.ts';
import { createSalesTally } from '../tally/sales.ts';
import { costOfReward } from '../tally/tallies.ts';
import type { MemberEnd } from '../tally/tally.ts';
import { eventsOf } from './chances.ts';

/** What is counted of a run, by name: whole numbers that add up over members. */
export type Sums = ReadonlyMap<string, bigint>;

/** Minor units, units of points, counts. */
export const sumNames = {
    revenue: 'revenue',
    purchases: 'purchases',
    /** What rules gave in money. */
    money: 'money',
    /** What the goods cost the company, less those that came back. */
    goods: 'goods',
    /** Lines whose cost is not known. */
    costless: 'costless',
    points: (flow: 'issued' | 'spent' | 'lapsed' | 'open', points: string) => `${flow}/${points}`,
    events: (event: string) => `count of ${event}`,
    tier: (ladder: string, tier: string) => `tier/${ladder}/${tier}`,
} as const;

export interface MemberSums {
    readonly take: (outcome: Outcome) => void;
    /** An event that is going to be taken in. */
    readonly note: (occurrence: Occurrence) => void;
    readonly close: (end: Omit<MemberEnd, 'breaches' | 'checks'>) => Sums;
}

/** Counts one member, by the definitions of a simulation. */
export function openSums(program: Program, member: Member): MemberSums {
    const names = program.points.map(({ name }) => name);
    const sales = createSalesTally(1);
    const points = createPointsTally(names, 1);
    const rules = createRuleTally(1, (reward, granted) => costOfReward(program, reward, granted));
    const goods = new GoodsCost(program);
    const counts = new Map([...eventsOf(program.assumptions ?? [])].map(event => [event, 0n]));
    const opened = [sales, points, rules].map(tally => tally.open(member));
    return {
        take(outcome) {
            for (const each of opened) each.take(outcome, 0);
            goods.take(outcome);
            const count = outcome.kind === 'event' ? counts.get(outcome.event) : undefined;
            if (outcome.kind === 'event' && count !== undefined) counts.set(outcome.event, count + 1n);
        },
        note: occurrence => goods.note(occurrence),
        close(end) {
            for (const each of opened) each.close({ ...end, breaches: [], checks: new Map() });
            const { revenue, purchases } = sales.totals();
            const given = givingRules(program).map(({ name }) => rules.totals(name).money[0] ?? 0n);
            const sums: [string, bigint][] = [
                [sumNames.revenue, revenue],
                [sumNames.purchases, BigInt(purchases)],
                [sumNames.money, given.reduce((a, b) => a + b, 0n)],
                [sumNames.goods, goods.cost],
                [sumNames.costless, goods.unknown],
            ];
            for (const name of names) {
                const { total, end: left } = points.totals(name);
                sums.push(
                    [sumNames.points('issued', name), total.issued],
                    [sumNames.points('spent', name), total.spent],
                    [sumNames.points('lapsed', name), total.expired + total.takenBack],
                    [sumNames.points('open', name), left.available + left.pending],
                );
            }
            for (const [event, count] of counts) if (event !== 'purchase') sums.push([sumNames.events(event), count]);
            for (const [ladder, tier] of end.tiers) sums.push([sumNames.tier(ladder, tier), 1n]);
            return new Map(sums);
        },
    };
}

/** Adds `sums` as often as `times` says; a negative number takes them away. */
export function addSums(target: Map<string, bigint>, sums: Sums, times: bigint): void {
    for (const [name, amount] of sums) {
        if (amount !== 0n) target.set(name, (target.get(name) ?? 0n) + amount * times);
    }
}

/** What was bought at cost, and came back in the share of the line's price. */
class GoodsCost {
    readonly #decimals: number;
    readonly #lines = new Map<string, readonly Line[]>();
    cost = 0n;
    unknown = 0n;

    constructor({ currency }: Program) {
        this.#decimals = currency.decimals;
    }

    note({ id, event, lines }: Occurrence): void {
        if (event === 'purchase') this.#lines.set(id, lines);
    }

    take(outcome: Outcome): void {
        if (outcome.kind === 'purchase') {
            for (const line of this.#lines.get(outcome.cause ?? '') ?? []) this.#add(line, Rational.ONE);
        } else if (outcome.kind === 'return') {
            for (const { purchase, line: index, gross } of outcome.parts) {
                const line = this.#lines.get(purchase)?.find(each => each.index === index);
                const full = line?.price.mul(line.quantity).toUnits(this.#decimals, 'half up') ?? 0n;
                if (line?.cost !== undefined && full !== 0n) this.#add(line, Rational.of(-gross, full));
            }
        }
    }

    #add({ cost, quantity }: Line, share: Rational): void {
        if (cost === undefined) this.unknown += 1n;
        else this.cost += cost.mul(quantity).mul(share).toUnits(this.#decimals, 'half up');
    }
}
