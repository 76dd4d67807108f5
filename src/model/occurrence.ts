import type { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Value } from './value.ts';

/** A member as data gives it. Fields that are missing are unknown, not empty. */
export interface Member {
    readonly id: string;
    /** Local day of joining, when known. */
    readonly joined: number | undefined;
    /** Id of the member who referred this one. */
    readonly referrer: string | undefined;
    readonly fields: ReadonlyMap<string, Value>;
}

/** Something that happened, as data or a test gives it: what the engine is fed with. */
export interface Occurrence {
    /** The same id counts once (row 22); unique over members. */
    readonly id: string;
    readonly member: string;
    readonly at: Instant;
    /** Breaks ties of `at`. */
    readonly sequence: number;
    /** Name of an event kind: `purchase`, `return`, `enrolment`, `redemption`, the author's own. */
    readonly event: string;
    readonly fields: ReadonlyMap<string, Value>;
    /** Lines of a purchase or of a return; empty for other events. */
    readonly lines: readonly Line[];
    /** Purchases: the order's id. Returns: the id of the order that is returned, when known. */
    readonly order: string | undefined;
    /** How the order was paid, when known: the parts paid otherwise than with cash or card. */
    readonly tenders: Tenders | undefined;
    /** Rewards redeemed with this purchase, or by this redemption. */
    readonly redeems: readonly Redemption[];
    /** Shipping charged, in minor units; not part of what points are earned on. */
    readonly shipping: bigint | undefined;
}

export interface Redemption {
    readonly reward: string;
    readonly times: number;
}

/** Minor units of the program's currency. */
export interface Tenders {
    readonly giftCard: bigint;
    readonly credit: bigint;
}

/** One line of an order. Money in minor units; a line's amount is quantity × price, rounded half up once. */
export interface Line {
    /** Number of the line within its order, from zero. */
    readonly index: number;
    readonly sku: string | undefined;
    /** Not negative: a return says what comes back. */
    readonly quantity: Rational;
    /** Unit price before this program's own price rules, in whole currency units (may have more digits than the currency). */
    readonly price: Rational;
    /** The price was not said: what the list of prices says of the article at that time stands for it. */
    readonly atListPrice?: boolean;
    /** True when `price` is what was really paid: price rules leave the line alone. */
    readonly paid: boolean;
    /** What a unit costs the company, whole currency units, when known. */
    readonly cost: Rational | undefined;
    /** Rate of tax, 19% is 19/100, when known. */
    readonly tax: Rational | undefined;
    /** Where there are several taxes: each by the field that says its rate, as a rate on what is without tax. `tax` is all of them. */
    readonly taxes?: readonly LineTax[];
    /** A stored value sold (gift card): earns when it is used (row 4). */
    readonly giftCard: boolean;
    /** Other fields of the item: category, tags, the author's own; `list_price` when known. */
    readonly fields: ReadonlyMap<string, Value>;
}

export interface LineTax {
    readonly field: string;
    readonly rate: Rational;
    /** So much more for each unit, whole currency units: a levy, or tax on a levy. */
    readonly each?: Rational;
    /** Though the price contains the others. */
    readonly onTop?: boolean;
}
