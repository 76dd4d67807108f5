import { hashShare } from '../base/random.ts';
import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Limit } from '../model/earn.ts';
import type { Effect } from '../model/outcome.ts';
import type { Program } from '../model/program.ts';
import type { Action, OfferDiscount, Trigger } from '../model/trigger.ts';
import { moneyCost, useBudgets, whyWaiting, withinBudgets } from './budgets.ts';
import { isDuring } from './during.ts';
import { post } from './earn/post.ts';
import { send } from './earn/send.ts';
import { allHold, evaluate, firstUnknown, toKey } from './evaluate.ts';
import { explainAll } from './explain.ts';
import { extend } from './extend.ts';
import { keptGoods, withLines } from './goods.ts';
import { use, usedBefore } from './limits.ts';
import { NOW } from './log.ts';
import { endOfValidity } from './moments.ts';
import { declared, isInForce, nextSerial, type Running } from './running.ts';
import { type Scope, silent } from './scope.ts';
import type { EventFacts, Given } from './state.ts';
import { take } from './take.ts';
import { enterTier } from './tiers.ts';
import { triggerGifts } from './trigger-gifts.ts';
import { scopeOf } from './view.ts';

/** What makes a trigger look. */
export interface Occasion {
    readonly at: Instant;
    /** The occurrence that it is owed to. */
    readonly cause: string | undefined;
    readonly facts: EventFacts | undefined;
    /** Before expiry: the last day of what is going to expire. */
    readonly expiringOn: number | undefined;
    /** In a journey: when the member came into it. */
    readonly entered?: Instant | undefined;
}

/** Row 25: the same member is on the same side in every run. */
export function isHeldOut({ program, state }: Running, { name, holdOut }: Trigger): boolean {
    if (holdOut.isZero()) return false;
    return Rational.of(hashShare(`${program.name}/${name}/${state.member}`), 1_000_000).lt(holdOut);
}

export function reasonNotTo(running: Running, trigger: Trigger, scope: Scope, at: Instant): string | undefined {
    if (!isInForce(running, at)) return 'the program is not in force on this day';
    if (!isDuring(trigger.during, at, running.place.zone, running.observer)) return 'this is outside of its time';
    const waiting = whyWaiting(running, trigger.name, at);
    if (waiting !== undefined) return waiting;
    if (!allHold(trigger.when, scope, running.program)) {
        return running.explain ? explainAll(trigger.when, silent(scope), running.program) : '';
    }
    const used = usedBefore(running, at, NOW, undefined);
    const passed = trigger.limits.find((limit, index) => {
        const value = fieldOf(trigger, limit, silent(scope));
        return limit.of === 'times' && used(trigger.name, limit, index, value).add(Rational.ONE).gt(limit.amount);
    });
    return passed === undefined ? undefined : `${passed.text} is used up`;
}

export function reasonTo(running: Running, trigger: Trigger, scope: Scope): string {
    if (trigger.when.length === 0) return 'it has no condition';
    return explainAll(trigger.when, silent(scope), running.program);
}

/** Those who are held out are counted as if it had fired: both groups are treated alike but for the actions. */
export function countFiring(running: Running, trigger: Trigger, scope: Scope, at: Instant): void {
    const serial = nextSerial(running);
    for (const [index, limit] of trigger.limits.entries()) {
        if (limit.of !== 'times') continue;
        use(running, trigger.name, index, limit, Rational.ONE, at, serial, fieldOf(trigger, limit, silent(scope)));
    }
}

/** What a limit of each store, each channel is looked up by. */
function fieldOf({ occasion }: Trigger, { each }: Limit, { eventField }: Scope): string | undefined {
    if (each === undefined || occasion.kind !== 'event') return undefined;
    const value = eventField(occasion.event, each);
    return value === undefined ? '' : toKey(value);
}

export function scopeFor(
    running: Running,
    { name }: Trigger,
    { at, cause, facts, expiringOn, entered }: Occasion,
): Scope {
    const scope = scopeOf(running, {
        at,
        asOf: NOW,
        facts,
        before: undefined,
        supposed: undefined,
        expiringOn,
        entered,
        onUnknown: what => running.emit(at, cause, { kind: 'unknown', rule: name, what }),
    });
    const order = facts?.order === undefined ? undefined : running.state.orders[facts.order];
    return order === undefined ? scope : withLines(scope, keptGoods(order), running.program);
}

/** Posts what a trigger gives to this member, and sends what it gives to the referrer. */
export function giveAll(
    running: Running,
    trigger: Trigger,
    { at, cause, facts }: Occasion,
    scope: Scope,
    isMeant: (action: number) => boolean = () => true,
): (Given & { readonly action: number })[] {
    const order = facts?.order === undefined ? undefined : running.state.orders[facts.order];
    const { grants, counters } = triggerGifts(running, trigger, { at, facts, order, scope, asOf: NOW }, isMeant);
    for (const [key, counter] of counters) running.state.counts.set(key, counter);
    const terms = { at, id: cause, step: 'trigger' } as const;
    const given = post(
        running,
        grants.filter(({ give }) => give.to === 'member'),
        terms,
    );
    const sent = send(running, grants, terms, facts);
    // What a journey gives is not owed to one order: a return leaves it.
    if (trigger.journey === undefined) order?.given.push(...given, ...sent);
    return given.map(each => ({ ...each, action: Number(each.gift.slice(trigger.name.length + 1)) }));
}

export function effectOf(
    running: Running,
    trigger: Trigger,
    action: Action,
    message: Effect | undefined,
    { at, cause }: Occasion,
    given: bigint,
    scope: Scope,
): Effect | undefined {
    switch (action.kind) {
        case 'send':
        case 'ask':
            return message;
        case 'give': {
            const { unit } = action.give;
            return { kind: 'give', unit: unit.kind === 'points' ? unit.points : unit.currency, amount: given };
        }
        case 'present':
            return present(running, trigger, action, at);
        case 'offer': {
            const discount = offeredDiscount(action, scope, running.program);
            if (discount === undefined) return undefined;
            const until = endOfValidity(at, action.within, running.place.zone);
            const { minimum, waits = false } = action;
            running.state.offers.push({ trigger: trigger.name, discount, minimum, waits, from: at, until });
            return { kind: 'offer', text: action.text, until };
        }
        case 'move': {
            const ladder = declared(running.book.ladders, action.ladder);
            const rank = ladder.tiers.findIndex(({ name }) => name === action.tier);
            const { zone } = running.place;
            const until = action.duration && endOfValidity(at, action.duration, zone);
            enterTier(running, ladder, rank, 'moved', at, cause, until);
            return { kind: 'move', ladder: action.ladder, tier: action.tier };
        }
        case 'take':
            return take(running, action, trigger.name, scope, { at, cause });
        case 'extend':
            return extend(running, action, at);
        case 'escalate':
            return { kind: 'escalate', to: action.to };
        case 'open case':
            return { kind: 'open case', name: action.name, for: action.for };
        case 'visit':
        case 'call':
            return { kind: action.kind, by: action.by };
        case 'tag':
            return { kind: 'tag', tag: action.tag };
    }
}

/** Given whole, or not at all where a budget lets less through. */
function present(
    running: Running,
    { name }: Trigger,
    { what, worth }: Extract<Action, { kind: 'present' }>,
    at: Instant,
): Effect | undefined {
    const cost = worth?.toUnits(running.program.currency.decimals, 'half up') ?? 0n;
    if (cost === 0n) return { kind: 'present', what, cost };
    const unit = moneyCost(running);
    const isWithin = withinBudgets(running, name, cost, at, unit).amount === cost;
    useBudgets(running, name, { asked: cost, granted: isWithin ? cost : 0n }, at, unit);
    return isWithin ? { kind: 'present', what, cost } : undefined;
}

/** `voucher 10 EUR per whole 50 EUR of …`: what it comes to now; nothing where that is zero or not known. */
function offeredDiscount(
    { discount, per }: Extract<Action, { kind: 'offer' }>,
    scope: Scope,
    program: Program,
): OfferDiscount | undefined {
    if (per === undefined || discount.kind === 'percent') return discount;
    const value = evaluate(per.of, scope, program);
    if (!(value instanceof Rational)) {
        scope.onUnknown?.(firstUnknown(per.of, scope, program));
        return undefined;
    }
    const steps = value.div(per.step);
    const amount = discount.amount.mul(per.whole ? Rational.of(steps.floor()) : steps);
    const cents = Rational.fromUnits(amount.toUnits(program.currency.decimals, 'down'), program.currency.decimals);
    return cents.sign() > 0 ? { kind: 'amount', amount: cents } : undefined;
}
