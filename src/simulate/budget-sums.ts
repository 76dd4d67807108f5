import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import { type BudgetPeriod, isCommon } from '../engine/budget-account.ts';
import type { BudgetUsed } from '../engine/compiled/common-budgets.ts';
import type { Fold } from '../engine/compiled/fold.ts';
import { emptyPools } from '../engine/pools.ts';
import { createShared, type Shared } from '../engine/shared.ts';
import type { Program } from '../model/program.ts';

/** What budgets came to over all members: those of single members, and those that all of them share. */
export class BudgetSums {
    readonly #program: Program;
    readonly #periods: (BudgetPeriod & { from: Instant })[];
    /** By name, of those that members share. */
    readonly #common = new Map<string, BudgetPeriod[]>();

    constructor(program: Program) {
        this.#program = program;
        this.#periods = program.budgets.map(() => ({
            from: Number.NEGATIVE_INFINITY,
            used: Rational.ZERO,
            refused: Rational.ZERO,
            usedUpAt: undefined,
        }));
    }

    add({ results, takeBudgets, sheet: { shape } }: Fold, from: number, until: number): void {
        for (const each of takeBudgets()) this.#addCommon(each);
        for (const [index, period] of this.#periods.entries()) {
            const column = (name: string): Float64Array =>
                results.get(`budget ${index} ${name}`)?.subarray(from, until) ?? new Float64Array();
            const sum = (name: string): Rational =>
                this.#units(
                    index,
                    column(name).reduce((all, each) => all + each, 0),
                );
            period.used = period.used.add(sum('used'));
            period.refused = period.refused.add(sum('refused'));
            for (const over of column('over')) {
                const at = over * shape.columns.moment.step;
                if (!Number.isNaN(at) && at < (period.usedUpAt ?? Number.POSITIVE_INFINITY)) period.usedUpAt = at;
            }
        }
    }

    /** What they came to over some of the members, as plain data; see `shared`. */
    addPart(budgets: Shared['state']['budgets']): void {
        for (const [index, budget] of this.#program.budgets.entries())
            for (const part of budgets.get(budget.name) ?? [])
                if (isCommon(budget)) this.#addCommon({ name: budget.name, ...part });
                else this.#addOwn(index, part);
    }

    /** Why members cannot be counted apart from each other, if so. */
    hindrances(): string[] {
        return this.#usedUp().map(name => `the budget '${name}' is used up: what is left goes to who comes first`);
    }

    /** Names of those that are used up, for which it matters who came first. */
    #usedUp(): string[] {
        return this.#program.budgets.flatMap(({ name, atMost }) => {
            const periods = this.#common.get(name) ?? [];
            return periods.some(({ used }) => used.ge(atMost.amount)) ? [name] : [];
        });
    }

    shared(): Shared {
        const asked = this.#program.budgets.flatMap(({ name }, index): [string, BudgetPeriod[]][] => {
            const common = this.#common.get(name);
            if (common !== undefined) return [[name, common.toSorted((a, b) => a.from - b.from)]];
            const period = this.#periods[index];
            return period === undefined || (period.used.isZero() && period.refused.isZero()) ? [] : [[name, [period]]];
        });
        const state = { uses: new Map(), budgets: new Map(asked), pools: emptyPools(), standings: new Map() };
        return createShared(this.#program, state);
    }

    #addOwn(index: number, part: BudgetPeriod): void {
        const period = this.#periods[index];
        if (period === undefined) return;
        period.used = period.used.add(part.used);
        period.refused = period.refused.add(part.refused);
        const first = Math.min(...[period, part].map(({ usedUpAt }) => usedUpAt ?? Number.POSITIVE_INFINITY));
        period.usedUpAt = Number.isFinite(first) ? first : undefined;
    }

    #addCommon({ name, from, used }: BudgetUsed): void {
        const periods = this.#common.get(name) ?? [];
        this.#common.set(name, periods);
        const period = periods.find(each => each.from === from);
        if (period !== undefined) period.used = period.used.add(used);
        else periods.push({ from, used, refused: Rational.ZERO, usedUpAt: undefined });
    }

    #units(index: number, units: number): Rational {
        const { atMost } = this.#program.budgets[index] ?? {};
        const points = this.#program.points.find(({ name }) => atMost?.kind === 'points' && atMost.points === name);
        return Rational.fromUnits(BigInt(units), points?.decimals ?? 0);
    }
}
