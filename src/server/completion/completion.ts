import {
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
    DefaultCompletionProvider,
    findNextFeatures,
    type NextFeature,
} from 'langium/lsp';
import { CompletionItemKind, CompletionList, type CompletionParams } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.ts';
import type { DataFiles } from '../data-files.ts';
import { phrases } from '../phrases/index.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { agrees, linesBefore, namedBefore, rankOf, stretchOf } from './around.ts';
import { NameProposals } from './name-proposals.ts';
import { PhraseProposals } from './phrase-proposals.ts';
import { LIKELY, WORD } from './ranks.ts';
import type { Behind } from './resolve.ts';
import { declarationAt, surroundings } from './slice.ts';
import { nodeAround, propertyAt } from './stand-in.ts';
import { startersOf, wordsFrom } from './starters.ts';
import { bestFirst, terminalPlace, valuesAt } from './values.ts';

/**
 * What can be written next. Which words and names may follow is read off the grammar, from the declaration around the
 * cursor; which names there are, from the scopes; the rest (columns of data, time zones, phrases) is ours.
 */
export class LoyaltyCompletion extends DefaultCompletionProvider {
    override readonly completionOptions = { triggerCharacters: ['.', '"', ' '] };
    private readonly services: LoyaltyServerServices;
    private readonly files: DataFiles;
    private readonly phraseProposals: PhraseProposals;
    private readonly nameProposals: NameProposals;
    private knownStarters: ReadonlySet<GrammarAST.AbstractElement> | undefined;

    constructor(services: LoyaltyServerServices, files: DataFiles) {
        super(services);
        this.services = services;
        this.files = files;
        const hasSnippets = (): boolean => this.clientCapabilities?.completionItem?.snippetSupport ?? false;
        this.phraseProposals = new PhraseProposals(services.loyalty.Names, hasSnippets);
        this.nameProposals = new NameProposals(services, this.phraseProposals);
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
        else if (GrammarAST.isCrossReference(feature)) this.nameProposals.propose(context, feature, acceptor);
        else {
            await this.proposeValues(context, feature, acceptor);
            if (GrammarAST.isRuleCall(feature) && feature.rule.$refText === 'NUMBER')
                this.phraseProposals.rest(context, acceptor, start => this.typesAt(context, start));
        }
        if (this.starters.has(feature) || type === ast.Window.$type)
            this.phraseProposals.phrases(context, next, acceptor);
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

    /** Of clauses and the like that may begin there. */
    private typesAt({ textDocument }: CompletionContext, offset: number): readonly (string | undefined)[] {
        const features = this.findFeaturesAt(textDocument, offset);
        return features.filter(({ feature }) => this.starters.has(feature)).map(({ type }) => type);
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
}
