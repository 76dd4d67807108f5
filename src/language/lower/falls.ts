import type { Expression } from '../../model/expression.ts';
import { describeType } from '../../model/type.ts';
import { outOfRange } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import type * as ast from '../generated/ast.ts';
import { type Lowering, spanOf, TRUTH, textOf } from './context.ts';
import { duration } from './number.ts';
import { calendarUnit } from './window.ts';

/** `member.birthday falls in this month`, `member.joined falls within 7 days`. */
export function lowerFalls(lowering: Lowering, node: ast.Falls, value: Expression | undefined): Expression | undefined {
    if (!value) return undefined;
    if (value.type.kind !== 'date') {
        lowering.report(mismatch, { node, property: 'left' }, ['a date', describeType(value.type)]);
        return undefined;
    }
    const place = { span: spanOf(node), text: textOf(node), kind: 'falls', type: TRUTH, value } as const;
    if (!node.within) return { ...place, near: { kind: 'period', unit: calendarUnit(node.period) } };
    const { count, unit } = duration(lowering, node.within);
    const days = unit === 'weeks' ? 7 * count : count;
    if (unit !== 'days' && unit !== 'weeks')
        lowering.report(outOfRange, node.within, ['How far the date is away', 'in days or weeks', textOf(node.within)]);
    return { ...place, near: { kind: 'within', days } };
}
