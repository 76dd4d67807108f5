import type { Rational } from '../base/rational.ts';
import type { Budget } from '../model/budget.ts';
import type { During, Expression } from '../model/expression.ts';
import type { Value } from '../model/value.ts';

/**
 * Watches the interpreter decide. Conditions, times and steps are the very parts of the program that is run. What is
 * only tried (another set of rules, an order as if parts of it had never been bought) is not shown to it.
 */
export interface Observer {
    /** A condition came out so; `undefined` where that is not known. */
    readonly judged: (condition: Expression, value: Value) => void;
    /** A value was held against another, which stands here as it is written: negative where the value is below it. */
    readonly compared: (bound: Expression, order: number) => void;
    /** Whether it was the time of a clause. */
    readonly timed: (during: During, isTime: boolean) => void;
    /** An amount was held against a step of brackets: negative where it is below. */
    readonly stepped: (step: BracketStep, order: number) => void;
    /** A budget kept something back of what was asked of it. */
    readonly keptBack: (budget: Budget) => void;
}

/** A step of the brackets of an earning rule, or of a price. */
export interface BracketStep {
    readonly from: Rational;
}
