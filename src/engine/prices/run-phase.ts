import { Rational } from '../../base/rational.ts';
import type { Price } from '../../model/price.ts';
import { sayMoney } from '../say.ts';
import { copyOf } from './allowance.ts';
import { type Ask, askOf, granted, hinder, type Run } from './ask.ts';
import { quantitiesOf, useEachInOrder } from './each-in-order.ts';
import { useUp } from './limits.ts';
import { noteRefusals } from './order-budgets.ts';
import { type OrderState, orderScope } from './order-state.ts';
import type { Claim, Phase } from './phase.ts';
import { total } from './share-out.ts';
import { type Step, stepsOf } from './steps.ts';
import { byUnitPrice } from './unit-sets.ts';

/** Applies all rules of a phase. Each is computed on the prices at its start, unless a group says otherwise. */
export function runPhase(order: OrderState, phase: Phase): void {
    const { program } = order.request;
    const snapshot = orderScope(order, phase.goods());
    const isRunning = program.priceConditionsSee === 'running total';
    const run: Run = {
        order,
        phase,
        scope: () => (isRunning ? orderScope(order, phase.goods()) : snapshot),
        applied: new Map(),
        closed: new Map(),
        stopped: new Map(),
        units: new Map(),
        counted: new Map(),
        unknowns: new Map(),
        hindrances: new Map(),
    };
    for (const step of stepsOf(program, phase.name)) {
        const own = step.rules.some(({ after }) => after !== undefined) ? onWhatStands(run) : run;
        if (step.mode === 'in turn') applyInTurn(own, step);
        else if (step.rules.some(makesSets)) applyWhole(own, step, step.mode);
        else applyOne(own, step, step.mode);
    }
    phase.close();
    recordUses(run);
    tellVerdicts(run);
}

/** What comes after other rules begins with what they have left, and its conditions see that. */
function onWhatStands(run: Run): Run {
    const { order, phase } = run;
    const scope = orderScope(order, phase.goods());
    const isRunning = order.request.program.priceConditionsSee === 'running total';
    return { ...run, phase: { ...phase, start: phase.standing() }, scope: isRunning ? run.scope : () => scope };
}

/** All rules of the step, each on the prices at the phase's start or on what the one before it left. */
function applyInTurn(run: Run, step: Step): void {
    let base = run.phase.start;
    for (const rule of step.rules) {
        const ask = askOf(run, step, rule, base);
        if (ask === undefined) continue;
        for (const place of placesOf(run, ask, base)) {
            const claim = granted(run, ask, place);
            const taken = claim === undefined ? [] : take(run, ask, place, claim);
            if (step.onWhatIsLeft) base = base.map((amount, index) => amount.sub(taken[index] ?? Rational.ZERO));
        }
    }
}

/** Line after line; where a limit leaves some units out, the cheapest or the dearest first, as the rule says. */
function placesOf({ order, phase }: Run, { rule, claims }: Ask, base: readonly Rational[]): Iterable<number> {
    if (rule.first === undefined || phase.name !== 'item') return claims.keys();
    const goods = order.lines.map(({ line }, index) => ({
        amount: base[index] ?? Rational.ZERO,
        quantity: line.quantity,
    }));
    return byUnitPrice(goods, rule.first);
}

/** At each place one rule of the step: the one that takes most off, or the first that changes the price. */
function applyOne(run: Run, step: Step, mode: 'best' | 'first' | 'exclusive'): void {
    const asks = step.rules.flatMap(rule => askOf(run, step, rule, run.phase.start) ?? []);
    for (let place = 0; place < run.phase.places; place++) {
        const options = asks.flatMap(ask => {
            const claim = granted(run, ask, place);
            return claim === undefined ? [] : [{ ask, claim }];
        });
        const chosen = chosenOf(options, mode, step.count ?? 1);
        const names = chosen.map(({ ask }) => `'${ask.rule.name}'`).join(' and ');
        for (const option of options)
            if (chosen.length > 0 && !chosen.includes(option))
                hinder(run, option.ask.rule.name, `${names} ${chosen.length > 1 ? 'are' : 'is'} applied instead`);
        for (const { ask, claim } of chosen) {
            const isTaken = take(run, ask, place, claim).length > 0;
            if (isTaken && mode === 'exclusive') run.closed.set(place, ask.rule.name);
        }
    }
}

/** The ones that take most off, of equal ones the first named; or the first that change the price. */
function chosenOf(options: readonly Option[], mode: 'best' | 'first' | 'exclusive', count: number): readonly Option[] {
    if (mode !== 'best') return options.filter(({ claim }) => !claim.amount.isZero()).slice(0, count);
    return options.toSorted((a, b) => b.claim.amount.compare(a.claim.amount)).slice(0, count);
}

/** A price of a set, or of what is got with something else, is given whole or not at all. */
export const makesSets = ({ actions }: Price): boolean =>
    actions.some(({ kind }) => kind === 'bundle' || kind === 'buy get' || kind === 'buy pay');

/**
 * In a group with rules that make sets, rules are taken one by one: the one that takes most off all its places
 * together (or the first), then the others. Of those a rule that makes sets must share no place with the ones before;
 * any other takes the places that are left.
 */
function applyWhole(run: Run, step: Step, mode: 'best' | 'first' | 'exclusive'): void {
    let open = step.rules.flatMap(rule => {
        const ask = askOf(run, step, rule, run.phase.start);
        return ask === undefined ? [] : [wholeOf(run, ask, NOWHERE)];
    });
    const gone = new Set<number>();
    while (open.length > 0) {
        const changing = open.filter(({ amount }) => !amount.isZero());
        const chosen = mode === 'best' ? largest(changing) : changing[0];
        if (chosen === undefined) return;
        const { name } = chosen.ask.rule;
        for (const place of chosen.places) {
            const claim = granted(run, chosen.ask, place);
            const taken = claim === undefined ? [] : take(run, chosen.ask, place, claim);
            if (taken.length > 0 && mode === 'exclusive') run.closed.set(place, name);
        }
        for (const place of chosen.places) gone.add(place);
        open = open.flatMap(option => {
            if (option === chosen) return [];
            if (!option.places.some(place => gone.has(place))) return [option];
            hinder(run, option.ask.rule.name, `'${name}' is applied instead`);
            return makesSets(option.ask.rule) ? [] : [wholeOf(run, option.ask, gone)];
        });
    }
}

const NOWHERE: ReadonlySet<number> = new Set();

interface Whole {
    readonly ask: Ask;
    /** Where it changes something, and what that is in all. */
    readonly places: readonly number[];
    readonly amount: Rational;
}

/** What a rule would take off all its places one after the other, within its floor and limits. */
function wholeOf(run: Run, ask: Ask, gone: ReadonlySet<number>): Whole {
    const trial = { ...ask, allowances: ask.allowances.map(copyOf) };
    const places: number[] = [];
    let amount = Rational.ZERO;
    for (const place of ask.claims.keys()) {
        const claim = gone.has(place) ? undefined : granted(run, trial, place);
        if (claim === undefined || claim.amount.isZero()) continue;
        useUp(trial.allowances, { money: claim.amount, units: claim.units }, place);
        places.push(place);
        amount = amount.add(claim.amount);
    }
    return { ask, places, amount };
}

/** Of equal ones the first named; one that raises the price is never the best. */
function largest(options: readonly Whole[]): Whole | undefined {
    return options.reduce<Whole | undefined>((best, option) => {
        if (option.amount.isNegative()) return best;
        return best === undefined || option.amount.gt(best.amount) ? option : best;
    }, undefined);
}

interface Option {
    readonly ask: Ask;
    readonly claim: Claim;
}

/** What that takes from each entry of the phase's amounts; empty where it changes nothing. */
function take(run: Run, ask: Ask, place: number, claim: Claim): readonly Rational[] {
    noteRefusals(claim.refusals ?? []);
    if (claim.amount.isZero()) return [];
    const taken = run.phase.take(ask.rule, place, claim);
    if (taken.every(amount => amount.isZero())) return [];
    const { name } = ask.rule;
    use(run, ask, place, { taken, units: claim.units });
    if (ask.allowances.some(({ each }) => each !== undefined)) run.counted.set(name, ask.allowances);
    run.applied.set(name, (run.applied.get(name) ?? new Set()).add(place));
    if (ask.rule.stops === true) run.stopped.set(place, name);
    run.units.set(name, (run.units.get(name) ?? Rational.ZERO).add(claim.units));
    return taken;
}

function use(
    { phase, order }: Run,
    { allowances }: Ask,
    place: number,
    { taken, units }: { readonly taken: readonly Rational[]; readonly units: Rational },
): void {
    const ofLines = allowances.filter(({ each }) => each !== undefined && phase.name === 'order');
    for (const each of ofLines) useEachInOrder(each, taken, quantitiesOf(order));
    const others = allowances.filter(each => !ofLines.includes(each));
    useUp(others, { money: total(taken), units }, place);
}

function recordUses(run: Run): void {
    for (const rule of run.applied.keys()) {
        const units = run.units.get(rule) ?? Rational.ZERO;
        const each = run.counted.get(rule)?.map(allowance => allowance.each?.used);
        run.order.uses.set(rule, {
            times: 1,
            units,
            money: moneyOf(run, rule),
            ...(each === undefined ? {} : { each }),
        });
    }
}

function tellVerdicts(run: Run): void {
    const { verdict, program } = run.order.request;
    if (verdict === undefined) return;
    for (const { name, phase } of program.prices) {
        if (phase !== run.phase.name) continue;
        const hindrance = run.hindrances.get(name);
        if (!run.applied.has(name)) {
            const unknown = run.unknowns.get(name);
            const nothing = unknown === undefined ? 'takes nothing off' : `'${unknown}' is not known`;
            verdict(name, false, hindrance ?? nothing);
            continue;
        }
        const money = moneyOf(run, name);
        const what = money < 0n ? `adds ${sayMoney(-money, program)}` : `takes ${sayMoney(money, program)} off`;
        verdict(name, true, hindrance === undefined ? what : `${what}; ${hindrance}`);
    }
}

/** As posted. */
function moneyOf(run: Run, rule: string): bigint {
    return run.order.discounts.find(discount => discount.rule === rule)?.amount ?? 0n;
}
