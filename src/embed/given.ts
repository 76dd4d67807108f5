import { didYouMean } from '../base/did-you-mean.ts';
import { Rational } from '../base/rational.ts';
import { quoteList } from '../base/text.ts';
import { type Instant, parseInstant, type Zone } from '../base/zone.ts';
import { lineOf, Quotients } from '../history/line.ts';
import { Refusal, readDay, readerOf, readNotNegative, readTaxRate, readZoneName } from '../history/values.ts';
import type { Announcement } from '../model/announcement.ts';
import type { ListPrice } from '../model/contract.ts';
import type { Field } from '../model/event.ts';
import type { Line, Member, Occurrence } from '../model/occurrence.ts';
import type { Program } from '../model/program.ts';
import type { Type } from '../model/type.ts';
import type { Value } from '../model/value.ts';
import { programZone } from '../simulate/zone.ts';

/**
 * A value as JavaScript or JSON has it. Numbers are taken as they are written: 4.99 is 499/100, exactly; what has more
 * digits than a number holds is given as text. Percentages are `0.1` or `'10%'`, dates `'2026-03-02'`, choices and
 * groups text, sets lists of text.
 */
export type Given = string | number | bigint | boolean | Date | readonly string[] | null | undefined;

/** An instant: ISO 8601 (without an offset, local to the program's time zone), a `Date`, or milliseconds since 1970. */
export type When = string | number | Date;

export interface MemberGiven {
    /** Local day of joining. */
    readonly joined?: string | Date | undefined;
    /** Id of the member who referred this one. */
    readonly referrer?: string | undefined;
    /** By the names that the program declares for members. What is missing is unknown, not empty. */
    readonly fields?: Readonly<Record<string, Given>> | undefined;
}

export interface LineGiven {
    readonly sku?: string | undefined;
    /** One where it is not said. */
    readonly quantity?: number | string | undefined;
    /** Of a unit, before this program's prices, in the program's currency. */
    readonly price?: number | string | undefined;
    /** What was really paid for the line: price rules leave it alone. */
    readonly paid?: number | string | undefined;
    /** What a unit costs the company. */
    readonly cost?: number | string | undefined;
    /** Rate of tax: 0.19 or '19%'. */
    readonly tax?: number | string | undefined;
    /** Stored value is sold. */
    readonly giftCard?: boolean | undefined;
    /** By the names that the program declares for items. */
    readonly fields?: Readonly<Record<string, Given>> | undefined;
}

export interface BasketGiven {
    readonly at: When;
    readonly lines: readonly LineGiven[];
    /** By the names that the program declares for purchases, `code` among them. */
    readonly fields?: Readonly<Record<string, Given>> | undefined;
    readonly redeem?: readonly (string | { readonly reward: string; readonly times: number })[] | undefined;
    readonly shipping?: number | string | undefined;
    /** Parts that are paid with a gift card, with credit. */
    readonly giftCard?: number | string | undefined;
    readonly credit?: number | string | undefined;
}

export interface EventGiven extends Partial<BasketGiven> {
    readonly at: When;
    /** The same id counts once, however often it comes; unique over all members. */
    readonly id: string;
    readonly member: string;
    /** `purchase`, `return`, `enrolment`, `redemption`, or one that the program declares. */
    readonly event: string;
    /** Purchases: the order's id. Returns: the order that comes back, when known. */
    readonly order?: string | undefined;
}

/** From when on a unit of an article costs what. */
export interface PriceGiven {
    readonly sku: string;
    readonly from: When;
    readonly price: number | string;
}

/** Something that happens for everybody. */
export interface AnnouncementGiven {
    readonly event: string;
    readonly at: When;
    readonly fields?: Readonly<Record<string, Given>> | undefined;
}

/** Reads what was given for one program, and keeps what it cannot use as sentences. */
export class Reader {
    readonly problems: string[] = [];
    readonly #program: Program;
    readonly #zone: Zone;
    readonly #quotients = new Quotients();

    constructor(program: Program) {
        this.#program = program;
        this.#zone = programZone(program);
    }

    instant(given: unknown, what: string): Instant {
        const instant =
            given instanceof Date
                ? given.getTime()
                : typeof given === 'string'
                  ? parseInstant(given.trim(), this.#zone)
                  : given;
        if (typeof instant === 'number' && Number.isSafeInteger(instant)) return instant;
        this.problems.push(
            `${what} must be a time such as 2026-03-02T14:05:00+01:00, a Date, or whole milliseconds since 1970.`,
        );
        return 0;
    }

    text(given: unknown, what: string): string {
        if (typeof given === 'string' && given !== '') return given;
        this.problems.push(`${what} must be text that is not empty.`);
        return '';
    }

    member(id: string, given: MemberGiven): Member {
        const { joined, referrer, fields } = objectOr(given);
        const day =
            joined === undefined || joined === null
                ? undefined
                : this.#read(joined, `'joined' of '${id}'`, text => readDay(text, this.#zone));
        return {
            id: this.text(id, `The id of a member`),
            joined: typeof day === 'number' ? day : undefined,
            referrer: referrer === undefined || referrer === null ? undefined : this.text(referrer, `'referrer'`),
            fields: this.memberFields(fields),
        };
    }

    memberFields(fields: MemberGiven['fields']): ReadonlyMap<string, Value> {
        const zone: Field[] = this.#program.memberFields.filter(({ name }) => name !== 'timezone');
        return this.#fields(fields, zone, 'members', { timezone: readZoneName });
    }

    occurrence(given: EventGiven, sequence: number): Occurrence {
        const { id, member, event, at, order, fields, lines, redeem, shipping, giftCard, credit } = objectOr(given);
        const kind = this.#program.events.find(({ name }) => name === event);
        if (kind === undefined) {
            const known = this.#program.events.map(({ name }) => name);
            this.problems.push(`There is no event '${String(event)}'.${didYouMean(String(event), known)}`);
        } else if (kind.everybody === true)
            this.problems.push(`'${kind.name}' happens to everybody, not to one member.`);
        // Datasets and tests give them among the fields.
        const own = objectOr<NonNullable<EventGiven['fields']>>(fields ?? {});
        const card = this.#minor(giftCard ?? own.gift_card, 'giftCard');
        const paid = this.#minor(credit ?? own.credit, 'credit');
        return {
            id: this.text(id, `'id'`),
            member: this.text(member, `'member'`),
            at: this.instant(at, `'at'`),
            sequence,
            event: String(event),
            fields: this.#fields(fields, kind?.fields ?? [], `'${String(event)}'`),
            lines: this.#list(lines, `'lines'`).map((line, index) => this.#line(line as LineGiven, index)),
            order: order === undefined || order === null ? undefined : this.text(order, `'order'`),
            tenders:
                card === undefined && paid === undefined ? undefined : { giftCard: card ?? 0n, credit: paid ?? 0n },
            redeems: this.#list(redeem, `'redeem'`).map(each => this.#redemption(each)),
            shipping: this.#minor(shipping ?? own.shipping, 'shipping'),
        };
    }

    prices(given: readonly PriceGiven[] | undefined): readonly ListPrice[] {
        const prices = this.#list(given, `'prices'`).map((each): ListPrice => {
            const { sku, from, price } = objectOr(each as PriceGiven);
            const amount = this.#read(price, `The price of '${String(sku)}'`, readNotNegative);
            return {
                sku: this.text(sku, `'sku' of a price`),
                from: this.instant(from, `'from' of the price of '${String(sku)}'`),
                price: amount instanceof Rational ? amount : Rational.ZERO,
            };
        });
        return prices.toSorted((a, b) => a.from - b.from);
    }

    announcements(given: readonly AnnouncementGiven[] | undefined): readonly Announcement[] {
        const announcements = this.#list(given, `'announcements'`).map((each): Announcement => {
            const { event, at, fields } = objectOr(each as AnnouncementGiven);
            const kind = this.#program.events.find(({ name }) => name === event);
            if (kind?.everybody !== true) {
                const known = this.#program.events.filter(({ everybody }) => everybody).map(({ name }) => name);
                this.problems.push(`'${String(event)}' is no event for everybody: known are ${quoteList(known)}.`);
            }
            const own = [...(kind?.fields ?? []), ...this.#program.itemFields];
            return {
                event: String(event),
                at: this.instant(at, `'at' of '${String(event)}'`),
                fields: this.#fields(fields, own, `'${String(event)}'`),
            };
        });
        return announcements.toSorted((a, b) => a.at - b.at);
    }

    #line(given: LineGiven, index: number): Line {
        const { fields, giftCard, ...said } = objectOr(given);
        const own = objectOr<NonNullable<LineGiven['fields']>>(fields ?? {});
        const cell = (name: Exclude<keyof LineGiven, 'fields' | 'giftCard'>, read: Read = readNotNegative): Value => {
            const value: unknown = said[name] ?? own[name];
            return value === undefined || value === null
                ? undefined
                : this.#read(value, `'${name}' of line ${index + 1}`, read);
        };
        return lineOf(
            index,
            {
                sku: cell('sku', text => text),
                quantity: cell('quantity'),
                price: cell('price'),
                amount: undefined,
                paid: cell('paid'),
                cost: cell('cost'),
                tax: cell('tax', readTaxRate),
                giftCard: giftCard === true || own.gift_card === true || own.gift_card === 'yes',
                fields: this.#fields(fields, this.#program.itemFields, 'items'),
            },
            this.#quotients,
        );
    }

    #redemption(given: unknown): Occurrence['redeems'][number] {
        const { reward, times } =
            typeof given === 'string'
                ? { reward: given, times: 1 }
                : objectOr(given as { reward: string; times: number });
        const known = this.#program.rewards.map(({ name }) => name);
        if (!known.includes(String(reward)))
            this.problems.push(`There is no reward '${String(reward)}'.${didYouMean(String(reward), known)}`);
        const isCount = typeof times === 'number' && Number.isSafeInteger(times) && times > 0;
        if (!isCount) this.problems.push(`A reward is redeemed a whole number of times, at least once.`);
        return { reward: String(reward), times: isCount ? times : 1 };
    }

    #minor(given: unknown, name: string): bigint | undefined {
        if (given === undefined || given === null) return undefined;
        const value = this.#read(given, `'${name}'`, readNotNegative);
        return value instanceof Rational ? value.toUnits(this.#program.currency.decimals, 'half up') : undefined;
    }

    #fields(
        given: Readonly<Record<string, Given>> | null | undefined,
        declared: readonly Field[],
        whose: string,
        others: Readonly<Record<string, Read>> = {},
    ): ReadonlyMap<string, Value> {
        const fields = new Map<string, Value>();
        for (const [name, value] of Object.entries(objectOr(given ?? {}))) {
            if (value === undefined || value === null || value === '') continue;
            const type: Type | undefined = declared.find(field => field.name === name)?.type;
            const read = others[name] ?? (type === undefined ? undefined : readerOf(type, this.#zone));
            if (read === undefined) {
                const known = [...declared.map(field => field.name), ...Object.keys(others)];
                this.problems.push(`The program knows no field '${name}' of ${whose}.${didYouMean(name, known)}`);
                continue;
            }
            const known = this.#read(value, `'${name}'`, read);
            if (known !== undefined) fields.set(name, known);
        }
        return fields;
    }

    #list(given: unknown, what: string): readonly unknown[] {
        if (given === undefined || given === null) return [];
        if (Array.isArray(given)) return given;
        this.problems.push(`${what} must be a list.`);
        return [];
    }

    #read(given: unknown, what: string, read: Read): Value {
        const text = textOf(given);
        if (text === undefined) {
            this.problems.push(`${what} must be text, a number, true or false, a Date, or a list of texts.`);
            return undefined;
        }
        const value = read(text.trim());
        if (!(value instanceof Refusal)) return value;
        this.problems.push(`${what}: ${value.reason}`);
        return undefined;
    }
}

type Read = (text: string) => Exclude<Value, undefined> | Refusal;

function textOf(given: unknown): string | undefined {
    if (typeof given === 'string') return given;
    if (typeof given === 'boolean') return given ? 'yes' : 'no';
    if (typeof given === 'bigint') return String(given);
    if (typeof given === 'number') return Number.isFinite(given) ? String(given) : undefined;
    if (given instanceof Date) return Number.isNaN(given.getTime()) ? undefined : given.toISOString();
    return Array.isArray(given) && given.every(each => typeof each === 'string') ? given.join('|') : undefined;
}

/** JavaScript may give anything where TypeScript promises an object. */
const objectOr = <T extends object>(given: T): Partial<T> =>
    typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {};
