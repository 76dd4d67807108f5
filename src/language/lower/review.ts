import type { ReviewSchedule } from '../../model/tiers.ts';
import { outOfRange } from '../checks/rules.ts';
import type * as ast from '../generated/ast.ts';
import type { Lowering } from './context.ts';
import { weekdayOf } from './during.ts';
import { monthDay, whole } from './number.ts';

/** The days at whose start tiers are reviewed, members ranked, or triggers fire. */
export function lowerReview(lowering: Lowering, node: ast.ReviewClause | ast.OnDay): ReviewSchedule {
    switch (node.every) {
        case 'daily':
            return { kind: 'daily' };
        case 'weekly':
            return { kind: 'weekly', on: weekdayOf(node.weekday ?? '') };
        case 'yearly':
            return { kind: 'yearly', on: monthDay(lowering, node.day) };
        case 'quarterly':
            return { kind: 'quarterly' };
        case 'half-yearly':
            return { kind: 'half-yearly' };
        case 'monthly': {
            const on = whole(lowering, node.dayOfMonth, node, 'The day of the month');
            if (on < 1 || on > 31)
                lowering.report(outOfRange, node, ['The day of the month', 'from 1 to 31', String(on)]);
            return { kind: 'monthly', on };
        }
        default:
            return { kind: 'anniversary', of: 'joining' in node && node.joining ? 'joining' : 'tier' };
    }
}
