/** A count and its noun: `1 member`, `2 members`, `12,000 entries`. Irregular plurals are given. */
export function plural(n: number | bigint, noun: string, several = pluralOf(noun)): string {
    return `${groupDigits(String(n))} ${Number(n) === 1 ? noun : several}`;
}

/** `'a'`; `'a' and 'b'`; `'a', 'b' and 'c'`; nothing of nothing. */
export function quoteList(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
    const quoted = items.map(item => `'${item}'`);
    const last = quoted.pop() ?? '';
    return quoted.length === 0 ? last : `${quoted.join(', ')} ${conjunction} ${last}`;
}

/** Commas between the thousands of decimal text: `-1234567.80` becomes `-1,234,567.80`. Other text stays as it is. */
export function groupDigits(text: string): string {
    const match = /^([+-]?)(\d+)(\.\d*)?$/.exec(text);
    if (match === null) return text;
    const [, sign = '', digits = '', decimals = ''] = match;
    const groups: string[] = [];
    for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
    return sign + groups.join(',') + decimals;
}

function pluralOf(noun: string): string {
    if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
    return /(?:s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** Names are written with underscores and without blanks: `partner_flight` is partner flight. */
export const spoken = (name: string): string => name.replaceAll('_', ' ');

/** Names of rules and tiers are written together: `StatusBonus` is Status Bonus, `VIPCard` VIP Card. */
export const spaced = (name: string): string =>
    spoken(name).replace(/(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');

/** Which of the same weekdays of a month. */
export const sayWhich = (which: 1 | 2 | 3 | 4 | 'last'): string =>
    which === 'last' ? 'last' : (['first', 'second', 'third', 'fourth'][which - 1] ?? '');
