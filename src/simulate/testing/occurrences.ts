import { Rational } from '../../base/rational.ts';
import type { Instant } from '../../base/zone.ts';
import type { Line, Occurrence } from '../../model/occurrence.ts';
import type { Program } from '../../model/program.ts';
import type { TestLine, TestStep } from '../../model/test.ts';
import type { Value } from '../../model/value.ts';

type EventStep = Extract<TestStep, { kind: 'event' }>;

/** Prices that the test has named for articles: a later line may leave its price out. */
export class PriceBook {
    readonly #known = new Map<string, Rational>();
    readonly #listed: ReadonlySet<string>;

    /** `listed`: articles whose prices over time the test says. */
    constructor(listed: ReadonlySet<string> = new Set()) {
        this.#listed = listed;
    }

    isAtListPrice({ sku, price }: TestLine): boolean {
        return price === undefined && sku !== undefined && this.#listed.has(sku);
    }

    priceOf({ sku, price }: TestLine): Rational | undefined {
        if (sku === undefined) return price;
        if (price !== undefined) this.#known.set(sku, price);
        return price ?? this.#known.get(sku);
    }
}

interface Placing {
    readonly at: Instant;
    /** Of the step, as written. */
    readonly number: number;
    readonly prices: PriceBook;
    readonly program: Program;
}

/** What a step feeds the engine with; a sentence where it can't. */
export function toOccurrence(step: EventStep, { at, number, prices, program }: Placing): Occurrence | string {
    const lines: Line[] = [];
    for (const [index, line] of step.lines.entries()) {
        if (prices.isAtListPrice(line)) {
            lines.push({ ...toLine(index, line, Rational.ZERO), atListPrice: true });
            continue;
        }
        const price = prices.priceOf(line);
        if (price === undefined)
            return `The test does not know a price for ${line.sku === undefined ? 'a line' : `'${line.sku}'`}.`;
        lines.push(toLine(index, line, price));
    }
    const minor = (field: string): bigint | undefined => moneyField(step.fields, field, program);
    const [giftCard, credit] = [minor('gift_card'), minor('credit')];
    return {
        id: `step ${number + 1}`,
        member: step.who,
        at,
        sequence: number,
        event: step.event,
        fields: step.fields,
        lines,
        order: step.order ?? step.ofOrder,
        tenders:
            giftCard === undefined && credit === undefined
                ? undefined
                : { giftCard: giftCard ?? 0n, credit: credit ?? 0n },
        redeems: step.redeems,
        shipping: minor('shipping'),
    };
}

/** What a person signs before the test says anything else of that day. */
export function signing(member: string, contract: string, at: Instant): Occurrence {
    return {
        id: `${member} signs ${contract} at ${at}`,
        member,
        at,
        sequence: -1,
        event: 'contract_signed',
        fields: new Map([['contract', contract]]),
        lines: [],
        order: undefined,
        tenders: undefined,
        redeems: [],
        shipping: undefined,
    };
}

function toLine(index: number, { sku, quantity, fields }: TestLine, price: Rational): Line {
    return {
        index,
        sku,
        quantity,
        price,
        paid: false,
        cost: number(fields, 'cost'),
        tax: number(fields, 'tax'),
        giftCard: fields.get('gift_card') === 'yes' || fields.get('gift_card') === true,
        fields,
    };
}

function number(fields: ReadonlyMap<string, Value>, name: string): Rational | undefined {
    const value = fields.get(name);
    return value instanceof Rational ? value : undefined;
}

const moneyField = (fields: ReadonlyMap<string, Value>, name: string, { currency }: Program): bigint | undefined =>
    number(fields, name)?.toUnits(currency.decimals, 'half up');
