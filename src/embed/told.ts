import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Effect, Outcome, PricedOrder } from '../model/outcome.ts';
import type { Program } from '../model/program.ts';
import { withoutAbsent } from './without-absent.ts';

/**
 * What has happened to a member, as plain JSON. Times are ISO 8601 in UTC. Amounts are text, exact: money in whole units
 * of the program's currency (`'4.50'`), points in whole points (`'12'`). What is not said is left out.
 */
export type Happened = { readonly member: string; readonly at: string; readonly cause?: string } & (
    | { readonly kind: 'event'; readonly event: string; readonly late: boolean; readonly order?: string }
    /** An event whose id was known already: nothing was done. */
    | { readonly kind: 'repeated' }
    | ({ readonly kind: 'purchase' } & PricedBasket)
    /** A field of another event, before and after the program's prices. */
    | {
          readonly kind: 'price';
          readonly event: string;
          readonly field: string;
          readonly gross: string;
          readonly paid: string;
          readonly discounts: readonly { readonly rule: string; readonly amount: string }[];
      }
    | { readonly kind: 'return'; readonly order?: string; readonly paid: string; readonly net: string }
    | PointsMoved
    | {
          readonly kind: 'credit' | 'charge' | 'payout';
          readonly amount: string;
          readonly rule: string;
          readonly why: string;
      }
    | {
          readonly kind: 'tier';
          readonly ladder: string;
          readonly from: string;
          readonly to: string;
          readonly why: string;
          readonly until?: string;
      }
    | {
          readonly kind: 'trigger';
          readonly trigger: string;
          /** Only `fired` and `sent` did something. */
          readonly result: Extract<Outcome, { kind: 'trigger' }>['result'];
          readonly actions: readonly Done[];
      }
    | {
          readonly kind: 'journey';
          readonly journey: string;
          readonly change: Extract<Outcome, { kind: 'journey' }>['change'];
          readonly group: 'in' | 'held out';
          readonly actions: readonly Done[];
      }
    | { readonly kind: 'watch'; readonly trigger: string; readonly isBack: boolean; readonly spent: string }
    | {
          readonly kind: 'redemption';
          readonly reward: string;
          readonly times: number;
          readonly granted: number;
          readonly value: string;
          readonly why: string;
      }
    | {
          readonly kind: 'transfer';
          readonly points: string;
          readonly to: string;
          readonly asked: string;
          readonly sent: string;
          readonly received: string;
          readonly fee: string;
          readonly charged: string;
          readonly why: string;
      }
    | {
          readonly kind: 'contract';
          readonly contract: string;
          readonly change: Extract<Outcome, { kind: 'contract' }>['change'];
          readonly why: string;
          readonly until?: string;
      }
    /** An invariant of the program does not hold. */
    | { readonly kind: 'breach'; readonly invariant: string; readonly why: string }
    /** A condition could not be decided. */
    | { readonly kind: 'unknown'; readonly rule: string; readonly what: string }
    /** Why a rule applied, or did not; in quotes. */
    | { readonly kind: 'verdict'; readonly rule: string; readonly applied: boolean; readonly why: string }
);

export interface PointsMoved {
    readonly kind: 'points';
    readonly flow: Extract<Outcome, { kind: 'posting' }>['flow'];
    /** Of points, or of a wallet. */
    readonly points: string;
    readonly amount: string;
    readonly rule?: string;
    readonly available?: string;
    readonly expires?: string;
    readonly limitedBy?: string;
    /** The group whose balance it is. */
    readonly group?: string;
    /** The member on the other side. */
    readonly other?: string;
}

export interface PricedBasket {
    readonly order?: string;
    readonly lines: readonly PricedLine[];
    /** Before this program's prices, what they take off, and what is left to pay for the goods. */
    readonly gross: string;
    readonly discount: string;
    readonly paid: string;
    /** `paid` without tax. */
    readonly net: string;
    /** What is to be paid in all, where it is known: with shipping, and tax where prices are without it. */
    readonly total?: string;
    readonly shipping?: string;
    readonly discounts: readonly { readonly rule: string; readonly phase: string; readonly amount: string }[];
}

export interface PricedLine {
    readonly sku?: string;
    readonly quantity: string;
    readonly gross: string;
    readonly paid: string;
    readonly discounts: readonly { readonly rule: string; readonly amount: string }[];
}

/** What a trigger did: what your software is asked to do is `send`, `ask`, `escalate`, `open case`, `visit`, `call`. */
export type Done = { readonly kind: Effect['kind'] } & Readonly<Record<string, string | readonly string[]>>;

/** Says outcomes of one program as JSON. */
export class Teller {
    readonly #program: Program;

    constructor(program: Program) {
        this.#program = program;
    }

    tell(outcome: Outcome): Happened {
        const { member, at, cause } = outcome;
        // What is left out of a part is left out of the whole.
        return withoutAbsent({ member, at: iso(at), cause, ...this.#part(outcome) }) as Happened;
    }

    /** Whole points, or whole currency units where it is a wallet. */
    points(units: bigint, name: string): string {
        const decimals = this.#program.points.find(points => points.name === name)?.decimals;
        return decimals === undefined ? this.money(units) : Rational.fromUnits(units, decimals).toDecimal();
    }

    money(minor: bigint): string {
        const { decimals } = this.#program.currency;
        return Rational.fromUnits(minor, decimals).toFixed(decimals);
    }

    basket({ order, lines, gross, discount, paid, net, total, shipping, discounts }: PricedOrder): PricedBasket {
        const took = ({ rule, amount }: { readonly rule: string; readonly amount: bigint }) => ({
            rule,
            amount: this.money(amount),
        });
        return withoutAbsent({
            order,
            lines: lines.map(line =>
                withoutAbsent({
                    sku: line.sku,
                    quantity: line.quantity.toDecimal(),
                    gross: this.money(line.gross),
                    paid: this.money(line.paid),
                    discounts: line.discounts.map(took),
                }),
            ),
            gross: this.money(gross),
            discount: this.money(discount),
            paid: this.money(paid),
            net: this.money(net),
            total: total === undefined ? undefined : this.money(total),
            shipping: shipping === undefined ? undefined : this.money(shipping.paid),
            discounts: discounts.map(each => ({ ...took(each), phase: each.phase })),
        });
    }

    #part(outcome: Outcome): object {
        switch (outcome.kind) {
            case 'event':
                return { kind: 'event', event: outcome.event, late: outcome.late, order: outcome.order };
            case 'repeated':
            case 'breach':
            case 'unknown':
                return outcome.kind === 'repeated' ? { kind: 'repeated' } : rest(outcome);
            case 'purchase':
                return { kind: 'purchase', ...this.basket(outcome) };
            case 'price':
                return {
                    ...pick(outcome, 'kind', 'event', 'field'),
                    gross: this.money(outcome.gross),
                    paid: this.money(outcome.paid),
                    discounts: outcome.discounts.map(({ rule, amount }) => ({ rule, amount: this.money(amount) })),
                };
            case 'return':
                return {
                    ...pick(outcome, 'kind', 'order'),
                    paid: this.money(outcome.paid),
                    net: this.money(outcome.net),
                };
            case 'posting':
                return {
                    kind: 'points',
                    ...pick(outcome, 'flow', 'points', 'rule', 'limitedBy', 'other'),
                    amount: this.points(outcome.amount, outcome.points),
                    available: isoOf(outcome.available),
                    expires: isoOf(outcome.expires),
                    group: outcome.account,
                };
            case 'credit':
            case 'charge':
            case 'payout':
                return { ...rest(outcome), amount: this.money(outcome.amount) };
            case 'tier':
                return { ...rest(outcome), until: isoOf(outcome.until) };
            case 'trigger':
                return { ...rest(outcome), actions: outcome.actions.map(each => this.#done(each)) };
            case 'journey':
                return {
                    ...pick(outcome, 'kind', 'journey', 'change', 'group'),
                    actions: outcome.actions.map(each => this.#done(each)),
                };
            case 'watch':
                return { ...pick(outcome, 'kind', 'trigger', 'isBack'), spent: this.money(outcome.spent) };
            case 'redemption':
                return {
                    ...pick(outcome, 'kind', 'reward', 'times', 'granted', 'why'),
                    value: this.money(outcome.value),
                };
            case 'transfer':
                return { ...rest(outcome), ...this.#transferred(outcome) };
            case 'contract':
                return { ...pick(outcome, 'kind', 'contract', 'change', 'why'), until: isoOf(outcome.until) };
            case 'verdict':
                return pick(outcome, 'kind', 'rule', 'applied', 'why');
        }
    }

    #transferred({ points, asked, sent, received, fee, charged }: Extract<Outcome, { kind: 'transfer' }>): object {
        const say = (units: bigint): string => this.points(units, points);
        return {
            asked: say(asked),
            sent: say(sent),
            received: say(received),
            fee: say(fee),
            charged: this.money(charged),
        };
    }

    #done(effect: Effect): Done {
        switch (effect.kind) {
            case 'give':
                return { ...effect, amount: this.#given(effect.amount, effect.unit) };
            case 'present':
                return { ...effect, cost: this.money(effect.cost) };
            case 'take':
            case 'extend':
                return { ...effect, amount: this.points(effect.amount, effect.points) };
            case 'offer':
            case 'held':
                return { ...effect, until: iso(effect.until) };
            case 'withheld':
            case 'send':
            case 'ask':
            case 'move':
            case 'escalate':
            case 'open case':
            case 'visit':
            case 'call':
            case 'tag':
                return effect;
        }
    }

    #given(amount: bigint, unit: string): string {
        return unit === this.#program.currency.code ? this.money(amount) : this.points(amount, unit);
    }
}

export const iso = (at: Instant): string => new Date(at).toISOString();

const isoOf = (at: Instant | undefined): string | undefined => (at === undefined ? undefined : iso(at));

function pick<T extends object, K extends keyof T>(from: T, ...keys: readonly K[]): Pick<T, K> {
    // Every key is one of the object.
    return Object.fromEntries(keys.map(key => [key, from[key]])) as Pick<T, K>;
}

function rest({ member: _, at: __, cause: ___, ...others }: Outcome): object {
    return others;
}
