import { Rational } from '../../base/rational.ts';
import type { Price } from '../../model/price.ts';
import type { Program } from '../../model/program.ts';
import { isDuring } from '../during.ts';
import { allHold, evaluate } from '../evaluate.ts';
import { explainAll } from '../explain.ts';
import { type Scope, silent } from '../scope.ts';
import { type Allowance, copyOf } from './allowance.ts';
import { clipEachInOrder, quantitiesOf } from './each-in-order.ts';
import { withoutRejected } from './each-value.ts';
import {
    allowancesOf,
    type Clipped,
    clipByLimits,
    closeBudgets,
    forbidding,
    mayPassMoney,
    refuseWhole,
    sayLimit,
    useUp,
} from './limits.ts';
import { isLater, matchingLines } from './matching.ts';
import { isBudget } from './order-budgets.ts';
import type { OrderState } from './order-state.ts';
import type { Claim, Phase } from './phase.ts';
import type { Step } from './steps.ts';

/** A phase while its rules are applied. */
export interface Run {
    readonly order: OrderState;
    readonly phase: Phase;
    /** What conditions of price rules see (row 10). */
    readonly scope: () => Scope;
    /** Places at which each rule took something off. */
    readonly applied: Map<string, Set<number>>;
    /** Places that an exclusive group has closed, and its rule. */
    readonly closed: Map<number, string>;
    /** Places at which a rule stops those that come after it. */
    readonly stopped: Map<number, string>;
    readonly units: Map<string, Rational>;
    /** What rules used of limits that are one for each value of a field. */
    readonly counted: Map<string, readonly Allowance[]>;
    /** The first thing that a rule asked and that is not known. */
    readonly unknowns: Map<string, string>;
    /** The first thing that kept a rule from all that it asked for. */
    readonly hindrances: Map<string, string>;
}

/** What a rule asks for, before floors and limits. */
export interface Ask {
    readonly rule: Price;
    readonly scope: Scope;
    readonly claims: readonly (Claim | undefined)[];
    readonly allowances: readonly Allowance[];
    /** Each place is rounded by itself, so that a limit in money holds to the cent. */
    readonly isRoundedAlone: boolean;
}

export function hinder(run: Run, rule: string, why: string): void {
    if (!run.hindrances.has(rule)) run.hindrances.set(rule, why);
}

/** What a rule of a step asks for on amounts `base`; undefined where it does not apply at all. */
export function askOf(run: Run, step: Step, rule: Price, base: readonly Rational[]): Ask | undefined {
    const scope = scopeFor(run, rule);
    const failing = unmet(rule, run.order, scope);
    if (failing !== undefined) return refuse(run, rule, failing);
    const ahead = rivalsAhead(run, step, rule);
    const isOpen = (place: number): boolean => isOpenTo(run, step, rule, place, ahead);
    const claims = run.phase.claims(rule, base, scope, isOpen);
    if (claims.every(claim => claim === undefined)) return refuse(run, rule, 'no line of the order matches');
    const allowances = allowancesOf(rule, run.order);
    const within = withinLimits(run, claims, allowances);
    closeBudgets(allowances, within);
    const forbidden = forbidding(allowances, claims, within);
    if (forbidden !== undefined) {
        refuseWhole(forbidden, within);
        return refuse(run, rule, sayLimit(forbidden));
    }
    const kept = run.phase.name === 'order' ? claims : withoutRejected(claims, allowances);
    return { rule, scope, claims: kept, allowances, isRoundedAlone: mayPassMoney(allowances, kept) };
}

/** What a budget is asked for, where it gives all of it or nothing: what the rule's own limits leave. */
function withinLimits(
    { phase }: Run,
    claims: readonly (Claim | undefined)[],
    allowances: readonly Allowance[],
): readonly (Claim | undefined)[] {
    const own = allowances.filter(each => !isBudget(each) && (each.each === undefined || phase.name !== 'order'));
    if (own.length === 0 || own.length === allowances.length) return claims;
    const trial = own.map(copyOf);
    return claims.map((claim, place) => {
        if (claim === undefined) return undefined;
        const { claim: left } = clipByLimits(claim, trial, place);
        useUp(trial, { money: left.amount, units: left.units }, place);
        return left;
    });
}

/** The claim at a place within the rule's floor, then within its limits. */
export function granted(run: Run, ask: Ask, place: number): Claim | undefined {
    const wanted = ask.claims[place];
    if (wanted === undefined) return undefined;
    const room = wanted.amount.sign() > 0 ? run.phase.room(ask.rule, place, ask.scope) : undefined;
    const isFloored = room?.most.lt(wanted.amount) ?? false;
    if (room !== undefined && isFloored) hinder(run, ask.rule.name, room.why);
    const within = room === undefined ? wanted : { ...wanted, amount: wanted.amount.min(room.most) };
    const { claim, by, refusals } = clipped(run, ask, place, raised(run, ask, place, within));
    const limited = refusals.length === 0 ? claim : { ...claim, refusals };
    if (by !== undefined) hinder(run, ask.rule.name, sayLimit(by));
    if (!ask.isRoundedAlone) return limited;
    const rounded = Rational.of(limited.amount.round('half up'));
    const isTooMuch = room?.most.lt(rounded) ?? false;
    return { ...limited, amount: isTooMuch ? Rational.of(limited.amount.floor()) : rounded };
}

/** By limits; in the order phase those for each value of a field look at what each line would bear. */
function clipped({ phase, order }: Run, { allowances }: Ask, place: number, claim: Claim): Clipped {
    if (phase.name !== 'order') return clipByLimits(claim, allowances, place);
    const limits = allowances.filter(({ each }) => each !== undefined);
    const own = limits.reduce((rest, each) => clipEachInOrder(rest, each, quantitiesOf(order)), claim);
    const result = clipByLimits(
        own,
        allowances.filter(each => !limits.includes(each)),
        place,
    );
    return own === claim ? result : { ...result, by: result.by ?? limits[0] };
}

/** A rule that raises a price stops at its ceiling. */
function raised(run: Run, ask: Ask, place: number, claim: Claim): Claim {
    const headroom = claim.amount.isNegative() ? run.phase.headroom?.(ask.rule, place, ask.scope) : undefined;
    if (headroom === undefined || headroom.most.ge(claim.amount.neg())) return claim;
    hinder(run, ask.rule.name, headroom.why);
    return { ...claim, amount: headroom.most.neg() };
}

/** Why a rule's conditions on member, occasion and time do not hold; undefined where they do. */
function unmet(rule: Price, order: OrderState, scope: Scope): string | undefined {
    const { program, at, zone } = order.request;
    if (!isDuring(rule.during, at, zone, scope.observer)) return 'not at this time';
    const waiting = order.request.waiting?.(rule.name);
    if (waiting !== undefined) return waiting;
    const refusal = rule.coupon === undefined ? undefined : refusalOf(rule.coupon, order);
    if (refusal !== undefined) return refusal;
    const turn = rule.every === undefined ? undefined : notItsTurn(rule.every, scope, program);
    if (turn !== undefined) return turn;
    return allHold(rule.when, scope, program) ? undefined : explainAll(rule.when, silent(scope), program);
}

function notItsTurn(
    { count, number }: NonNullable<Price['every']>,
    scope: Scope,
    program: Program,
): string | undefined {
    const value = evaluate(number, scope, program);
    if (!(value instanceof Rational)) return 'the number of the order is not known';
    const isTurn = value.div(Rational.of(count)).isInteger();
    return isTurn ? undefined : `this is order ${value.toString()} of the member, not one of every ${count}`;
}

const refusalOf = (coupon: string, { request }: OrderState): string | undefined =>
    request.couponRefusal === undefined ? `the order has no code of '${coupon}'` : request.couponRefusal(coupon);

/** Where a rule has to stay away: from what an exclusive group has closed, and where a rule applies that it is never with. */
function isOpenTo(run: Run, step: Step, rule: Price, place: number, ahead: RivalsAhead): boolean {
    const exclusive = run.closed.get(place);
    if (exclusive !== undefined && !step.rules.some(({ name }) => name === exclusive)) {
        return refuse(run, rule, `'${exclusive}' is exclusive`) ?? false;
    }
    const stopper = run.stopped.get(place);
    if (stopper !== undefined && stopper !== rule.name)
        return refuse(run, rule, `'${stopper}' stops the rules after it`) ?? false;
    const rival = rule.neverWith.find(
        name => run.order.uses.has(name) || run.applied.get(name)?.has(place) || ahead.get(name)?.has(place),
    );
    if (rival !== undefined) return refuse(run, rule, `never with '${rival}', which applies`) ?? false;
    return true;
}

type RivalsAhead = ReadonlyMap<string, ReadonlySet<number>>;

/**
 * Where those rivals of a rule are going to apply that are decided after it: the ones behind it in its own group,
 * and the ones of later phases, which are judged by what is known now.
 */
function rivalsAhead(run: Run, step: Step, rule: Price): RivalsAhead {
    const rivals = run.order.request.program.prices.filter(({ name }) => rule.neverWith.includes(name));
    return new Map(rivals.map(rival => [rival.name, placesAhead(run, step, rule, rival)]));
}

function placesAhead(run: Run, step: Step, rule: Price, rival: Price): ReadonlySet<number> {
    const scope = silent(run.scope());
    if (unmet(rival, run.order, scope) !== undefined) return new Set();
    if (isLater(rival.phase, rule.phase)) {
        const applies = rival.where.length === 0 || matchingLines(run.order, rival, scope).length > 0;
        return new Set(applies ? Array.from({ length: run.phase.places }, (_, place) => place) : []);
    }
    const isBehind = step.mode === 'in turn' && step.rules.indexOf(rival) > step.rules.indexOf(rule);
    if (!isBehind || rival.neverWith.includes(rule.name)) return new Set();
    const claims = run.phase.claims(rival, run.phase.start, scope, place => !run.closed.has(place));
    return new Set(claims.flatMap((claim, place) => (claim === undefined || claim.amount.isZero() ? [] : [place])));
}

/** The rule's own scope: what is not known is reported under its name. */
function scopeFor(run: Run, rule: Price): Scope {
    const { unknown, verdict } = run.order.request;
    const scope = run.scope();
    if (unknown === undefined && verdict === undefined) return scope;
    return {
        ...scope,
        onUnknown: what => {
            unknown?.(rule.name, what);
            if (!run.unknowns.has(rule.name)) run.unknowns.set(rule.name, what);
        },
    };
}

function refuse(run: Run, rule: Price, why: string): undefined {
    hinder(run, rule.name, why);
    return undefined;
}
