import { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import { describeType, sameType, type Type } from '../../model/type.ts';
import type * as ast from '../generated/ast.ts';
import { comparable, wrong } from './comparable.ts';
import { type Lowering, NUMBER, spanOf, textOf } from './context.ts';

/** Which types go together, and what comes of them. */
export function lowerArithmetic(
    lowering: Lowering,
    node: ast.Arithmetic,
    left: Expression | undefined,
    right: Expression | undefined,
): Expression | undefined {
    if (!left || !right) return undefined;
    const place = { span: spanOf(node), text: textOf(node) };
    const amount = (type: Type): boolean => type.kind === 'money' || type.kind === 'points';
    const pure = (type: Type): boolean => type.kind === 'number' || type.kind === 'percent';
    if (node.op === '+' || node.op === '-') {
        const moved = withDates(node.op, left, right);
        if (moved) return { ...place, ...moved, kind: 'arithmetic', op: node.op, left, right };
        if (amount(left.type) && right.type.kind === 'percent') {
            const one: Expression = { ...place, kind: 'constant', type: NUMBER, value: Rational.ONE };
            const factor: Expression = { ...place, kind: 'arithmetic', type: NUMBER, op: node.op, left: one, right };
            return { ...place, kind: 'arithmetic', type: left.type, op: '*', left, right: factor };
        }
        if ((amount(left.type) || pure(left.type)) && comparable(left.type, right.type))
            return { ...place, kind: 'arithmetic', type: left.type, op: node.op, left, right };
        return wrong(lowering, node.right, left.type, describeType(right.type));
    }
    if (node.op === '*') {
        if (left.type.kind === 'number' && right.type.kind === 'percent')
            return { ...place, kind: 'arithmetic', type: right.type, op: '*', left, right };
        if (pure(right.type) && (amount(left.type) || pure(left.type)))
            return { ...place, kind: 'arithmetic', type: left.type, op: '*', left, right };
        if (pure(left.type) && amount(right.type))
            return { ...place, kind: 'arithmetic', type: right.type, op: '*', left, right };
        return wrong(lowering, node.right, NUMBER, describeType(right.type));
    }
    if (pure(right.type) && (amount(left.type) || pure(left.type)))
        return { ...place, kind: 'arithmetic', type: left.type, op: '/', left, right };
    if (amount(left.type) && sameType(left.type, right.type))
        return { ...place, kind: 'arithmetic', type: NUMBER, op: '/', left, right };
    return wrong(lowering, node.right, left.type, describeType(right.type));
}

/** A day and a period give a day, two days give the days between them. */
function withDates(op: string, left: Expression, right: Expression): { readonly type: Type } | undefined {
    const [a, b] = [left.type.kind, right.type.kind];
    if (a === 'date' && b === 'date') return op === '-' ? { type: { kind: 'duration', unit: 'days' } } : undefined;
    return a === 'date' && b === 'duration' ? { type: left.type } : undefined;
}
