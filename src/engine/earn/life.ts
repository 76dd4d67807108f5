import { nextAnnual } from '../../base/calendar.ts';
import type { Instant, Zone } from '../../base/zone.ts';
import type { Give } from '../../model/earn.ts';
import type { Expiry, PendingUntil } from '../../model/points.ts';
import type { Program } from '../../model/program.ts';
import type { Duration } from '../../model/type.ts';
import { evaluate, holds } from '../evaluate.ts';
import { expiryOf } from '../expiry.ts';
import { type Lot, SOMETIME } from '../ledger.ts';
import { NOW } from '../log.ts';
import { fallsDue } from '../moments.ts';
import { declared, type Running } from '../running.ts';
import type { Scope } from '../scope.ts';
import { scopeOf } from '../view.ts';

/** A gift that is valid through a day that the occasion says; where that is not known, it lives as its points do. */
export function datedGive(give: Give, scope: Scope, program: Program): Give {
    if (give.expiring?.kind !== 'through field') return give;
    const day = evaluate(give.expiring.value, scope, program);
    return { ...give, expiring: typeof day === 'number' ? { kind: 'through', day } : undefined };
}

/** From when on and how long what is given can be used: as the gift says, else as its points do. */
export function lifeOf(
    running: Running,
    points: string,
    give: Pick<Give, 'expiring' | 'pending' | 'pendingUntil'>,
    at: Instant,
): Pick<Lot, 'available' | 'expires' | 'awaits'> {
    const terms = declared(running.book.points, points);
    const { zone, turns } = running.place;
    // What the occasion says was looked up when it was given.
    const expiring = give.expiring?.kind === 'through field' ? undefined : give.expiring;
    const isOwn = give.pending !== undefined || give.pendingUntil !== undefined;
    const { pending, pendingUntil } = isOwn ? give : terms;
    const available = availableAt(pending, pendingUntil, at, zone);
    return {
        available: available > at ? available : undefined,
        ...(pendingUntil?.kind === 'event' ? { awaits: pendingUntil.event } : {}),
        expires:
            expiring?.kind === 'through'
                ? Math.max(at, zone.startOfDay(expiring.day + 1))
                : expiryOf(expiring ?? expiryNow(running, points, at), at, zone, turns),
    };
}

function availableAt(pending: Duration | undefined, until: PendingUntil | undefined, at: Instant, zone: Zone): Instant {
    switch (until?.kind) {
        case undefined:
            return pending === undefined ? at : fallsDue(at, pending, zone);
        case 'day':
            return zone.startOfDay(until.day);
        case 'yearly':
            return zone.startOfDay(nextAnnual(until.day.month, until.day.day, zone.dayAt(at)));
        case 'event':
            return SOMETIME;
    }
}

/** How long points live that are earned now: the first `expire … if` whose condition holds, else the one without. */
function expiryNow(running: Running, points: string, at: Instant): Expiry {
    const { expiry, expiryIf } = declared(running.book.points, points);
    if (expiryIf.length === 0) return expiry;
    const none = { facts: undefined, before: undefined, supposed: undefined, expiringOn: undefined };
    const scope = scopeOf(running, { at, asOf: NOW, ...none, onUnknown: undefined });
    return expiryIf.find(({ when }) => holds(when, scope, running.program))?.expiry ?? expiry;
}
