import { apportion } from '../base/apportion.ts';
import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Migration, PointsMove } from '../model/migration.ts';
import type { Posting } from '../model/outcome.ts';
import { expiryOf, scheduleLot, touch } from './expiry.ts';
import { issue, type LedgerState, type Lot } from './ledger.ts';
import type { Migrated } from './migrate.ts';
import type { Spent } from './order-uses.ts';
import type { Origin } from './origin.ts';
import { declared, ledgerIn, ledgerOf, type Running } from './running.ts';
import type { Given } from './state.ts';

/** What of a migration is a movement of points, and what a reader is told of the rest. */
export function finishMigration(
    running: Running,
    { migration, tiers, endedContracts }: Migrated,
    origin: Origin,
): void {
    // All that the old rules do has been done.
    const at = (running.state.clock ?? -1) + 1;
    for (const change of tiers) running.emit(at, undefined, { kind: 'tier', ...change, why: 'migrated' });
    for (const contract of endedContracts) {
        const why = 'the program does not know it any more';
        running.emit(at, undefined, { kind: 'contract', contract, change: 'ended', from: undefined, until: at, why });
    }
    for (const move of migration?.points ?? []) convert(running, move, migration, origin, at);
}

/** What migrations give and take is owed to this rule. */
export const MIGRATION = 'migration';

/**
 * Old lots are used up and new ones take their place, each with its own terms: the whole is rounded once and divided
 * among the lots. Debt, and what returns of earlier orders will undo, is converted as well.
 */
function convert(
    running: Running,
    { from, to }: PointsMove,
    migration: Migration | undefined,
    origin: Origin,
    at: Instant,
): void {
    const old = ledgerIn(running, from, undefined);
    const lots = [...old.lots.values()].filter(({ left }) => left > 0n);
    const lefts = lots.map(({ left }) => left);
    for (const lot of lots) leave(running, from, old, lot, to === undefined ? 'expired' : 'spent', at);
    if (to === undefined) {
        forget(running, from);
        return;
    }
    const { decimals } = declared(running.book.points, to.points);
    const toNew = (units: bigint): bigint =>
        Rational.fromUnits(units, origin.decimals[from] ?? 0)
            .mul(to.factor)
            .toUnits(decimals, migration?.round ?? 'down');
    const total = toNew(lefts.reduce((a, b) => a + b, 0n));
    const shares = apportion(total, lefts) ?? [];
    const numbers = new Map<number, number>();
    const before = old.active;
    for (const [index, lot] of lots.entries()) {
        const amount = shares[index] ?? 0n;
        if (amount > 0n) numbers.set(lot.number, arrive(running, to.points, lot, amount, migration, at).number);
    }
    moveDebt(running, from, to.points, old, toNew, at);
    if (before !== undefined) touch(running, to.points, before);
    for (const order of running.state.orders) {
        replace(order.given, each => givenAs(each, from, to.points, toNew, numbers));
        replace(order.spent, each => spentAs(running, each, from, to.points, toNew, at));
    }
}

function leave(
    running: Running,
    points: string,
    ledger: LedgerState,
    lot: Lot,
    flow: 'spent' | 'expired',
    at: Instant,
): void {
    ledger[flow] += lot.left;
    say(running, points, flow, lot.left, lot, at);
    lot.left = 0n;
}

/** Pending points stay pending; what is kept of the old terms is their last day. */
function arrive(
    running: Running,
    points: string,
    { earned, available, awaits, expires: lastly }: Lot,
    amount: bigint,
    migration: Migration | undefined,
    at: Instant,
): Lot {
    const { zone, turns } = running.place;
    const { expiry } = declared(running.book.points, points);
    const expires = migration?.expiry === 'new' ? expiryOf(expiry, at, zone, turns) : lastly;
    const terms = { rule: MIGRATION, amount, earned, available, awaits, expires, owner: running.state.member };
    const lot = issue(ledgerOf(running, points), terms);
    say(running, points, 'issued', amount, lot, at);
    scheduleLot(running, points, lot);
    return lot;
}

/** The old debt is filled, the new one takes its place: what is owed stays owed. */
function moveDebt(
    running: Running,
    from: string,
    to: string,
    old: LedgerState,
    toNew: (units: bigint) => bigint,
    at: Instant,
): void {
    const { debt } = old;
    if (debt === 0n) return;
    const nothing = { available: undefined, expires: undefined, owner: running.state.member };
    const lot = issue(old, { rule: MIGRATION, amount: debt, earned: at, ...nothing });
    say(running, from, 'issued', debt, lot, at);
    const owed = toNew(debt);
    const ledger = ledgerOf(running, to);
    ledger.debt += owed;
    ledger.takenBack += owed;
    say(running, to, 'taken back', owed, undefined, at);
}

function givenAs(
    given: Given,
    from: string,
    to: string,
    toNew: (units: bigint) => bigint,
    numbers: ReadonlyMap<number, number>,
): Given {
    if (given.kind !== 'points' || given.unit !== from) return given;
    return {
        ...given,
        unit: to,
        left: toNew(given.left),
        lot: given.lot === undefined ? undefined : numbers.get(given.lot),
    };
}

/** Points that were spent on an order, and may come back with it: as if they had been new ones. */
function spentAs(
    running: Running,
    spent: Spent,
    from: string,
    to: string,
    toNew: (units: bigint) => bigint,
    at: Instant,
): Spent {
    if (spent.points !== from) return spent;
    const ledger = ledgerOf(running, to);
    const parts = spent.parts.map(({ amount }) => {
        const converted = toNew(amount);
        const nothing = { available: undefined, expires: undefined, owner: running.state.member };
        // A lot that is used up already: it must not fill a debt.
        const lot = issue(ledger, { rule: MIGRATION, amount: 0n, earned: at, ...nothing });
        ledger.issued += converted;
        ledger.spent += converted;
        say(running, to, 'issued', converted, lot, at);
        say(running, to, 'spent', converted, lot, at);
        return { lot: lot.number, amount: converted };
    });
    return { ...spent, points: to, parts, restored: toNew(spent.restored) };
}

/** Returns of earlier orders neither take back nor give back what is no more. */
function forget({ state }: Running, points: string): void {
    for (const order of state.orders) {
        const given = order.given.filter(({ kind, unit }) => kind !== 'points' || unit !== points);
        order.given.splice(0, order.given.length, ...given);
        const spent = order.spent.filter(each => each.points !== points);
        order.spent.splice(0, order.spent.length, ...spent);
    }
}

function replace<T>(items: T[], by: (item: T) => T): void {
    items.splice(0, items.length, ...items.map(by));
}

function say(
    running: Running,
    points: string,
    flow: Posting['flow'],
    amount: bigint,
    lot: Lot | undefined,
    at: Instant,
): void {
    if (amount === 0n) return;
    const terms = { available: lot?.available, expires: lot?.expires, asked: undefined, limitedBy: undefined };
    const posting = { kind: 'posting', flow, points, amount, lot: lot?.number, rule: MIGRATION } as const;
    running.emit(at, undefined, { ...posting, ...terms, account: undefined });
}
