import { type ILexingError, type IToken, Lexer, type TokenType, type TokenTypeDictionary } from 'chevrotain';
import type {
    LangiumCoreServices,
    Lexer as LangiumLexer,
    LexerResult,
    LexingDiagnostic,
    TokenizeOptions,
} from 'langium';
import { PlainLexer, type Tokens } from './plain-lexer.ts';
import { isWord } from './token-builder.ts';

/** Longest text that is read, in UTF-16 units. A program of 20,000 lines has half a million. */
export const MAX_TEXT = 4_000_000;
/** Deepest nesting of parentheses (and of `not`) that is read. */
export const MAX_DEPTH = 64;

/** Keywords that begin a declaration: at the very start of a line they end whatever was left open before. */
export const DECLARATION_KEYWORDS: ReadonlySet<string> = new Set([
    ...[
        'program',
        'member',
        'item',
        'event',
        'points',
        'metric',
        'segment',
        'tiers',
        'earn',
        'combine',
        'price',
        'reward',
        'contract',
        'rebate',
    ],
    ...['trigger', 'journey', 'budget', 'goal', 'invariant', 'assume', 'migrate', 'dataset', 'test'],
]);

/**
 * Lexer that keeps mistakes local: a declaration keyword at the start of a line closes blocks that were left open,
 * so a missing brace spoils one declaration and not the file. Refuses what could hang or crash the parser.
 */
export class LoyaltyLexer implements LangiumLexer {
    readonly definition: TokenTypeDictionary;
    private readonly messages: LangiumCoreServices['parser']['LexerErrorMessageProvider'];
    private readonly plain: PlainLexer;
    private whole: Lexer | undefined;
    private words: ReadonlyMap<string, TokenType> | undefined;

    constructor({ parser, Grammar }: LangiumCoreServices) {
        const types = parser.TokenBuilder.buildTokens(Grammar) as readonly TokenType[]; // ours gives a list
        this.definition = Object.fromEntries(types.map(type => [type.name, type]));
        this.messages = parser.LexerErrorMessageProvider;
        this.plain = new PlainLexer(this.definition);
    }

    tokenize(text: string, options?: TokenizeOptions): LexerResult {
        return this.read(text, options?.mode === 'partial' ? 'as it is' : 'file');
    }

    /** A declaration alone. What is open at its end is closed when another one follows. */
    tokenizePiece(text: string, isFollowed: boolean): LexerResult {
        return this.read(text, isFollowed ? 'piece' : 'file');
    }

    private read(text: string, as: 'file' | 'piece' | 'as it is'): LexerResult {
        const refused = refusal(text);
        if (refused) return { tokens: [], hidden: [], errors: [], report: { diagnostics: [refused] } };
        const result = this.plainly(text) ?? this.wholly(text);
        for (const token of result.tokens) if (token.tokenType.name === 'ID') this.tellKeyword(token);
        const diagnostics: LexingDiagnostic[] = result.errors.map(error => ({
            ...error,
            message: unexpectedText(text, error.offset),
        }));
        const shallow = limitDepth(result.tokens, diagnostics);
        const closing = this.definition['}'];
        const tokens =
            as === 'as it is' || !closing
                ? shallow
                : balance(shallow, { closing, isFollowed: as === 'piece' }, diagnostics);
        return { tokens, hidden: result.hidden, errors: [], report: { diagnostics } };
    }

    private plainly(text: string): (Tokens & { readonly errors: readonly ILexingError[] }) | undefined {
        const tokens = this.plain.tokenize(text);
        return tokens && { ...tokens, errors: [] };
    }

    /** With Chevrotain's own lexer, which is made where a text has a mistake. */
    wholly(text: string): Tokens & { readonly errors: readonly ILexingError[] } {
        this.whole ??= new Lexer(Object.values(this.definition), {
            positionTracking: 'full',
            skipValidations: true,
            errorMessageProvider: this.messages,
        });
        const { tokens, groups, errors } = this.whole.tokenize(text);
        return { tokens, hidden: groups.hidden ?? [], errors };
    }

    /** Keywords that are words have no pattern of their own. */
    private tellKeyword(token: IToken): void {
        this.words ??= new Map(Object.entries(this.definition).filter(([name, type]) => isPlainWord(name, type)));
        const keyword = this.words.get(token.image);
        if (keyword === undefined) return;
        token.tokenType = keyword;
        token.tokenTypeIdx = keyword.tokenTypeIdx ?? 0;
    }
}

const isPlainWord = (name: string, type: TokenType): boolean =>
    isWord(name) && type.PATTERN === Lexer.NA && name !== 'WORD';

/** Why a text is not read at all. */
export function refusal(text: string): LexingDiagnostic | undefined {
    const at = { offset: 0, line: 1, column: 1, length: 0 };
    if (text.length > MAX_TEXT)
        return {
            ...at,
            message: `The file has ${text.length} characters and must have at most ${MAX_TEXT}: split it with import.`,
        };
    const zero = text.indexOf('\0');
    if (zero >= 0) return { ...at, message: 'The file is not text: it must be a program in UTF-8.' };
    return undefined;
}

function unexpectedText(text: string, offset: number): string {
    const char = text.charAt(offset);
    if (char === '"') return `Text must end with '"' on the line where it begins.`;
    if (char === ';') return `';' must be left out: a clause ends with its line.`;
    if (char === "'" || char === '“' || char === '”' || char === '„')
        return `Text must stand between straight double quotes: "…".`;
    return `'${char}' must not stand here.`;
}

/** Drops parentheses and `not` beyond the greatest depth, so that no text can exhaust the stack. */
function limitDepth(tokens: IToken[], diagnostics: LexingDiagnostic[]): IToken[] {
    let depth = 0;
    let reported = false;
    const kept: IToken[] = [];
    let nots = 0;
    for (const token of tokens) {
        const image = token.image;
        nots = image === 'not' ? nots + 1 : 0;
        const opens = image === '(';
        if (opens) depth++;
        const tooDeep = ((opens || image === ')') && depth > MAX_DEPTH) || nots > MAX_DEPTH;
        if (image === ')') depth = Math.max(0, depth - 1);
        if (image === '}') depth = 0;
        if (!tooDeep) kept.push(token);
        else if (!reported) {
            reported = true;
            diagnostics.push({ ...place(token), message: `Parentheses must be at most ${MAX_DEPTH} deep.` });
        }
    }
    return kept;
}

/** A block that is not closed, and the line that it begins on, counted from one. */
export interface Unclosed extends LexingDiagnostic {
    readonly opened: number;
}

/** `before`: the declaration that follows, if any, and its line. */
export function unclosed(opened: number, before: { readonly word: string; readonly line: number } | undefined): string {
    const next = before ? ` before '${before.word}' on line ${before.line}` : '';
    return `The block that begins on line ${opened} must end with '}'${next}.`;
}

interface Closing {
    readonly closing: TokenType;
    /** Whether a declaration follows after the last token. */
    readonly isFollowed: boolean;
}

/** Inserts the braces that are missing before a declaration, and leaves out those that close nothing. */
function balance(tokens: IToken[], { closing, isFollowed }: Closing, diagnostics: LexingDiagnostic[]): IToken[] {
    const open: IToken[] = [];
    const kept: IToken[] = [];
    const close = (before: IToken | undefined): void => {
        const opened = open.pop()?.startLine ?? 1;
        const last = kept.at(-1);
        if (!last) return;
        kept.push(virtual(last, closing));
        const next = before && { word: before.image, line: before.startLine ?? 1 };
        const diagnostic: Unclosed = { ...place(last), opened, message: unclosed(opened, next) };
        diagnostics.push(diagnostic);
    };
    for (const token of tokens) {
        if (token.startColumn === 1 && DECLARATION_KEYWORDS.has(token.image)) while (open.length > 0) close(token);
        if (token.image === '{') open.push(token);
        if (token.image === '}' && !open.pop()) {
            diagnostics.push({ ...place(token), message: `This '}' closes nothing and must be left out.` });
            continue;
        }
        kept.push(token);
    }
    while (isFollowed && open.length > 0) close(undefined);
    return kept;
}

/** A brace without text, at the end of the token before it. */
function virtual(after: IToken, tokenType: IToken['tokenType']): IToken {
    const endOffset = after.endOffset ?? after.startOffset;
    return {
        image: '',
        startOffset: endOffset + 1,
        endOffset,
        startLine: after.endLine ?? 1,
        endLine: after.endLine ?? 1,
        startColumn: (after.endColumn ?? 0) + 1,
        endColumn: after.endColumn ?? 0,
        tokenTypeIdx: tokenType.tokenTypeIdx ?? 0,
        tokenType,
    };
}

function place(token: IToken): { offset: number; line: number; column: number; length: number } {
    return {
        offset: token.startOffset,
        line: token.startLine ?? 1,
        column: token.startColumn ?? 1,
        length: Math.max(1, token.image.length),
    };
}
