import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Budget } from '../model/budget.ts';
import { type Place, rangeOf } from './windows.ts';

/** What came of a budget in one of its periods; of one without periods, ever. Whole currency units, or whole points. */
export interface BudgetPeriod {
    readonly from: Instant;
    used: Rational;
    /** Asked and not granted because of the budget. */
    refused: Rational;
    /** When nothing was left, or a gift did not fit into it any more. */
    usedUpAt: Instant | undefined;
}

/** What one occasion did to a budget. */
export interface BudgetUse {
    readonly used: Rational;
    readonly refused: Rational;
    /** A gift did not fit. */
    readonly isOver: boolean;
}

/** One ceiling for all members, for all time or for each calendar period. Others are kept as limits are. */
export const isCommon = ({ per }: Pick<Budget, 'per'>): boolean =>
    per === undefined ||
    (per.scope === 'program' && (per.period.kind === 'calendar' || per.period.kind === 'lifetime'));

/** The account of a budget: its periods, in the order of time. */
export function createAccount({ per, atMost }: Budget, periods: BudgetPeriod[], place: Place) {
    const limit = atMost.amount;
    const unit = isCommon({ per }) && per?.period.kind === 'calendar' ? per.period.unit : undefined;
    const fromAt = (at: Instant): Instant => {
        const range = unit === undefined ? undefined : rangeOf({ kind: 'calendar', unit, offset: 0 }, at, place);
        return range?.from ?? Number.NEGATIVE_INFINITY;
    };
    const periodAt = (at: Instant): BudgetPeriod | undefined => {
        const from = fromAt(at);
        return periods.findLast(period => period.from === from);
    };
    return {
        /** Nothing once it is used up. */
        left(at: Instant): Rational {
            const period = periodAt(at);
            if (period?.usedUpAt !== undefined) return Rational.ZERO;
            return period === undefined ? limit : limit.sub(period.used);
        },
        isUsedUp: (at: Instant): boolean => periodAt(at)?.usedUpAt !== undefined,
        /** Whether it is used up from now on. */
        note({ used, refused, isOver }: BudgetUse, at: Instant): boolean {
            const period = periodAt(at) ?? begin(periods, fromAt(at));
            period.used = period.used.add(used);
            period.refused = period.refused.add(refused);
            if (period.usedUpAt !== undefined || !(isOver || (isCommon({ per }) && period.used.ge(limit))))
                return false;
            period.usedUpAt = at;
            return true;
        },
    };
}

function begin(periods: BudgetPeriod[], from: Instant): BudgetPeriod {
    const period: BudgetPeriod = { from, used: Rational.ZERO, refused: Rational.ZERO, usedUpAt: undefined };
    const index = periods.findIndex(each => each.from > from);
    periods.splice(index < 0 ? periods.length : index, 0, period);
    return period;
}
