import { formatDate } from '../../base/calendar.ts';
import { Rational } from '../../base/rational.ts';
import { formatInstant } from '../../base/zone.ts';
import { type BudgetPeriod, isCommon } from '../../engine/budget-account.ts';
import type { Shared } from '../../engine/shared.ts';
import type { Budget } from '../../model/budget.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import { programZone } from '../zone.ts';

type BudgetFigures = SimulationDocument['budgets'][number];

/** What each budget came to: used, when it ran out, and what was asked and not granted. */
export function budgetFigures(program: Program, shared: Shared): SimulationDocument['budgets'] {
    const periods = new Map(shared.budgets().map(state => [state.name, state.periods]));
    return program.budgets.map(budget => figuresOf(program, budget, periods.get(budget.name) ?? []));
}

function figuresOf(program: Program, budget: Budget, periods: readonly BudgetPeriod[]): BudgetFigures {
    const { title, atMost, per } = budget;
    const zone = programZone(program);
    const say = (amount: Rational): string => sayAmount(program, budget, amount);
    const total = (of: (period: BudgetPeriod) => Rational): Rational =>
        periods.reduce((sum, period) => sum.add(of(period)), Rational.ZERO);
    const end = periods.find(({ usedUpAt }) => usedUpAt !== undefined)?.usedUpAt;
    const sum = { used: total(({ used }) => used), refused: total(({ refused }) => refused), usedUpAt: end };
    const told = (found: Omit<BudgetPeriod, 'from'>) => ({
        used: say(found.used),
        ...(found.usedUpAt === undefined ? {} : { usedUpAt: formatInstant(found.usedUpAt, zone) }),
        ...(found.refused.isZero() ? {} : { refused: say(found.refused) }),
    });
    return {
        name: title,
        limit: per === undefined ? say(atMost.amount) : `${say(atMost.amount)} ${sayPer(per.text)}`,
        ...told(sum),
        ...(per?.period.kind !== 'calendar' || !isCommon(budget)
            ? {}
            : { periods: periods.map(each => ({ from: formatDate(zone.dayAt(each.from)), ...told(each) })) }),
    };
}

/** `per member per month`, of the clause as it is written. */
const sayPer = (text: string): string => /\bper\b.*?(?=\s+else\b|$)/.exec(text)?.[0] ?? '';

function sayAmount({ currency }: Program, { atMost }: Budget, amount: Rational): string {
    if (atMost.kind === 'money') return `${amount.toFixed(currency.decimals)} ${atMost.currency}`;
    return `${amount.toDecimal()} ${atMost.points}`;
}
