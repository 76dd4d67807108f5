import { type Day, endOf, nextAnnual } from '../base/calendar.ts';
import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Give } from '../model/earn.ts';
import type { Rebate } from '../model/rebate.ts';
import { grantMoney } from './budgets.ts';
import { payOut } from './contracts/account.ts';
import { PHASES, schedule, type Task } from './due.ts';
import { credit, post } from './earn/post.ts';
import { allHold } from './evaluate.ts';
import { explainAll } from './explain.ts';
import { NOW } from './log.ts';
import { movedDay } from './moments.ts';
import { firstDay, lastDay } from './rebate-periods.ts';
import { declared, isInForce, type Running } from './running.ts';
import { sayMoney } from './say.ts';
import { silent } from './scope.ts';
import { measureIn, scopeOf, type View } from './view.ts';

export type RebateTask = Extract<Task, { rebate: string }>;

/** Periods of rebates that run at an instant, and all that follow. */
export function scheduleRebates(
    running: Running,
    from: Instant,
    isMeant: (rebate: Rebate) => boolean = () => true,
): void {
    const { place } = running;
    for (const rebate of running.program.rebates.filter(isMeant)) {
        const first = firstDay(place, rebate, place.zone.dayAt(from));
        // Until it is known when somebody joined, no year of membership runs.
        if (first === undefined) continue;
        running.state.scheduled.add(rebate.name);
        beginPeriod(running, rebate, first, from);
    }
}

export function applyRebateTask(running: Running, task: RebateTask, at: Instant): void {
    const rebate = declared(running.book.rebates, task.rebate);
    switch (task.step) {
        case 'begin':
            beginPeriod(running, rebate, running.place.zone.dayAt(at), at);
            return;
        case 'partial':
            settle(running, rebate, task.first, at, rebate.partial?.share ?? Rational.ZERO, at);
            return;
        case 'final':
            settle(running, rebate, task.first, endOfPeriod(running, rebate, task.first), Rational.ONE, at);
            running.state.rebated.delete(paidKey(rebate, task.first));
            return;
    }
}

/** Puts down the parts and the settlement of a period that begins on a day, and the beginning of the next. */
function beginPeriod(running: Running, rebate: Rebate, first: Day, now: Instant): void {
    const { zone, turns } = running.place;
    const last = lastDay(running.place, rebate, first);
    const name = { kind: 'rebate', rebate: rebate.name } as const;
    put(running, { ...name, step: 'begin', first: last + 1 }, zone.startOfDay(last + 1));
    put(running, { ...name, step: 'final', first }, zone.startOfDay(settlementDay(rebate, last)));
    if (rebate.partial === undefined) return;
    for (
        let day = endOf(first, rebate.partial.each, turns) + 1;
        day <= last;
        day = endOf(day, rebate.partial.each, turns) + 1
    ) {
        const at = zone.startOfDay(day);
        if (at > now) put(running, { ...name, step: 'partial', first }, at);
    }
}

function settlementDay({ settle: date }: Rebate, last: Day): Day {
    switch (date.kind) {
        case 'on':
            return nextAnnual(date.day.month, date.day.day, last);
        case 'after':
            return Math.max(last + 1, movedDay(last, date.duration));
        case 'at end':
            return last + 1;
    }
}

/** Gives what has come together up to `until`, times `share`, less what was given for the period before. */
function settle(running: Running, rebate: Rebate, first: Day, until: Instant, share: Rational, at: Instant): void {
    const whyNot = reasonNotTo(running, rebate, first, until);
    const due = whyNot === undefined ? dueFor(running, rebate, first, until).mul(share) : Rational.ZERO;
    const minor = due.toUnits(running.program.currency.decimals, 'half up');
    const key = paidKey(rebate, first);
    const before = running.state.rebated.get(key) ?? 0n;
    if (running.explain) {
        const why = whyNot ?? `comes to ${sayMoney(minor, running.program)}`;
        running.emit(at, undefined, { kind: 'verdict', step: 'earn', rule: rebate.name, applied: minor > 0n, why });
    }
    // Only the settlement asks back what parts have given too much.
    const delta = share.eq(Rational.ONE) || minor > before ? minor - before : 0n;
    if (delta === 0n) return;
    const given = rebate.form.kind === 'points' ? delta : grantMoney(running, rebate.name, delta, at);
    running.state.rebated.set(key, before + given);
    if (given !== 0n) giveMoney(running, rebate, given, due, at);
}

function giveMoney(running: Running, rebate: Rebate, delta: bigint, due: Rational, at: Instant): void {
    const { form, name } = rebate;
    const account = { at, id: undefined };
    switch (form.kind) {
        case 'credit':
            credit(running, delta, name, 'rebate', account);
            return;
        case 'payment':
            payOut(running, delta, name, 'rebate', account);
            return;
        case 'points': {
            const amount = due.div(form.per).mul(form.amount);
            const give = giftOf(rebate, form.points, amount);
            const giver = { name, limits: [], round: undefined };
            const grant = { giver, give, key: name, asked: amount, amount, times: 1, units: Rational.ZERO };
            post(running, [{ ...grant, limitedBy: undefined }], { ...account, step: 'earn' });
            return;
        }
    }
}

function giftOf({ name, span }: Rebate, points: string, amount: Rational): Give {
    return {
        span,
        text: name,
        unit: { kind: 'points', points },
        amount,
        basis: { kind: 'flat' },
        to: 'member',
        expiring: undefined,
        pending: undefined,
        atMost: undefined,
        condition: undefined,
    };
}

/** Windows as they stood at the last instant of the period, the tier as it is now; and the best of its group. */
function reasonNotTo(running: Running, rebate: Rebate, first: Day, until: Instant): string | undefined {
    if (!isInForce(running, until - 1)) return 'the program is not in force on this day';
    const unmet = unmetAt(running, rebate, until);
    if (unmet !== undefined) return unmet;
    const own = dueFor(running, rebate, first, until);
    const group = running.program.combinations.find(({ kind, mode, rules }) => {
        return kind === 'rebate' && mode === 'best' && rules.includes(rebate.name);
    });
    const rivals = (group?.rules ?? []).filter(name => name !== rebate.name);
    const better = rivals.find(name => {
        const rival = declared(running.book.rebates, name);
        if (unmetAt(running, rival, until) !== undefined) return false;
        const other = dueFor(running, rival, first, until);
        return other.gt(own) || (other.eq(own) && isBefore(group?.rules ?? [], name, rebate.name));
    });
    return better === undefined ? undefined : `'${better}' gives more`;
}

const isBefore = (names: readonly string[], a: string, b: string): boolean => names.indexOf(a) < names.indexOf(b);

function unmetAt(running: Running, rebate: Rebate, until: Instant): string | undefined {
    const view: View = {
        at: until - 1,
        asOf: NOW,
        facts: undefined,
        before: undefined,
        supposed: undefined,
        expiringOn: undefined,
        onUnknown: undefined,
    };
    const scope = silent(scopeOf(running, view));
    return allHold(rebate.when, scope, running.program) ? undefined : explainAll(rebate.when, scope, running.program);
}

/** Whole currency units, exact. */
function dueFor(running: Running, rebate: Rebate, first: Day, until: Instant): Rational {
    const { atMost, atLeast } = rebate;
    const due = bracketsReached(running, rebate, first, until);
    if (atLeast !== undefined && due.lt(atLeast)) return Rational.ZERO;
    return atMost === undefined ? due : due.min(atMost);
}

function bracketsReached(running: Running, rebate: Rebate, first: Day, until: Instant): Rational {
    const { zone } = running.place;
    const from = zone.startOfDay(first);
    const base = measured(running, rebate, from, until);
    const earlier = rebate.byGrowth ? firstDay(running.place, rebate, first - 1) : undefined;
    const before = earlier === undefined ? undefined : measured(running, rebate, zone.startOfDay(earlier), from);
    // Growth from nothing is no growth that could be said in percent.
    if (before !== undefined && before.sign() <= 0) return Rational.ZERO;
    const thresholds = rebate.steps.map(step => ({
        rate: step.rate,
        from: before === undefined ? step.from : before.mul(Rational.ONE.add(step.from)),
    }));
    if (rebate.ofGrowthAlone === true && rebate.mode === 'all-units' && before !== undefined)
        return bracketedRebate(
            'all-units',
            [{ from: Rational.ZERO, rate: rateReached(thresholds, base) }],
            base.sub(before),
        );
    return bracketedRebate(rebate.mode, thresholds, base);
}

const rateReached = (steps: Rebate['steps'], base: Rational): Rational =>
    steps.findLast(step => base.ge(step.from))?.rate ?? Rational.ZERO;

/** What brackets come to for so many units, or so much money. */
export function bracketedRebate(mode: Rebate['mode'], steps: Rebate['steps'], base: Rational): Rational {
    if (mode === 'all-units') {
        const reached = steps.findLast(step => base.ge(step.from));
        return reached === undefined ? Rational.ZERO : base.mul(reached.rate).max(Rational.ZERO);
    }
    return steps.reduce((sum, step, index) => {
        const next = steps[index + 1]?.from;
        const part = (next === undefined ? base : base.min(next)).sub(step.from);
        return part.sign() > 0 ? sum.add(part.mul(step.rate)) : sum;
    }, Rational.ZERO);
}

function measured(running: Running, { metric }: Rebate, from: Instant, until: Instant): Rational {
    const value = measureIn(running, metric, { from, until }, NOW, []);
    return value instanceof Rational ? value : Rational.ZERO;
}

function endOfPeriod({ place }: Running, rebate: Rebate, first: Day): Instant {
    return place.zone.startOfDay(lastDay(place, rebate, first) + 1);
}

const paidKey = ({ name }: Rebate, first: Day): string => `${name}/${first}`;

function put(running: Running, task: RebateTask, at: Instant): void {
    const order = [...running.book.rebates.keys()].indexOf(task.rebate);
    schedule(running.state.due, { at, phase: PHASES.contract, order, task });
}
