import type { Price } from '../../model/price.ts';
import { ordinal } from './words/amounts.ts';

/** `on every tenth unit, over all that you buy in …`. */
export function nthOf(nth: Price['nth']): string {
    if (nth === undefined) return '';
    const what = nth.of === 'lines' ? 'line of an order' : 'unit';
    const over = nth.before === undefined ? '' : ', counted over several orders';
    return `on every ${ordinal(nth.count)} ${what}${over}`;
}
