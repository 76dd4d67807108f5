import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PieceParser, type PieceResult } from '../../src/language/pieces/parser.ts';
import { split } from '../../src/language/pieces/split.ts';
import { createLoyaltyServices } from '../../src/language/services.ts';
import { change, changed } from './support/edits.ts';
import { readable } from './support/tree.ts';

const coffee = readFileSync('examples/coffee/coffee.loyalty', 'utf8');

/** The first words of the pieces of a text. */
const pieces = (text: string) =>
    split(text).map(
        ({ start }, index, all) =>
            text
                .slice(start, all[index + 1]?.start)
                .trim()
                .split('\n')[0],
    );

describe('a text is split', () => {
    test('where a declaration begins a line, with the comments above it', () => {
        expect(pieces('import "a.loyalty"\n\n// One.\n/** Two. */\nearn A {\n} // of A\n\nearn B {')).toEqual([
            'import "a.loyalty"',
            '// One.',
            'earn B {',
        ]);
    });

    test('nowhere in comments, in texts, in longer words, and where a line is indented', () => {
        expect(pieces('points P {\n/*\nearn A\n*/\nearned\n  earn B\nearnings "\nearn C')).toEqual([
            'points P {',
            'earn C',
        ]);
    });

    test('with every kind of line end', () => {
        expect(pieces('earn A\r\nearn B\rearn C\nearn D')).toEqual(['earn A', 'earn B', 'earn C', 'earn D']);
    });
});

function parser(): PieceParser {
    const { LangiumParser } = createLoyaltyServices().loyalty.parser;
    if (!(LangiumParser instanceof PieceParser)) throw new Error('another parser');
    return LangiumParser;
}

test('what is read again after each change is what is read anew', { timeout: 120_000 }, () => {
    const [warm, cold] = [parser(), parser()];
    const texts = [coffee, coffee.replaceAll('\n', '\r\n'), '', 'import "a.loyalty"\n'];
    fc.assert(
        fc.property(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 25 }), (start, changes) => {
            let text = start;
            let result: PieceResult = warm.read(text);
            for (const each of changes) {
                text = changed(text, each);
                result = warm.read(text, result);
                expect(result.split.boundaries).toEqual(split(text));
                expect(readable(result)).toEqual(readable(cold.read(text)));
            }
        }),
        { numRuns: 80 },
    );
});
