import type { Rational } from '../../../base/rational.ts';
import { spaced, spoken } from '../../../base/text.ts';
import type { Expression } from '../../../model/expression.ts';
import type { Metric } from '../../../model/metric.ts';
import type { Program } from '../../../model/program.ts';
import type { Declared } from '../../../model/source.ts';

/** Display names of what a program declares, by their names in it. */
export interface Vocabulary {
    readonly program: Program;
    readonly metric: (name: string) => Metric | undefined;
    readonly titleOf: (name: string) => string;
    /** `your city`, `the severity of the complaint`. */
    readonly fieldOf: (owner: 'member' | 'item' | string, field: string) => string;
}

/** What speaks of one program: phrases are made of phrases. */
export interface Words extends Vocabulary {
    /** An amount, as the subject of a sentence. */
    readonly value: (expression: Expression) => string;
    /** What may follow `if`. */
    readonly condition: (condition: Expression) => string;
    /** Lines of an order, by the conditions on them. */
    readonly goods: (where: readonly Expression[]) => string;
    /** An amount in the unit of an expression. */
    readonly amountLike: (amount: Rational, expression: Expression) => string;
    /** A measure of the program without its window, by its name. */
    readonly measure: (name: string) => string;
}

export function vocabularyOf(program: Program): Vocabulary {
    const metrics = new Map(program.metrics.map(each => [each.name, each]));
    const titles = new Map<string, string>();
    for (const { name, title } of declarationsIn(program)) titles.set(name, title === name ? spaced(name) : title);
    return {
        program,
        metric: name => metrics.get(name),
        titleOf: name => titles.get(name) ?? spoken(name),
        fieldOf: fieldPhrase,
    };
}

function declarationsIn(program: Program): readonly Declared[] {
    const { earns, prices, rewards, contracts, rebates, triggers, budgets, segments, ladders } = program;
    return [
        ...[...earns, ...prices, ...rewards, ...contracts, ...rebates, ...triggers, ...budgets, ...segments],
        ...[...(program.wallets ?? []), ...(program.coupons ?? []), ...program.metrics],
        ...ladders.flatMap(ladder => [ladder, ...ladder.tiers]),
    ];
}

/** What the built-in names mean to somebody who has not read the language's reference. */
const MEMBER_FIELDS: Readonly<Record<string, string>> = {
    joined: 'the day on which you joined',
    years: 'the number of whole years since you joined',
    days: 'the number of days since you joined',
    age: 'your age',
    referrer: 'the member who recommended us to you',
    timezone: 'your time zone',
    messages: 'the number of our messages to you',
};

const ITEM_FIELDS: Readonly<Record<string, string>> = {
    sku: 'article',
    quantity: 'quantity',
    price: 'price',
    amount: 'value',
    discount: 'discount',
    cost: 'cost',
    tax: 'rate of tax',
    list_price: 'list price',
    net: 'price paid without tax',
    paid: 'price paid',
};

const PURCHASE_FIELDS: Readonly<Record<string, string>> = {
    net: 'what you pay for the goods (without tax)',
    paid: 'what you pay for the goods',
    gross: 'the value of the goods before discounts',
    discount: 'the discounts on the order',
    units: 'the number of units in the order',
    lines: 'the number of lines in the order',
    shipping: 'the charge for shipping',
    total: 'all that is to be paid',
    taxes: 'the tax',
    tips: 'the tip',
    fees: 'the fees',
    channel: 'the channel of the purchase',
};

function fieldPhrase(owner: string, field: string): string {
    if (owner === 'member') return MEMBER_FIELDS[field] ?? `your ${spoken(field)}`;
    if (owner === 'item') return ITEM_FIELDS[field] ?? spoken(field);
    const known = owner === 'purchase' || owner === 'friend_bought' ? PURCHASE_FIELDS[field] : undefined;
    return known ?? `the ${spoken(field)} of the ${spoken(owner)}`;
}
