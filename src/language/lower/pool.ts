import type { Points, Pool } from '../../model/points.ts';
import { notAGroup, statusTogether } from '../checks/pools.ts';
import { pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, type Place, removeLine, textOf } from './context.ts';
import { typeOfField } from './type.ts';

/** `pool by household`, and what becomes of the points of one who leaves. */
export function lowerPool(
    lowering: Lowering,
    clauses: readonly (ast.PointsClause | ast.WalletClause)[],
    { name, use }: Pick<Points, 'name' | 'use'>,
): Pool | undefined {
    const clause = clauses.find(ast.isPoolClause);
    const leaving = clauses.find(ast.isLeavingClause);
    if (!clause) {
        if (leaving)
            lowering.report(
                pointlessClause,
                leaving,
                [textOf(leaving), `'${name}' is not shared: 'pool by …' says so`],
                {
                    fixes: [{ title: 'Leave it out', edits: [removeLine(leaving)] }],
                },
            );
        return undefined;
    }
    if (use === 'status') lowering.report(statusTogether, clause, [name, 'shared']);
    const by = groupField(lowering, clause.field?.ref, { node: clause, property: 'field' });
    return by === undefined
        ? undefined
        : { by, leaving: leaving?.mode === 'leaves' ? 'leaves points' : 'takes points' };
}

/** The name of a field of the member that says in which group one is; one of another type is reported. */
export function groupField(lowering: Lowering, field: ast.Field | undefined, place: Place): string | undefined {
    if (!field) return undefined;
    if (typeOfField(lowering, field, 'member').kind === 'group') return field.name;
    lowering.report(notAGroup, place, [field.name]);
    return undefined;
}
