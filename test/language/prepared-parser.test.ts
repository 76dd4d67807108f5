import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { CstUtils, isAstNode, isReference } from 'langium';
import { expect, test } from 'vitest';
import { LIBRARY_TEXT } from '../../src/language/library.ts';
import type { PreparedParser } from '../../src/language/prepared-parser.ts';
import { createLoyaltyServices, type LoyaltyServices } from '../../src/language/services.ts';

const analysed = createLoyaltyServices().loyalty;
(analysed.parser.LangiumParser as PreparedParser).analyse();

const files = ['examples']
    .flatMap(folder => [...find(folder)])
    .map(file => ({ file, text: readFileSync(file, 'utf8') }));

test.each(files)('$file is parsed as it is with the grammar analysed before', ({ text }) => {
    expect(read(createLoyaltyServices().loyalty, text)).toEqual(read(analysed, text));
});

test('the library has no mistake, and needs no analysis', () => {
    const { parser } = createLoyaltyServices().loyalty;
    expect(parser.LangiumParser.parse(LIBRARY_TEXT).parserErrors).toEqual([]);
    expect((parser.LangiumParser as PreparedParser).isAnalysed).toBe(false);
});

test.each(files.filter(({ file }) => /coffee|bank|retail/.test(file)))('$file needs no analysis', ({ text }) => {
    const { parser } = createLoyaltyServices().loyalty;
    parser.LangiumParser.parse(text);
    expect((parser.LangiumParser as PreparedParser).isAnalysed).toBe(false);
});

test('a block that is not closed before the next declaration is parsed as with the grammar analysed before', () => {
    const text = 'points Star {\n  worth 1 EUR\n\n// Next\nearn Base on purchase {\n  give 1 Star per 1 EUR\n}\n';
    expect(read(createLoyaltyServices().loyalty, text)).toEqual(read(analysed, text));
});

test('a text with a mistake is parsed as it is with the grammar analysed before', () => {
    const coffee = readFileSync('examples/coffee/coffee.loyalty', 'utf8');
    const place = fc.nat({ max: coffee.length });
    fc.assert(
        fc.property(place, fc.nat({ max: 30 }), (from, length) => {
            const text = coffee.slice(0, from) + coffee.slice(from + length);
            expect(read(createLoyaltyServices().loyalty, text)).toEqual(read(analysed, text));
        }),
        { numRuns: 15 },
    );
});

function read({ parser }: LoyaltyServices, text: string): unknown {
    const result = parser.LangiumParser.parse(text);
    const root = result.value.$cstNode;
    return {
        tree: treeOf(result.value),
        errors: result.parserErrors.map(error => `${error.token.startOffset}: ${error.message}`),
        words: root
            ? CstUtils.flattenCst(root)
                  .map(({ offset, end, hidden }) => [offset, end, hidden])
                  .toArray()
            : [],
        lexing: result.lexerReport?.diagnostics,
    };
}

/** A node's type, place and properties, without the ways back up. */
function treeOf(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(treeOf);
    if (isReference(value)) return `-> ${value.$refText}`;
    if (!isAstNode(value)) return value;
    const own = Object.entries(value).filter(([name]) => !name.startsWith('$'));
    const { $type, $cstNode } = value;
    return { $type, at: [$cstNode?.offset, $cstNode?.end], ...Object.fromEntries(own.map(([k, v]) => [k, treeOf(v)])) };
}

function* find(folder: string): Generator<string> {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) yield* find(path);
        else if (entry.name.endsWith('.loyalty')) yield path;
    }
}
