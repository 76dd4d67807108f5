import { greater, lesser } from '../base/whole.ts';
import type { Instant } from '../base/zone.ts';
import type { Points, SpendThose } from '../model/points.ts';

/** When a lot is available of which nobody knows when: it waits for an event. */
export const SOMETIME: Instant = Date.UTC(9999, 11, 31);

/** What one rule gave for one event, or points that came back with a longer life. Units of the points' decimals. */
export interface Lot {
    readonly number: number;
    readonly rule: string;
    readonly earned: Instant;
    /** What is left of it. */
    left: bigint;
    /** Set while it is pending. */
    available: Instant | undefined;
    /** First instant at which it is no longer valid. */
    expires: Instant | undefined;
    /** The event that releases it, while it is pending until then. */
    readonly awaits?: string | undefined;
    /** The lot whose points these were, where they came back. */
    readonly origin: number | undefined;
    /** The member who earned or brought it, in a balance that several share. */
    readonly owner?: string | undefined;
    /** What of it expired, and when: it may be reinstated. */
    lapsed?: { readonly at: Instant; readonly amount: bigint } | undefined;
}

/** One member's points of one currency. At all times issued + received = available + pending + spent + expired + taken back + sent. */
export interface LedgerState {
    /** By number. Lots that are used up stay, as points may come back into them. */
    readonly lots: Map<number, Lot>;
    next: number;
    /** Points that should have been taken back and were not there. */
    debt: bigint;
    issued: bigint;
    /** Less what was restored. */
    spent: bigint;
    expired: bigint;
    takenBack: bigint;
    /** What came from other balances, and what went to them. */
    received: bigint;
    sent: bigint;
    /** Last time that any were earned or spent. */
    active: Instant | undefined;
}

export interface Part {
    readonly lot: number;
    readonly amount: bigint;
}

export function emptyLedger(): LedgerState {
    const flows = { debt: 0n, issued: 0n, spent: 0n, expired: 0n, takenBack: 0n, received: 0n, sent: 0n };
    return { lots: new Map(), next: 1, ...flows, active: undefined };
}

/** Released points less debt: what can be spent; negative in debt. */
export function availableIn(ledger: LedgerState): bigint {
    return sumOf(ledger, isReleased) - ledger.debt;
}

export function pendingIn(ledger: LedgerState): bigint {
    return sumOf(ledger, lot => lot.available !== undefined);
}

export interface NewLot {
    readonly rule: string;
    readonly amount: bigint;
    readonly earned: Instant;
    readonly available: Instant | undefined;
    readonly expires: Instant | undefined;
    readonly awaits?: string | undefined;
    readonly owner?: string | undefined;
}

export function issue(ledger: LedgerState, { amount, ...terms }: NewLot): Lot {
    const lot = addLot(ledger, { ...terms, left: amount, origin: undefined });
    ledger.issued += amount;
    if (isReleased(lot)) fillDebt(ledger, lot);
    return lot;
}

/** Points that come from another balance. */
export function receive(ledger: LedgerState, { amount, ...terms }: NewLot): Lot {
    const lot = addLot(ledger, { ...terms, left: amount, origin: undefined });
    ledger.received += amount;
    if (isReleased(lot)) fillDebt(ledger, lot);
    return lot;
}

/** Takes points in spending order to another balance. The caller has seen that they are available. */
export function send(ledger: LedgerState, amount: bigint, order: SpendingOrder): Part[] {
    const parts = takeFrom(spendingOrder(ledger, order), amount);
    ledger.sent += amount;
    return parts;
}

/** What is left of a lot goes to another balance. */
export function sendLot(ledger: LedgerState, lot: Lot): bigint {
    const amount = lot.left;
    lot.left = 0n;
    ledger.sent += amount;
    return amount;
}

/** Debt goes to another balance, which pays it with what it has. */
export function moveDebt(from: LedgerState, to: LedgerState, order: SpendingOrder): bigint {
    const { debt } = from;
    from.received += debt;
    from.debt = 0n;
    to.sent += debt;
    const free = greater(0n, lesser(debt, sumOf(to, isReleased)));
    takeFrom(spendingOrder(to, order), free);
    to.debt += debt - free;
    return debt;
}

/** Pending points become available; debt is filled first. */
export function release(ledger: LedgerState, lot: Lot): bigint {
    const amount = lot.left;
    lot.available = undefined;
    fillDebt(ledger, lot);
    return amount;
}

export function expire(ledger: LedgerState, lot: Lot, at: Instant): bigint {
    const amount = lot.left;
    lot.left = 0n;
    lot.lapsed = { at, amount };
    ledger.expired += amount;
    return amount;
}

/** What of a lot expired comes back as a lot of its own. */
export function reinstate(ledger: LedgerState, lot: Lot, expires: Instant | undefined): Lot | undefined {
    const amount = lot.lapsed?.amount ?? 0n;
    lot.lapsed = undefined;
    if (amount === 0n) return undefined;
    ledger.expired -= amount;
    const { rule, earned, owner, number, origin = number } = lot;
    const back = addLot(ledger, { rule, earned, left: amount, available: undefined, expires, origin, owner });
    fillDebt(ledger, back);
    return back;
}

/** Takes points in spending order. The caller has seen that they are available. */
export function spend(ledger: LedgerState, amount: bigint, order: SpendingOrder): Part[] {
    const parts = takeFrom(spendingOrder(ledger, order), amount);
    ledger.spent += amount;
    return parts;
}

/**
 * Takes points back: first from the lots that came from what is undone, then from others in spending order.
 * What is not there becomes debt, or is forgiven.
 */
export function takeBack(
    ledger: LedgerState,
    amount: bigint,
    own: readonly number[],
    terms: SpendingOrder & Pick<Points, 'debt'>,
): { parts: Part[]; missing: bigint } {
    const parts = takeFrom(lotsFrom(ledger, own), amount);
    const rest = amount - total(parts);
    // Debt stands for points that are already owed: what is released is owed first to what was taken back before.
    const free = greater(0n, lesser(rest, sumOf(ledger, isReleased) - ledger.debt));
    parts.push(...takeFrom(spendingOrder(ledger, terms), free));
    const missing = rest - free;
    ledger.takenBack += amount;
    if (terms.debt === 'allowed') ledger.debt += missing;
    else ledger.takenBack -= missing;
    return { parts, missing };
}

/** Spent points come back into their lot, or into a new one where they are to live longer than it. */
export function restore(ledger: LedgerState, { lot: number, amount }: Part, atLeastUntil: Instant): Lot {
    ledger.spent -= amount;
    const origin = ledger.lots.get(number);
    const lot =
        origin !== undefined && (origin.expires === undefined || origin.expires >= atLeastUntil)
            ? origin
            : addLot(ledger, {
                  rule: origin?.rule ?? '',
                  earned: origin?.earned ?? atLeastUntil,
                  left: 0n,
                  available: undefined,
                  expires: atLeastUntil,
                  origin: origin?.origin ?? number,
                  owner: origin?.owner,
              });
    lot.left += amount;
    fillDebt(ledger, lot);
    return lot;
}

/** Points that expire from `from` on and before `until`. */
export function expiringBetween(ledger: LedgerState, from: Instant, until: Instant): bigint {
    return sumOf(ledger, ({ expires }) => expires !== undefined && expires >= from && expires < until);
}

export const isReleased = (lot: Lot): boolean => lot.available === undefined;

function addLot(ledger: LedgerState, terms: Omit<Lot, 'number'>): Lot {
    const lot = { number: ledger.next++, ...terms };
    ledger.lots.set(lot.number, lot);
    return lot;
}

function fillDebt(ledger: LedgerState, lot: Lot): void {
    const filled = lesser(ledger.debt, lot.left);
    lot.left -= filled;
    ledger.debt -= filled;
}

function takeFrom(lots: readonly Lot[], amount: bigint): Part[] {
    const parts: Part[] = [];
    let rest = amount;
    for (const lot of lots) {
        if (rest === 0n) break;
        const taken = lesser(lot.left, rest);
        if (taken === 0n) continue;
        lot.left -= taken;
        rest -= taken;
        parts.push({ lot: lot.number, amount: taken });
    }
    return parts;
}

function lotsFrom(ledger: LedgerState, numbers: readonly number[]): Lot[] {
    if (numbers.length === 0) return [];
    const own = new Set(numbers);
    return [...ledger.lots.values()].filter(
        lot => own.has(lot.number) || (lot.origin !== undefined && own.has(lot.origin)),
    );
}

type SpendingOrder = Pick<Points, 'spend' | 'spendThose'>;

/** Row 18. */
function spendingOrder(ledger: LedgerState, { spend: order, spendThose }: SpendingOrder): Lot[] {
    const lots = [...ledger.lots.values()].filter(lot => isReleased(lot) && lot.left > 0n);
    const compare = ORDERS[order];
    if (spendThose === undefined) return lots.sort(compare);
    return lots.sort((a, b) => rankIn(spendThose, a) - rankIn(spendThose, b) || compare(a, b));
}

/** Below zero: before all others; above it: after them. */
function rankIn(those: readonly SpendThose[], { rule }: Lot): number {
    const index = those.findIndex(({ rules }) => rules.includes(rule));
    if (index < 0) return 0;
    return those[index]?.place === 'first' ? index - those.length : index + 1;
}

const oldest = (a: Lot, b: Lot): number => a.earned - b.earned || a.number - b.number;

const ORDERS: Readonly<Record<Points['spend'], (a: Lot, b: Lot) => number>> = {
    'soonest to expire': (a, b) => compareExpiry(a, b) || oldest(a, b),
    oldest,
    newest: (a, b) => oldest(b, a),
};

/** What never expires comes last. */
function compareExpiry(a: Lot, b: Lot): number {
    const [x, y] = [a.expires ?? Number.POSITIVE_INFINITY, b.expires ?? Number.POSITIVE_INFINITY];
    return x === y ? 0 : x - y;
}

function sumOf(ledger: LedgerState, isCounted: (lot: Lot) => boolean): bigint {
    let sum = 0n;
    for (const lot of ledger.lots.values()) if (lot.left > 0n && isCounted(lot)) sum += lot.left;
    return sum;
}

const total = (parts: readonly Part[]): bigint => parts.reduce((sum, { amount }) => sum + amount, 0n);

/** issued + received = available + pending + spent + expired + taken back + sent. Of a balance that is shared, all of it. */
export interface LedgerFigures {
    /** The group that shares it; absent: the member's own. */
    readonly account: string | undefined;
    readonly issued: bigint;
    /** Less debt. */
    readonly available: bigint;
    readonly pending: bigint;
    readonly spent: bigint;
    readonly expired: bigint;
    readonly takenBack: bigint;
    readonly received: bigint;
    readonly sent: bigint;
    readonly debt: bigint;
}
