import { type IToken, Lexer, type TokenType, type TokenTypeDictionary } from 'chevrotain';

export interface Tokens {
    readonly tokens: IToken[];
    readonly hidden: IToken[];
}

/**
 * Chevrotain's lexer for a text without a character that fits nowhere: it makes the same tokens, and looks at its
 * patterns only when a text has something that begins like them. Chevrotain takes all of them apart before it starts.
 */
export class PlainLexer {
    private readonly types: readonly TokenType[];
    /** By the first character. */
    private readonly candidates = new Map<number, readonly Candidate[]>();

    constructor(definition: TokenTypeDictionary) {
        this.types = Object.values(definition).filter(type => type.PATTERN !== Lexer.NA);
    }

    /** Undefined for what only Chevrotain can do: to tell what fits nowhere, and to number the types of tokens. */
    tokenize(text: string): Tokens | undefined {
        if (this.types[0]?.tokenTypeIdx === undefined) return undefined;
        const [tokens, hidden]: IToken[][] = [[], []];
        let [offset, line, lineStart] = [0, 1, 0];
        while (offset < text.length) {
            const found = this.at(text, offset);
            if (found === undefined) return undefined;
            const { type, end } = found;
            const [from, column] = [line, offset - lineStart + 1];
            if (type.LINE_BREAKS !== false)
                for (const { index, 0: newLine } of text.slice(offset, end).matchAll(/\n|\r\n?/g)) {
                    line++;
                    lineStart = offset + index + newLine.length;
                }
            if (type.GROUP !== Lexer.SKIPPED)
                (type.GROUP === undefined ? tokens : hidden)?.push({
                    image: text.slice(offset, end),
                    startOffset: offset,
                    endOffset: end - 1,
                    startLine: from,
                    endLine: line,
                    startColumn: column,
                    endColumn: end - lineStart,
                    tokenTypeIdx: type.tokenTypeIdx ?? 0,
                    tokenType: type,
                });
            offset = end;
        }
        return { tokens: tokens ?? [], hidden: hidden ?? [] };
    }

    /** The first type in their order that fits, or the one that it gives way to. */
    private at(text: string, offset: number): { readonly type: TokenType; readonly end: number } | undefined {
        const code = text.charCodeAt(offset);
        let candidates = this.candidates.get(code);
        if (candidates === undefined) {
            candidates = this.types.filter(type => mayBegin(type, code)).map(candidateOf);
            this.candidates.set(code, candidates);
        }
        for (const { type, end, longer } of candidates) {
            const own = end(text, offset);
            if (own === undefined) continue;
            for (const other of longer) {
                const its = other.end(text, offset);
                if (its !== undefined && its > own) return { type: other.type, end: its };
            }
            return { type, end: own };
        }
        return undefined;
    }
}

interface Candidate {
    readonly type: TokenType;
    readonly end: (text: string, offset: number) => number | undefined;
    readonly longer: readonly Candidate[];
}

function candidateOf(type: TokenType): Candidate {
    const longer = [type.LONGER_ALT ?? []].flat().map(candidateOf);
    if (typeof type.PATTERN === 'string') {
        const word = type.PATTERN;
        return { type, longer, end: (text, at) => (text.startsWith(word, at) ? at + word.length : undefined) };
    }
    const pattern = new RegExp(type.PATTERN as RegExp, 'y');
    const end = (text: string, at: number) => {
        pattern.lastIndex = at;
        return pattern.test(text) ? pattern.lastIndex : undefined;
    };
    return { type, longer, end };
}

/** Beyond ASCII, what tokens begin with is given in stretches. */
function mayBegin({ PATTERN, START_CHARS_HINT }: TokenType, code: number): boolean {
    if (typeof PATTERN === 'string') return PATTERN.charCodeAt(0) === code;
    if (START_CHARS_HINT === undefined) return true;
    return code > 127
        ? START_CHARS_HINT.some(each => typeof each === 'number' && each > 127)
        : START_CHARS_HINT.some(each => each === code || each === String.fromCharCode(code));
}
