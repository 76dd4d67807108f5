import { Rational } from '../../base/rational.ts';
import type { Limit, LimitPeriod } from '../../model/earn.ts';
import { tooManyDigits } from '../checks/literals.ts';
import { pointlessClause, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, spanOf, textOf } from './context.ts';
import { duration, rational } from './number.ts';
import { groupField } from './pool.ts';
import { ownerOf } from './type.ts';
import { calendarUnit } from './window.ts';

export function lowerLimit(lowering: Lowering, node: ast.Limit, hasLines = false): Limit | undefined {
    const unit = node.unit?.ref;
    if (node.unit && !unit) return undefined;
    const amount = rational(node.value);
    const of = unit
        ? ast.isPoints(unit)
            ? 'points'
            : 'money'
        : node.counted === 'unit' || node.counted === 'units'
          ? 'units'
          : 'times';
    if (of === 'times' && !amount.isInteger())
        lowering.report(tooManyDigits, node, ['The number of times', node.value, 0]);
    const perLine = node.scopes.some(({ kind }) => kind === 'line');
    if (perLine && !hasLines)
        lowering.report(pointlessClause, node, [textOf(node), 'only a price on item looks at each line by itself']);
    return {
        ...lowerScopes(lowering, node, { amount, of, scopes: node.scopes }),
        ...(perLine ? { perLine } : {}),
        ...(unit ? { unit: unit.name } : {}),
        excess: node.reject ? 'reject' : 'clip',
    };
}

/** A limit per member or program, and per one period. */
export function lowerScopes(
    lowering: Lowering,
    node: ast.Limit | ast.MessageLimit | ast.Ceiling,
    {
        amount,
        of,
        scopes,
    }: {
        readonly amount: Rational | number;
        readonly of: Limit['of'];
        readonly scopes: readonly ast.LimitScope[];
    },
): Limit {
    const named = scopes.filter(each => each.group);
    // Of items, or of the event; those of members name a group.
    const ofOccasions = named.filter(({ group: field }) => field?.ref && ownerOf(field.ref) !== 'member');
    const [each] = ofOccasions;
    if (ofOccasions.length > 1)
        lowering.report(wrongUnit, node, ['A limit', 'per one field of items or of the event', textOf(node)]);
    if (each && of !== 'times' && ast.isTrigger(node.$container))
        lowering.report(wrongUnit, node, ['A limit of a trigger per field', 'in times', textOf(node)]);
    const together = named.find(scope => !ofOccasions.includes(scope));
    const group = together && groupField(lowering, together.group?.ref, { node: together, property: 'group' });
    const periods = scopes.filter(scope => !scope.group && scope.kind !== 'member' && scope.kind !== 'program');
    if (periods.length > 1) lowering.report(wrongUnit, node, ['A limit', 'per one period', textOf(node)]);
    const period = periods[0] ? limitPeriod(lowering, periods[0]) : ({ kind: 'lifetime' } as const);
    return {
        span: spanOf(node),
        text: textOf(node),
        amount: typeof amount === 'number' ? Rational.of(amount) : amount,
        of,
        scope: scopes.some(({ kind }) => kind === 'program') ? 'program' : group === undefined ? 'member' : 'group',
        ...(group === undefined ? {} : { group }),
        ...(each?.group?.ref === undefined ? {} : { each: each.group.ref.name }),
        period,
        excess: 'clip',
    };
}

function limitPeriod(lowering: Lowering, node: ast.LimitScope): LimitPeriod {
    switch (node.kind) {
        case 'event':
        case 'order':
        case 'line':
            return { kind: 'occasion' };
        case 'rolling':
            return { kind: 'rolling', duration: duration(lowering, node.duration) };
        case 'membership':
            return { kind: 'membership year' };
        default:
            return { kind: 'calendar', unit: calendarUnit(node.kind) };
    }
}
