import type { Earn } from '../../model/earn.ts';
import { whyWaiting } from '../budgets.ts';
import { isDuring } from '../during.ts';
import { whyNotReferred } from '../referrals.ts';
import { isInForce, type Running } from '../running.ts';
import type { Occasion } from './rules.ts';

/** Why a rule does not look at an event of its kind at all; `undefined` where it does. */
export function whyNotLooking(
    running: Running,
    { name, occasion, during }: Earn,
    { facts, isUsedUp }: Pick<Occasion, 'facts' | 'isUsedUp'>,
): string | undefined {
    if (!isInForce(running, facts.at)) return 'the program is not in force on this day';
    if (!isDuring(during, facts.at, running.place.zone, running.observer)) return 'this is outside of its time';
    const waiting = whyWaiting(running, name, facts.at, isUsedUp);
    if (waiting !== undefined) return waiting;
    if (occasion.kind === 'item' || (occasion.kind === 'event' && !occasion.first)) return undefined;
    if (!facts.first) return `it is not the first ${facts.event}`;
    return occasion.kind === 'event' ? undefined : whyNotReferred(running);
}
