import { describe, expect, test } from 'vitest';
import {
    amountOff,
    brackets,
    buyPay,
    combine,
    costPlus,
    discounts,
    eur,
    itemIs,
    memberIs,
    newPrice,
    order,
    paid,
    paidLines,
    percentOff,
    program,
    rule,
    scope,
    totalAtLeast,
    unitsAtLeast,
    verdicts,
} from './counter.ts';

describe('10% off, then 20% off from 100 EUR on, over a basket of 105.00', () => {
    const ten = rule('Ten', 'order', [percentOff('10')]);
    const twenty = rule('Twenty', 'order', [percentOff('20')], { when: [totalAtLeast('100')] });
    const basket = ['1 PUMP at 105.00'];

    test('both on the prices at the start: 73.50', () => {
        expect(discounts(order(program([ten, twenty]), basket))).toBe('Ten 10.50, Twenty 21.00');
        expect(paid(order(program([ten, twenty]), basket))).toBe('73.50');
    });

    test('on what is left: 75.60', () => {
        const shop = program([ten, twenty], { combinations: [combine(['Ten', 'Twenty'], 'sum', true)] });
        expect(discounts(order(shop, basket))).toBe('Ten 10.50, Twenty 18.90');
        expect(paid(order(shop, basket))).toBe('75.60');
    });

    test('conditions that see the running total: 94.50', () => {
        const shop = program([ten, twenty], { priceConditionsSee: 'running total' });
        expect(paid(order(shop, basket))).toBe('94.50');
        expect(verdicts(shop, basket)).toEqual([
            'Ten: applies, takes 10.50 EUR off',
            'Twenty: does not apply, order.total >= 100 EUR does not hold: order.total is 94.50 EUR, 5.50 EUR are missing',
        ]);
    });

    test('running total and on what is left: the order decides between 94.50 and 75.60', () => {
        const combinations = (names: string[]) => [combine(names, 'sum', true)];
        const seen = 'running total';
        const first = program([ten, twenty], {
            priceConditionsSee: seen,
            combinations: combinations(['Ten', 'Twenty']),
        });
        const last = program([ten, twenty], {
            priceConditionsSee: seen,
            combinations: combinations(['Twenty', 'Ten']),
        });
        expect(paid(order(first, basket))).toBe('94.50');
        expect(paid(order(last, basket))).toBe('75.60');
    });

    test('the same on items', () => {
        const items = [
            rule('Ten', 'item', [percentOff('10')]),
            rule('Twenty', 'item', [percentOff('20')], { when: [totalAtLeast('100')] }),
        ];
        const chained = [combine(['Ten', 'Twenty'], 'sum', true)];
        expect(paid(order(program(items), basket))).toBe('73.50');
        expect(paid(order(program(items, { combinations: chained }), basket))).toBe('75.60');
        expect(paid(order(program(items, { priceConditionsSee: 'running total' }), basket))).toBe('94.50');
    });
});

describe('groups on items are decided line by line', () => {
    const member = rule('Member', 'item', [percentOff('20')], { where: [itemIs('category', 'coffee')] });
    const beans = rule('Beans', 'item', [brackets('all-units', ['from 6: 16.50', 'from 12: 15.00'])], {
        where: [itemIs('sku', 'BEANS')],
    });
    const lines = ['6 BEANS at 20.00 in coffee', '12 BEANS at 20.00 in coffee', '1 LATTE at 4.50 in coffee'];

    test('best: what takes most off each line', () => {
        const shop = program([member, beans], { combinations: [combine(['Member', 'Beans'], 'best')] });
        const result = order(shop, lines);
        // 20% of 120.00 is 24.00 and beats 21.00; 20% of 240.00 is 48.00 and loses to 60.00
        expect(result.lines.map(each => each.discounts.map(({ rule: name }) => name).join())).toEqual([
            'Member',
            'Beans',
            'Member',
        ]);
        expect(paidLines(result)).toBe('96.00 180.00 3.60');
    });

    test('best of equals is the first named', () => {
        const twice = [rule('A', 'item', [percentOff('10')]), rule('B', 'item', [amountOff('1.00')])];
        const shop = program(twice, { combinations: [combine(['B', 'A'], 'best')] });
        expect(discounts(order(shop, ['1 BOX at 10.00']))).toBe('B 1.00');
    });

    test('best keeps the lower price where prices are raised', () => {
        const raised = [rule('A', 'item', [newPrice('5.00')]), rule('B', 'item', [newPrice('4.50')])];
        const shop = program(raised, { combinations: [combine(['A', 'B'], 'best')] });
        expect(paid(order(shop, ['1 BUN at 4.00']))).toBe('4.50');
    });

    test('first: the first named that changes the price', () => {
        const shop = program([member, beans], { combinations: [combine(['Beans', 'Member'], 'first')] });
        expect(paidLines(order(shop, lines))).toBe('99.00 180.00 3.60');
    });

    test('exclusive: no rule outside the group where one of it applies', () => {
        const everyone = rule('Everyone', 'item', [amountOff('1.00')]);
        const shop = program([everyone, member, beans], { combinations: [combine(['Beans', 'Member'], 'exclusive')] });
        const result = order(shop, ['6 BEANS at 20.00', '1 TEA at 3.00']);
        expect(paidLines(result)).toBe('99.00 2.00');
        expect(verdicts(shop, ['6 BEANS at 20.00'])).toEqual([
            "Everyone: does not apply, 'Beans' is exclusive",
            'Member: does not apply, no line of the order matches',
            'Beans: applies, takes 21.00 EUR off',
        ]);
    });

    test('units that an exclusive rule has priced are not counted by others', () => {
        const shop = program(
            [
                rule('ThreeForTwo', 'item', [buyPay(3, 2)]),
                rule('Sale', 'item', [percentOff('50')], { where: [itemIs('category', 'sale')] }),
            ],
            { combinations: [combine(['Sale'], 'exclusive')] },
        );
        expect(paidLines(order(shop, ['2 BUN at 2.00', '1 PIE at 1.00 in sale']))).toBe('4.00 0.50');
    });

    test('sum adds up, as without a group', () => {
        const rules = [rule('A', 'item', [percentOff('10')]), rule('B', 'item', [percentOff('20')])];
        const grouped = program(rules, { combinations: [combine(['A', 'B'], 'sum')] });
        expect(paid(order(grouped, ['1 PUMP at 105.00']))).toBe(paid(order(program(rules), ['1 PUMP at 105.00'])));
    });

    test('on what is left goes in the order named', () => {
        const rules = [rule('Off', 'item', [amountOff('10.00')]), rule('Half', 'item', [percentOff('50')])];
        const shop = (names: string[]) => program(rules, { combinations: [combine(names, 'sum', true)] });
        expect(paid(order(shop(['Off', 'Half']), ['1 PUMP at 100.00']))).toBe('45.00');
        expect(paid(order(shop(['Half', 'Off']), ['1 PUMP at 100.00']))).toBe('40.00');
    });

    test('what is left of a group is not lessened by rules outside of it', () => {
        const rules = [
            rule('Outside', 'item', [percentOff('10')]),
            rule('Half', 'item', [percentOff('50')]),
            rule('Again', 'item', [percentOff('50')]),
        ];
        const shop = program(rules, { combinations: [combine(['Half', 'Again'], 'sum', true)] });
        expect(discounts(order(shop, ['1 PUMP at 100.00']))).toBe('Outside 10.00, Half 50.00, Again 25.00');
    });
});

describe('groups on the order are decided once', () => {
    const five = rule('Five', 'order', [amountOff('5.00')]);
    const tenth = rule('Tenth', 'order', [percentOff('10')]);
    const grouped = (mode: 'best' | 'first' | 'exclusive', others = [rule('Cent', 'order', [amountOff('0.01')])]) =>
        program([...others, five, tenth], { combinations: [combine(['Tenth', 'Five'], mode)] });

    test('best', () => {
        expect(discounts(order(grouped('best', []), ['1 PUMP at 40.00']))).toBe('Five 5.00');
        expect(discounts(order(grouped('best', []), ['1 PUMP at 50.00']))).toBe('Tenth 5.00');
        expect(discounts(order(grouped('best', []), ['1 PUMP at 60.00']))).toBe('Tenth 6.00');
    });

    test('first gives way only to what gives something', () => {
        expect(discounts(order(grouped('first'), ['1 PUMP at 40.00']))).toBe('Cent 0.01, Tenth 4.00');
        expect(discounts(order(grouped('first'), ['1 PIN at 0.04']))).toBe('Cent 0.01, Five 0.03');
    });

    test('exclusive shuts out what is declared before it, too', () => {
        expect(discounts(order(grouped('exclusive'), ['1 PUMP at 40.00']))).toBe('Tenth 4.00');
    });
});

describe('never with', () => {
    const sale = rule('Sale', 'item', [percentOff('30')], { where: [itemIs('category', 'sale')] });

    test('yields on the line where the other applies', () => {
        const club = rule('Club', 'item', [percentOff('10')], { neverWith: ['Sale'] });
        const lines = ['1 OLD at 10.00 in sale', '1 NEW at 10.00'];
        expect(paidLines(order(program([sale, club]), lines))).toBe('7.00 9.00');
        expect(paidLines(order(program([club, sale]), lines))).toBe('7.00 9.00');
    });

    test('of two that exclude each other, the one declared first applies', () => {
        const a = rule('A', 'item', [percentOff('10')], { neverWith: ['B'] });
        const b = rule('B', 'item', [percentOff('20')], { neverWith: ['A'] });
        expect(paid(order(program([a, b]), ['1 BOX at 10.00']))).toBe('9.00');
        expect(paid(order(program([b, a]), ['1 BOX at 10.00']))).toBe('8.00');
    });

    test('on the order: yields where the other applies to any line', () => {
        const coupon = rule('Coupon', 'order', [amountOff('5.00')], { neverWith: ['Sale'] });
        const shop = program([coupon, sale]);
        expect(paid(order(shop, ['1 OLD at 10.00 in sale', '1 NEW at 10.00']))).toBe('17.00');
        expect(paid(order(shop, ['1 NEW at 10.00']))).toBe('5.00');
        expect(verdicts(shop, ['1 OLD at 10.00 in sale'])).toEqual([
            'Sale: applies, takes 3.00 EUR off',
            "Coupon: does not apply, never with 'Sale', which applies",
        ]);
    });

    test('an item rule yields to an order rule whose conditions hold', () => {
        const coupon = rule('Coupon', 'order', [amountOff('5.00')], { when: [totalAtLeast('20')] });
        const club = rule('Club', 'item', [percentOff('10')], { neverWith: ['Coupon'] });
        expect(paid(order(program([club, coupon]), ['1 BOX at 20.00']))).toBe('15.00');
        expect(paid(order(program([club, coupon]), ['1 BOX at 19.00']))).toBe('17.10');
    });

    test('inside a group on what is left, the one named behind wins over the one that is never with it', () => {
        const a = rule('A', 'item', [percentOff('10')], { neverWith: ['B'] });
        const b = rule('B', 'item', [percentOff('20')], { where: [itemIs('category', 'sale')] });
        const shop = program([a, b], { combinations: [combine(['A', 'B'], 'sum', true)] });
        expect(paidLines(order(shop, ['1 OLD at 10.00 in sale', '1 NEW at 10.00']))).toBe('8.00 9.00');
    });

    test('units that yield are not counted', () => {
        const three = rule('ThreeForTwo', 'item', [buyPay(3, 2)], { neverWith: ['Sale'] });
        expect(paidLines(order(program([three, sale]), ['1 PIE at 10.00 in sale', '2 BUN at 2.00']))).toBe('7.00 4.00');
    });
});

describe('floors', () => {
    test('a unit never falls below its cost and 5% by this rule', () => {
        const shop = program([rule('Sale', 'item', [percentOff('50')], { floor: costPlus('5') })]);
        expect(paidLines(order(shop, ['2 LATTE at 4.00 cost 3.00', '2 TEA at 4.00 cost 1.00']))).toBe('6.30 4.00');
        expect(verdicts(shop, ['2 LATTE at 4.00 cost 3.00'])).toEqual([
            'Sale: applies, takes 1.70 EUR off; stopped by its floor cost + 5%',
        ]);
    });

    test('the discounts before it in the phase count, those after it do not', () => {
        const floored = rule('Floored', 'item', [amountOff('3.00')], { floor: eur('5.00') });
        const plain = rule('Plain', 'item', [amountOff('3.00')]);
        const before = order(program([plain, floored]), ['1 BOX at 10.00']);
        expect(discounts(before)).toBe('Plain 3.00, Floored 2.00');
        const after = order(program([floored, plain]), ['1 BOX at 10.00']);
        expect(discounts(after)).toBe('Floored 3.00, Plain 3.00');
    });

    test('of several discounts with floors each stops at its own', () => {
        const shop = program([
            rule('A', 'item', [amountOff('3.00')], { floor: eur('8.00') }),
            rule('B', 'item', [amountOff('3.00')], { floor: eur('6.00') }),
            rule('C', 'item', [amountOff('3.00')], { floor: eur('7.00') }),
        ]);
        expect(discounts(order(shop, ['1 BOX at 10.00']))).toBe('A 2.00, B 2.00');
    });

    test('rounding does not pass it', () => {
        const shop = program([rule('Deep', 'item', [percentOff('50')], { floor: eur('3.335') })]);
        expect(paid(order(shop, ['1 BOX at 4.00']))).toBe('3.34');
        expect(paid(order(shop, ['2 BOX at 4.00']))).toBe('6.67');
    });

    test('a price below the floor already is left alone', () => {
        const shop = program([rule('Deep', 'item', [percentOff('50')], { floor: eur('5.00') })]);
        expect(paid(order(shop, ['1 BOX at 4.00']))).toBe('4.00');
    });

    test('nothing is taken off where the floor is not known', () => {
        const unknown: string[] = [];
        const shop = program([rule('Sale', 'item', [percentOff('50')], { floor: costPlus('5') })]);
        const result = order(shop, ['1 LATTE at 4.00'], { unknown: (name, what) => unknown.push(`${name}: ${what}`) });
        expect(paid(result)).toBe('4.00');
        expect(unknown).toEqual(['Sale: cost']);
    });

    test('in a group the floor decides which is best', () => {
        const shop = program(
            [
                rule('Deep', 'item', [percentOff('50')], { floor: eur('9.00') }),
                rule('Plain', 'item', [percentOff('20')]),
            ],
            { combinations: [combine(['Deep', 'Plain'], 'best')] },
        );
        expect(discounts(order(shop, ['1 BOX at 10.00']))).toBe('Plain 2.00');
    });

    test('on the order: its goods never cost less', () => {
        const shop = program([
            rule('Five', 'order', [amountOff('5.00')]),
            rule('Ten', 'order', [amountOff('10.00')], { floor: eur('20.00') }),
        ]);
        expect(discounts(order(shop, ['1 BOX at 30.00']))).toBe('Five 5.00, Ten 5.00');
        expect(discounts(order(shop, ['1 BOX at 15.00']))).toBe('Five 5.00');
    });
});

test('conditions on member and order', () => {
    const shop = program([
        rule('Staff', 'item', [percentOff('10')], { when: [memberIs('kind', 'staff')] }),
        rule('Bulk', 'item', [percentOff('10')], { when: [unitsAtLeast('3')] }),
    ]);
    const staff = { ...scope, memberField: () => 'staff' };
    expect(discounts(order(shop, ['1 BUN at 2.00', '1 PIE at 2.00'], { scope: staff }))).toBe('Staff 0.40');
    expect(discounts(order(shop, ['1 BUN at 2.00', '2 PIE at 2.00']))).toBe('Bulk 0.60');
});
