import type { Invariant, InvariantOccasion } from '../../model/invariant.ts';
import { clauseMissing, pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { GIVEN } from '../library.ts';
import { ABOUT_MEMBER, type Around } from './around.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, textOf } from './context.ts';
import { lowerTimes } from './during.ts';
import { lowerCondition, lowerConditions } from './expression.ts';
import { eventAndClosed } from './occasion.ts';
import { calendarUnit } from './window.ts';

export function lowerInvariant(lowering: Lowering, node: ast.Invariant): Invariant | undefined {
    const occasion = lowerOccasion(node.occasion);
    if (!occasion) return undefined;
    const clauses = once(lowering, node.clauses, `the invariant '${node.name}'`);
    const around = aroundOf(lowering, occasion);
    const items: Around = { ...around, items: occasion.kind === 'item' };
    const promises = clauses.filter(ast.isAlways);
    if (promises.length === 0)
        lowering.report(clauseMissing, { node, property: 'name' }, [`The invariant '${node.name}'`, 'always …']);
    const where = clauses.filter(ast.isWhereClause);
    for (const each of where)
        if (occasion.kind !== 'item')
            lowering.report(pointlessClause, each, [
                textOf(each),
                "it is about items, and this invariant is not 'on item'",
            ]);
    const always = promises.map(each => lowerCondition(lowering, each.condition, items));
    return {
        ...declared(node),
        occasion,
        when: lowerConditions(lowering, clauses.filter(ast.isWhenClause), around),
        where: lowerConditions(lowering, where, { ...items, items: true }),
        during: lowerTimes(lowering, clauses.filter(ast.isDuring)),
        always: always.filter(each => each !== undefined),
    };
}

/** Undefined where a name in it is unknown, which has been reported. */
function lowerOccasion(node: ast.InvariantOccasion | undefined): InvariantOccasion | undefined {
    switch (node?.$type) {
        case undefined:
            return { kind: 'standing' };
        case 'AtEnd':
            return node.period === undefined
                ? { kind: 'end' }
                : { kind: 'end of period', unit: calendarUnit(node.period) };
        case 'OnLadder': {
            const ladder = node.ladder?.ref?.name;
            return ladder === undefined ? undefined : { kind: 'tier', ladder, change: 'changed', tier: undefined };
        }
        case 'OnTier': {
            const tier = node.tier?.ref;
            const change = node.change === 'losing' ? 'lost' : 'reached';
            return tier && { kind: 'tier', ladder: tier.$container.name, change, tier: tier.name };
        }
        case 'OnOccasion': {
            const on = node.on?.ref;
            if (!on) return undefined;
            return ast.isItemDecl(on) ? { kind: 'item' } : { kind: 'event', event: on.name };
        }
    }
}

/** What the occasion gave is known where there is one event; of a line, it is not. */
function aroundOf(lowering: Lowering, occasion: InvariantOccasion): Around {
    switch (occasion.kind) {
        case 'event':
            return { ...ABOUT_MEMBER, events: [...eventAndClosed(lowering, occasion.event), GIVEN] };
        case 'item':
            return { ...ABOUT_MEMBER, events: ['purchase'] };
        case 'standing':
        case 'tier':
        case 'end of period':
        case 'end':
            return ABOUT_MEMBER;
    }
}
