import type { PendingUntil } from '../../model/points.ts';
import type * as ast from '../generated/ast.ts';
import type { Lowering } from './context.ts';
import { date, monthDay } from './number.ts';

/** `pending until 2026-12-04`, `until 1 December`, `until delivered`. */
export function lowerPendingUntil(
    lowering: Lowering,
    node: ast.PendingUntil | undefined,
): { readonly pendingUntil?: PendingUntil } {
    if (!node) return {};
    if (node.date) return { pendingUntil: { kind: 'day', day: date(lowering, node.date, { node, property: 'date' }) } };
    if (node.day) return { pendingUntil: { kind: 'yearly', day: monthDay(lowering, node.day) } };
    const event = node.event?.ref?.name;
    return event === undefined ? {} : { pendingUntil: { kind: 'event', event } };
}
