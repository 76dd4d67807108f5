import { spoken } from '../../../base/text.ts';
import type { Limit, LimitPeriod } from '../../../model/earn.ts';
import { sayDuration, sayMoney, sayNumber, sayPoints } from './amounts.ts';
import type { Words } from './vocabulary.ts';
import { perUnit } from './windows.ts';

/** `at most 500 Star in one calendar month`. */
export function sayLimit(limit: Limit, words: Words): string {
    const whole = limit.excess === 'reject' ? '; what would go beyond it is not given at all' : '';
    return `at most ${sayExtent(limit, words)}${scope(limit)}${perLine(limit)}${forEach(limit)}${period(limit.period)}${whole}`;
}

function sayExtent({ amount, of, unit }: Limit, { program }: Words): string {
    switch (of) {
        case 'points':
            return sayPoints(amount, unit ?? 'points');
        case 'money':
            return sayMoney(amount, unit ?? program.currency.code, program);
        case 'times':
            return sayNumber(amount) === '1' ? 'once' : `${sayNumber(amount)} times`;
        case 'units':
            return sayNumber(amount) === '1' ? '1 unit' : `${sayNumber(amount)} units`;
    }
}

function scope({ scope: whose, group }: Limit): string {
    switch (whose) {
        case 'member':
            return '';
        case 'program':
            return ' for all members together';
        case 'group':
            return ` for all members of your ${spoken(group ?? 'group')} together`;
    }
}

const perLine = ({ perLine: each }: Limit): string => (each === true ? ' for each line of an order' : '');

const forEach = ({ each }: Limit): string =>
    each === undefined ? '' : ` for each ${each === 'sku' ? 'article' : spoken(each)}`;

function period(each: LimitPeriod): string {
    switch (each.kind) {
        case 'occasion':
            return ' on one occasion';
        case 'calendar':
            return ` ${perUnit(each.unit)}`;
        case 'rolling':
            return ` within any ${sayDuration(each.duration)}`;
        case 'membership year':
            return ' in one membership year';
        case 'lifetime':
            return ' in all';
    }
}
