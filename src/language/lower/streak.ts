import type { Basis, EarnOccasion } from '../../model/earn.ts';
import { outOfRange, pointlessClause } from '../checks/rules.ts';
import type * as ast from '../generated/ast.ts';
import { type Lowering, textOf } from './context.ts';
import { whole } from './number.ts';
import { calendarUnit } from './window.ts';

/** `every 7 days in a row`, `every 4 months in a row with 3 times each`. */
export function lowerRow(lowering: Lowering, node: ast.Per, occasion: EarnOccasion | undefined): Basis | undefined {
    const step = whole(lowering, node.value, node, `The number of ${node.row ?? 'days'}`);
    const each = whole(lowering, node.each ?? '1', node, 'The number of times');
    const missed = node.missed === undefined ? 0 : whole(lowering, node.missed, node, 'The number of missed ones');
    if (step < 2) lowering.report(outOfRange, node, ['A row', 'two or longer', textOf(node)]);
    if (each < 1) lowering.report(outOfRange, node, ['The number of times', 'above zero', textOf(node)]);
    if (node.missed !== undefined && (missed < 1 || missed >= step))
        lowering.report(outOfRange, { node, property: 'missed' }, [
            'The number of missed ones',
            `from 1 to ${Math.max(1, step - 1)}`,
            String(missed),
        ]);
    if (occasion?.kind === 'event' && !occasion.first)
        return {
            ...{ kind: 'in a row', step, unit: calendarUnit(node.row?.replace(/s$/, '')), each },
            ...(missed > 0 ? { missed } : {}),
        };
    const why = "a row is counted by events: write the rule 'on' an event, not on its items or its first one";
    lowering.report(pointlessClause, node, [textOf(node), why]);
    return undefined;
}
