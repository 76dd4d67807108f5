import type { TriggerOccasion } from '../../model/trigger.ts';
import { describeType } from '../../model/type.ts';
import { outOfRange, pointlessClause } from '../checks/rules.ts';
import { incomplete, mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { isForEverybody, lowerAnnounced, lowerBeforeEvent } from './announcement.ts';
import { ABOUT_MEMBER, type Around } from './around.ts';
import { type Lowering, textOf } from './context.ts';
import { duration } from './number.ts';
import { eventAndClosed } from './occasion.ts';
import { lowerReview } from './review.ts';
import { typeOfField } from './type.ts';

export function isTimed(occasion: TriggerOccasion): boolean {
    if (occasion.kind === 'announced') return occasion.shift !== undefined;
    return !(occasion.kind === 'tier' || occasion.kind === 'used up' || (occasion.kind === 'event' && !occasion.delay));
}

export function aroundOf(lowering: Lowering, occasion: TriggerOccasion): Around {
    switch (occasion.kind) {
        case 'event':
            return { ...ABOUT_MEMBER, events: eventAndClosed(lowering, occasion.event) };
        case 'open':
        case 'announced':
            return { ...ABOUT_MEMBER, events: [occasion.event] };
        case 'before expiry':
            return { ...ABOUT_MEMBER, expiring: occasion.points };
        case 'annual':
        case 'periodic':
        case 'on day':
        case 'silence':
        case 'tier':
        case 'used up':
            return ABOUT_MEMBER;
    }
}

export function lowerOccasion(lowering: Lowering, node: ast.TriggerOccasion): TriggerOccasion | undefined {
    switch (node.$type) {
        case 'OnEvent':
            return lowerOnEvent(lowering, node);
        case 'OnTier': {
            const tier = node.tier?.ref;
            return (
                tier && {
                    kind: 'tier',
                    ladder: tier.$container.name,
                    change: node.change === 'losing' ? 'lost' : 'reached',
                    tier: tier.name,
                }
            );
        }
        case 'OnLadder': {
            const ladder = node.ladder?.ref;
            return ladder && { kind: 'tier', ladder: ladder.name, change: 'changed', tier: undefined };
        }
        case 'UsingUp': {
            const budget = node.budget?.ref;
            return budget && { kind: 'used up', budget: budget.name };
        }
        case 'Periodic':
            return { kind: 'periodic', every: period(lowering, node.every) };
        case 'OnDay': {
            const schedule = lowerReview(lowering, node);
            return schedule.kind === 'anniversary' ? undefined : { kind: 'on day', schedule };
        }
        case 'Silence': {
            const event = node.event?.ref;
            if (!event) return undefined;
            const others = silenceEndedBy(lowering, node, event.name);
            return {
                ...{ kind: 'silence', event: event.name, duration: period(lowering, node.duration) },
                ...(others.length === 0 ? {} : { others }),
            };
        }
        case 'WhileOpen': {
            const event = node.event?.ref;
            if (!event) return undefined;
            const closed = lowering.names.events(lowering.root).some(each => each.closes?.ref?.name === event.name);
            if (!closed)
                lowering.report(pointlessClause, { node, property: 'event' }, [
                    `while ${event.name} open`,
                    `nothing closes it: declare an event that 'closes ${event.name}'`,
                ]);
            return { kind: 'open', event: event.name, duration: period(lowering, node.duration) };
        }
        case 'BeforeExpiry': {
            const points = node.points?.ref;
            return points && { kind: 'before expiry', points: points.name, lead: period(lowering, node.lead) };
        }
        case 'BeforeEvent':
            return lowerBeforeEvent(lowering, node, period(lowering, node.lead));
    }
}

export function period(lowering: Lowering, node: ast.Duration | undefined): ReturnType<typeof duration> {
    const value = duration(lowering, node);
    if (node && value.count < 1) lowering.report(outOfRange, node, ['A period', 'above zero', textOf(node)]);
    return value;
}

function lowerOnEvent(lowering: Lowering, node: ast.OnEvent): TriggerOccasion | undefined {
    const event = node.event?.ref;
    if (!event) return undefined;
    if (ast.isEventDecl(event) && isForEverybody(lowering, event.name))
        return lowerAnnounced(lowering, node, event, node.delay && period(lowering, node.delay));
    if (ast.isEventDecl(event))
        return {
            kind: 'event',
            event: event.name,
            first: node.first,
            delay: node.delay && period(lowering, node.delay),
        };
    const field = node.field?.ref;
    if (!field) {
        if (!node.field)
            lowering.report(incomplete, { node, property: 'event' }, ['member', 'member.birthday, member.joined']);
        return undefined;
    }
    const type = typeOfField(lowering, field, 'member');
    if (type.kind !== 'date')
        lowering.report(mismatch, { node, property: 'field' }, ['a date of the member', describeType(type)]);
    return { kind: 'annual', field: field.name };
}

function silenceEndedBy(lowering: Lowering, node: ast.Silence, event: string): string[] {
    const others = node.others.flatMap(({ ref }) => (ref === undefined ? [] : [ref.name]));
    const again = others.findIndex((name, index) => name === event || others.indexOf(name) < index);
    if (again >= 0)
        lowering.report(pointlessClause, { node, property: 'others', index: again }, [
            `or ${others[again]}`,
            `'${others[again]}' is named already`,
        ]);
    return others;
}
