import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import { runBoth } from './support/both.ts';
import { COFFEE_SPAN, coffee, coffeeHistory } from './support/coffee.ts';

describe('the program of the coffee chain', () => {
    it('comes to the same by code as by the interpreter, outcome by outcome', () => {
        const random = new Random(13);
        const histories = Array.from({ length: 14 }, (_, index) => coffeeHistory(random, `m${100 + index}`));
        const both = runBoth(coffee, histories, COFFEE_SPAN);
        if (!('compiled' in both)) throw new Error(both.join('\n'));
        for (const [index, outcomes] of both.interpreted.entries()) expect(both.compiled[index]).toEqual(outcomes);
        const outcomes = both.interpreted.flat();
        const told = new Set(outcomes.map(each => (each.kind === 'posting' ? each.flow : each.kind)));
        const postings = ['issued', 'released', 'expired', 'taken back'];
        expect([...told].toSorted()).toEqual(
            ['event', 'purchase', 'return', 'tier', 'trigger', 'unknown', ...postings].toSorted(),
        );
        const rules = outcomes.flatMap(each =>
            each.kind === 'purchase' ? each.discounts.map(({ rule }) => rule) : [],
        );
        expect([...new Set(rules)].toSorted()).toEqual(['Beans', 'MemberLatte', 'OverFifty', 'ThreeForTwo', 'WinBack']);
        const fired = outcomes.flatMap(each => (each.kind === 'trigger' ? [each.trigger] : []));
        expect([...new Set(fired)].toSorted()).toEqual(['AlmostGold', 'Birthday', 'StarsExpiring', 'WinBack']);
    });
});
