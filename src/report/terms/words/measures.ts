import { plural, spoken } from '../../../base/text.ts';
import type { Metric, MetricFunction } from '../../../model/metric.ts';

import type { Words } from './vocabulary.ts';

/** A measure without its window: `your spending`, `the number of your stays`. */
export function sayMetric(name: string, words: Words): string {
    const metric = words.metric(name);
    if (metric === undefined) return spoken(name);
    if (!metric.inline) {
        if (!words.program.files.includes(metric.span.file)) return BUILT_IN[name] ?? `your ${spoken(name)}`;
        return `your ${metric.title === metric.name ? spoken(metric.name) : lower(metric.title)}`;
    }
    return sayDefinition(metric, words);
}

/** `Combined balance` within a sentence is `combined balance`; `VIP visits` stays. */
const lower = (title: string): string =>
    /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;

const BUILT_IN: Readonly<Record<string, string>> = {
    spend: 'your spending',
    visits: 'the number of your purchases',
    orders: 'the number of your purchases',
    units: 'the number of units that you buy',
};

/** What a measure adds up: of those that stand where they are used, and for the list of definitions. */
export function sayDefinition(metric: Metric, words: Words): string {
    const { source, fn, value, where, periods } = metric;
    const only = where === undefined || source.kind === 'item' ? '' : ` for which ${words.condition(where)}`;
    if (periods !== undefined)
        return `the number of ${periods}s with ${source.kind === 'event' ? several(source.event) : `purchases of ${words.goods(where === undefined ? [] : [where])}`}${only}`;
    switch (source.kind) {
        case 'event':
            if (value === undefined) return `the number of your ${several(source.event)}${only}`;
            return `${FUNCTIONS[fn]} ${bare(words.value(value), source.event)}${ofAll(source.event)}${only}`;
        case 'item': {
            const goods = words.goods(where === undefined ? [] : [where]);
            if (value === undefined) return `the number of your purchases of ${goods}`;
            if (value.kind !== 'item field') return `${FUNCTIONS[fn]} ${words.value(value)} of ${goods} that you buy`;
            if (value.field === 'quantity') return `the number of units that you buy of ${goods}`;
            if (fn === 'distinct')
                return `the different ${several(words.fieldOf('item', value.field))} of ${goods} that you buy`;
            return `${FUNCTIONS[fn]} ${words.fieldOf('item', value.field)} of ${goods} that you buy`;
        }
        case 'daily':
            return `the ${DAILY_FUNCTIONS[fn]} ${DAILY[source.series]}${only}`;
        case 'posting':
            return `the ${words.titleOf(source.points)} that you ${FLOWS[source.flow]}`;
        case 'tier':
            return `the number of times that you ${source.change === 'rises' ? 'rise' : 'fall'} in ${words.titleOf(source.ladder)}`;
        case 'message':
            return 'the number of our messages to you';
    }
}

const several = (noun: string): string => plural(2, spoken(noun)).slice(2);

const ofAll = (event: string): string =>
    event === 'purchase' ? ' in all purchases' : ` of all your ${several(event)}`;

/** `the nights of the stay` is `nights`, where `of all your stays` follows. */
const bare = (value: string, event: string): string =>
    value.replace(new RegExp(` of the ${spoken(event).replace(/[^\w ]/g, '.')}$`), '').replace(/^the /, '');

const FUNCTIONS: Readonly<Record<MetricFunction, string>> = {
    sum: 'the total of',
    count: 'the number of',
    average: 'the average of',
    minimum: 'the lowest of',
    maximum: 'the highest of',
    distinct: 'the number of different values of',
    last: 'the last of',
};

const DAILY_FUNCTIONS: Readonly<Record<MetricFunction, string>> = {
    sum: 'sum of the daily',
    count: 'number of daily',
    average: 'average daily',
    minimum: 'lowest daily',
    maximum: 'highest daily',
    distinct: 'number of different daily',
    last: 'last daily',
};

const DAILY = {
    balance: 'balance of all your accounts together',
    accounts: 'number of your accounts',
    kinds: 'number of kinds of accounts that you hold',
} as const;

const FLOWS = { earned: 'earn', spent: 'spend', expired: 'lose by expiry' } as const;
