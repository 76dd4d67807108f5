import type { IToken } from 'chevrotain';
import { DocumentState, type LangiumDocument, URI } from 'langium';
import { describe, expect, test, vi } from 'vitest';
import type { CompletionList } from 'vscode-languageserver';
import type { Finding } from '../../src/diagnostics/finding.ts';
import { findingsOf } from '../../src/language/findings.ts';
import { type Declaration, isFile } from '../../src/language/generated/ast.ts';
import { exampleFiles, openFiles } from '../server/support/examples.ts';

vi.setConfig({ testTimeout: 600_000 });

/** Every token, every character with EVERY_TOKEN=1; else so many of each example, the same in every run. */
const ALL = process.env.EVERY_TOKEN === '1';
const some = <T>(all: readonly T[], count: number): readonly T[] => {
    if (ALL || all.length <= count) return all;
    return Array.from({ length: count }, (_, index) => all[Math.floor(((index + 0.5) * all.length) / count)]).flatMap(
        each => (each === undefined ? [] : [each]),
    );
};

interface Text {
    readonly document: LangiumDocument;
    readonly declarations: readonly Declaration[];
}

/** One example in an editor whose main file changes. */
async function opened(name: string) {
    const files = exampleFiles().get(name) ?? [];
    const main = files.find(({ uri }) => uri.endsWith(`/${name}.loyalty`));
    if (!main) throw new Error(`${name} has no main file.`);
    const { services } = await openFiles(files);
    const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = services.shared.workspace;
    const uri = URI.parse(main.uri);
    const become = async (text: string): Promise<Text> => {
        LangiumDocuments.deleteDocument(uri);
        const document = LangiumDocumentFactory.fromString(text, uri);
        LangiumDocuments.addDocument(document);
        await DocumentBuilder.build(
            LangiumDocuments.all.filter(each => each.state < DocumentState.Validated).toArray(),
            {
                validation: false,
            },
        );
        const root = document.parseResult.value;
        return { document, declarations: isFile(root) ? root.declarations : [] };
    };
    return { services, become, text: main.text };
}

/** Declarations that say what they said, and in which nothing is wrong. */
function understood({ document, declarations }: Text): ReadonlySet<string> {
    const errors = document.parseResult.parserErrors.map(({ token }) => token.startOffset);
    const sound = declarations.filter(({ $cstNode: node }) => {
        return node && !errors.some(at => node.offset <= at && at < node.end);
    });
    return new Set(sound.map(each => `${each.$type} ${each.$cstNode?.text}`));
}

const names = [...exampleFiles().keys()];

describe.each(names)('%s, without one of its words', name => {
    test('is understood but for the declaration that the word belongs to, and the word is proposed', async () => {
        const { services, become, text } = await opened(name);
        const whole = await become(text);
        const tokens: readonly IToken[] = services.parser.Lexer.tokenize(text).tokens;
        const lost: string[] = [];
        let lostInAll = 0;
        const missed: string[] = [];
        const asked = new Set(some(some(tokens, 24).filter(isProposable), 6));
        let questions = 0;
        for (const token of some(tokens, 24)) {
            const end = token.startOffset + token.image.length;
            const without = await become(text.slice(0, token.startOffset) + text.slice(end));
            const others = whole.declarations.filter(
                ({ $cstNode: node }) => !node || end <= node.offset || node.end <= token.startOffset,
            );
            const left = understood(without);
            const gone = others.filter(each => !left.has(`${each.$type} ${each.$cstNode?.text}`));
            lostInAll += gone.length / Math.max(1, others.length);
            if (gone.length > Math.max(1, others.length * 0.05))
                lost.push(`${token.startLine}: '${token.image}' loses ${gone.length}`);
            if (!asked.has(token)) continue;
            questions++;
            const position = without.document.textDocument.positionAt(token.startOffset);
            const textDocument = { uri: without.document.uri.toString() };
            const list: CompletionList | undefined = await services.lsp.CompletionProvider?.getCompletion(
                without.document,
                { textDocument, position },
            );
            if (!list?.items.some(item => item.label.split(/[\s"]+/).includes(token.image)))
                missed.push(`${token.startLine}: '${token.image}'`);
        }
        expect(lost).toEqual([]);
        expect(lostInAll / some(tokens, 24).length).toBeLessThan(0.05);
        expect({ missed: missed.length <= questions * 0.1 ? [] : missed, questions: questions > 0 }).toEqual({
            missed: [],
            questions: true,
        });
    });
});

/** Words; numbers, texts and signs have no proposals, and a name that is being made up cannot. */
function isProposable({ image, tokenType }: IToken): boolean {
    return /^[a-z]/i.test(image) && tokenType.name !== 'ID';
}

describe.each(names)('%s, typed', name => {
    test('says nothing that misleads: what is wrong lies in what is being typed, and is little', async () => {
        const { services, become, text } = await opened(name);
        const whole = await become(text);
        const wrong: string[] = [];
        for (const declaration of some(whole.declarations, 3)) {
            const { offset = 0, end = 0 } = declaration.$cstNode ?? {};
            const said = new Set((await findings(text.slice(0, offset) + text.slice(end))).map(keyOf));
            // Before its brace, a header that breaks off takes the words of the declaration after it for its own.
            const brace = Math.max(0, text.slice(offset, end).indexOf('{'));
            const steps = Array.from({ length: end - offset - brace }, (_, index) => offset + brace + index + 1);
            const next = whole.declarations[whole.declarations.indexOf(declaration) + 1]?.$cstNode;
            const after = next ? next.length + (next.offset - end) : 0;
            for (const at of some(steps, 8)) {
                const found = await findings(text.slice(0, at) + text.slice(end));
                const news = found.filter(each => !said.has(keyOf(each)) && each.severity === 'error');
                const elsewhere = news.filter(each => each.span.start < offset || each.span.start > at + after + 1);
                const typed = text.slice(offset, at).split('\n').at(-1);
                if (elsewhere.length > 0)
                    wrong.push(
                        `after '${typed}' elsewhere: ${elsewhere.map(each => `${each.span.line + 1} ${each.message}`).join(' | ')}`,
                    );
                if (news.length > 3)
                    wrong.push(`after '${typed}' ${news.length}: ${news.map(each => each.message).join(' | ')}`);
            }
        }
        expect(wrong).toEqual([]);

        async function findings(changed: string): Promise<readonly Finding[]> {
            return findingsOf(services, (await become(changed)).document);
        }
    });
});

/** What is proposed instead is no other finding. */
const keyOf = ({ code, message }: Finding): string =>
    `${code} ${message.replace(/( Did you mean .*| It must be declared\.)$/, '')}`;
