import { type AstNode, type CstNode, isAstNode, isCompositeCstNode, type ParseResult } from 'langium';
import type { File } from '../generated/ast.ts';
import { nameOf } from '../node-scope.ts';
import { type Reader, type Source, tellReaders, tick } from './reads.ts';
import { PieceReference } from './reference.ts';

/** Where a piece begins in its file. */
export interface Place {
    start: number;
    line: number;
}

/** What of a file a piece is. */
export interface Stretch {
    readonly text: string;
    /** Whether a declaration follows: then blocks that are open at the end are closed. */
    readonly isFollowed: boolean;
    /** Where its keyword ends, counted from its beginning; 0 where it has none. */
    readonly keywordEnd: number;
}

/**
 * A stretch of a file that is read by itself: what stands before the first declaration, or a declaration with the
 * comments above it. All that is known of it is kept until its own text changes; it only moves when others do.
 */
export class Piece implements Source {
    readonly text: string;
    readonly isFollowed: boolean;
    readonly place: Place;
    /** Ends of lines within it. */
    readonly lines: number;
    /** Places in it are counted from its own beginning. */
    readonly result: ParseResult<File>;
    /** Whether the lexer or the parser found something wrong in it. */
    readonly isBroken: boolean;
    /** Its part of the tree of the file. */
    readonly content: readonly CstNode[];
    /** All that it refers to, in the order of the text. */
    readonly references: readonly PieceReference[];
    /** Names of whatever it declares, at any depth. */
    readonly declared: readonly string[];
    /** Names that it refers to. */
    readonly mentioned: readonly string[];
    /** Whether it is known what all references lead to. */
    isLinked = false;
    /** Whether some of them lead nowhere. */
    hasErrors = false;
    readonly readers = new Set<Reader>();
    changedAt = tick();

    /** Where its keyword ends, counted from its beginning; 0 where it has none. */
    private readonly keywordEnd: number;

    constructor(stretch: Stretch, place: Place, result: ParseResult<File>) {
        const { text, isFollowed, keywordEnd } = stretch;
        this.keywordEnd = keywordEnd;
        this.text = text;
        this.isFollowed = isFollowed;
        this.place = place;
        this.lines = linesOf(text);
        this.result = result;
        this.isBroken = result.parserErrors.length > 0 || (result.lexerReport?.diagnostics ?? []).length > 0;
        const root = result.value.$cstNode;
        this.content = root && isCompositeCstNode(root) ? root.content : [];
        const found: Found = { references: [], names: new Set() };
        for (const node of [...result.value.imports, ...result.value.declarations]) {
            pieces.set(node, this);
            walk(node, found);
        }
        this.references = found.references;
        this.declared = [...found.names];
        this.mentioned = [...new Set(found.references.map(({ $refText }) => $refText))];
    }

    /** The keyword that it begins with, and on which line of the file that stands, counted from one. */
    get head(): { readonly word: string; readonly line: number } {
        const before = this.text.slice(0, this.keywordEnd);
        return { word: /\w*$/.exec(before)?.[0] ?? '', line: this.place.line + 1 + linesOf(before) };
    }

    /** What its references lead to must be found again: something that has one of their names has come or gone. */
    unlink(): void {
        for (const reference of this.references) reference.forget();
        this.isLinked = false;
        this.touch();
    }

    /** It is different from before, or gone. */
    touch(): void {
        this.changedAt = tick();
        tellReaders(this.readers);
    }
}

/** How many ends of lines a text has. */
export const linesOf = (text: string): number => text.match(/\r\n?|\n/g)?.length ?? 0;

const pieces = new WeakMap<AstNode, Piece>();

/** The piece in which a node stands; undefined for a file as a whole. */
export function pieceOf(node: AstNode): Piece | undefined {
    for (let each: AstNode | undefined = node; each; each = each.$container) {
        const piece = pieces.get(each);
        if (piece) return piece;
    }
    return undefined;
}

interface Found {
    readonly references: PieceReference[];
    readonly names: Set<string>;
}

/** Most lists of most nodes have nothing on them: they are one. */
const NOTHING: readonly never[] = Object.freeze([]);

function walk(node: AstNode, found: Found): void {
    const name = nameOf(node);
    if (name !== undefined) found.names.add(name);
    for (const property of Object.keys(node)) {
        if (property.startsWith('$')) continue;
        const value: unknown = Reflect.get(node, property);
        if (Array.isArray(value) && value.length === 0) Reflect.set(node, property, NOTHING);
        else if (Array.isArray(value)) for (const [index, each] of value.entries()) visit(node, index, each, found);
        else visit(node, undefined, value, found);
    }
}

function visit(container: AstNode, index: number | undefined, value: unknown, found: Found): void {
    if (typeof value !== 'object' || value === null) return;
    if (isAstNode(value)) walk(value, found);
    else if (value instanceof PieceReference) {
        value.standsIn(container, index);
        found.references.push(value);
    }
}
