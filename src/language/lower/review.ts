import { MONTHS } from '../../base/calendar.ts';
import type { MonthDay } from '../../model/expression.ts';
import type { ReviewSchedule } from '../../model/tiers.ts';
import { outOfRange, pointlessClause } from '../checks/rules.ts';
import type * as ast from '../generated/ast.ts';
import type { Lowering } from './context.ts';
import { weekdayOf, whichOf } from './during.ts';
import { monthDay, whole } from './number.ts';

/** Every month has its last day by then. */
const LONGEST_MONTH = 31;

/** The days at whose start tiers are reviewed, members ranked, or triggers fire. */
export function lowerReview(lowering: Lowering, node: ast.ReviewClause | ast.OnDay): ReviewSchedule {
    switch (node.every) {
        case 'daily':
            return { kind: 'daily' };
        case 'weekly':
            return { kind: 'weekly', on: weekdayOf(node.weekday ?? '') };
        case 'yearly':
            return yearly(lowering, node);
        case 'quarterly':
            return { kind: 'quarterly' };
        case 'half-yearly':
            return { kind: 'half-yearly' };
        case 'monthly': {
            if (node.weekday !== undefined)
                return { kind: 'weekday of month', which: whichOf(node.which), on: weekdayOf(node.weekday) };
            if (node.dayOfMonth === 'day') return { kind: 'monthly', on: LONGEST_MONTH };
            const on = whole(lowering, node.dayOfMonth, node, 'The day of the month');
            if (on < 1 || on > LONGEST_MONTH)
                lowering.report(outOfRange, node, ['The day of the month', 'from 1 to 31', String(on)]);
            return { kind: 'monthly', on };
        }
        default:
            return { kind: 'anniversary', of: 'joining' in node && node.joining ? 'joining' : 'tier' };
    }
}

function yearly(lowering: Lowering, node: ast.ReviewClause | ast.OnDay): ReviewSchedule {
    const [on, ...others] = node.days.map(day => monthDay(lowering, day));
    const again = others.find((each, index) => [on, ...others.slice(0, index)].some(day => isSame(day, each)));
    if (again !== undefined)
        lowering.report(pointlessClause, { node, property: 'days' }, [
            `${again.day} ${MONTHS[again.month - 1]}`,
            'this day is named already',
        ]);
    return {
        ...{ kind: 'yearly', on: on ?? { month: 1, day: 1 } },
        ...(others.length === 0 ? {} : { others }),
    };
}

const isSame = (a: MonthDay | undefined, b: MonthDay): boolean => a?.month === b.month && a.day === b.day;
