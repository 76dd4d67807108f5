import type { Expiry, Points } from '../../model/points.ts';
import { clauseTwice } from '../checks/names.ts';
import { pointlessClause } from '../checks/rules.ts';
import type * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER } from './around.ts';
import { type Lowering, removeLine, textOf } from './context.ts';
import { lowerCondition } from './expression.ts';
import { duration, monthDay, whole } from './number.ts';
import { calendarUnit } from './window.ts';

export function lowerExpiry(lowering: Lowering, clause: ast.ExpireClause | undefined): Expiry {
    if (!clause || clause.never) return { kind: 'never' };
    if (clause.day)
        return {
            kind: 'on',
            day: monthDay(lowering, clause.day),
            yearsLater: whole(lowering, clause.years ?? '0', clause, 'The number of years'),
        };
    const after = duration(lowering, clause.after);
    if (clause.inactive || clause.without) return { kind: 'inactive', after, event: clause.without?.ref?.name };
    return { kind: 'after', after, endOf: clause.endOf ? calendarUnit(clause.endOf) : undefined };
}

/** Lives of points that are earned while a condition holds; one clause may stand without a condition. */
export function lowerExpiryIf(lowering: Lowering, clauses: readonly ast.ExpireClause[]): Points['expiryIf'] {
    for (const clause of clauses.filter(each => !each.condition).slice(1))
        lowering.report(clauseTwice, clause, ['expire', 'points'], {
            fixes: [{ title: 'Leave it out', edits: [removeLine(clause)] }],
        });
    return clauses.flatMap(clause => {
        if (!clause.condition) return [];
        const when = lowerCondition(lowering, clause.condition, ABOUT_MEMBER);
        const expiry = lowerExpiry(lowering, clause);
        if (expiry.kind === 'inactive')
            lowering.report(pointlessClause, clause.condition, [
                `if ${textOf(clause.condition)}`,
                'silence ends all of these points at once, whatever held when they were earned',
            ]);
        return when ? [{ when, expiry }] : [];
    });
}
