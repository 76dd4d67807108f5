import { formatDate } from '../../base/calendar.ts';
import type { Fix } from '../../diagnostics/finding.ts';
import type { During, Times } from '../../model/expression.ts';
import { periodReversed } from '../checks/program.ts';
import type * as ast from '../generated/ast.ts';
import { type Lowering, spanOf } from './context.ts';
import { swap } from './mend.ts';
import { date, minutes, monthDay } from './number.ts';

const WEEK = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The first day first. */
export function turned(node: ast.During | ast.ValidClause, from = '', through = ''): Fix {
    const places = [
        { node, property: 'from' },
        { node, property: 'through' },
    ] as const;
    return { title: 'Put the first day first', edits: swap(...places, [from, through]) };
}

export function weekdayOf(name: string): number {
    return Math.max(1, WEEK.indexOf(name) + 1);
}

/** Each clause a list of alternatives, `during A or B`. */
export function lowerTimes(lowering: Lowering, nodes: readonly ast.During[]): Times {
    return nodes.map(node => [node, ...node.alternatives].map(each => lowerDuring(lowering, each)));
}

function lowerDuring(lowering: Lowering, node: ast.During): During {
    const from = node.from ? date(lowering, node.from, { node, property: 'from' }) : undefined;
    const through = node.through ? date(lowering, node.through, { node, property: 'through' }) : undefined;
    if (from !== undefined && through !== undefined && through < from)
        lowering.report(periodReversed, node, [formatDate(from), formatDate(through)], {
            fixes: [turned(node, node.from, node.through)],
        });
    return {
        span: spanOf(node),
        from,
        through,
        weekdays: node.days.flatMap(name =>
            name === 'weekdays' ? [1, 2, 3, 4, 5] : name === 'weekends' ? [6, 7] : [weekdayOf(name)],
        ),
        hours: node.start
            ? {
                  start: minutes(lowering, node.start, { node, property: 'start' }),
                  end: minutes(lowering, node.end, { node, property: 'end' }),
              }
            : undefined,
        season:
            node.seasonFrom && node.seasonThrough
                ? { from: monthDay(lowering, node.seasonFrom), through: monthDay(lowering, node.seasonThrough) }
                : undefined,
    };
}
