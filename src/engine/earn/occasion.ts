import type { Earn } from '../../model/earn.ts';
import { isDuring } from '../during.ts';
import { whyNotReferred } from '../referrals.ts';
import { isInForce, type Running } from '../running.ts';
import type { EventFacts } from '../state.ts';

/** Why a rule does not look at an event of its kind at all; `undefined` where it does. */
export function whyNotLooking(running: Running, { occasion, during }: Earn, facts: EventFacts): string | undefined {
    if (!isInForce(running, facts.at)) return 'the program is not in force on this day';
    if (!isDuring(during, facts.at, running.place.zone)) return 'this is outside of its time';
    if (occasion.kind === 'item' || (occasion.kind === 'event' && !occasion.first)) return undefined;
    if (!facts.first) return `it is not the first ${facts.event}`;
    return occasion.kind === 'event' ? undefined : whyNotReferred(running);
}
