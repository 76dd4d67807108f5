import type { Rational } from '../../base/rational.ts';
import type { Price, PricePhase } from '../../model/price.ts';
import type { Scope } from '../scope.ts';
import type { Refusal } from './order-budgets.ts';

/** What a rule would take off at one place. */
export interface Claim {
    /** Exact minor units; below zero it raises the price. Never more than there is to be paid. */
    readonly amount: Rational;
    /** Units that become cheaper. */
    readonly units: Rational;
    /** Order phase: what it was computed on, by line. */
    readonly bearers: readonly Rational[];
    /** Order phase: what each line bears, where each is rounded by itself; whole minor units. */
    readonly shares?: readonly bigint[];
    /** What budgets have taken from it. */
    readonly refusals?: readonly Refusal[];
}

/** How much a rule may take off at most, and why. */
export interface Room {
    readonly most: Rational;
    readonly why: string;
}

/** A phase of pricing: what its rules work on, and what becomes of what they take off. */
export interface Phase {
    readonly name: PricePhase;
    /** Discounts are decided line by line, or at one place for the whole order or for shipping. */
    readonly places: number;
    /** Exact minor units when the phase began, by line; for shipping, what is charged. */
    readonly start: readonly Rational[];
    /** The amounts as they stand, in the shape of `start`. */
    readonly standing: () => readonly Rational[];
    /** The goods as they stand, for conditions: exact minor units by line. */
    readonly goods: () => readonly Rational[];
    /** By place; undefined where the rule does not match. `base` has the shape of `start`. */
    readonly claims: (
        rule: Price,
        base: readonly Rational[],
        scope: Scope,
        isOpen: (place: number) => boolean,
    ) => (Claim | undefined)[];
    /** The rule's floor; undefined where it has none. */
    readonly room: (rule: Price, place: number, scope: Scope) => Room | undefined;
    /** How much the rule may raise a place; undefined where it has no ceiling. */
    readonly headroom?: (rule: Price, place: number, scope: Scope) => Room | undefined;
    /** Returns what that takes from each entry of `start`. */
    readonly take: (rule: Price, place: number, claim: Claim) => readonly Rational[];
    /** Rounds and posts what has been taken. */
    readonly close: () => void;
}
