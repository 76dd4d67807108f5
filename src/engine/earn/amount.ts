import { Rational } from '../../base/rational.ts';
import type { Basis, Give } from '../../model/earn.ts';
import type { Expression, Window } from '../../model/expression.ts';
import { evaluate, firstUnknown } from '../evaluate.ts';
import { earningUnits, narrowedTo } from '../goods.ts';
import type { Running } from '../running.ts';
import type { Scope } from '../scope.ts';
import type { EventFacts, Goods } from '../state.ts';
import { earningBase } from './base.ts';
import type { Moved } from './moved.ts';

type Brackets = Extract<Basis, { kind: 'brackets' }>;

/** What a gift is computed on: an event with all its matching lines, or one line of it. */
export interface Ground {
    readonly facts: EventFacts;
    readonly scope: Scope;
    /** The lines that count; empty for events without lines. */
    readonly goods: readonly Goods[];
    /** Whether these are all lines of the event. */
    readonly isWhole: boolean;
    /** Share of the order that earns (row 4). */
    readonly share: Rational;
    /** What named rules give for the same event; bonuses before this one among them where it compounds. */
    readonly givenBy: (basis: Extract<Basis, { kind: 'of rules' }>) => Rational;
    /** How often the running count passes a multiple of its step with these lines. */
    readonly passed: (basis: Extract<Basis, { kind: 'every' }>) => Rational;
    /** Whether these goods, or this event, make a row long enough: one or nothing. */
    readonly inRow: (basis: Extract<Basis, { kind: 'in a row' }>) => Rational;
    /** What a measure is when the event begins, and when it has taken the event in. */
    readonly moved: (metric: string, window: Window) => Moved;
}

/** Whole points or currency units, exact and never negative. Milestones are worked out apart. */
export function amountOf({ amount, basis, atLeast, atMost }: Give, ground: Ground, running: Running): Rational {
    const value = amountOn(amount, basis, ground, running).max(Rational.ZERO);
    const raised = atLeast !== undefined && isFound(basis, value, ground, running) ? value.max(atLeast) : value;
    return atMost === undefined ? raised : raised.min(atMost);
}

/** Whether there is anything to give for: where it comes to nothing by its steps alone, there is. */
function isFound(basis: Basis, value: Rational, ground: Ground, running: Running): boolean {
    if (basis.kind === 'per') return countedBy(basis, ground, running).sign() > 0;
    if (basis.kind !== 'brackets') return value.sign() > 0;
    const { from, to } = stretchOf(basis, ground, running);
    return to.gt(from);
}

function amountOn(amount: Rational, basis: Basis, ground: Ground, running: Running): Rational {
    switch (basis.kind) {
        case 'flat':
            return amount;
        case 'per': {
            const steps = countedBy(basis, ground, running).div(basis.step);
            return amount.mul(basis.whole ? Rational.of(steps.floor()) : steps);
        }
        case 'of rules':
            return amount.mul(ground.givenBy(basis));
        case 'every':
            return amount.mul(ground.passed(basis));
        case 'in a row':
            return amount.mul(ground.inRow(basis));
        case 'brackets': {
            const stretch = stretchOf(basis, ground, running);
            for (const step of basis.steps) running.observer?.stepped(step, stretch.to.compare(step.from));
            return bracketed(basis, stretch);
        }
        case 'milestone':
            return Rational.ZERO;
    }
}

function countedBy({ of, units }: Extract<Basis, { kind: 'per' }>, ground: Ground, running: Running): Rational {
    if (units === true && ground.goods.length > 0) return earningUnits(ground.goods, running.program);
    return basisValue(of, ground, running);
}

/** The value of an expression over the lines that count; absent: what is paid for them. Unknown values give nothing. */
function basisValue(of: Expression | undefined, ground: Ground, running: Running): Rational {
    const { program } = running;
    if (of === undefined) return earningBase(ground.goods, ground.share, program);
    const scope = ground.isWhole ? ground.scope : narrowedTo(ground.goods, ground.facts, ground.scope, program);
    const value = evaluate(of, scope, program);
    if (value === undefined) ground.scope.onUnknown?.(firstUnknown(of, scope, program));
    return value instanceof Rational ? value : Rational.ZERO;
}

/** The stretch that is priced by brackets: an amount from nothing on, or what the event adds to a measure over a period. */
function stretchOf({ by, isMoved }: Brackets, ground: Ground, running: Running): Moved {
    if (isMoved && by.kind === 'metric') return ground.moved(by.metric, by.window);
    return { from: Rational.ZERO, to: basisValue(by, ground, running) };
}

/** Row 7. Brackets are half-open; the last has no end. What crosses a limit is split there. */
export function bracketed({ mode, steps }: Pick<Brackets, 'mode' | 'steps'>, { from: start, to }: Moved): Rational {
    const reached = steps.filter(({ from }) => to.ge(from));
    const give = (step: (typeof steps)[number], part: Rational): Rational =>
        step.per === undefined ? step.amount : step.amount.mul(part.div(step.per));
    if (mode === 'all-units') {
        const last = reached.at(-1);
        return last === undefined ? Rational.ZERO : give(last, to.sub(start));
    }
    return reached.reduce((sum, step, index) => {
        const end = reached[index + 1]?.from ?? to;
        if (end.le(start) && index + 1 < reached.length) return sum;
        return sum.add(give(step, end.sub(step.from.max(start))));
    }, Rational.ZERO);
}

/** By how much an occasion moves the running count of `every n`. */
export function countOf(of: 'units' | 'times' | 'amount', ground: Ground, running: Running): Rational {
    switch (of) {
        case 'times':
            return Rational.ONE;
        case 'units':
            return ground.goods.length === 0 ? Rational.ONE : earningUnits(ground.goods, running.program);
        case 'amount':
            return earningBase(ground.goods, ground.share, running.program);
    }
}
