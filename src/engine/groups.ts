import type { Instant } from '../base/zone.ts';
import type { Points } from '../model/points.ts';
import type { Value } from '../model/value.ts';
import { scheduleInactivity, scheduleLot } from './expiry.ts';
import { type LedgerState, type Lot, moveDebt, receive, sendLot } from './ledger.ts';
import { settleTierChanges } from './occasions.ts';
import { groupOf, ledgerIn, ledgerOf, type Running } from './running.ts';
import type { Shared } from './shared.ts';
import type { EventFacts } from './state.ts';
import { lookAtTiers } from './tiers.ts';

/** A member is where the data says. */
export function enterGroups(running: Running): void {
    const { pools } = running.shared;
    pools.lines.set(running.state.member, running);
    for (const field of running.book.groups) {
        const group = groupOf(running, field);
        if (group !== undefined) pools.enter(field, group, running.state.member);
    }
}

/** Members to whom nothing happens any more: what they shared is forgotten. */
export function dismiss({ pools }: Shared, members: Iterable<string>): void {
    for (const member of members) {
        const line = pools.lines.get(member);
        pools.lines.delete(member);
        for (const field of line?.book.groups ?? []) {
            const group = line === undefined ? undefined : groupOf(line, field);
            if (line !== undefined && group !== undefined) pools.forget(field, group, line.book.points.values());
        }
    }
}

/** `group_joined` and `group_left`: of the field that they name, else of the one by which members are together. */
export function applyGroupEvent(running: Running, { event, fields, at, id }: EventFacts): void {
    const named = fields.get('field');
    const field = typeof named === 'string' ? named : running.book.groups[0];
    if (field === undefined) return;
    const group = event === 'group_left' ? undefined : fields.get('group');
    if (event === 'group_joined' && (typeof group !== 'string' || group === '')) return;
    moveTo(running, field, typeof group === 'string' ? group : undefined, at, id);
}

/** A member leaves one group and joins another: balances that are shared by it go along, or stay. */
export function moveTo(
    running: Running,
    field: string,
    group: string | undefined,
    at: Instant,
    cause: string | undefined,
): void {
    const { state, shared, book } = running;
    const before = groupOf(running, field);
    if (before === group) return;
    const pooled = [...book.points.values()].filter(({ pool }) => pool?.by === field);
    if (before !== undefined) shared.pools.leave(field, before, state.member);
    state.fields = new Map<string, Value>([...state.fields, [field, group]]);
    if (group !== undefined) shared.pools.enter(field, group, state.member);
    for (const points of pooled) movePoints(running, points, { from: before, to: group, at, cause });
    for (const left of before === undefined ? [] : shared.pools.membersOf(field, before)) lookAgain(running, left, at);
    for (const joined of group === undefined ? [] : shared.pools.membersOf(field, group)) {
        if (joined !== state.member) lookAgain(running, joined, at);
    }
}

interface Move {
    readonly from: string | undefined;
    readonly to: string | undefined;
    readonly at: Instant;
    readonly cause: string | undefined;
}

function movePoints(running: Running, points: Points, move: Move): void {
    const { name } = points;
    const [from, to] = [ledgerIn(running, name, move.from), ledgerIn(running, name, move.to)];
    const stay = move.from === undefined ? [] : running.shared.pools.membersOf(points.pool?.by ?? '', move.from);
    const { member } = running.state;
    const isTaken = (lot: Lot): boolean =>
        lot.left > 0n && (stay.length === 0 || (points.pool?.leaving === 'takes points' && lot.owner === member));
    const numbers = new Map<number, number>();
    for (const lot of [...from.lots.values()].filter(isTaken))
        numbers.set(lot.number, moveLot(running, points, lot, move));
    if (stay.length === 0 && from.debt > 0n) sayDebt(running, points, moveDebt(from, to, points), move);
    if (stay.length === 0 || points.pool?.leaving === 'takes points') follow(running, name, numbers, move);
    moveActivity(running, points, from, to, stay);
}

function moveLot(running: Running, { name }: Points, lot: Lot, { from, to, at, cause }: Move): number {
    const { rule, earned, available, expires, number, awaits } = lot;
    const amount = sendLot(ledgerIn(running, name, from), lot);
    const owner = running.state.member;
    const moved = receive(ledgerIn(running, name, to), { rule, earned, available, expires, awaits, amount, owner });
    const terms = { points: name, amount, rule: rule || undefined, available, expires, ...UNLIMITED };
    running.emit(at, cause, { kind: 'posting', flow: 'sent', account: from, lot: number, ...terms });
    running.emit(at, cause, { kind: 'posting', flow: 'received', account: to, lot: moved.number, ...terms });
    scheduleLot(running, name, moved, to);
    return moved.number;
}

/** The group pays what the member owes. */
function sayDebt(running: Running, { name }: Points, amount: bigint, { from, to, at, cause }: Move): void {
    const terms = { points: name, amount, lot: undefined, rule: undefined, ...UNTIMED, ...UNLIMITED };
    running.emit(at, cause, { kind: 'posting', flow: 'received', account: from, ...terms });
    running.emit(at, cause, { kind: 'posting', flow: 'sent', account: to, ...terms });
}

const UNLIMITED = { asked: undefined, limitedBy: undefined };
const UNTIMED = { available: undefined, expires: undefined };

/** What orders gave is found again where it went: a return takes it back there. */
function follow({ state }: Running, points: string, lots: ReadonlyMap<number, number>, { from, to }: Move): void {
    const given = [
        ...state.orders.flatMap(order => order.given),
        ...[...state.received.values()].flatMap(received => received.given ?? []),
    ];
    for (const each of given) {
        if (each.unit !== points || each.account !== from) continue;
        each.account = to;
        each.lot = each.lot === undefined ? undefined : lots.get(each.lot);
    }
}

/** Inactivity counts from the last activity of either. */
function moveActivity(
    running: Running,
    { name }: Points,
    from: LedgerState,
    to: LedgerState,
    stay: readonly string[],
): void {
    if (from.active === undefined) return;
    to.active = Math.max(from.active, to.active ?? from.active);
    scheduleInactivity(running, name, to, false);
    if (stay.length === 0) from.active = undefined;
    for (const member of stay) {
        const line = running.shared.pools.lines.get(member);
        if (line === undefined) continue;
        scheduleInactivity(line, name, ledgerOf(line, name), false);
        running.touched?.(member);
    }
}

/** What is measured over a group changes for all who are in it. */
export function lookAtOthers(running: Running, at: Instant): void {
    for (const field of running.book.measuredGroups) {
        const group = groupOf(running, field);
        if (group === undefined) continue;
        for (const member of running.shared.pools.membersOf(field, group)) {
            if (member !== running.state.member) lookAgain(running, member, at);
        }
    }
}

function lookAgain(running: Running, member: string, at: Instant): void {
    const line = running.shared.pools.lines.get(member);
    if (line === undefined || running.book.measuredGroups.length === 0) return;
    const now = Math.max(at, line.state.clock ?? at);
    lookAtTiers(line, now, undefined);
    settleTierChanges(line, now, undefined, undefined);
    running.touched?.(member);
}
