import { didYouMean } from '../../base/did-you-mean.ts';
import type { Expression } from '../../model/expression.ts';
import { isOpenSet, type Type } from '../../model/type.ts';
import { unknownValue } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { wrong } from './comparable.ts';
import { type Lowering, spanOf, textOf } from './context.ts';
import { quoteIfNeeded, writeClosest } from './mend.ts';

/** Values by their name or text: `Gold`, `coffee`, `"Ulm"` where a value of a choice or a group is meant. */
export function isNamed(node: ast.Expression, { kind }: Type): node is ast.ConstantRef | ast.TextLiteral {
    const chosen = kind === 'choice' || kind === 'set' || kind === 'group';
    return ast.isConstantRef(node) || (ast.isTextLiteral(node) && chosen);
}

export function lowerNamed(
    lowering: Lowering,
    node: ast.ConstantRef | ast.TextLiteral,
    type: Type,
): Expression | undefined {
    const place = { span: spanOf(node), text: textOf(node) };
    if (ast.isConstantRef(node)) {
        const target = node.value?.ref;
        if (!target) return undefined;
        if (!ast.isTier(target) && !ast.isEnumValue(target))
            return wrong(lowering, node, type, `the name of ${textOf(node)}`);
        if (ast.isTier(target))
            return type.kind === 'tier'
                ? { ...place, kind: 'constant', type, value: target.name }
                : wrong(lowering, node, type, 'a tier');
        return type.kind === 'choice' || type.kind === 'set'
            ? { ...place, kind: 'constant', type, value: target.name }
            : wrong(lowering, node, type, `the value ${target.name}`);
    }
    if ((type.kind === 'choice' || type.kind === 'set') && !isOpenSet(type)) {
        if (type.values.includes(node.value)) return { ...place, kind: 'constant', type, value: node.value };
        lowering.report(unknownValue, node, [node.value, type.values.join(', '), didYouMean(node.value, type.values)], {
            fixes: writeClosest(node.value, type.values, node, quoteIfNeeded),
        });
        return undefined;
    }
    return { ...place, kind: 'constant', type, value: node.value };
}
