import { MIGRATION } from '../../engine/migrate-points.ts';
import type { Program } from '../../model/program.ts';
import type { Tallies } from '../tally/tallies.ts';
import { dividedWorth, worthOf } from '../worth.ts';

/** What a program gave away, minor units; each rule's costs add up to the total before points lapse. */
export interface Costs {
    readonly discounts: bigint;
    /** What rewards cost less the worth of the points spent on them: that was counted when they were issued. */
    readonly rewards: bigint;
    readonly credit: bigint;
    readonly issued: bigint;
    readonly lapsed: bigint;
    /** discounts + rewards + credit + issued - lapsed. */
    readonly total: bigint;
    readonly liability: bigint;
    readonly byRule: ReadonlyMap<string, bigint>;
}

type RuleKind = 'earn' | 'price' | 'reward' | 'contract' | 'rebate' | 'trigger' | 'migration' | 'wallet';

/** Rules that can give something, in the order of declaration: earning, prices, rewards, contracts, triggers. */
export function givingRules(
    program: Program,
): { readonly name: string; readonly title: string; readonly kind: RuleKind }[] {
    const giving = program.triggers.filter(({ actions }) =>
        actions.some(({ kind }) => kind === 'give' || kind === 'offer'),
    );
    const named = (rules: readonly { readonly name: string; readonly title: string }[], kind: RuleKind) =>
        rules.map(({ name, title }) => ({ name, title, kind }));
    return [
        ...named(program.earns, 'earn'),
        ...named(program.prices, 'price'),
        ...named(program.rewards, 'reward'),
        ...named(program.contracts, 'contract'),
        ...named(program.rebates, 'rebate'),
        ...named(giving, 'trigger'),
        ...named(
            (program.wallets ?? []).filter(({ bonuses }) => bonuses.length > 0),
            'wallet',
        ),
        ...((program.migrations ?? []).some(({ points }) => points.length > 0)
            ? [{ name: MIGRATION, title: 'Migration', kind: 'migration' as const }]
            : []),
    ];
}

export function costsOf(program: Program, tallies: Tallies): Costs {
    const rules = givingRules(program);
    const totals = rules.map(({ name }) => tallies.rules.totals(name));
    const moneyOf = (isMeant: (rule: (typeof rules)[number]) => boolean): bigint =>
        rules.reduce((sum, rule, index) => (isMeant(rule) ? sum + total(totals[index]?.money) : sum), 0n);
    const credit = rules.reduce(
        (sum, { kind }, index) => (kind === 'reward' ? sum : sum + (totals[index]?.credit ?? 0n)),
        0n,
    );
    const byRule = new Map(rules.map(({ name }, index) => [name, total(totals[index]?.money)]));
    let [issued, lapsed, spent, liability] = [0n, 0n, 0n, 0n];
    for (const points of program.points) {
        const { total: flows, end } = tallies.points.totals(points.name);
        issued += worthOf(flows.issued, points, program);
        lapsed += worthOf(flows.expired + flows.takenBack, points, program);
        spent += worthOf(flows.spent, points, program);
        liability += worthOf(end.available + end.pending, points, program);
        const add = (amounts: readonly bigint[], sign: bigint): void => {
            for (const [index, worth] of dividedWorth(amounts, points, program).entries()) {
                const name = rules[index]?.name ?? '';
                byRule.set(name, (byRule.get(name) ?? 0n) + sign * worth);
            }
        };
        add(
            totals.map(rule => total(rule.issued.get(points.name))),
            1n,
        );
        add(
            totals.map(rule => total(rule.spent.get(points.name))),
            -1n,
        );
    }
    const discounts = moneyOf(({ kind }) => kind !== 'reward') - credit;
    const rewards = moneyOf(({ kind }) => kind === 'reward') - spent;
    const all = discounts + rewards + credit + issued - lapsed;
    return { discounts, rewards, credit, issued, lapsed, total: all, liability, byRule };
}

/** Of one month: the same definition, rounded by month. */
export function monthlyCosts(program: Program, tallies: Tallies, month: number): { readonly [rule: string]: bigint } {
    const costs = givingRules(program).map(({ name }): [string, bigint] => {
        const rule = tallies.rules.totals(name);
        const worth = program.points.reduce((sum, points) => {
            const units = (rule.issued.get(points.name)?.[month] ?? 0n) - (rule.spent.get(points.name)?.[month] ?? 0n);
            return sum + worthOf(units, points, program);
        }, 0n);
        return [name, (rule.money[month] ?? 0n) + worth];
    });
    return Object.fromEntries(costs.filter(([, cost]) => cost !== 0n));
}

const total = (months: readonly bigint[] | undefined): bigint => (months ?? []).reduce((a, b) => a + b, 0n);
