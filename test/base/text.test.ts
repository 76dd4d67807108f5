import { expect, test } from 'vitest';
import { groupDigits, plural, quoteList } from '../../src/base/text.ts';

test('counts and their nouns', () => {
    expect([0, 1, 2, 12_000].map(n => plural(n, 'member'))).toEqual([
        '0 members',
        '1 member',
        '2 members',
        '12,000 members',
    ]);
    expect(['entry', 'day', 'purchase', 'class', 'match'].map(noun => plural(2n, noun))).toEqual([
        '2 entries',
        '2 days',
        '2 purchases',
        '2 classes',
        '2 matches',
    ]);
    expect(plural(3, 'is', 'are')).toBe('3 are');
});

test('lists of names', () => {
    expect(quoteList([])).toBe('');
    expect(quoteList(['a'])).toBe("'a'");
    expect(quoteList(['a', 'b'])).toBe("'a' and 'b'");
    expect(quoteList(['a', 'b', 'c'], 'or')).toBe("'a', 'b' or 'c'");
});

test.each([
    ['1234567.80', '1,234,567.80'],
    ['-1234', '-1,234'],
    ['123', '123'],
    ['1000', '1,000'],
    ['0.12345', '0.12345'],
    ['1/3000', '1/3000'],
    ['', ''],
])('%s is grouped as %s', (text, grouped) => {
    expect(groupDigits(text)).toBe(grouped);
});
