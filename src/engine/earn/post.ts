import { Rational } from '../../base/rational.ts';
import type { Instant } from '../../base/zone.ts';
import type { Points } from '../../model/points.ts';
import { grantMoney, pointsCost, useBudgets, withinBudgets } from '../budgets.ts';
import { expiryOf, scheduleLot, touch } from '../expiry.ts';
import { issue, type Lot } from '../ledger.ts';
import { type Grant, use } from '../limits.ts';
import { takeInPosting } from '../metrics.ts';
import { accountOf, declared, ledgerOf, nextSerial, type Running } from '../running.ts';
import type { Given } from '../state.ts';
import { holdCredit } from '../wallet-ledger.ts';
import { ceilingFor, noteCeilings } from './ceilings.ts';
import { lifeOf } from './life.ts';
import { roundOff, type Share } from './round-off.ts';
import { usedByValue, usedOf } from './uses.ts';

/** When and for what something is given. */
export interface Cause {
    readonly at: Instant;
    /** Occurrence that it is owed to; absent for what fell due by itself. */
    readonly id: string | undefined;
    readonly step: Given['step'];
}

/** Posts what rules give to this member: rounds, keeps to budgets, makes lots, and notes what limits are used up. */
export function post(running: Running, grants: readonly Grant[], cause: Cause): Given[] {
    const shares = roundOff(grants, running.book);
    const given = shares.map(share => (share.kind === 'points' ? postPoints : postCredit)(running, share, cause));
    const posted = shares.map((share, index) => ({ ...share, amount: given[index]?.left ?? 0n }));
    noteUses(running, grants, posted, cause.at);
    return given.filter(({ left }) => left > 0n);
}

/** Points that are neither earned by a rule nor clipped by anything: balances that a test begins with. */
export function give(running: Running, points: Points, amount: bigint, at: Instant): void {
    const expires = expiryOf(points.expiry, at, running.place.zone, running.place.turns);
    const owner = running.state.member;
    const terms = { rule: '', amount, earned: at, available: undefined, expires, owner };
    const lot = issue(ledgerOf(running, points.name), terms);
    announce(running, points.name, lot, amount, at, undefined, undefined);
}

function postPoints(running: Running, share: Share, cause: Cause): Given {
    const { unit, grants, giver } = share;
    const cost = pointsCost(running, unit);
    const most = ceilingFor(running, unit, { amount: share.amount, limitedBy: undefined }, cause);
    const { amount, limitedBy = most.limitedBy } = withinBudgets(running, giver.name, most.amount, cause.at, cost);
    useBudgets(running, giver.name, { asked: most.amount, granted: amount }, cause.at, cost);
    const given: Given = { ...givenOf(share, cause), amount, left: amount, lot: undefined };
    if (amount === 0n) return given;
    noteCeilings(running, unit, amount, cause);
    const lot = issue(ledgerOf(running, unit), {
        rule: giver.name,
        amount,
        earned: cause.at,
        owner: running.state.member,
        ...lifeOf(running, unit, grants[0].give, cause.at),
    });
    const clippedBy = limitedBy ?? grants.find(grant => grant.limitedBy !== undefined)?.limitedBy;
    announce(
        running,
        unit,
        lot,
        amount,
        cause.at,
        cause.id,
        clippedBy === undefined ? undefined : { asked: askedUnits(share, running), limitedBy: clippedBy },
    );
    return { ...given, account: accountOf(running, unit), lot: lot.number };
}

function postCredit(running: Running, share: Share, cause: Cause): Given {
    const amount = grantMoney(running, share.giver.name, share.amount, cause.at);
    if (amount > 0n) {
        credit(running, amount, share.giver.name, share.grants[0].give.text, cause);
    }
    return { ...givenOf(share, cause), amount, left: amount, lot: undefined };
}

/** Money given as credit; negative where it is taken back. */
export function credit(
    running: Running,
    amount: bigint,
    rule: string,
    why: string,
    { at, id }: Pick<Cause, 'at' | 'id'>,
): void {
    running.state.credit += amount;
    running.emit(at, id, { kind: 'credit', amount, rule, why });
    holdCredit(running, amount, { at, cause: id });
}

function announce(
    running: Running,
    points: string,
    lot: Lot,
    amount: bigint,
    at: Instant,
    cause: string | undefined,
    limit: { readonly asked: Rational; readonly limitedBy: string } | undefined,
): void {
    const { available, expires, number } = lot;
    const rule = lot.rule === '' ? undefined : lot.rule;
    const account = accountOf(running, points);
    const terms = { asked: limit?.asked, limitedBy: limit?.limitedBy, available, expires, account };
    running.emit(at, cause, { kind: 'posting', flow: 'issued', points, amount, lot: number, rule, ...terms });
    takeInPosting(running, points, 'earned', amount, at, nextSerial(running));
    scheduleLot(running, points, lot);
    touch(running, points, at);
}

function givenOf(
    { giver, grants: [{ give, key }], unit, kind }: Share,
    { step }: Cause,
): Omit<Given, 'amount' | 'left' | 'lot'> {
    return { rule: giver.name, step, unit, kind, to: give.to, gift: key };
}

function askedUnits({ grants, unit }: Share, running: Running): Rational {
    const asked = grants.reduce((sum, grant) => sum.add(grant.asked), Rational.ZERO);
    return asked.mul(Rational.of(10n ** BigInt(declared(running.book.points, unit).decimals)));
}

/** What limits are used up by what was posted. */
function noteUses(running: Running, grants: readonly Grant[], shares: readonly Share[], at: Instant): void {
    for (const [giver, own] of Map.groupBy(grants, grant => grant.giver)) {
        if (giver.limits.length === 0) continue;
        const serial = nextSerial(running);
        for (const [index, limit] of giver.limits.entries()) {
            if (limit.each === undefined)
                use(running, giver.name, index, limit, usedOf(running, giver, limit, own, shares), at, serial);
            else
                for (const [value, amount] of usedByValue(running, giver, limit, own))
                    use(running, giver.name, index, limit, amount, at, serial, value);
        }
    }
}
