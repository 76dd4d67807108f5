import { startOf } from '../../base/calendar.ts';
import { Rational } from '../../base/rational.ts';
import type { Instant } from '../../base/zone.ts';
import type { Budget } from '../../model/budget.ts';
import type { Program } from '../../model/program.ts';
import { isCommon } from '../budget-account.ts';
import { duringCode } from './during.ts';
import type { Cause } from './ledger.ts';
import type { Sheet } from './sheet.ts';

/**
 * Budgets that all members share are added up as if there were always enough left: then nobody's gifts hang on the
 * others. Who runs the code looks in the end whether that was so.
 */
export interface CommonBudget {
    readonly budget: Budget;
    readonly number: number;
    /** First place in the sums: for each period one of each kind of points, and one of money in minor units. */
    readonly offset: number;
    readonly periods: readonly Instant[];
}

export function commonBudgets({ program, calendar }: Pick<Sheet, 'program' | 'calendar'>): CommonBudget[] {
    let offset = 0;
    return program.budgets.flatMap((budget, number) => {
        if (!isCommon(budget)) return [];
        const found = { budget, number, offset, periods: periodsOf(budget, calendar) };
        offset += found.periods.length * widthOf(program);
        return [found];
    });
}

const widthOf = ({ points }: Program): number => points.length + 1;

function unitOf({ per }: Budget): Parameters<typeof startOf>[1] | 'day' | undefined {
    return per?.period.kind === 'calendar' ? per.period.unit : undefined;
}

function periodsOf(budget: Budget, { first, last, zone, turns }: Sheet['calendar']): Instant[] {
    const unit = unitOf(budget);
    if (unit === undefined) return [Number.NEGATIVE_INFINITY];
    const days = Array.from({ length: last - first + 1 }, (_, index) =>
        unit === 'day' ? first + index : startOf(first + index, unit, turns),
    );
    return [...new Set(days)].map(day => zone.startOfDay(day));
}

/** Room for the sums of all members. */
export function roomForBudgets(sheet: Sheet): number {
    return commonBudgets(sheet).reduce((sum, { periods }) => sum + periods.length * widthOf(sheet.program), 0);
}

/** Code for the place of a budget's sums of a day. */
function placeOn(sheet: Sheet, { budget, offset, periods }: CommonBudget, day: string): string {
    const width = widthOf(sheet.program);
    if (periods.length === 1) return `${offset}`;
    const { zone, turns } = sheet.calendar;
    const unit = unitOf(budget);
    const table = sheet.byDay(`budget ${budget.name}`, each => {
        const start = unit === undefined || unit === 'day' ? each : startOf(each, unit, turns);
        return offset + width * Math.max(0, periods.indexOf(zone.startOfDay(start)));
    });
    return table(day);
}

/** Code that adds what a rule has given to the budgets that cover it. */
export function budgetsUsed(sheet: Sheet, giver: string, p: number, posted: string, cause: Cause): string[] {
    return commonBudgets(sheet).flatMap(each => {
        const { covers, atMost, during } = each.budget;
        const points = sheet.program.points[p];
        const counts = atMost.kind === 'points' ? atMost.points === points?.name : points?.worth !== undefined;
        if (!covers.includes(giver) || !counts) return [];
        const gate = duringCode(sheet, during, cause);
        const add = `BG[${placeOn(sheet, each, cause.day)} + ${p}] += ${posted};`;
        return [gate === '' ? add : `if (${gate}) ${add}`];
    });
}

/** … and of money that prices and offers took off: at the place of a budget on a local day. */
export function moneyUsed(sheet: Sheet): (budget: string, start: Instant, minor: number, sums: Float64Array) => void {
    const all = commonBudgets(sheet);
    const { points } = sheet.program;
    return (name, at, minor, sums) => {
        const found = all.find(({ budget }) => budget.name === name);
        if (found === undefined) return;
        const period = Math.max(
            0,
            found.periods.findLastIndex(from => from <= at),
        );
        const place = found.offset + period * widthOf(sheet.program) + points.length;
        sums[place] = (sums[place] ?? 0) + minor;
    };
}

export interface BudgetUsed {
    readonly name: string;
    readonly from: Instant;
    readonly used: Rational;
}

/** What was used of each in each of its periods. */
export function budgetsIn(sheet: Sheet, sums: Float64Array): BudgetUsed[] {
    const { points, currency } = sheet.program;
    return commonBudgets(sheet).flatMap(({ budget, offset, periods }) =>
        periods.flatMap((from, period): BudgetUsed[] => {
            const at = (index: number): bigint => BigInt(sums[offset + period * widthOf(sheet.program) + index] ?? 0);
            const money = Rational.fromUnits(at(points.length), currency.decimals);
            const used = points.reduce((sum, { decimals, worth }, p) => {
                const amount = Rational.fromUnits(at(p), decimals);
                return sum.add(budget.atMost.kind === 'points' ? amount : amount.mul(worth?.amount ?? Rational.ZERO));
            }, money);
            return used.isZero() ? [] : [{ name: budget.name, from, used }];
        }),
    );
}
