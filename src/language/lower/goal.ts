import type { Goal } from '../../model/trigger.ts';
import type * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER } from './around.ts';
import { docOf, type Lowering, spanOf } from './context.ts';
import { lowerCondition } from './expression.ts';

export function lowerGoal(lowering: Lowering, node: ast.Goal): Goal | undefined {
    const condition = lowerCondition(lowering, node.condition, { ...ABOUT_MEMBER, goal: true });
    return (
        condition && {
            name: node.title,
            title: node.title,
            doc: docOf(node),
            span: spanOf({ node, property: 'title' }),
            condition,
        }
    );
}
