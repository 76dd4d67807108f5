import type { IToken } from 'chevrotain';
import { AstUtils, type CstNode, type CstNodeBuilder, DatatypeSymbol, GrammarAST, type ValueConverter } from 'langium';
import type { Method } from './direct-rules.ts';

/** The parts of Langium's parser that are private, and that this file relies on. */
export interface WordReader {
    readonly lexerResult: { readonly hidden: readonly IToken[] };
    readonly nodeBuilder: CstNodeBuilder;
    readonly converter: ValueConverter;
    readonly current: { readonly $type: unknown; value: string };
    extractHiddenTokens(token: IToken): IToken[];
    assign(operator: string, feature: string, value: unknown, node: CstNode, reference?: 'single' | 'multi'): void;
}

/** As Langium's `consume`, for a token that a text has; what is known of the grammar is found out once. */
export function directWord(take: () => IToken, element: GrammarAST.AbstractElement, parser: WordReader): Method {
    const isKeyword = GrammarAST.isKeyword(element);
    const assignment = AstUtils.getContainerOfType(element, GrammarAST.isAssignment);
    const { operator = '', feature = '' } = assignment ?? {};
    const reference = referenceKind(assignment?.terminal);
    return () => {
        const token = take();
        // A brace that is missing, and was put there by the lexer, is no part of the tree.
        if ((token.endOffset ?? 0) < token.startOffset) return;
        const { nodeBuilder, current } = parser;
        if (parser.lexerResult.hidden.length > 0) nodeBuilder.addHiddenNodes(parser.extractHiddenTokens(token));
        const leaf = nodeBuilder.buildLeafNode(token, element);
        if (!assignment && current.$type !== DatatypeSymbol) return;
        const value = isKeyword ? token.image : parser.converter.convert(token.image, leaf);
        if (assignment) parser.assign(operator, feature, value, leaf, reference);
        else current.value += String(value);
    };
}

function referenceKind(terminal: GrammarAST.AbstractElement | undefined): 'single' | 'multi' | undefined {
    if (!GrammarAST.isCrossReference(terminal)) return undefined;
    return terminal.isMulti ? 'multi' : 'single';
}
