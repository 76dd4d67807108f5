import type { EarnOccasion } from '../../model/earn.ts';
import * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER, type Around } from './around.ts';
import type { Lowering } from './context.ts';

export function lowerOccasion(node: ast.Earn): EarnOccasion | undefined {
    const on = node.on?.ref;
    if (!on) return undefined;
    if (ast.isItemDecl(on)) return { kind: 'item' };
    return node.referred ? { kind: 'referred', event: on.name } : { kind: 'event', event: on.name, first: node.first };
}

export function occasionName(occasion: EarnOccasion): string {
    return occasion.kind === 'item' ? 'item' : occasion.event;
}

export function hasLines(occasion: EarnOccasion): boolean {
    return occasion.kind === 'item' || occasion.event === 'purchase';
}

/** What expressions of a rule on this occasion may ask. */
export function aroundOf(lowering: Lowering, occasion: EarnOccasion): Around {
    if (occasion.kind === 'item') return { ...ABOUT_MEMBER, events: ['purchase'], items: true };
    return { ...ABOUT_MEMBER, events: eventAndClosed(lowering, occasion.event) };
}

/** An event, and the event that it closes: a rule on the closing sees the fields of both. */
export function eventAndClosed(lowering: Lowering, event: string): string[] {
    const closes = lowering.names.eventsNamed(lowering.root, event).find(each => each.closes)?.closes?.ref?.name;
    return closes ? [event, closes] : [event];
}
