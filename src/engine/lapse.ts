import type { Instant } from '../base/zone.ts';
import type { TierName } from '../model/points.ts';
import { expiryOf, scheduleLot } from './expiry.ts';
import { expire, type Lot, reinstate } from './ledger.ts';
import { takeInPosting } from './metrics.ts';
import { endOfValidity } from './moments.ts';
import { declared, ledgerIn, ledgerOf, nextSerial, type Running, type TierChange } from './running.ts';

/** A lot of one balance. */
export interface LotPlace {
    readonly points: string;
    readonly lot: number;
    readonly account?: string | undefined;
}

/** A lot whose time is over; a tier that spares its points lets them be. */
export function expireDue(running: Running, place: LotPlace, at: Instant): void {
    const lot = ledgerIn(running, place.points, place.account).lots.get(place.lot);
    // Its life may have become longer since this was put down.
    if (lot?.expires !== undefined && lot.expires > at) return;
    if (!isSpared(running, place.points)) expireLot(running, place, at);
}

export function expireLot(running: Running, place: LotPlace, at: Instant): void {
    const { points, lot: number, account } = place;
    const ledger = ledgerIn(running, points, account);
    const lot = ledger.lots.get(number);
    if (lot === undefined || lot.left === 0n) return;
    const amount = expire(ledger, lot, at);
    sayLot(running, 'expired', place, lot, amount, at);
    takeInPosting(running, points, 'expired', amount, at, nextSerial(running));
}

export function isSpared({ book, state }: Running, points: string): boolean {
    const { sparedIn = [] } = declared(book.points, points);
    return sparedIn.some(({ ladder, tier }) => state.tierNames.get(ladder) === tier);
}

/** A tier was left downwards: points may be lost with it, and those that it had spared are over. */
export function lapseWithTier(running: Running, change: TierChange, at: Instant): void {
    for (const { name, lostOnLeaving = [], sparedIn = [] } of running.program.points) {
        const isLost = lostOnLeaving.some(each => isLeft(running, each, change));
        const isOver = sparedIn.some(each => each.ladder === change.ladder) && !isSpared(running, name);
        if (!isLost && !isOver) continue;
        for (const lot of [...ledgerOf(running, name).lots.values()]) {
            if (lot.left === 0n || !(isLost || (lot.expires !== undefined && lot.expires <= at))) continue;
            expireLot(running, { points: name, lot: lot.number }, at);
            // What is lost with a tier does not come back: only what had its time does.
            if (isLost) lot.lapsed = undefined;
        }
    }
}

function isLeft({ book }: Running, { ladder, tier }: TierName, change: TierChange): boolean {
    if (ladder !== change.ladder) return false;
    const rank = declared(book.ladders, ladder).tiers.findIndex(({ name }) => name === tier);
    return change.from >= rank && change.to < rank;
}

/** Points that expired not long ago come back with the event that their clause names. */
export function reinstateBy(running: Running, event: string, at: Instant, cause: string): void {
    for (const { name, reinstated, expiry } of running.program.points) {
        if (reinstated === undefined || reinstated.by !== event) continue;
        const ledger = ledgerOf(running, name);
        const { zone, turns } = running.place;
        for (const lot of [...ledger.lots.values()]) {
            if (lot.lapsed === undefined || endOfValidity(lot.lapsed.at, reinstated.within, zone) <= at) continue;
            const { amount } = lot.lapsed;
            const back = reinstate(ledger, lot, expiryOf(expiry, at, zone, turns));
            if (back === undefined) continue;
            sayLot(running, 'reinstated', { points: name, lot: back.number }, back, amount, at, cause);
            takeInPosting(running, name, 'expired', -amount, at, nextSerial(running));
            scheduleLot(running, name, back);
        }
    }
}

export function sayLot(
    running: Running,
    flow: 'released' | 'expired' | 'reinstated',
    { points, account }: LotPlace,
    { number, rule, expires }: Lot,
    amount: bigint,
    at: Instant,
    cause?: string,
): void {
    const terms = { available: undefined, expires, asked: undefined, limitedBy: undefined, account };
    running.emit(at, cause, {
        kind: 'posting',
        flow,
        points,
        amount,
        lot: number,
        rule: rule || undefined,
        ...terms,
    });
}
