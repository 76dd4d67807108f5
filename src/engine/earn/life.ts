import type { Instant } from '../../base/zone.ts';
import type { Give } from '../../model/earn.ts';
import type { Expiry } from '../../model/points.ts';
import { holds } from '../evaluate.ts';
import { expiryOf } from '../expiry.ts';
import type { Lot } from '../ledger.ts';
import { NOW } from '../log.ts';
import { fallsDue } from '../moments.ts';
import { declared, type Running } from '../running.ts';
import { scopeOf } from '../view.ts';

/** From when on and how long what is given can be used: as the gift says, else as its points do. */
export function lifeOf(
    running: Running,
    points: string,
    { expiring, pending }: Pick<Give, 'expiring' | 'pending'>,
    at: Instant,
): Pick<Lot, 'available' | 'expires'> {
    const terms = declared(running.book.points, points);
    const { zone, turns } = running.place;
    const wait = pending ?? terms.pending;
    const available = wait === undefined ? at : fallsDue(at, wait, zone);
    return {
        available: available > at ? available : undefined,
        expires:
            expiring?.kind === 'through'
                ? Math.max(at, zone.startOfDay(expiring.day + 1))
                : expiryOf(expiring ?? expiryNow(running, points, at), at, zone, turns),
    };
}

/** How long points live that are earned now: the first `expire … if` whose condition holds, else the one without. */
function expiryNow(running: Running, points: string, at: Instant): Expiry {
    const { expiry, expiryIf } = declared(running.book.points, points);
    if (expiryIf.length === 0) return expiry;
    const none = { facts: undefined, before: undefined, supposed: undefined, expiringOn: undefined };
    const scope = scopeOf(running, { at, asOf: NOW, ...none, onUnknown: undefined });
    return expiryIf.find(({ when }) => holds(when, scope, running.program))?.expiry ?? expiry;
}
