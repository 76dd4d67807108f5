import { formatDate, parseDate } from '../../base/calendar.ts';
import type { Fix } from '../../diagnostics/finding.ts';
import { stepOrder } from '../checks/data.ts';
import * as ast from '../generated/ast.ts';
import type { Lowering } from './context.ts';
import { moveLines } from './mend.ts';
import { date } from './number.ts';

export function checkOrder(lowering: Lowering, node: ast.Test): void {
    let last: { day: number; text: string } | undefined;
    for (const [index, step] of node.steps.entries()) {
        if (ast.isPerson(step) || !step.day) continue;
        const known = ast.isHappening(step) ? step.known : undefined;
        const place = { node: step, property: known === undefined ? 'day' : 'known' };
        const day = date({ ...lowering, report: () => {} }, known ?? step.day, place);
        if (last && day < last.day)
            lowering.report(stepOrder, place, [formatDate(day), last.text], { fixes: inTurn(node, index, day) });
        else last = { day, text: formatDate(day) };
    }
}

/** A step, with the expectations without a date that look at it, before the first one of a later date. */
function inTurn({ steps }: ast.Test, index: number, day: number): Fix[] {
    const undated = (each: ast.Step): boolean => ast.isExpect(each) && each.day === undefined;
    const rest = steps.slice(index + 1);
    const end = rest.findIndex(each => !undated(each));
    const moved = [...steps.slice(index, index + 1), ...rest.slice(0, end < 0 ? rest.length : end)];
    const later = steps.slice(0, index).find(each => {
        if (ast.isPerson(each) || each.day === undefined) return false;
        const at = parseDate((ast.isHappening(each) && each.known) || each.day);
        return at !== undefined && at > day;
    });
    return later ? moveLines(moved, later) : [];
}
