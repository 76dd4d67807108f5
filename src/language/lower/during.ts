import { formatDate } from '../../base/calendar.ts';
import type { Fix } from '../../diagnostics/finding.ts';
import type { DaysOfMonth, During, Times } from '../../model/expression.ts';
import { periodReversed } from '../checks/program.ts';
import { outOfRange } from '../checks/rules.ts';
import type * as ast from '../generated/ast.ts';
import { type Lowering, spanOf } from './context.ts';
import { swap } from './mend.ts';
import { date, minutes, monthDay, whole } from './number.ts';

const WEEK = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The first day first. */
export function turned(node: ast.During | ast.ValidClause | ast.DaysOfMonth, from = '', through = ''): Fix {
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
        ...(node.ofMonth ? { ofMonth: lowerDaysOfMonth(lowering, node.ofMonth) } : {}),
        season:
            node.seasonFrom && node.seasonThrough
                ? { from: monthDay(lowering, node.seasonFrom), through: monthDay(lowering, node.seasonThrough) }
                : undefined,
    };
}

const WHICH = { first: 1, second: 2, third: 3, fourth: 4 } as const;

/** `first` to `fourth`; the last one where it is not written. */
export const whichOf = (written: string | undefined): 1 | 2 | 3 | 4 | 'last' =>
    Object.entries(WHICH).find(([word]) => word === written)?.[1] ?? 'last';

function lowerDaysOfMonth(lowering: Lowering, node: ast.DaysOfMonth): DaysOfMonth {
    if (node.last) return { kind: 'last day' };
    if (node.from === undefined) {
        return { kind: 'weekday', which: whichOf(node.which), weekday: weekdayOf(node.weekday ?? '') };
    }
    const dayIn = (text: string | undefined, property: string): number => {
        const day = whole(lowering, text, { node, property }, 'A day of the month');
        if (day < 1 || day > 31)
            lowering.report(outOfRange, { node, property }, ['A day of the month', 'from 1 to 31', String(day)]);
        return day;
    };
    const from = dayIn(node.from, 'from');
    const through = node.through === undefined ? from : dayIn(node.through, 'through');
    if (through < from)
        lowering.report(periodReversed, node, [`day ${from}`, `day ${through}`], {
            fixes: [turned(node, node.from, node.through)],
        });
    return { kind: 'days', from, through };
}
