import type { AstNode } from 'langium';
import type { Points, TierName } from '../../model/points.ts';
import { pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, removeLine, textOf } from './context.ts';
import { duration } from './number.ts';

/** What ends points early, or late: a tier that is left, a tier that spares them, an event that brings them back. */
export function lowerLife(
    lowering: Lowering,
    clauses: readonly ast.PointsClause[],
    { name, isPooled }: { readonly name: string; readonly isPooled: boolean },
): Pick<Points, 'reinstated' | 'lostOnLeaving' | 'sparedIn'> {
    const reinstated = clauses.find(ast.isReinstatedClause);
    const lost = clauses.find(ast.isLostClause);
    const spared = clauses.find(ast.isSparedClause);
    const by = reinstated?.by?.ref?.name;
    for (const clause of [lost, spared])
        if (clause && isPooled) leaveOut(lowering, clause, `'${name}' is shared, and a tier is each member's own`);
    const expires = clauses.some(each => ast.isExpireClause(each) && !each.never);
    for (const clause of [reinstated, spared])
        if (clause && !expires) leaveOut(lowering, clause, `'${name}' does not expire`);
    return {
        ...(reinstated && by !== undefined
            ? { reinstated: { by, within: duration(lowering, reinstated.within) } }
            : {}),
        ...(lost === undefined ? {} : { lostOnLeaving: namesOf(lost.tiers) }),
        ...(spared === undefined ? {} : { sparedIn: namesOf(spared.tiers) }),
    };
}

export function leaveOut(lowering: Lowering, clause: AstNode, why: string): void {
    lowering.report(pointlessClause, clause, [textOf(clause), why], {
        fixes: [{ title: 'Leave it out', edits: [removeLine(clause)] }],
    });
}

const namesOf = (tiers: readonly { readonly ref?: ast.Tier | undefined }[]): TierName[] =>
    tiers.flatMap(({ ref }) => (ref === undefined ? [] : [{ ladder: ref.$container.name, tier: ref.name }]));
