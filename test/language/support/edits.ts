import fc from 'fast-check';

/** A change of a text: some of it replaced, at a place that is given as a share of its length. */
export interface Change {
    readonly at: number;
    readonly length: number;
    readonly text: string;
}

/** What people type, paste and delete: words, braces, quotes, comments, ends of lines of both kinds, declarations. */
const inserted = fc.oneof(
    fc.constantFrom(
        '',
        '',
        '{',
        '}',
        '"',
        '/*',
        '*/',
        '//',
        '/** what it is */',
        '\n',
        '\r\n',
        '\r',
        ' ',
        '\t',
        '(',
        ')',
        ';',
    ),
    fc.constantFrom(
        'e',
        'earn',
        'x',
        'Star',
        'Base',
        'purchase',
        'member',
        'item',
        '2026-01-01',
        '10%',
        'when',
        '\uFEFF',
        '“',
    ),
    fc.constantFrom(
        '\nearn Base on purchase { give 1 Star }\n',
        '\nearn Open on purchase {\n  give 1 Star\n',
        'points Bean { worth 1 EUR }',
        '\r\n// note\r\nsegment S { when orders over lifetime >= 1 }\r\n',
        '\n/** Doc. */\nmetric m { sum of purchase.net }\n',
        'import "other.loyalty"\n',
        '\nevent purchase { channel : one of store, app }\n',
        '\ntiers stage {\n  upgrade immediately\n  tier nobody\n}\n',
    ),
);

export const change: fc.Arbitrary<Change> = fc.record({
    at: fc.nat({ max: 1000 }).map(thousandths => thousandths / 1000),
    length: fc.oneof(fc.constant(0), fc.nat({ max: 3 }), fc.nat({ max: 80 })),
    text: inserted,
});

export function changed(text: string, { at, length, text: put }: Change): string {
    const start = Math.round(at * text.length);
    return text.slice(0, start) + put + text.slice(start + length);
}
