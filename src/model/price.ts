import type { Rational, Rounding } from '../base/rational.ts';
import type { Limit } from './earn.ts';
import type { Expression, Times } from './expression.ts';
import type { Declared, Span } from './source.ts';

/** Order discounts over lines (row 2). */
export type Spread =
    | 'by amount'
    | 'by gross'
    | 'by quantity'
    | 'evenly'
    /** One line after the other bears all that it can. */
    | 'first to last'
    | 'last to first'
    | 'cheapest first'
    | 'dearest first'
    | 'lowest tax first'
    | 'highest tax first';

export type Remainder = 'largest fractions' | 'largest line' | 'first lines' | 'first line' | 'last line';

/** Phases in their order (row 10); `event` stands beside them: the price of something that is no order. */
export type PricePhase = 'item' | 'order' | 'shipping' | 'event';

export interface Price extends Declared {
    readonly phase: PricePhase;
    /** Phase `event`: the field of the event that is the price. */
    readonly of?: { readonly event: string; readonly field: string } | undefined;
    readonly when: readonly Expression[];
    readonly where: readonly Expression[];
    readonly during: Times;
    readonly actions: readonly PriceAction[];
    /** Lowest price of a unit (item phase, may read item fields) or of the order's goods (order phase). */
    readonly floor: Expression | undefined;
    readonly spread: Spread;
    /** By amounts as they are with tax, or without it; absent: as the prices are. */
    readonly spreadTax?: 'with tax' | 'without tax' | undefined;
    /** Order phase: what is left over when shares are rounded; largest fractions unless written. */
    readonly remainder?: Remainder | undefined;
    /** Order phase: no share takes a unit of a line below this; the other lines bear the rest. Reads item fields. */
    readonly lineFloor?: Expression | undefined;
    /** Item phase: the rule raises no unit's price above this. */
    readonly ceiling?: Expression | undefined;
    /** Where it applies, no other rule of its phase does; of several, the one with the highest number goes first. */
    readonly priority?: number | undefined;
    /** Only on each so many-th order of the member; `number` is the number of this order. */
    readonly every?: { readonly count: number; readonly number: Expression } | undefined;
    /** Only each so many-th unit (or line) that matches; units go on from those bought `before` in the period. */
    readonly nth?: { readonly count: number; readonly of: 'units' | 'lines'; readonly before?: Expression } | undefined;
    /** Lines of no units match as well: what is charged at least, or once, is due for nothing. */
    readonly zeroUnits?: boolean;
    /** Absent: as the program says, else half up when the phase is over. */
    readonly rounding?: PriceRounding | undefined;
    /** Where it applies, no rule of its phase does that comes after it. */
    readonly stops?: boolean;
    /** Which units go first where a limit leaves some out. */
    readonly first?: 'cheapest' | 'dearest' | undefined;
    readonly limits: readonly Limit[];
    /** Names of rules that this one is never applied with: it yields when one of them applies. */
    readonly neverWith: readonly string[];
    /** Names of rules of its phase after which this one comes: it is computed on what they have left. */
    readonly after?: readonly string[] | undefined;
    /** Only on orders with a code of this coupon. */
    readonly coupon?: string | undefined;
    /** What the matching goods (or shipping) come to after this rule, altogether, whole currency units. */
    readonly charge?: Charge | undefined;
}

export type PriceAction = { readonly span: Span; readonly text: string } /** Below zero it is a surcharge. */ & (
    | ({
          readonly kind: 'percent off';
          readonly rate: Rational;
          readonly condition: Expression | undefined;
      } & Worth)
    /** Item phase: off each unit; order and shipping phase: off the whole. */
    | ({
          readonly kind: 'amount off';
          readonly amount: Rational;
          readonly condition: Expression | undefined;
      } & Worth)
    /** Item phase: the unit's price is this, instead; with `package`, the price of so many units of a line. */
    | ({
          readonly kind: 'new price';
          readonly amount: Rational;
          readonly package?: Package | undefined;
          readonly condition: Expression | undefined;
      } & Pick<Worth, 'formula'>)
    | {
          readonly kind: 'brackets';
          readonly mode: 'graduated' | 'all-units';
          readonly by: 'quantity' | 'amount';
          /** Of each unit instead of one: `by item.weight` counts kilograms, not units. */
          readonly measure?: Expression | undefined;
          readonly scope: 'line' | 'order';
          /** What the member bought before, in units or money: brackets go on from there. */
          readonly after?: Expression | undefined;
          /** Where nothing is bought, what the first step charges once is due. */
          readonly zeroUnits?: boolean;
          readonly steps: readonly PriceStep[];
      }
    /** Of each `buy` units only `pay` are paid; `free` says which of all matching units. */
    | ({ readonly kind: 'buy pay'; readonly buy: number; readonly pay: number } & SetTerms)
    /** With `buy` units that match the rule come up to `get` units at a better price: of the same, or of what `got` says. */
    | ({
          readonly kind: 'buy get';
          readonly buy: number;
          readonly get: number;
          readonly got: Expression | undefined;
          readonly benefit: UnitBenefit;
      } & SetTerms)
    /** A set of units at a price of its own, as often as there are complete sets. */
    | {
          readonly kind: 'bundle';
          readonly components: readonly BundleComponent[];
          readonly price:
              | { readonly kind: 'set price'; readonly amount: Rational }
              | { readonly kind: 'percent off'; readonly rate: Rational }
              | { readonly kind: 'amount off'; readonly amount: Rational }
              /** Of the last component only. */
              | { readonly kind: 'last got'; readonly benefit: UnitBenefit };
          /** Which units are taken first. */
          readonly first: 'cheapest' | 'dearest';
          /** Each line makes its own sets. */
          readonly perLine?: boolean;
          readonly atMost: number | undefined;
      }
);

/** What an action takes off, beyond a constant. */
export interface Worth {
    /** Instead of the rate or the amount: what this comes to, of the line or of the order. */
    readonly formula?: Expression | undefined;
    /** Item phase: an amount is off each line, not off each unit. */
    readonly perLine?: boolean;
    /** Amounts of money are meant so, whatever the prices of the program contain. */
    readonly amounts?: 'with tax' | 'without tax' | undefined;
    /** Once for each step of what it is taken off. */
    readonly per?: Steps | undefined;
    /** It takes no less than this off each unit (item phase), or off the whole, where it takes anything. */
    readonly atLeast?: Rational | undefined;
    /** It takes no more than this off each unit (item phase), or off the whole. */
    readonly atMost?: { readonly rate: Rational } | { readonly amount: Rational } | undefined;
}

/** `per 3 units`, `per whole 50 EUR`. */
export interface Steps {
    /** Units or whole currency units. */
    readonly size: Rational;
    readonly of: 'units' | 'money';
    /** Full steps only. */
    readonly whole: boolean;
    /** A step that is begun counts whole. */
    readonly started?: boolean;
    /** Counted instead of the goods that it is taken off. */
    readonly measure?: Expression | undefined;
}

/** Rounding of what one rule takes off, before it is added up. */
export interface PriceRounding {
    /** What is taken off, or the price that is left. */
    readonly what: 'discount' | 'price';
    readonly mode: Rounding;
    /** To multiples of this, whole currency units; absent: the currency's smallest unit. */
    readonly step?: Rational | undefined;
    /** A price is this much below a multiple: `to 1 EUR less 0.01 EUR`. */
    readonly less?: Rational | undefined;
    /** Item phase: each unit, or the line (absent). Order phase: each line, or the whole (absent). */
    readonly per?: 'unit' | 'line' | undefined;
}

/** How sets of units are made of the lines of an order. */
export interface SetTerms {
    /** Which units are better priced. */
    readonly free: 'cheapest' | 'dearest';
    /**
     * All units make sets together (default), each line makes its own, or units are sorted by price, dearest first,
     * and each set has its own cheapest and dearest.
     */
    readonly sets?: 'together' | 'by line' | 'by price';
    /** Sets in one order. */
    readonly atMost?: number | undefined;
}

/** What becomes of the price of a unit. */
export type UnitBenefit =
    | { readonly kind: 'percent off'; readonly rate: Rational }
    | { readonly kind: 'amount off'; readonly amount: Rational }
    | { readonly kind: 'new price'; readonly amount: Rational };

export interface BundleComponent {
    readonly units: number;
    /** In one set no two of them are of the same article. */
    readonly different?: boolean;
    /** About the line; `sku is "FRIES"` for `1 unit of "FRIES"`; absent: any line that matches the rule. */
    readonly condition: Expression | undefined;
}

/** Whole currency units. */
export interface Charge {
    readonly atLeast: Rational | undefined;
    readonly atMost: Rational | undefined;
    /** What was paid for the same goods before: `atMost` is for all of it together. */
    readonly before?: Expression | undefined;
}

export interface PriceStep {
    readonly from: Rational;
    /** It begins above `from`, not with it. */
    readonly above?: boolean;
    readonly price:
        | { readonly kind: 'unit price'; readonly amount: Rational }
        | { readonly kind: 'percent off'; readonly rate: Rational }
        /** A share of the price is what is charged: fees, taxes. */
        | { readonly kind: 'percent charged'; readonly rate: Rational }
        | { readonly kind: 'amount off'; readonly amount: Rational }
        | { readonly kind: 'package price'; readonly amount: Rational; readonly package: Package }
        | { readonly kind: 'list price' };
    /** Once for the bracket, on top, whole currency units: for `graduated` when it is begun, else when it is reached. */
    readonly flat?: Rational | undefined;
    readonly span: Span;
}

/** Units that are priced together: of a package that is not full, all of it is paid (`started`) or nothing (`full`). */
export interface Package {
    readonly size: Rational;
    readonly count: 'started' | 'full';
    /** `money`: it holds so many whole currency units of price, not units. */
    readonly of?: 'money';
}
