import { Rational } from '../../base/rational.ts';
import type { AssumedEffect, Assumption } from '../../model/assume.ts';
import type { Expression } from '../../model/expression.ts';
import type { Duration } from '../../model/type.ts';
import { clauseMissing, outOfRange, pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER } from './around.ts';
import { docOf, type Lowering, spanOf, TRUTH, textOf } from './context.ts';
import { lowerConditions } from './expression.ts';
import { money } from './money.ts';
import { duration, share } from './number.ts';

/** Answers come within this time unless it is written. */
const ANSWERED_WITHIN: Duration = { count: 30, unit: 'days' };

export function lowerAssume(lowering: Lowering, node: ast.Assume): Assumption {
    const segment = node.about?.ref?.name;
    const effects = node.clauses.filter(each => !ast.isWhenClause(each));
    if (effects.length === 0)
        lowering.report(clauseMissing, { node, property: 'title' }, ['The assumption', 'response …']);
    const about: readonly Expression[] =
        segment === undefined
            ? []
            : [{ span: spanOf({ node, property: 'about' }), text: segment, kind: 'segment', type: TRUTH, segment }];
    return {
        ...{ name: node.title, title: node.title, doc: docOf(node), span: spanOf({ node, property: 'title' }) },
        segment,
        when: [...about, ...lowerConditions(lowering, node.clauses.filter(ast.isWhenClause), ABOUT_MEMBER)],
        effects: effects.flatMap(each => lowerEffect(lowering, each) ?? []),
    };
}

/** Purchases are meant where nothing else is said. */
const ownEvent = (event: ast.EventDecl | undefined): string | undefined =>
    event?.name === 'purchase' ? undefined : event?.name;

function lowerEffect(lowering: Lowering, node: ast.Response | ast.Shift): AssumedEffect | undefined {
    const place = { span: spanOf(node), text: textOf(node) };
    const part = share(node.share?.value);
    if (ast.isShift(node)) {
        const down = node.direction === 'down';
        if (down && part.gt(Rational.ONE))
            lowering.report(outOfRange, node, ['What falls away', 'at most 100%', textOf(node.share)]);
        const change = down ? part.neg() : part;
        const of = ownEvent(node.of?.ref);
        return { ...place, kind: node.what === 'visits' ? 'visits' : 'spend', change, ...(of && { of }) };
    }
    const trigger = node.to?.ref?.name;
    if (trigger === undefined) return undefined;
    if (part.gt(Rational.ONE))
        lowering.report(outOfRange, node, ['The share that answers', 'between 0% and 100%', textOf(node.share)]);
    const within = node.within ? duration(lowering, node.within) : ANSWERED_WITHIN;
    if (within.count < 1 && node.within)
        lowering.report(outOfRange, node.within, ['A period', 'above zero', textOf(node.within)]);
    const spending = node.spending ? money(lowering, node.spending, 'What an answer spends') : undefined;
    const by = ownEvent(node.by?.ref);
    if (by && node.spending)
        lowering.report(pointlessClause, node.spending, [
            `spending ${textOf(node.spending)}`,
            `an answer by '${by}' is one of the member's own again`,
        ]);
    return { ...place, kind: 'response', share: part, trigger, within, spending, ...(by && { by }) };
}
