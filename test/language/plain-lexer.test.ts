import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LoyaltyLexer } from '../../src/language/lexer.ts';
import { LIBRARY_TEXT } from '../../src/language/library.ts';
import { PlainLexer } from '../../src/language/plain-lexer.ts';
import { createLoyaltyServices } from '../../src/language/services.ts';

const { parser } = createLoyaltyServices().loyalty;
const lexer = parser.Lexer as LoyaltyLexer;
const plain = new PlainLexer(lexer.definition);
// The types of tokens have no numbers before.
lexer.wholly('');

const examples = readdirSync('examples', { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.loyalty'))
    .map(path => [path, readFileSync(join('examples', path), 'utf8')] as const);

/** What Chevrotain's lexer says, or nothing where it says that something fits nowhere. */
function chevrotains(text: string): unknown {
    const { tokens, hidden, errors } = lexer.wholly(text);
    return errors.length > 0 ? undefined : { tokens, hidden };
}

test.each([...examples, ['the library', LIBRARY_TEXT] as const])('%s has the tokens of Chevrotain', (_, text) => {
    expect(plain.tokenize(text)).toEqual(chevrotains(text));
});

test.each([
    'a\r\nb\rc\n\n  d',
    '/* one\n two */ x // y\n/',
    '2026-01-01 2026-01-01-x 10:30 1_000.5 1.x 1.5.5',
    'age = 35 city = 4 of 1.5 x\n= 2 EUR city',
    'a::b [0..3] >= > <= < != = + - * % ( ) { } , . : @ #',
    '"text" "open\n"',
    'Größe_1 ünit \u00a0\u2003\ufeff\u2028x é中文',
    "it's; — “quoted” €",
    'all-units all-unit half-years half-yearsx incremental',
    '',
    ' ',
])('%j has the tokens of Chevrotain, or is left to it', text => {
    expect(plain.tokenize(text)).toEqual(chevrotains(text));
});

test('any text has the tokens of Chevrotain, or is left to it', () => {
    const coffee = examples.find(([path]) => path.startsWith('coffee'))?.[1] ?? '';
    const cut = fc
        .tuple(fc.nat({ max: coffee.length }), fc.nat({ max: 300 }))
        .map(([from, length]) => coffee.slice(from, from + length));
    const signs = fc.string({ unit: fc.constantFrom(...'ab_19-:."/*\n\r \té\u00a0{}()<>=!+%@,') });
    const text = fc.array(fc.oneof(cut, signs, fc.string({ unit: 'binary' })), { maxLength: 4 }).map(it => it.join(''));
    fc.assert(
        fc.property(text, it => {
            expect(plain.tokenize(it)).toEqual(chevrotains(it));
        }),
        { numRuns: 500 },
    );
});
