import { type AstNode, AstUtils } from 'langium';
import { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import { aggregateOf, notHere } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, NUMBER, spanOf, TRUTH, textOf } from './context.ts';

/** `purchase happened`: more than none of these events since the member came into the journey. */
export function lowerHappened(
    lowering: Lowering,
    node: ast.Happened,
    condition: (node: ast.Expression, event: string) => Expression | undefined,
): Expression | undefined {
    const { left } = node;
    const event = ast.isNameRef(left) && left.tail.length === 0 ? left.head?.ref : undefined;
    if (!checkInJourney(lowering, node)) return undefined;
    if (!ast.isEventDecl(event)) {
        if (!ast.isNameRef(left) || left.head?.ref) lowering.report(aggregateOf, left, [textOf(left), 'an event']);
        return undefined;
    }
    const where = node.where && condition(node.where, event.name);
    if (node.where && !where) return undefined;
    const place = { span: spanOf(node), text: textOf(node) };
    const metric = `count of ${event.name}${node.where ? ` where ${textOf(node.where)}` : ''}`;
    if (!lowering.inlineMetrics.has(metric))
        lowering.inlineMetrics.set(metric, {
            ...{ name: metric, title: metric, doc: '', span: spanOf(node), inline: true },
            ...{ fn: 'count', source: { kind: 'event', event: event.name }, value: undefined, where, type: NUMBER },
        });
    const count: Expression = { ...place, kind: 'metric', type: NUMBER, metric, window: { kind: 'journey' } };
    const none: Expression = { ...place, text: '0', kind: 'constant', type: NUMBER, value: Rational.ZERO };
    return { ...place, kind: 'compare', type: TRUTH, op: '>', left: count, right: none };
}

/** Only who is in a journey has come into it: `when` is asked before. */
export function checkInJourney(lowering: Lowering, node: AstNode): boolean {
    const inside =
        AstUtils.hasContainerOfType(node, ast.isJourney) && !AstUtils.hasContainerOfType(node, ast.isWhenClause);
    if (!inside) lowering.report(notHere, node, [textOf(node), 'in the aim and the steps of a journey']);
    return inside;
}
