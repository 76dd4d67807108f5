import type { Expression } from '../../model/expression.ts';
import { describeType, sameType, type Type } from '../../model/type.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, spanOf, TRUTH, textOf } from './context.ts';
import { ownerOf, typeOfField } from './type.ts';

/** How the sides are lowered. */
export interface Sides {
    readonly left: (node: ast.Expression) => Expression | undefined;
    readonly single: (node: ast.Expression | undefined, left: { readonly type: Type }) => Expression | undefined;
}

/** `category in coffee, pastry`, `member.consent has email`, `category in distinct of item.category over last 2 years`. */
export function lowerMembership(lowering: Lowering, node: ast.InList | ast.Has, sides: Sides): Expression | undefined {
    if (ast.isHas(node)) return lowerHas(lowering, node, sides);
    const among = node.among ? lowerAmong(lowering, node, node.among, sides) : lowerIn(node, sides);
    if (!among || !node.negated) return among;
    return { span: spanOf(node), text: textOf(node), kind: 'not', type: TRUTH, operand: among };
}

function lowerIn(node: ast.InList, { left, single }: Sides): Expression | undefined {
    const value = left(node.left);
    if (!value) return undefined;
    const options = node.options.map(each => single(each, value)).filter(each => each !== undefined);
    return options.length === node.options.length
        ? { span: spanOf(node), text: textOf(node), kind: 'in', type: TRUTH, value, options }
        : undefined;
}

/** The different values are of the type of what they are values of. */
function lowerAmong(
    lowering: Lowering,
    node: ast.InList,
    among: ast.Aggregate,
    { left }: Sides,
): Expression | undefined {
    const value = left(node.left);
    const set = left(among);
    const type = typeOfValues(lowering, among);
    if (!value || !set || !type) return undefined;
    if (!sameType(value.type, type)) {
        lowering.report(mismatch, { node, property: 'left' }, [describeType(type), describeType(value.type)]);
        return undefined;
    }
    return { span: spanOf(node), text: textOf(node), kind: 'contains', type: TRUTH, set, value };
}

function lowerHas(lowering: Lowering, node: ast.Has, { left, single }: Sides): Expression | undefined {
    const set = left(node.left);
    if (!set) return undefined;
    const different = ast.isAggregate(node.left) && node.left.fn === 'distinct' ? node.left : undefined;
    const type = different ? typeOfValues(lowering, different) : set.type;
    if (!type) return undefined;
    if (!different && type.kind !== 'set') {
        lowering.report(mismatch, { node, property: 'left' }, ['a set', describeType(type)]);
        return undefined;
    }
    const value = single(node.value, { type });
    return value && { span: spanOf(node), text: textOf(node), kind: 'contains', type: TRUTH, set, value };
}

function typeOfValues(lowering: Lowering, { of }: ast.Aggregate): Type | undefined {
    const field = of?.tail[0]?.ref;
    return field && typeOfField(lowering, field, ownerOf(field));
}
