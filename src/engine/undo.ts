import { apportion } from '../base/apportion.ts';
import { Rational } from '../base/rational.ts';
import { lesser } from '../base/whole.ts';
import type { Instant } from '../base/zone.ts';
import { freeCeilings } from './earn/ceilings.ts';
import { unitName } from './earn/combine.ts';
import type { Result } from './earn/earning.ts';
import { roundOff } from './earn/round-off.ts';
import { send } from './earn/send.ts';
import { usedByValue, usedOf } from './earn/uses.ts';
import { allHold } from './evaluate.ts';
import { isReturnedWhole, keptGoods, totalsOf } from './goods.ts';
import { type Grant, use } from './limits.ts';
import { nextSerial, type Running } from './running.ts';
import { unobserved } from './scope.ts';
import type { Counter, EventFacts, Given, OrderRecord } from './state.ts';
import { supposedEntries } from './supposed.ts';
import { takeBackCredit, takeBackPoints } from './take-back.ts';
import { triggerGifts } from './trigger-gifts.ts';
import { scopeOf } from './view.ts';

/** What an order gave while it was kept so far, and what it gives for what is kept now. */
export interface Undone {
    readonly had: Result;
    readonly keeps: Result;
    /** The purchase as it is kept now. */
    readonly facts: EventFacts;
    readonly at: Instant;
    readonly serial: number;
    readonly cause: string;
}

/** Takes back f(bought) - f(kept), unit by unit; what was taken back before is not taken again. */
export function undoGifts(running: Running, record: OrderRecord, undone: Undone): void {
    const { had, keeps, at, cause } = undone;
    const kept = [...keeps.earned, ...keeps.milestones];
    const byTriggers = keptTriggerGifts(running, record, undone);
    const due = [
        ...roundedShares(running, keeps.earned, 'earn'),
        ...roundedShares(running, keeps.milestones, 'milestone'),
    ];
    due.push(...roundedShares(running, byTriggers, 'trigger'));
    for (const given of Map.groupBy(record.given.filter(isOwn), ({ kind, unit }) => `${kind} ${unit}`).values()) {
        const keeps = isProRata(running, given[0]) ? keptProRata(record, given[0]) : due;
        takeBackUnit(running, given, keeps, { at, cause, bought: record.facts.at });
    }
    resend(running, record, [...kept, ...byTriggers], at);
    undoCounts(running, record, had, keeps);
    undoMarks(running, record, had, keeps);
    undoUses(running, record, had.earned, keeps.earned);
    undoUses(running, record, had.milestones, keeps.milestones);
}

interface Due {
    readonly rule: string;
    readonly step: Given['step'];
    readonly unit: string;
    readonly kind: Given['kind'];
    readonly amount: bigint;
}

const isOwn = ({ to, left }: Given): boolean => to === 'member' && left > 0n;

const isProRata = ({ book }: Running, given: Given | undefined): boolean =>
    given?.kind === 'points' && book.points.get(given.unit)?.onReturn === 'pro rata';

/** Of all that the order gave of these points, the share of the goods that came back goes, rounded down. */
function keptProRata(record: OrderRecord, unit: Given | undefined): Due[] {
    const given = record.given.filter(
        each => each.to === 'member' && each.kind === unit?.kind && each.unit === unit?.unit,
    );
    const amounts = given.map(({ amount }) => amount);
    const all = amounts.reduce((sum, amount) => sum + amount, 0n);
    const taken = Rational.of(all).mul(returnedShare(record)).floor();
    const shares = apportion(all - taken, amounts) ?? [];
    return given.map((each, index) => ({ ...each, amount: shares[index] ?? 0n }));
}

/** Of what was paid for the goods. */
function returnedShare(record: OrderRecord): Rational {
    const { paid } = totalsOf(record.goods);
    if (paid <= 0n || isReturnedWhole(record)) return isReturnedWhole(record) ? Rational.ONE : Rational.ZERO;
    return Rational.ONE.sub(Rational.of(totalsOf(keptGoods(record)).paid, paid)).max(Rational.ZERO);
}

/** Per unit, not per rule: how the rounding falls among the rules may change with what is kept. */
function takeBackUnit(
    running: Running,
    given: readonly Given[],
    keeps: readonly Due[],
    { at, cause, bought }: { readonly at: Instant; readonly cause: string; readonly bought: Instant },
): void {
    const [first] = given;
    if (first === undefined) return;
    const { kind, unit } = first;
    const had = given.reduce((sum, { left }) => sum + left, 0n);
    const keep = keeps.reduce((sum, each) => (each.kind === kind && each.unit === unit ? sum + each.amount : sum), 0n);
    let rest = had - keep;
    if (rest <= 0n || (kind === 'points' && running.book.points.get(unit)?.onReturn === 'keep')) return;
    const lots = given.flatMap(({ lot }) => lot ?? []);
    const { rule, account } = first;
    if (kind === 'points') {
        takeBackPoints(running, unit, rest, lots, { at, cause, rule, account });
        freeCeilings(running, unit, rest, bought);
    } else takeBackCredit(running, rest, { at, cause, rule });
    for (const each of given) {
        const over = each.left - keptOf(each, keeps);
        const taken = lesser(over, rest);
        if (taken <= 0n) continue;
        each.left -= taken;
        rest -= taken;
    }
    for (const each of given) {
        const taken = lesser(each.left, rest);
        each.left -= taken;
        rest -= taken;
    }
}

function keptOf({ rule, step, unit }: Given, keeps: readonly Due[]): bigint {
    return keeps.reduce(
        (sum, each) => (each.rule === rule && each.step === step && each.unit === unit ? sum + each.amount : sum),
        0n,
    );
}

function roundedShares(running: Running, grants: readonly Grant[], step: Given['step']): Due[] {
    const own = grants.filter(({ give }) => give.to === 'member');
    return roundOff(own, running.book).map(({ giver, unit, kind, amount }) => ({
        rule: giver.name,
        step,
        unit,
        kind,
        amount,
    }));
}

/** What triggers on the purchase would give for what is kept. */
function keptTriggerGifts(running: Running, record: OrderRecord, { facts, keeps }: Undone): Grant[] {
    const names = new Set(record.given.flatMap(({ step, rule }) => (step === 'trigger' ? [rule] : [])));
    if (names.size === 0 || isReturnedWhole(record)) return [];
    const before = { ...record.before, tiers: record.tiersAfter };
    const view = {
        at: facts.at,
        asOf: facts.serial,
        facts,
        before,
        supposed: undefined,
        expiringOn: undefined,
        onUnknown: undefined,
    };
    const own = keeps.earned.filter(({ give }) => give.to === 'member' && give.unit.kind === 'points');
    const earned = new Map<string, Rational>();
    for (const { give, amount } of own)
        earned.set(unitName(give), (earned.get(unitName(give)) ?? Rational.ZERO).add(amount));
    const supposed = supposedEntries(running, facts, record.goods, scopeOf(running, view), earned);
    const scope = unobserved(scopeOf(running, { ...view, supposed }));
    return [...names].flatMap(name => {
        const trigger = running.book.triggers.get(name)?.trigger;
        if (trigger === undefined || !allHold(trigger.when, scope, running.program)) return [];
        return triggerGifts(running, trigger, { at: facts.at, facts, order: record, scope, asOf: facts.serial }).grants;
    });
}

/** Others keep what is given for what is kept. */
function resend(running: Running, record: OrderRecord, kept: readonly Grant[], at: Instant): void {
    const { id } = record.facts;
    const keeps = ({ kind, unit }: Given): boolean =>
        kind === 'points' && running.book.points.get(unit)?.onReturn === 'keep';
    const sent = record.given.filter(each => each.to !== 'member' && !keeps(each));
    const left = kept.filter(({ key, give }) => give.to !== 'member' && sent.some(({ gift }) => gift === key));
    send(running, left, { at, id, step: 'earn' }, record.facts);
    const gone = sent.filter(({ gift }) => !left.some(({ key, amount }) => key === gift && !amount.isZero()));
    for (const { rule, gift, recipient } of gone) {
        const give = giveOf(running, rule, gift);
        const { member } = running.state;
        if (give === undefined || recipient === undefined) continue;
        running.gift?.(recipient, { from: member, cause: id, at, rule, key: gift, give, amount: Rational.ZERO });
    }
}

function giveOf({ book }: Running, rule: string, key: string): Grant['give'] | undefined {
    const index = Number(key.slice(rule.length + 1));
    const action = book.triggers.get(rule)?.trigger.actions[index];
    return book.earns.get(rule)?.gives[index] ?? (action?.kind === 'give' ? action.give : undefined);
}

function undoCounts({ state }: Running, { before }: OrderRecord, had: Result, keeps: Result): void {
    const none: Counter = { total: Rational.ZERO, gifts: 0n };
    for (const [key, was] of had.counters) {
        const now = keeps.counters.get(key) ?? before.counts.get(key) ?? none;
        const current = state.counts.get(key) ?? none;
        const total = current.total.sub(was.total.sub(now.total));
        // A row that has gone on since is not counted again.
        const row = JSON.stringify(current.row) === JSON.stringify(was.row) ? now.row : current.row;
        const gifts = current.gifts - (was.gifts - now.gifts);
        state.counts.set(key, row === undefined ? { total, gifts } : { total, gifts, row });
    }
}

function undoMarks(running: Running, { facts }: OrderRecord, had: Result, keeps: Result): void {
    for (const [key, was] of had.marks) {
        const count = (keeps.marks.get(key) ?? 0n) - was;
        if (count !== 0n) running.state.marks.get(key)?.push({ at: facts.at, serial: nextSerial(running), count });
    }
}

/** What limits were used for what came back is free again, in the period of the purchase. */
function undoUses(running: Running, { facts }: OrderRecord, had: readonly Grant[], kept: readonly Grant[]): void {
    const givers = new Map(had.map(({ giver }) => [giver.name, giver]));
    const [hadShares, keptShares] = [roundOff(had, running.book), roundOff(kept, running.book)];
    for (const giver of givers.values()) {
        const serial = nextSerial(running);
        for (const [index, limit] of giver.limits.entries()) {
            if (limit.each !== undefined) {
                const now = usedByValue(running, giver, limit, kept);
                for (const [value, was] of usedByValue(running, giver, limit, had)) {
                    const left = (now.get(value) ?? Rational.ZERO).sub(was);
                    use(running, giver.name, index, limit, left, facts.at, serial, value);
                }
                continue;
            }
            const was = usedOf(running, giver, limit, had, hadShares);
            const now = usedOf(running, giver, limit, kept, keptShares);
            use(running, giver.name, index, limit, now.sub(was), facts.at, serial);
        }
    }
}
