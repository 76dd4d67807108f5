import { Rational } from '../base/rational.ts';
import { lesser } from '../base/whole.ts';
import type { Instant } from '../base/zone.ts';
import { scheduleLot } from './expiry.ts';
import { isReturnedWhole, keptGoods, totalsOf } from './goods.ts';
import { type Part, restore } from './ledger.ts';
import { takeInPosting } from './metrics.ts';
import { endOfValidity } from './moments.ts';
import type { Spent } from './order-uses.ts';
import { accountOf, declared, ledgerIn, type Running } from './running.ts';
import type { OrderRecord } from './state.ts';

/** Row 15: points spent on what comes back go to the lots that they came from, in the share of the goods returned. */
export function restorePoints(
    running: Running,
    record: OrderRecord,
    back: { readonly at: Instant; readonly serial: number; readonly cause: string },
): void {
    if (record.spent.length === 0) return;
    const share = returnedShare(record);
    for (const spent of record.spent) {
        const total = spent.parts.reduce((sum, { amount }) => sum + amount, 0n);
        const due = Rational.of(total).mul(share).round('down') - spent.restored;
        if (due <= 0n) continue;
        restoreParts(running, spent, due, back);
        spent.restored += due;
        takeInPosting(running, spent.points, 'spent', -due, back.at, back.serial);
    }
}

/** So much of what was spent goes back to where it came from. */
export function restoreParts(
    running: Running,
    spent: Spent,
    due: bigint,
    back: { readonly at: Instant; readonly serial: number; readonly cause: string },
): void {
    for (const part of partsToRestore(spent, due)) restorePart(running, spent, part, back);
}

/** What was taken last comes back first: it lives longest. */
function partsToRestore({ parts, restored }: Spent, due: bigint): Part[] {
    let [skip, rest] = [restored, due];
    return parts.toReversed().flatMap(({ lot, amount }) => {
        const skipped = lesser(skip, amount);
        skip -= skipped;
        const open = amount - skipped;
        const back = lesser(rest, open);
        rest -= back;
        return back === 0n ? [] : [{ lot, amount: back }];
    });
}

function restorePart(
    running: Running,
    { points, account: from, reward }: Spent,
    part: Part,
    { at, cause }: { readonly at: Instant; readonly cause: string },
): void {
    const { restoredFor } = declared(running.book.points, points);
    const account = accountFor(running, points, from);
    const ledger = ledgerIn(running, points, account);
    const lot = restore(ledger, part, endOfValidity(at, restoredFor, running.place.zone));
    const { number, expires } = lot;
    const terms = { available: undefined, expires, asked: undefined, limitedBy: undefined, account };
    running.emit(at, cause, {
        kind: 'posting',
        flow: 'restored',
        points,
        amount: part.amount,
        lot: number,
        rule: reward,
        ...terms,
    });
    // Whoever earned the lot may have left, and would not let it expire.
    if (number !== part.lot || account !== undefined) scheduleLot(running, points, lot, account);
}

/** Where they came from; where nobody is left there, to the one who spent them. */
function accountFor(running: Running, points: string, from: string | undefined): string | undefined {
    const by = running.book.points.get(points)?.pool?.by;
    if (from === undefined || by === undefined) return from;
    return running.shared.pools.membersOf(by, from).length > 0 ? from : accountOf(running, points);
}

/** The share of an order that has come back, by what the goods cost before discounts. */
function returnedShare(record: OrderRecord): Rational {
    if (isReturnedWhole(record)) return Rational.ONE;
    const [all, kept] = [totalsOf(record.goods).gross, totalsOf(keptGoods(record)).gross];
    return all === 0n ? Rational.ZERO : Rational.of(all - kept, all);
}
