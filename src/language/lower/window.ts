import type { CalendarUnit, Window } from '../../model/expression.ts';
import { outOfRange } from '../checks/rules.ts';
import { needsWindow, notHere } from '../checks/types.ts';
import type * as ast from '../generated/ast.ts';
import { insertAfter, type Lowering, textOf } from './context.ts';
import { checkInJourney } from './happened.ts';
import { duration, whole } from './number.ts';

/** The period of a measure; one that is missing is reported. */
export function lowerWindow(lowering: Lowering, node: ast.NameRef): Window | undefined {
    if (node.window) return windowOf(lowering, node.window);
    const text = textOf(node);
    lowering.report(needsWindow, node, [text], {
        fixes: ['over last 12 months', 'over calendar year', 'over lifetime'].map(period => ({
            title: `Ask ${period}`,
            edits: [insertAfter(node, ` ${period}`)],
        })),
    });
    return undefined;
}

export function windowOf(lowering: Lowering, node: ast.Window): Window {
    switch (node.kind) {
        case 'last':
            return { kind: 'rolling', duration: duration(lowering, node.duration) };
        case 'calendar':
            return {
                kind: 'calendar',
                unit: calendarUnit(node.unit?.replace(/s$/, '')),
                offset: node.previous ? -1 : 0,
                ...(node.count === undefined ? {} : { count: periods(lowering, node) }),
            };
        case 'membership':
            return { kind: 'membership year', ...(node.previous ? { previous: true } : {}) };
        case 'journey':
            checkInJourney(lowering, node);
            return { kind: 'journey' };
        case 'order':
            lowering.report(notHere, node, [textOf(node), 'in prices and rewards, behind a measure of items']);
            return { kind: 'lifetime' };
        default:
            return { kind: 'lifetime' };
    }
}

function periods(lowering: Lowering, node: ast.Window): number {
    const count = whole(lowering, node.count, node, 'The number of periods');
    if (count < 1) lowering.report(outOfRange, node, ['The number of periods', 'above zero', textOf(node)]);
    return count;
}

export function calendarUnit(unit: string | undefined): CalendarUnit {
    return unit === 'day' || unit === 'week' || unit === 'month' || unit === 'quarter' || unit === 'half-year'
        ? unit
        : 'year';
}
