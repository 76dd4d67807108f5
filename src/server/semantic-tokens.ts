import { type AstNode, AstUtils, type CstNode, GrammarUtils, type LangiumDocument, type NameProvider } from 'langium';
import { AllSemanticTokenModifiers, AllSemanticTokenTypes, type SemanticTokenProvider } from 'langium/lsp';
import {
    type Range,
    SemanticTokenModifiers,
    type SemanticTokens,
    SemanticTokensBuilder,
    type SemanticTokensDelta,
    type SemanticTokensDeltaParams,
    type SemanticTokensEdit,
    type SemanticTokensParams,
    type SemanticTokensRangeParams,
} from 'vscode-languageserver';
import * as ast from '../language/generated/ast.ts';
import type { Names } from '../language/names.ts';
import { kindOf } from './kinds.ts';
import { isOfLibrary } from './library-document.ts';
import { fieldOfColumn } from './references.ts';
import type { LoyaltyServerServices } from './services.ts';

interface Token {
    readonly range: Range;
    readonly type: number;
    readonly modifiers: number;
}

/**
 * Colours names by what they mean. Keywords, numbers and texts are coloured by the TextMate grammar;
 * a name that happens to be a keyword (a tier called `review`) gets its own colour from here.
 */
export class LoyaltySemanticTokens implements SemanticTokenProvider {
    readonly tokenTypes = AllSemanticTokenTypes;
    readonly tokenModifiers = AllSemanticTokenModifiers;
    readonly semanticTokensOptions = {
        legend: {
            tokenTypes: Object.keys(AllSemanticTokenTypes),
            tokenModifiers: Object.keys(AllSemanticTokenModifiers),
        },
        full: { delta: true },
        range: true,
    };
    private readonly nameProvider: NameProvider;
    private readonly names: Names;
    /** The last answer about each file, by URI: what a difference is told from. */
    private readonly told = new Map<string, Required<SemanticTokens>>();
    private answers = 0;

    constructor(services: LoyaltyServerServices) {
        this.nameProvider = services.references.NameProvider;
        this.names = services.loyalty.Names;
        services.shared.workspace.DocumentBuilder.onUpdate((_changed, deleted) => {
            for (const uri of deleted) this.told.delete(uri.toString());
        });
    }

    semanticHighlight(document: LangiumDocument, _params: SemanticTokensParams): SemanticTokens {
        return this.tell(document);
    }

    semanticHighlightRange(document: LangiumDocument, { range }: SemanticTokensRangeParams): SemanticTokens {
        const { start, end } = range;
        const tokens = this.tokens(document).filter(
            token => token.range.start.line >= start.line && token.range.start.line <= end.line,
        );
        return { data: encode(tokens) };
    }

    /** All of it where the editor remembers another answer than we do. */
    semanticHighlightDelta(
        document: LangiumDocument,
        { previousResultId }: SemanticTokensDeltaParams,
    ): SemanticTokens | SemanticTokensDelta {
        const before = this.told.get(document.uri.toString());
        const now = this.tell(document);
        if (before?.resultId !== previousResultId) return now;
        return { resultId: now.resultId, edits: differenceOf(before.data, now.data) };
    }

    private tell(document: LangiumDocument): Required<SemanticTokens> {
        const told = { resultId: `${++this.answers}`, data: encode(this.tokens(document)) };
        this.told.set(document.uri.toString(), told);
        return told;
    }

    /** In the order of the text. */
    private tokens(document: LangiumDocument): readonly Token[] {
        const tokens: Token[] = [];
        const add = (place: CstNode | undefined, target: AstNode, isDeclaration: boolean): void => {
            if (!place || place.end === place.offset) return;
            const type = AllSemanticTokenTypes[kindOf(target).token] ?? 0;
            tokens.push({ range: place.range, type, modifiers: modifiersOf(isDeclaration, isOfLibrary(target)) });
        };
        for (const node of AstUtils.streamAst(document.parseResult.value)) {
            if (ast.isMemberDecl(node) || ast.isItemDecl(node)) continue;
            if (ast.isColumn(node)) {
                const field = fieldOfColumn(node, this.names);
                if (field) add(GrammarUtils.findNodeForProperty(node.$cstNode, 'field'), field, false);
            } else add(this.nameProvider.getNameNode(node), node, true);
        }
        for (const reference of document.references) {
            if ('ref' in reference && reference.ref) add(reference.$refNode, reference.ref, false);
        }
        return tokens.sort(
            (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
        );
    }
}

function modifiersOf(isDeclaration: boolean, isLibrary: boolean): number {
    const declaration = AllSemanticTokenModifiers[SemanticTokenModifiers.declaration] ?? 0;
    const library = AllSemanticTokenModifiers[SemanticTokenModifiers.defaultLibrary] ?? 0;
    return (isDeclaration ? declaration : 0) | (isLibrary ? library : 0);
}

/** One edit: what lies between the same beginning and the same end. */
function differenceOf(before: readonly number[], now: readonly number[]): SemanticTokensEdit[] {
    const shorter = Math.min(before.length, now.length);
    let start = 0;
    while (start < shorter && before[start] === now[start]) start++;
    let same = 0;
    while (same < shorter - start && before.at(-1 - same) === now.at(-1 - same)) same++;
    const deleteCount = before.length - same - start;
    const data = now.slice(start, now.length - same);
    return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }];
}

function encode(tokens: readonly Token[]): number[] {
    const builder = new SemanticTokensBuilder();
    let last: Token | undefined;
    for (const token of tokens) {
        const { start, end } = token.range;
        const isRepeated = last?.range.start.line === start.line && last.range.start.character === start.character;
        if (isRepeated || start.line !== end.line) continue;
        builder.push(start.line, start.character, end.character - start.character, token.type, token.modifiers);
        last = token;
    }
    return builder.build().data;
}
