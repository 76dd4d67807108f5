import type { CompletionAcceptor, CompletionContext, NextFeature } from 'langium/lsp';
import { CompletionItemKind, InsertTextFormat, InsertTextMode } from 'vscode-languageserver';
import type * as ast from '../../language/generated/ast.ts';
import type { Names } from '../../language/names.ts';
import { kindOf } from '../kinds.ts';
import { phrases } from '../phrases/index.ts';
import { beginsWith, linesBefore, rankOf } from './around.ts';
import { PHRASE } from './ranks.ts';
import type { Behind } from './resolve.ts';
import { declarationAt } from './slice.ts';
import { toPlainText, toSnippet, type Words, wordsOf } from './snippets.ts';

type TypesAt = (offset: number) => readonly (string | undefined)[];

/** Whole phrases, with places to fill in where the editor can do that. */
export class PhraseProposals {
    private readonly names: Names;
    private readonly hasSnippets: () => boolean;

    constructor(names: Names, hasSnippets: () => boolean) {
        this.names = names;
        this.hasSnippets = hasSnippets;
    }

    /** A metric is asked over a window: the usual one is proposed with it. */
    window(
        context: CompletionContext,
        metric: ast.Metric,
        { sortText, data }: { readonly sortText: string; readonly data: Behind | undefined },
        acceptor: CompletionAcceptor,
    ): void {
        const snippet = `${metric.name} over last ‹12› ‹months|weeks|days|years›`;
        const words = this.words(context);
        const plain = toPlainText(snippet, words);
        acceptor(context, {
            label: plain,
            kind: kindOf(metric).completion,
            detail: 'metric with its window',
            sortText: `${sortText} over`,
            data,
            ...this.phraseText(snippet, plain, words),
        });
    }

    phrases(context: CompletionContext, { feature, type }: NextFeature, acceptor: CompletionAcceptor): void {
        const phrase = type ? phrases[type] : undefined;
        if (!type || !phrase) return;
        const words = this.words(context);
        for (const [index, snippet] of phrase.snippets.entries()) {
            const plain = toPlainText(snippet, words);
            if (!beginsWith(plain, feature)) continue;
            acceptor(context, {
                label: plain.replace(/\s+/g, ' ').trim(),
                kind: CompletionItemKind.Snippet,
                sortText: `${PHRASE}${rankOf(context, feature)}${index}`,
                filterText: plain,
                data: { kind: 'phrase', type } satisfies Behind,
                ...this.phraseText(snippet, plain, words),
            });
        }
    }

    /** After `limit ` comes a number, which nobody can propose; what usually follows, with a number in it, can be. */
    rest(context: CompletionContext, acceptor: CompletionAcceptor, typesAt: TypesAt): void {
        const before = linesBefore(context);
        const clause = /(?:[\n{]\s*)([a-z][a-z ]*?)\s+$/.exec(before);
        if (!clause?.[1]) return;
        const start = context.tokenOffset - before.length + clause.index + clause[0].indexOf(clause[1]);
        const written = `${clause[1].replace(/ +/g, ' ')} `;
        const words = this.words(context);
        const possible = [...new Set(typesAt(start))].flatMap(type => (type ? (phrases[type]?.snippets ?? []) : []));
        for (const snippet of new Set(possible.filter(each => each.startsWith(`${written}‹`)))) {
            const rest = snippet.slice(written.length);
            const plain = toPlainText(rest, words);
            acceptor(context, {
                label: plain.replace(/\s+/g, ' ').trim(),
                kind: CompletionItemKind.Snippet,
                sortText: PHRASE,
                filterText: plain,
                ...this.phraseText(rest, plain, words),
            });
        }
    }

    private phraseText(
        snippet: string,
        plain: string,
        words: Words,
    ): { insertText: string; insertTextFormat?: InsertTextFormat; insertTextMode?: InsertTextMode } {
        if (!this.hasSnippets()) return { insertText: plain };
        return {
            insertText: toSnippet(snippet, words),
            insertTextFormat: InsertTextFormat.Snippet,
            insertTextMode: InsertTextMode.adjustIndentation,
        };
    }

    private words({ document, tokenOffset }: CompletionContext): Words {
        return wordsOf(this.names, document, declarationAt(document.textDocument.getText(), tokenOffset).text);
    }
}
