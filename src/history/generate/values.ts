import { type Day, formatDate } from '../../base/calendar.ts';
import type { Random } from '../../base/random.ts';
import { isOpenSet, type Type } from '../../model/type.ts';

/** Where the made-up member or event stands in time, for fields that are dates. */
export interface Occasion {
    readonly random: Random;
    readonly day: Day;
    /** Texts that the program mentions for the field. */
    readonly mentioned: readonly string[];
}

const CITIES = ['Berlin', 'Hamburg', 'München', 'Köln', 'Leipzig', 'Bonn', 'Ulm'];
const WORDS = ['amber', 'birch', 'cedar', 'delta', 'ember', 'flint'];

/** A plausible text of a field. One in twenty cells is empty, since data has holes. */
export function makeValue(name: string, type: Type, { random, day, mentioned }: Occasion): string {
    const hole = random.next() < 0.05;
    const text = makeText(name, type, { random, day, mentioned });
    return hole ? '' : text;
}

function makeText(name: string, type: Type, { random, day, mentioned }: Occasion): string {
    switch (type.kind) {
        case 'choice':
            return type.values.length === 0 ? '' : random.pick(type.values);
        case 'set':
            return (isOpenSet(type) ? textsOf(name, mentioned) : type.values)
                .filter(() => random.next() < 0.5)
                .join('|');
        case 'truth':
            return random.next() < 0.5 ? 'yes' : 'no';
        case 'date':
            return formatDate(makeDate(name, random, day));
        case 'number':
        case 'duration':
        case 'points':
            return String(makeNumber(name, random));
        case 'percent':
            return `${random.int(101)}%`;
        case 'money':
            return inHundredths(lognormalHundredths(random, 40, 0.8));
        case 'text':
        case 'group':
        case 'tier':
            return random.pick(textsOf(name, mentioned));
    }
}

/** Half of them are texts that the program asks for. */
function textsOf(name: string, mentioned: readonly string[]): readonly string[] {
    const others = /city|town|place/i.test(name) ? CITIES : WORDS;
    return [...mentioned, ...others.slice(0, Math.max(1, mentioned.length || others.length))];
}

/** People were born 18 to 80 years ago, other dates lie within the last three years. */
function makeDate(name: string, random: Random, day: Day): Day {
    return /birth|born/i.test(name) ? day - 18 * 365 - random.int(62 * 365) : day - random.int(3 * 365);
}

function makeNumber(name: string, random: Random): number {
    if (/score|nps/i.test(name)) return Math.max(0, 10 - random.poisson(2));
    return /rating|stars/i.test(name) ? Math.max(1, 5 - random.poisson(1)) : 1 + random.poisson(2);
}

/** Whole hundredths around a median in whole units; at least one. */
export function lognormalHundredths(random: Random, median: number, spread: number): number {
    return Math.max(1, Math.round(median * 100 * Math.exp(spread * random.normal())));
}

/** `1250` is `12.50`. */
export function inHundredths(hundredths: number): string {
    const sign = hundredths < 0 ? '-' : '';
    const digits = String(Math.abs(hundredths)).padStart(3, '0');
    return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
