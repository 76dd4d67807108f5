import type { Instant } from '../base/zone.ts';
import { credit } from './earn/post.ts';
import { takeBack } from './ledger.ts';
import { takeInPosting } from './metrics.ts';
import { declared, ledgerIn, nextSerial, type Running } from './running.ts';

/** On whose account something is taken back. */
export interface Account {
    readonly at: Instant;
    /** Absent for what fell due by itself. */
    readonly cause: string | undefined;
    readonly rule: string;
    /** The group whose balance it is; absent: the member's own. */
    readonly account: string | undefined;
}

/** Takes points back, first from their own lots; what is not there becomes debt or is forgiven (row 14). */
export function takeBackPoints(
    running: Running,
    points: string,
    amount: bigint,
    lots: readonly number[],
    { at, cause, rule, account }: Account,
): void {
    const ledger = ledgerIn(running, points, account);
    const terms = declared(running.book.points, points);
    const { parts, missing } = takeBack(ledger, amount, lots, terms);
    const none = { available: undefined, expires: undefined, asked: undefined, limitedBy: undefined, account };
    const own = new Set(lots);
    for (const { lot, amount: taken } of parts) {
        const { rule: giver = rule, origin } = ledger.lots.get(lot) ?? {};
        // Points of other lots stand in for those that are owed.
        const owner = own.has(lot) || (origin !== undefined && own.has(origin)) ? giver : rule;
        running.emit(at, cause, {
            kind: 'posting',
            flow: 'taken back',
            points,
            amount: taken,
            lot,
            rule: owner,
            ...none,
        });
    }
    const flow = terms.debt === 'allowed' ? 'taken back' : 'forgiven';
    if (missing > 0n) {
        running.emit(at, cause, { kind: 'posting', flow, points, amount: missing, lot: undefined, rule, ...none });
    }
    const taken = terms.debt === 'allowed' ? amount : amount - missing;
    if (taken > 0n) takeInPosting(running, points, 'earned', -taken, at, nextSerial(running));
}

export function takeBackCredit(running: Running, amount: bigint, { at, cause, rule }: Omit<Account, 'account'>): void {
    credit(running, -amount, rule, 'taken back', { at, id: cause });
}
