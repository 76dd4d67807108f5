import type { Expression } from '../../model/expression.ts';
import { describeType, isOpenSet, sameType, type Type } from '../../model/type.ts';
import { mismatch, unitMissing } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { insertAfter, type Lowering, moneyIn } from './context.ts';

/** Numbers and percentages are both shares; everything else compares with its own kind. */
export function comparable(a: Type, b: Type): boolean {
    const pure = (type: Type): boolean => type.kind === 'number' || type.kind === 'percent';
    return sameType(a, b) || (pure(a) && pure(b));
}

/** Two lists of values that have one in common can be compared, as far as a set has what is one of several. */
export function shareValues(a: Type, b: Type): boolean {
    if (isOpenSet(a)) return b.kind === 'text' || b.kind === 'choice' || b.kind === 'group';
    if ((a.kind !== 'choice' && a.kind !== 'set') || b.kind !== 'choice') return false;
    return a.values.some(value => b.values.includes(value));
}

function unitName(type: Type): string | undefined {
    if (type.kind === 'money') return type.currency;
    if (type.kind === 'points') return type.points;
    return type.kind === 'duration' ? type.unit : undefined;
}

export function unitType(unit: ast.Unit | undefined): Type | undefined {
    if (ast.isCurrency(unit)) return moneyIn(unit.name);
    return ast.isPoints(unit) ? { kind: 'points', points: unit.name } : undefined;
}

export function wrong(lowering: Lowering, node: ast.Expression, wanted: Type, found: string): undefined {
    lowering.report(mismatch, node, [describeType(wanted), found]);
    return undefined;
}

/** Whether of two such values one can be the greater. */
export function isOrdered(type: Type): boolean {
    const plain = type.kind === 'tier' || type.kind === 'number' || type.kind === 'percent' || type.kind === 'date';
    return plain || unitName(type) !== undefined;
}

/** Says that something else is wanted, and the unit where only that is missing. */
export function reportUnlike(lowering: Lowering, node: ast.Expression, wanted: Type, found: Expression): undefined {
    const unit = unitName(wanted);
    if (!unit || !ast.isNumberLiteral(node)) return wrong(lowering, node, wanted, describeType(found.type));
    lowering.report(unitMissing, node, [found.text, unit], {
        fixes: [{ title: `Write ${found.text} ${unit}`, edits: [insertAfter(node, ` ${unit}`)] }],
    });
}
