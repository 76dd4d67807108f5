import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { AstUtils, type LangiumDocument } from 'langium';
import { expect, test } from 'vitest';
import { split } from '../../src/language/pieces/split.ts';
import { type Change, change, changed } from '../language/support/edits.ts';
import { readable } from '../language/support/tree.ts';
import { Workspace } from './support/workspace.ts';

/** 2,080 changes, and after every other one all is compared: building anew is what takes its time. */
const RUNS = 26;
const CHANGES = 80;
const COMPARED = 2;

const NAMES = ['main.loyalty', 'rules.loyalty', 'tests.loyalty'] as const;
type Name = (typeof NAMES)[number];
type Texts = Readonly<Record<Name, string>>;

const declarations = ['coffee/coffee', 'b2b-supplier/b2b-supplier'].flatMap(file => {
    const text = readFileSync(`examples/${file}.loyalty`, 'utf8');
    return split(text).map(({ start }, index, all) => text.slice(start, all[index + 1]?.start));
});

/** A program whose declarations are dealt to three files that import each other. */
const start: fc.Arbitrary<Texts> = fc
    .record({
        parts: fc.subarray(declarations.slice(1), { minLength: 6, maxLength: 14 }),
        files: fc.array(fc.nat({ max: 2 }), { minLength: 24, maxLength: 24 }),
        end: fc.constantFrom('\n', '\n', '\r\n'),
    })
    .map(({ parts, files, end }) => {
        const texts = NAMES.map((_, index) => parts.filter((_, part) => files[part] === index).join(''));
        const [main = '', rules = '', tests = ''] = texts;
        return {
            'main.loyalty': `import "rules.loyalty"\nimport "tests.loyalty"\n${declarations[0]}${main}`,
            'rules.loyalty': `import "main.loyalty"\n${rules}`.replaceAll('\n', end),
            'tests.loyalty': `import "main.loyalty"\nimport "rules.loyalty"\n${tests}`,
        };
    });

interface Step {
    readonly file: Name;
    readonly how: 'edit' | 'rename' | 'move' | 'leave out' | 'put back' | 'empty';
    readonly change: Change;
    readonly other: Name;
}

const step: fc.Arbitrary<Step> = fc.record({
    file: fc.constantFrom(...NAMES),
    how: fc.constantFrom('edit', 'edit', 'edit', 'edit', 'rename', 'move', 'leave out', 'put back', 'empty'),
    change,
    other: fc.constantFrom(...NAMES),
});

function after(texts: Texts, { file, how, change, other }: Step, first: Texts): Texts {
    const text = texts[file];
    const place = Math.round(change.at * text.length);
    const pieces = split(text).map(({ start }, index, all) => text.slice(start, all[index + 1]?.start));
    const index = Math.min(pieces.length - 1, Math.floor(change.at * pieces.length));
    switch (how) {
        case 'edit':
            return { ...texts, [file]: changed(text, change) };
        case 'rename': {
            const word = /\w+/.exec(text.slice(place))?.[0];
            return word ? { ...texts, [file]: text.replaceAll(word, `${word}x`) } : texts;
        }
        case 'move':
            return {
                ...texts,
                [file]: pieces.filter((_, each) => each !== index).join(''),
                [other]: `${file === other ? '' : texts[other]}\n${pieces[index]}`,
            };
        case 'leave out':
            return { ...texts, [file]: pieces.filter((_, each) => each !== index).join('') };
        case 'put back':
            return { ...texts, [file]: first[file] };
        case 'empty':
            return change.at < 0.2 ? { ...texts, [file]: '' } : texts;
    }
}

/** All that is known of a document. */
function known(workspace: Workspace, name: Name): unknown {
    const document = workspace.document(name);
    const { DocumentSymbolProvider } = workspace.services.loyalty.lsp;
    return {
        read: readable(document.parseResult),
        diagnostics: document.diagnostics,
        targets: document.references.map(reference => ('ref' in reference ? targetOf(reference.ref) : undefined)),
        symbols: DocumentSymbolProvider?.getSymbols(document, { textDocument: { uri: document.uri.toString() } }),
    };
}

function targetOf(node: ReturnType<typeof AstUtils.findRootNode> | undefined): unknown {
    if (!node) return undefined;
    const document: LangiumDocument = AstUtils.getDocument(node);
    return [node.$type, document.uri.toString(), node.$cstNode?.offset];
}

test('after thousands of changes, all is known that a cold start knows', { timeout: 600_000 }, async () => {
    const warm = await new Workspace().start();
    const cold = await new Workspace().start();
    const none = Object.fromEntries(NAMES.map(name => [name, undefined]));
    await fc.assert(
        fc.asyncProperty(start, fc.array(step, { minLength: CHANGES, maxLength: CHANGES }), async (first, steps) => {
            await warm.put(none);
            let texts = first;
            await warm.put(texts);
            for (const [index, each] of steps.entries()) {
                const next = after(texts, each, first);
                await warm.put(
                    Object.fromEntries(
                        NAMES.filter(name => next[name] !== texts[name]).map(name => [name, next[name]]),
                    ),
                );
                texts = next;
                if (index % COMPARED !== COMPARED - 1) continue;
                await cold.put(none);
                await cold.put(texts);
                for (const name of NAMES) expect(known(warm, name), name).toEqual(known(cold, name));
            }
        }),
        { numRuns: Number(process.env.INCREMENTAL_RUNS ?? RUNS), endOnFailure: true },
    );
});
