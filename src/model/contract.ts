import type { Rational } from '../base/rational.ts';
import type { CalendarUnit, Expression, MonthDay } from './expression.ts';
import type { Declared, Span } from './source.ts';
import type { Duration } from './type.ts';

/** What is bought at least, whole currency units or units, in each term or in each of its own periods. */
export interface Commitment {
    readonly amount: Rational;
    readonly of: 'money' | 'units';
    /** A metric that is a sum: `spend`, `units`, or one of the author's. */
    readonly metric: string;
    readonly per:
        | { readonly kind: 'term' }
        | { readonly kind: 'calendar'; readonly unit: CalendarUnit }
        /** Counted from the day of signing. */
        | { readonly kind: 'every'; readonly duration: Duration };
    /** Of a period that it did not run through, in proportion to its days. */
    readonly prorated?: boolean;
}

/** What a member signs: prices, and a promise to buy. */
export interface Contract extends Declared {
    /** Absent: until it is ended. */
    readonly term: ContractTerm | undefined;
    /** Who may sign; asked when it is signed. */
    readonly when: readonly Expression[];
    readonly discounts: readonly ContractDiscount[];
    readonly locks: readonly PriceLock[];
    readonly protections: readonly PriceProtection[];
    /** Lowest price of a unit that locks and discounts of the contract lead to. */
    readonly floor: Expression | undefined;
    /** What the member promises to buy in each term, whole currency units. */
    readonly commitment: Commitment | undefined;
    /** Share of what is missing to the commitment that is charged at the end of each of its periods. */
    readonly shortfall: Rational | undefined;
    /** The same where units are promised: whole currency units for each that is missing. */
    readonly shortfallEach?: Rational | undefined;
    readonly payment: Duration | undefined;
    readonly promptPayment: readonly PromptPayment[];
    readonly renewal: 'automatically' | 'never';
    readonly earlyEnd: EarlyEnd | undefined;
    readonly precedence: ContractPrecedence;
}

export type ContractTerm =
    | { readonly kind: 'for'; readonly duration: Duration }
    /** From one day of the year through another, both included: `1 November through 31 March`. */
    | { readonly kind: 'season'; readonly from: MonthDay; readonly through: MonthDay };

export interface ContractDiscount {
    readonly span: Span;
    readonly text: string;
    /** Off each unit, after a locked price. */
    readonly off:
        | { readonly kind: 'percent'; readonly rate: Rational }
        | { readonly kind: 'amount'; readonly amount: Rational };
    readonly condition: Expression | undefined;
}

/** The price of a unit when the contract began (or `at`) is not passed; lower prices are paid. */
export interface PriceLock {
    readonly span: Span;
    readonly at: Rational | undefined;
    readonly condition: Expression | undefined;
    /** From the beginning of the term; absent: the whole term. */
    readonly duration: Duration | undefined;
}

/** Drops of the list price within `duration` after a purchase are credited on what is kept of it. */
export interface PriceProtection {
    readonly span: Span;
    readonly condition: Expression | undefined;
    readonly duration: Duration;
}

/** `discount 2% if paid within 10 days`: of what is paid by then, credited with the payment. */
export interface PromptPayment {
    readonly rate: Rational;
    readonly within: Duration;
    readonly text: string;
}

export type EarlyEnd =
    | { readonly kind: 'share'; readonly share: Rational }
    | { readonly kind: 'amount'; readonly amount: Rational };

/** How contract prices and the price rules of the program meet. */
export type ContractPrecedence = 'before promotions' | 'instead of promotions' | 'best of contract and promotions';

/** What articles cost from when on; known beforehand, for the whole run. */
export interface ListPrice {
    readonly sku: string;
    /** Instant. */
    readonly from: number;
    /** Price of a unit, whole currency units. */
    readonly price: Rational;
}
