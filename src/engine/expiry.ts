import { addYears, endOf, nextAnnual, type Turns } from '../base/calendar.ts';
import type { Instant, Zone } from '../base/zone.ts';
import type { Expiry } from '../model/points.ts';
import { PHASES, schedule } from './due.ts';
import { inactiveAt } from './inactivity.ts';
import { isReleased, type LedgerState, type Lot } from './ledger.ts';
import { endOfValidity, milliseconds, movedDay, startAt } from './moments.ts';
import { accountOf, declared, ledgerOf, type Running } from './running.ts';

/** The first instant at which points that are earned now are no longer valid; `undefined` where the day is not set by earning. */
export function expiryOf(expiry: Expiry, earned: Instant, zone: Zone, turns: Turns): Instant | undefined {
    const today = zone.dayAt(earned);
    switch (expiry.kind) {
        case 'never':
        case 'inactive':
            return undefined;
        case 'after': {
            const { after, endOf: period } = expiry;
            if (period === undefined || period === 'day') return endOfValidity(earned, after, zone);
            return zone.startOfDay(endOf(movedDay(today, after), period, turns) + 1);
        }
        case 'on': {
            const next = nextAnnual(expiry.day.month, expiry.day.day, today);
            return zone.startOfDay(addYears(next, expiry.yearsLater) + 1);
        }
    }
}

/** Puts down when a lot is released and expires, and the triggers before that. */
export function scheduleLot(
    running: Running,
    points: string,
    lot: Lot,
    account: string | undefined = accountOf(running, points),
): void {
    const { due } = running.state;
    const { available, expires, number, awaits } = lot;
    if (!isReleased(lot) && available !== undefined && awaits === undefined) {
        const task = { kind: 'release', points, lot: number, account } as const;
        schedule(due, { at: available, phase: PHASES.release, order: number, task });
    }
    if (expires === undefined) return;
    const task = { kind: 'expire', points, lot: number, account } as const;
    schedule(due, { at: expires, phase: PHASES.expire, order: number, task });
    scheduleWarnings(running, points, expires);
}

/**
 * Points were earned or spent, or an event happened: inactivity counts from here. Where the points name an event, it
 * counts from that, and from the first points before there was any.
 */
export function touch(running: Running, points: string, at: Instant, by?: string): void {
    const ledger = ledgerOf(running, points);
    const { expiry, pool } = declared(running.book.points, points);
    const named = expiry.kind === 'inactive' ? expiry.event : undefined;
    if (named !== undefined && by !== named && ledger.active !== undefined) return;
    if (ledger.active !== undefined && ledger.active >= at) return;
    // Of a shared balance, each member who moves it has a check of one's own: others may leave.
    const wasScheduled = pool === undefined ? ledger.active !== undefined : hasCheck(running, points);
    ledger.active = at;
    if (expiry.kind !== 'inactive') return;
    scheduleInactivity(running, points, ledger, wasScheduled);
}

/** The event that points name as the end of silence. */
export function touchByEvent(running: Running, event: string, at: Instant): void {
    for (const { name, expiry } of running.program.points) {
        if (expiry.kind === 'inactive' && expiry.event === event && ledgerOf(running, name).active !== undefined)
            touch(running, name, at, event);
    }
}

const hasCheck = ({ state }: Running, points: string): boolean =>
    state.due.some(({ task }) => task.kind === 'inactive' && task.points === points);

/** One check is outstanding at any time; when it finds that the points were active, it moves on. */
export function scheduleInactivity(running: Running, points: string, ledger: LedgerState, isScheduled: boolean): void {
    const { expiry } = declared(running.book.points, points);
    if (expiry.kind !== 'inactive') return;
    const at = inactiveAt(ledger, expiry.after, running.place.zone);
    if (at === undefined) return;
    scheduleWarnings(running, points, at);
    if (!isScheduled)
        schedule(running.state.due, { at, phase: PHASES.expire, order: 0, task: { kind: 'inactive', points } });
}

/** Triggers before expiry fall due once for each last day of validity, if that is still to come. */
function scheduleWarnings(running: Running, points: string, expires: Instant): void {
    const { book, place, state } = running;
    for (const { trigger, index } of book.triggers.values()) {
        const { occasion, atMinute, name } = trigger;
        if (occasion.kind !== 'before expiry' || occasion.points !== points) continue;
        const day = place.zone.dayAt(expires - 1);
        const exact = milliseconds(occasion.lead);
        const at =
            exact === undefined ? startAt(movedDay(day, occasion.lead, -1), atMinute, place.zone) : expires - exact;
        const warned = state.warned.get(name) ?? new Set();
        state.warned.set(name, warned);
        if (warned.has(day) || at <= (state.clock ?? Number.NEGATIVE_INFINITY)) continue;
        warned.add(day);
        const task = { kind: 'before expiry', trigger: name, day } as const;
        schedule(state.due, { at, phase: PHASES.trigger, order: index, task });
    }
}
