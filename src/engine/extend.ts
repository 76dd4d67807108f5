import type { Instant } from '../base/zone.ts';
import type { Effect } from '../model/outcome.ts';
import type { Action } from '../model/trigger.ts';
import { scheduleLot } from './expiry.ts';
import { endOfValidity, milliseconds } from './moments.ts';
import { ledgerOf, type Running } from './running.ts';

/** Points that can still expire do so later: each lot by so much from its own last day. */
export function extend(
    running: Running,
    { points, by }: Extract<Action, { kind: 'extend' }>,
    at: Instant,
): Effect | undefined {
    const { zone } = running.place;
    let amount = 0n;
    for (const lot of ledgerOf(running, points).lots.values()) {
        const { expires } = lot;
        if (expires === undefined || expires <= at || lot.left === 0n) continue;
        const exact = milliseconds(by);
        lot.expires = exact === undefined ? endOfValidity(expires - 1, by, zone) : expires + exact;
        amount += lot.left;
        scheduleLot(running, points, lot);
    }
    return amount === 0n ? undefined : { kind: 'extend', points, amount };
}
