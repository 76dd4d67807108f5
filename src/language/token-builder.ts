import { Lexer, type TokenPattern, type TokenType, type TokenVocabulary } from 'chevrotain';
import { DefaultTokenBuilder, type Grammar, type GrammarAST, stream, type TokenBuilderOptions } from 'langium';
import { prepared } from './prepared-grammar.ts';

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
    ...['or', 'over', 'per', 'redeeming', 'to', 'today', 'when', 'where', 'while', 'with', 'without'],
]);

/** Gives identifiers and soft keywords the category WORD, which the grammar uses wherever a name stands. */
export class LoyaltyTokenBuilder extends DefaultTokenBuilder {
    override buildTokens(grammar: Grammar, options?: TokenBuilderOptions): TokenVocabulary {
        const tokens = this.buildTypes(grammar, options);
        const word = tokens.find(type => type.name === 'WORD');
        if (!word) return tokens;
        word.PATTERN = Lexer.NA;
        for (const type of tokens) if (type.name === 'ID' || isSoftKeyword(type.name)) type.CATEGORIES = [word];
        return tokens;
    }

    /** In the order in which they are tried: keywords, then terminals. */
    private buildTypes(grammar: Grammar, options?: TokenBuilderOptions): TokenType[] {
        if (prepared === undefined) return super.buildTokens(grammar, options) as TokenType[];
        const terminals = this.buildTerminalTokens(stream(grammar.rules));
        const keywords = prepared.keywords.map(name => ({
            name,
            PATTERN: isWord(name) ? Lexer.NA : name,
            LONGER_ALT: longer(name, terminals),
        }));
        return [...keywords, ...terminals];
    }

    protected override buildTerminalToken(terminal: GrammarAST.TerminalRule): TokenType {
        const type = super.buildTerminalToken(terminal);
        return { ...type, ...(STARTS[type.name] ?? {}) };
    }

    /** Words are read as identifiers, and told apart by the lexer: a pattern for each would cost more than all else. */
    protected override buildKeywordPattern(keyword: GrammarAST.Keyword, caseInsensitive: boolean): TokenPattern {
        return isWord(keyword.value) ? Lexer.NA : super.buildKeywordPattern(keyword, caseInsensitive);
    }

    protected override findLongerAlt(keyword: GrammarAST.Keyword, terminals: TokenType[]): TokenType[] {
        return longer(keyword.value, terminals);
    }
}

/** A comment begins with a slash. */
const longer = (keyword: string, terminals: TokenType[]): TokenType[] =>
    keyword === '/' ? terminals.filter(type => type.name.endsWith('COMMENT')) : [];

const digits = [...'0123456789'];
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_'];
/** What Chevrotain tells apart beyond ASCII: each character up to 255, then stretches of 255. */
const beyond = [...range(0xa0, 0xff, 1), ...range(0x100, 0xffff, 255), 0xffff];

function range(from: number, to: number, step: number): number[] {
    return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

/** What tokens begin with and whether they may hold ends of lines, so that their patterns need not be taken apart. */
const STARTS: Readonly<Record<string, Pick<TokenType, 'START_CHARS_HINT' | 'LINE_BREAKS'>>> = {
    DATE: { START_CHARS_HINT: digits, LINE_BREAKS: false },
    TIME: { START_CHARS_HINT: digits, LINE_BREAKS: false },
    LAST_NUMBER: { START_CHARS_HINT: digits, LINE_BREAKS: false },
    NUMBER: { START_CHARS_HINT: digits, LINE_BREAKS: false },
    STRING: { START_CHARS_HINT: ['"'], LINE_BREAKS: false },
    ID: { START_CHARS_HINT: [...letters, ...beyond], LINE_BREAKS: false },
    WS: { START_CHARS_HINT: [...' \t\n\v\f\r', ...beyond], LINE_BREAKS: true },
    ML_COMMENT: { START_CHARS_HINT: ['/'], LINE_BREAKS: true },
    SL_COMMENT: { START_CHARS_HINT: ['/'], LINE_BREAKS: false },
};

/** Nothing in it that an identifier could not have. */
export const isWord = (keyword: string): boolean => /^[A-Za-z_]+$/.test(keyword);

/** Keyword tokens are called as they are written; terminals are upper case; `all-units` can be no name. */
export function isSoftKeyword(name: string): boolean {
    return /^[A-Za-z_]*[a-z][A-Za-z_]*$/.test(name) && !HARD_KEYWORDS.has(name);
}
