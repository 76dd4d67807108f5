import { Lexer, type TokenType, type TokenVocabulary } from 'chevrotain';
import { DefaultTokenBuilder, type Grammar, type GrammarAST, type TokenBuilderOptions } from 'langium';

/**
 * Keywords that bind expressions and clauses together. All others are soft: they may serve as names
 * (tiers, events and fields called review, order, price, member …), because authors want those words.
 */
export const HARD_KEYWORDS: ReadonlySet<string> = new Set([
    ...[
        'and',
        'as',
        'at',
        'between',
        'by',
        'expect',
        'for',
        'from',
        'has',
        'if',
        'in',
        'is',
        'known',
        'not',
        'of',
        'on',
    ],
    ...['or', 'over', 'per', 'redeeming', 'to', 'when', 'where', 'while', 'with', 'without'],
]);

/** Gives identifiers and soft keywords the category WORD, which the grammar uses wherever a name stands. */
export class LoyaltyTokenBuilder extends DefaultTokenBuilder {
    override buildTokens(grammar: Grammar, options?: TokenBuilderOptions): TokenVocabulary {
        const tokens = super.buildTokens(grammar, options);
        if (!Array.isArray(tokens)) return tokens;
        const types: TokenType[] = tokens;
        const word = types.find(type => type.name === 'WORD');
        if (!word) return types;
        word.PATTERN = Lexer.NA;
        for (const type of types) if (type.name === 'ID' || isSoftKeyword(type.name)) type.CATEGORIES = [word];
        return types;
    }

    /** As Langium finds it by looking into every terminal: what goes on after a word is an identifier. */
    protected override findLongerAlt(keyword: GrammarAST.Keyword, terminals: TokenType[]): TokenType[] {
        if (!/^[A-Za-z_]+$/.test(keyword.value)) return super.findLongerAlt(keyword, terminals);
        return terminals.filter(type => type.name === 'ID');
    }
}

/** Keyword tokens are called as they are written; terminals are upper case; `all-units` can be no name. */
export function isSoftKeyword(name: string): boolean {
    return /^[A-Za-z_]*[a-z][A-Za-z_]*$/.test(name) && !HARD_KEYWORDS.has(name);
}
