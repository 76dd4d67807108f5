import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Points } from '../model/points.ts';
import type { Transfer } from '../model/transfer.ts';
import { lifeOf } from './earn/life.ts';
import { scheduleInactivity, scheduleLot } from './expiry.ts';
import { availableIn, type Part, receive, send, spend } from './ledger.ts';
import { use, usedBefore } from './limits.ts';
import { NOW } from './log.ts';
import { takeInPosting } from './metrics.ts';
import { accountOf, groupOf, ledgerOf, nextSerial, type Running } from './running.ts';
import type { EventFacts } from './state.ts';

/** What a member wants to give to whom. Units of the points' decimals. */
interface Wish {
    readonly points: Points;
    readonly terms: Transfer;
    readonly to: string;
    readonly asked: bigint;
    readonly at: Instant;
    readonly cause: string;
}

/** A member gives points to another; what can't be given is refused with its reason, never silently. */
export function sendPoints(running: Running, { fields, at, id }: EventFacts): void {
    const [to, amount] = [fields.get('recipient'), fields.get('amount')];
    const points = pointsFor(running, fields.get('points'));
    if (points === undefined || typeof to !== 'string' || !(amount instanceof Rational)) {
        const missing = typeof to !== 'string' ? 'recipient' : amount instanceof Rational ? 'points' : 'amount';
        running.emit(at, id, { kind: 'unknown', rule: 'points_sent', what: missing });
        return;
    }
    const asked = amount.toUnits(points.decimals, 'down');
    const { transfer: terms } = points;
    const refused = { kind: 'transfer', points: points.name, to, asked, ...NOTHING } as const;
    if (terms === undefined) {
        running.emit(at, id, { ...refused, why: `${points.name} can't be given to others` });
        return;
    }
    const wish = { points, terms, to, asked, at, cause: id };
    const offer = within(running, wish);
    if (typeof offer === 'string') running.emit(at, id, { ...refused, why: offer });
    else carryOut(running, wish, offer);
}

const NOTHING = { sent: 0n, received: 0n, fee: 0n, charged: 0n };

/** The points that are named, or the only ones that can be given. */
function pointsFor({ book }: Running, named: unknown): Points | undefined {
    if (typeof named === 'string') return book.points.get(named);
    const sendable = [...book.points.values()].filter(({ transfer }) => transfer !== undefined);
    return sendable.length === 1 ? sendable[0] : undefined;
}

/** What may be sent, with its fees; a sentence where nothing may. */
interface Offer {
    readonly receiver: Running;
    readonly sent: bigint;
    readonly arriving: bigint;
    /** On top of what is sent. */
    readonly fee: bigint;
    readonly charged: bigint;
    readonly why: string;
}

function within(running: Running, wish: Wish): Offer | string {
    const { points, terms, to, asked } = wish;
    const receiver = running.shared.pools.lines.get(to);
    const say = (units: bigint): string => `${Rational.fromUnits(units, points.decimals).toDecimal()} ${points.name}`;
    if (receiver === undefined) return `${to} is no member`;
    if (receiver === running) return 'nobody gives points to oneself';
    const account = accountOf(running, points.name);
    if (account !== undefined && account === accountOf(receiver, points.name)) return 'both share one balance';
    if (terms.within !== undefined && !areTogether(running, receiver, terms.within))
        return `${to} is not in the same ${terms.within}`;
    if (terms.atLeast !== undefined && asked < terms.atLeast.toUnits(points.decimals, 'up'))
        return `at least ${terms.atLeast.toDecimal()} ${points.name} are sent`;
    const { sent, why } = withinLimits(running, wish);
    if (sent <= 0n) return why;
    const fee = feeOf(terms, sent, points);
    const available = availableIn(ledgerOf(running, points.name));
    if (sent + fee > available) return `${say(sent + fee)} are needed, ${say(available)} are available`;
    const arriving = Rational.of(sent).mul(terms.rate).round(points.round);
    return { receiver, sent, arriving, fee, charged: chargeOf(running, terms, sent, points), why };
}

function areTogether(a: Running, b: Running, field: string): boolean {
    const group = groupOf(a, field);
    return group !== undefined && group === groupOf(b, field);
}

function withinLimits(running: Running, { points, terms, asked, at }: Wish): { sent: bigint; why: string } {
    const used = usedBefore(running, at, NOW, undefined);
    let result = { sent: asked, why: '' };
    for (const [index, limit] of terms.limits.entries()) {
        const left = limit.amount.sub(used(giverOf(points), limit, index)).max(Rational.ZERO);
        const most =
            limit.of === 'times' ? (left.lt(Rational.ONE) ? 0n : asked) : left.toUnits(points.decimals, 'down');
        if (most >= result.sent) continue;
        result = { sent: limit.excess === 'reject' ? 0n : most, why: `${limit.text} is used up` };
    }
    return result;
}

function noteUse(running: Running, { points, terms, at }: Wish, sent: bigint): void {
    const serial = nextSerial(running);
    for (const [index, limit] of terms.limits.entries()) {
        const amount = limit.of === 'times' ? Rational.ONE : Rational.fromUnits(sent, points.decimals);
        use(running, giverOf(points), index, limit, amount, at, serial);
    }
}

/** How a transfer is named where rules are. */
const giverOf = ({ name }: Points): string => `transfer of ${name}`;

function feeOf({ fee }: Transfer, sent: bigint, { decimals, round }: Points): bigint {
    if (fee === undefined || fee.kind === 'money') return 0n;
    return fee.kind === 'share' ? Rational.of(sent).mul(fee.rate).round(round) : fee.amount.toUnits(decimals, 'up');
}

/** Minor units; a step that has begun counts. */
function chargeOf({ program }: Running, { fee }: Transfer, sent: bigint, { decimals }: Points): bigint {
    if (fee?.kind !== 'money') return 0n;
    const steps = fee.per === undefined ? 1n : Rational.fromUnits(sent, decimals).div(fee.per).ceil();
    return fee.amount.mul(Rational.of(steps)).toUnits(program.currency.decimals, 'half up');
}

function carryOut(running: Running, wish: Wish, offer: Offer): void {
    const { points, to, asked, at, cause } = wish;
    const { receiver, sent, arriving, fee, charged, why } = offer;
    const { name } = points;
    const ledger = ledgerOf(running, name);
    const account = accountOf(running, name);
    running.emit(at, cause, {
        kind: 'transfer',
        points: name,
        to,
        asked,
        sent,
        received: arriving,
        fee: fee + sent - arriving,
        charged,
        why,
    });
    noteUse(running, wish, sent);
    const parts = send(ledger, arriving, points);
    const base = { points: name, available: undefined, account, asked: undefined, limitedBy: undefined };
    for (const { lot, amount } of parts) {
        const { expires, rule } = ledger.lots.get(lot) ?? { expires: undefined, rule: undefined };
        const terms = { ...base, amount, lot, expires, rule: rule || undefined, other: to };
        running.emit(at, cause, { kind: 'posting', flow: 'sent', ...terms });
    }
    arrive(running, receiver, wish, parts);
    payFee(running, wish, fee + sent - arriving);
    if (charged > 0n) {
        running.state.charged += charged;
        running.emit(at, cause, { kind: 'charge', amount: charged, rule: giverOf(points), why: `a fee for ${to}` });
    }
}

const AS_POINTS = { expiring: undefined, pending: undefined };

/** Points of a lot stay together, with their expiry or as if they were earned now. */
function arrive(running: Running, receiver: Running, { points, terms, at, cause }: Wish, parts: readonly Part[]): void {
    const { name } = points;
    const from = ledgerOf(running, name);
    const account = accountOf(receiver, name);
    const ledger = ledgerOf(receiver, name);
    for (const { lot: number, amount } of parts) {
        const was = from.lots.get(number);
        const anew = terms.expiry === 'anew';
        const expires = anew ? lifeOf(receiver, name, AS_POINTS, at).expires : was?.expires;
        const rule = was?.rule ?? '';
        const [owner, earned] = [receiver.state.member, anew ? at : (was?.earned ?? at)];
        const lot = receive(ledger, { rule, earned, available: undefined, expires, amount, owner });
        const sayings = { rule: rule || undefined, available: undefined, asked: undefined, limitedBy: undefined };
        const other = running.state.member;
        receiver.emit(at, cause, {
            kind: 'posting',
            flow: 'received',
            points: name,
            amount,
            lot: lot.number,
            expires,
            account,
            other,
            ...sayings,
        });
        scheduleLot(receiver, name, lot, account);
    }
    // Receiving is no activity, but time begins to count where there was none.
    if (ledger.active === undefined && parts.length > 0) {
        ledger.active = at;
        scheduleInactivity(receiver, name, ledger, false);
    }
    running.touched?.(receiver.state.member);
}

function payFee(running: Running, { points, at, cause }: Wish, fee: bigint): void {
    if (fee === 0n) return;
    const { name } = points;
    const ledger = ledgerOf(running, name);
    const account = accountOf(running, name);
    for (const { lot, amount } of spend(ledger, fee, points)) {
        const expires = ledger.lots.get(lot)?.expires;
        const terms = { available: undefined, expires, asked: undefined, limitedBy: undefined, account };
        running.emit(at, cause, {
            kind: 'posting',
            flow: 'spent',
            points: name,
            amount,
            lot,
            rule: giverOf(points),
            ...terms,
        });
    }
    takeInPosting(running, name, 'spent', fee, at, nextSerial(running));
}
