import {
    type AstNode,
    AstUtils,
    Cancellation,
    type CompletionParserResult,
    delayNextTick,
    GrammarAST,
    interruptAndCheck,
    type LangiumDocument,
    type TextDocument,
} from 'langium';
import {
    type CompletionAcceptor,
    type CompletionBacktrackingInformation,
    type CompletionContext,
    type CompletionValueItem,
    DefaultCompletionProvider,
    findNextFeatures,
    type NextFeature,
} from 'langium/lsp';
import {
    CompletionItemKind,
    CompletionList,
    type CompletionParams,
    InsertTextFormat,
    InsertTextMode,
} from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.ts';
import type { Names } from '../../language/names.ts';
import { nameOf } from '../../language/scope.ts';
import type { DataFiles } from '../data-files.ts';
import { typeOf } from '../describe.ts';
import { kindOf } from '../kinds.ts';
import { phrases } from '../phrases/index.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { isLikely } from './expected.ts';
import { importables } from './imports.ts';
import { type Behind, behindNode } from './resolve.ts';
import { declarationAt, surroundings } from './slice.ts';
import { toPlainText, toSnippet, type Words, wordsOf } from './snippets.ts';
import { nodeAround, orPerson, propertyAt, referenceAt, type Stretch } from './stand-in.ts';
import { startersOf, wordsFrom } from './starters.ts';
import { bestFirst, terminalPlace, valuesAt } from './values.ts';

/** Order of proposals: what is meant most likely, what else is possible, words of the language, whole phrases. */
const LIKELY = '1';
const POSSIBLE = '2';
const WORD = '3';
const PHRASE = '4';

/** Pairs of which the number before decides. */
const SINGULAR = /^(?:minute|hour|day|week|month|year|unit|time)$/;
const PLURAL = /^(?:minute|hour|day|week|month|year|unit|time)s$/;

/**
 * What can be written next. Which words and names may follow is read off the grammar, from the declaration around the
 * cursor; which names there are, from the scopes; the rest (columns of data, time zones, phrases) is ours.
 */
export class LoyaltyCompletion extends DefaultCompletionProvider {
    override readonly completionOptions = { triggerCharacters: ['.', '"', ' '] };
    private readonly services: LoyaltyServerServices;
    private readonly names: Names;
    private readonly files: DataFiles;
    private knownStarters: ReadonlySet<GrammarAST.AbstractElement> | undefined;

    constructor(services: LoyaltyServerServices, files: DataFiles) {
        super(services);
        this.services = services;
        this.names = services.loyalty.Names;
        this.files = files;
    }

    private get starters(): ReadonlySet<GrammarAST.AbstractElement> {
        this.knownStarters ??= startersOf(this.grammar);
        return this.knownStarters;
    }

    override async getCompletion(
        document: LangiumDocument,
        params: CompletionParams,
        cancelToken: Cancellation.CancellationToken = Cancellation.CancellationToken.None,
    ): Promise<CompletionList | undefined> {
        // Who types on takes the question back at once: nothing is worked out for nobody.
        await delayNextTick();
        await interruptAndCheck(cancelToken);
        const offset = document.textDocument.offsetAt(params.position);
        const slice = declarationAt(document.textDocument.getText(), offset);
        if (surroundings(slice, offset) === 'comment') return CompletionList.create([], false);
        const list = await super.getCompletion(document, params);
        // A blank is typed all the time: then only names are worth interrupting for.
        const isByBlank = params.context?.triggerCharacter === ' ';
        return list && isByBlank
            ? { ...list, items: list.items.filter(item => item.sortText?.startsWith(LIKELY)) }
            : list;
    }

    protected override *buildContexts(
        document: LangiumDocument,
        position: CompletionContext['position'],
    ): IterableIterator<CompletionContext> {
        const offset = document.textDocument.offsetAt(position);
        const slice = declarationAt(document.textDocument.getText(), offset);
        const around = surroundings(slice, offset);
        if (typeof around === 'object') {
            yield this.textContext(document, position, offset, around.quote);
            return;
        }
        for (const context of super.buildContexts(document, position)) yield this.withoutContinuations(context);
    }

    /** Within quotes: only what may be a text here. Text that is not closed yet ends at the cursor. */
    private textContext(
        document: LangiumDocument,
        position: CompletionContext['position'],
        offset: number,
        quote: number,
    ): CompletionContext {
        const text = document.textDocument.getText();
        const closing = /^[^"\r\n]*"/.exec(text.slice(offset))?.[0].length ?? 0;
        const features = this.findFeaturesAt(document.textDocument, quote).filter(({ feature }) =>
            GrammarAST.isRuleCall(feature),
        );
        return {
            document,
            textDocument: document.textDocument,
            tokenOffset: quote,
            tokenEndOffset: offset + closing,
            offset,
            position,
            features,
        };
    }

    /** On a new line, when a clause may begin, nothing that would continue the line before. */
    private withoutContinuations(context: CompletionContext): CompletionContext {
        const before = linesBefore(context);
        if (!/\n\s*$/.test(before.replace(/(?:\/\/[^\n]*|\/\*(?:(?!\*\/)[\s\S])*\*\/)(?=\s*$)/, ''))) return context;
        const starting = context.features.filter(({ feature }) => this.starters.has(feature));
        return starting.length > 0 ? { ...context, features: starting } : context;
    }

    protected override findFeaturesAt(document: TextDocument, offset: number): NextFeature[] {
        const slice = declarationAt(document.getText(), offset);
        const text = slice.text.slice(0, offset - slice.start);
        const { tokens, tokenIndex, elementStack } = this.parseForNext(text);
        if (tokenIndex > 0)
            return findNextFeatures([elementStack.map(feature => ({ feature }))], tokens.slice(tokenIndex));
        const entry = this.grammar.rules.find(rule => GrammarAST.isParserRule(rule) && rule.entry);
        return GrammarAST.isParserRule(entry)
            ? findNextFeatures([[this.buildSyntheticEntryRuleCall(entry)]], tokens)
            : [];
    }

    /**
     * A word at the very end that can be read in two ways is left for the grammar to interpret, in all of them: the
     * parser would take a number for one without a unit, and `reaching` for an event, because nothing follows.
     */
    private parseForNext(text: string): CompletionParserResult {
        const last = /(?<![\w.])(?:\d[\d_]*(?:\.\d+)?|reaching|losing|using|change)(?=\s+$)/.exec(text);
        const result = this.completionParser.parse(text);
        if (!last || result.tokens.at(-1)?.startOffset !== last.index) return result;
        const before = this.completionParser.parse(text.slice(0, last.index));
        return { ...before, tokens: result.tokens };
    }

    protected override backtrackToAnyToken(text: string, offset: number): CompletionBacktrackingInformation {
        const slice = declarationAt(text, offset);
        const found = super.backtrackToAnyToken(slice.text, offset - slice.start);
        const { previousTokenStart, previousTokenEnd } = found;
        return {
            nextTokenStart: found.nextTokenStart + slice.start,
            nextTokenEnd: found.nextTokenEnd + slice.start,
            ...(previousTokenStart === undefined ? {} : { previousTokenStart: previousTokenStart + slice.start }),
            ...(previousTokenEnd === undefined ? {} : { previousTokenEnd: previousTokenEnd + slice.start }),
        };
    }

    protected override async completionFor(
        context: CompletionContext,
        next: NextFeature,
        acceptor: CompletionAcceptor,
    ): Promise<void> {
        const { feature, type } = next;
        if (GrammarAST.isKeyword(feature)) this.proposeWord(context, { ...next, feature }, acceptor);
        else if (GrammarAST.isCrossReference(feature)) this.proposeNames(context, feature, acceptor);
        else {
            await this.proposeValues(context, feature, acceptor);
            this.proposeRest(context, feature, acceptor);
        }
        if (this.starters.has(feature) || type === ast.Window.$type) this.proposePhrases(context, next, acceptor);
    }

    private proposeWord(
        context: CompletionContext,
        { feature, type }: NextFeature<GrammarAST.Keyword>,
        acceptor: CompletionAcceptor,
    ): void {
        if (!this.filterKeyword(context, feature) || !agrees(feature.value, context)) return;
        const label = wordsFrom(feature);
        const isMeant = this.starters.has(feature) && type !== undefined && phrases[type] !== undefined;
        acceptor(context, {
            label,
            kind: CompletionItemKind.Keyword,
            sortText: `${WORD}${rankOf(context, feature)}`,
            ...(isMeant ? { data: { kind: 'phrase', type } satisfies Behind } : {}),
        });
    }

    private proposeNames(
        context: CompletionContext,
        feature: GrammarAST.CrossReference,
        acceptor: CompletionAcceptor,
    ): void {
        const property = AstUtils.getContainerOfType(feature, GrammarAST.isAssignment)?.feature;
        const info = orPerson(referenceAt(this.services, context.document, stretchOf(context)), property);
        if (!info || info.property !== property) return;
        const type = this.services.shared.AstReflection.getReferenceType(info);
        const seen = new Set<string>();
        for (const { node, name } of this.services.references.ScopeProvider.getScope(info).getAllElements()) {
            if (!node || seen.has(name)) continue;
            seen.add(name);
            const group = isLikely(info, type, node) ? LIKELY : POSSIBLE;
            const sortText = `${group}${String(seen.size).padStart(4, '0')}`;
            acceptor(context, this.nameItem(node, sortText));
            if (ast.isMetric(node) && isMeasured(context)) this.proposeWindow(context, node, sortText, acceptor);
        }
        for (const { node, name, path, edit } of importables(this.services, context.document, type)) {
            if (seen.has(name)) continue;
            seen.add(name);
            const sortText = `${POSSIBLE}${String(seen.size).padStart(4, '0')}`;
            const item = this.nameItem(node, sortText);
            acceptor(context, {
                ...item,
                detail: `${item.detail}, adds import "${path}"`,
                labelDetails: { description: path },
                additionalTextEdits: [edit],
            });
        }
    }

    private nameItem(node: AstNode, sortText: string): CompletionValueItem {
        const name = nameOf(node) ?? '';
        const type = typeOf(node, this.names);
        return {
            label: name,
            kind: kindOf(node).completion,
            detail: kindOf(node).noun,
            sortText,
            data: behindNode(this.services, node),
            ...(type === '' ? {} : { labelDetails: { description: type } }),
            ...(/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? {} : { insertText: `"${name}"` }),
        };
    }

    /** A metric is asked over a window: the usual one is proposed with it. */
    private proposeWindow(
        context: CompletionContext,
        metric: ast.Metric,
        sortText: string,
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
            data: behindNode(this.services, metric),
            ...this.phraseText(snippet, plain, words),
        });
    }

    private async proposeValues(
        context: CompletionContext,
        feature: GrammarAST.AbstractElement,
        acceptor: CompletionAcceptor,
    ): Promise<void> {
        if (!GrammarAST.isRuleCall(feature)) return;
        const stretch = stretchOf(context);
        const isName = feature.rule.$refText === 'WORD';
        const place = isName ? propertyAt(this.services, context.document, stretch) : terminalPlace(feature);
        if (!place) return;
        const isText = feature.rule.$refText === 'STRING';
        const source = nodeAround(this.services, context.document, { ...stretch, isText }, ast.isSource);
        const values = await valuesAt(place, context.document, source, this.services, this.files);
        const near = namedBefore(context);
        for (const [index, { text, kind, detail }] of bestFirst(values, near).entries()) {
            acceptor(context, { label: text, kind, detail, sortText: `${LIKELY}${String(index).padStart(4, '0')}` });
        }
    }

    private proposePhrases(
        context: CompletionContext,
        { feature, type }: NextFeature,
        acceptor: CompletionAcceptor,
    ): void {
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
    private proposeRest(
        context: CompletionContext,
        feature: GrammarAST.AbstractElement,
        acceptor: CompletionAcceptor,
    ): void {
        if (!GrammarAST.isRuleCall(feature) || feature.rule.$refText !== 'NUMBER') return;
        const before = linesBefore(context);
        const clause = /(?:[\n{]\s*)([a-z][a-z ]*?)\s+$/.exec(before);
        if (!clause?.[1]) return;
        const start = context.tokenOffset - before.length + clause.index + clause[0].indexOf(clause[1]);
        const written = `${clause[1].replace(/ +/g, ' ')} `;
        const types = this.findFeaturesAt(context.textDocument, start).filter(each => this.starters.has(each.feature));
        const words = this.words(context);
        const possible = [...new Set(types.map(({ type }) => type))].flatMap(type =>
            type ? (phrases[type]?.snippets ?? []) : [],
        );
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
        if (!this.clientCapabilities?.completionItem?.snippetSupport) return { insertText: plain };
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

/** In the order of the grammar, which is the order in which authors write. */
function rankOf({ features }: CompletionContext, feature: GrammarAST.AbstractElement): string {
    return String(features.findIndex(each => each.feature === feature)).padStart(3, '0');
}

function stretchOf({ tokenOffset, tokenEndOffset }: CompletionContext): Stretch {
    return { start: tokenOffset, end: tokenEndOffset };
}

/** What the value is for: `birthday` before `= "…"`, `member` before `from "…"`. */
function namedBefore({ textDocument, tokenOffset }: CompletionContext): string | undefined {
    const before = textDocument.getText().slice(Math.max(0, tokenOffset - 100), tokenOffset);
    return /([\p{L}_][\p{L}\p{N}_]*)\s*(?:=\s*(?:(?:negated|signed)\s*)?|\bfrom\s*)$/u.exec(before)?.[1];
}

/** Further than a clause and the comment above it reach. */
const FAR = 4000;

/** What stands before the cursor, as far as it matters: files are long. */
function linesBefore({ textDocument, tokenOffset }: CompletionContext): string {
    return textDocument.getText().slice(Math.max(0, tokenOffset - FAR), tokenOffset);
}

/** Whether a window can follow: none stands there, and the name is no member of something else. */
function isMeasured({ textDocument, tokenOffset, tokenEndOffset }: CompletionContext): boolean {
    const text = textDocument.getText();
    return (
        !/^\s*(?:over|of|\.)/.test(text.slice(tokenEndOffset, tokenEndOffset + FAR)) &&
        !/(?:\bof|\.)\s*$/.test(text.slice(Math.max(0, tokenOffset - FAR), tokenOffset))
    );
}

/** `1 day`, `2 days`. */
function agrees(word: string, { textDocument, tokenOffset }: CompletionContext): boolean {
    const number = /(\d[\d_]*(?:\.\d+)?)\s+$/.exec(
        textDocument.getText().slice(Math.max(0, tokenOffset - 40), tokenOffset),
    )?.[1];
    if (number === undefined) return true;
    return number === '1' ? !PLURAL.test(word) : !SINGULAR.test(word);
}

/** Whether a phrase is the one that this element of the grammar begins. */
function beginsWith(phrase: string, feature: GrammarAST.AbstractElement): boolean {
    if (GrammarAST.isKeyword(feature)) return phrase.split(/\W/)[0] === feature.value.split(/\W/)[0];
    if (GrammarAST.isRuleCall(feature)) return feature.rule.$refText === 'DATE' && /^\d{4}-/.test(phrase);
    return false;
}
