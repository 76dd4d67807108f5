import type { Instant } from '../base/zone.ts';
import { endPromise } from './contracts/commitments.ts';
import { lowerProtected } from './contracts/protection.ts';
import { endTerm } from './contracts/signing.ts';
import type { Due } from './due.ts';
import { scheduleInactivity } from './expiry.ts';
import { inactiveAt } from './inactivity.ts';
import { lookAtPeriod } from './invariants.ts';
import { expireDue, expireLot, type LotPlace, sayLot } from './lapse.ts';
import { release } from './ledger.ts';
import { applyRebateTask } from './rebates.ts';
import { applyTierTask } from './reviews.ts';
import { accountOf, declared, ledgerIn, type Running } from './running.ts';
import { lookAtTiers } from './tiers.ts';
import { applyTriggerTask } from './trigger-calendar.ts';

/** What falls due by itself. Things that have changed since it was put down are found to be over. */
export function applyDue(running: Running, due: Due): void {
    const { task, at } = due;
    switch (task.kind) {
        case 'release':
            releaseLot(running, task, at);
            lookAgain(running, at);
            return;
        case 'expire':
            expireDue(running, task, at);
            lookAgain(running, at);
            return;
        case 'inactive':
            expireInactive(running, task.points, at);
            lookAgain(running, at);
            return;
        case 'period':
        case 'end':
        case 'end of keep':
        case 'grace':
        case 'review':
            applyTierTask(running, due, task);
            return;
        case 'end of term':
            endTerm(running, task.contract, at);
            return;
        case 'end of commitment':
            endPromise(running, task.contract, at);
            return;
        case 'rebate':
            applyRebateTask(running, task, at);
            return;
        case 'end of period':
            lookAtPeriod(running, task.invariant, at);
            return;
        case 'list price':
            lowerProtected(running, task.sku, at);
            return;
        case 'annual':
        case 'periodic':
        case 'on day':
        case 'silence':
        case 'open':
        case 'before expiry':
        case 'delayed':
        case 'announced':
        case 'journey':
        case 'deliver':
        case 'watched':
            if (applyTriggerTask(running, due, task)) lookAtTiers(running, at, undefined);
            return;
    }
}

/** Tiers that hang on balances move with them. */
function lookAgain(running: Running, at: Instant): void {
    if (running.book.tiersAskBalances) lookAtTiers(running, at, undefined);
}

function releaseLot(running: Running, place: LotPlace, at: Instant): void {
    const { points, lot: number, account } = place;
    const ledger = ledgerIn(running, points, account);
    const lot = ledger.lots.get(number);
    if (lot?.available === undefined) return;
    const amount = release(ledger, lot);
    if (amount > 0n) sayLot(running, 'released', place, lot, amount, at);
}

/** Points that were earned or spent in the meantime have moved the end of inactivity. */
function expireInactive(running: Running, points: string, at: Instant): void {
    const account = accountOf(running, points);
    const ledger = ledgerIn(running, points, account);
    const { expiry } = declared(running.book.points, points);
    if (expiry.kind !== 'inactive') return;
    if (inactiveAt(ledger, expiry.after, running.place.zone) !== at) {
        scheduleInactivity(running, points, ledger, false);
        return;
    }
    for (const { number } of ledger.lots.values()) expireLot(running, { points, lot: number, account }, at);
    ledger.active = undefined;
}
