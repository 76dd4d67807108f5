import type { AstNode } from 'langium';
import type { Moment, TestAnnouncement } from '../../model/test.ts';
import type { TriggerOccasion } from '../../model/trigger.ts';
import type { Duration } from '../../model/type.ts';
import { happensToNobody } from '../checks/announcements.ts';
import { pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import type { Piece } from '../pieces/piece.ts';
import type { Lowering } from './context.ts';
import { lowerFields } from './test-fields.ts';

/** Whether an event happens for everybody, by any of its declarations. */
export function isForEverybody(lowering: Pick<Lowering, 'names' | 'root'>, event: string): boolean {
    return lowering.names.eventsNamed(lowering.root, event).some(each => each.everybody);
}

/** Reports every place of a piece where an event of one member is meant and one for everybody is written. */
export function checkForEverybody(lowering: Lowering, { references }: Piece): void {
    for (const { ref: event, $refNode: node } of references) {
        if (!node || !ast.isEventDecl(event) || !isForEverybody(lowering, event.name)) continue;
        if (!mayBeForEverybody(node.astNode)) lowering.report(happensToNobody, node, [event.name]);
    }
}

function mayBeForEverybody(node: AstNode): boolean {
    if (ast.isNameRef(node)) return !ast.isAggregate(node.$container) || node.$container.of !== node;
    return ast.isOnEvent(node) || ast.isBeforeEvent(node) || ast.isAnnouncement(node) || ast.isSource(node);
}

export function lowerAnnouncement(
    lowering: Lowering,
    node: ast.Announcement,
    at: Moment,
): TestAnnouncement | undefined {
    const event = node.event?.ref?.name;
    if (!event) return undefined;
    return { at, event, fields: lowerFields(lowering, node.fields) };
}

/** `on product_launch`, `on price_change after 2 days`. */
export function lowerAnnounced(
    lowering: Lowering,
    node: ast.OnEvent,
    event: ast.EventDecl,
    delay: Duration | undefined,
): TriggerOccasion {
    if (node.first)
        lowering.report(pointlessClause, { node, property: 'first' }, ['first', `${event.name} happens for everybody`]);
    const shift = delay && ({ way: 'after', duration: delay } as const);
    return { kind: 'announced', event: event.name, shift };
}

/** `before price_change by 14 days`: only what happens for everybody is known before. */
export function lowerBeforeEvent(
    lowering: Lowering,
    node: ast.BeforeEvent,
    lead: Duration,
): TriggerOccasion | undefined {
    const event = node.event?.ref;
    if (!event) return undefined;
    if (!isForEverybody(lowering, event.name)) {
        lowering.report(pointlessClause, { node, property: 'event' }, [
            `before ${event.name}`,
            `nobody knows it before; declare it as 'event ${event.name} for everybody' where it is announced`,
        ]);
        return undefined;
    }
    return { kind: 'announced', event: event.name, shift: { way: 'before', duration: lead } };
}
