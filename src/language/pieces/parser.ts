import type {
    AstNode,
    AstReflection,
    CstNode,
    LangiumCoreServices,
    LangiumDocument,
    Mutable,
    ParseResult,
    ParserOptions,
    TypeMetaData,
} from 'langium';
import { atOnce, type Steps } from '../../base/steps.ts';
import type { Declaration, File, Import } from '../generated/ast.ts';
import { type LoyaltyLexer, refusal } from '../lexer.ts';
import { PreparedParser } from '../prepared-parser.ts';
import { PieceNodeBuilder, rootOver } from './cst.ts';
import { errorsOf, lexingOf } from './errors.ts';
import { Piece, type Place, type Stretch } from './piece.ts';
import { type Boundary, commonEnds, countWhile, type Split, split } from './split.ts';

/** What reading a file piece by piece comes to. */
export interface PieceResult extends ParseResult<File> {
    readonly split: Split;
    readonly pieces: readonly Piece[];
}

/**
 * Reads each declaration of a file by itself, always: so a mistake stays where it is, and reading what has changed gives
 * the same as reading all of it.
 */
export class PieceParser extends PreparedParser {
    private readonly builder = new PieceNodeBuilder();
    /** Of the piece that is being read; undefined for a text that is no file. */
    private isFollowed: boolean | undefined;

    constructor(services: LangiumCoreServices) {
        super(services);
        const lexer = services.parser.Lexer as LoyaltyLexer; // ours, see services.ts
        const tokenize = (text: string) =>
            this.isFollowed === undefined ? lexer.tokenize(text) : lexer.tokenizePiece(text, this.isFollowed);
        Reflect.set(this, 'lexer', { definition: lexer.definition, tokenize });
        Reflect.set(this, 'nodeBuilder', this.builder);
        Reflect.set(this, 'astReflection', withoutMuchToFill(services.shared.AstReflection));
    }

    override parse<T extends AstNode = AstNode>(text: string, options?: ParserOptions): ParseResult<T> {
        if (options?.rule === undefined) return this.read(text) as ParseResult<AstNode> as ParseResult<T>;
        this.builder.at({ start: 0, line: 0 });
        return super.parse<T>(text, options);
    }

    /** Reads a file. What it was `before` gives its pieces away, and cannot be used any longer. */
    read(text: string, before?: PieceResult): PieceResult {
        return atOnce(this.reading(text, before));
    }

    /** As `read`, a step for each declaration that is new. */
    *reading(text: string, before?: PieceResult): Steps<PieceResult> {
        const boundaries = refusal(text) ? [{ start: 0, keywordEnd: 0 }] : split(text, before?.split);
        const known = before ? piecesByEnds(before, text, boundaries.length) : undefined;
        const place: Place = { start: 0, line: 0 };
        const pieces: Piece[] = [];
        for (let index = 0; index < boundaries.length; index++) {
            const { start, keywordEnd } = boundaries[index] ?? { start: 0, keywordEnd: 0 };
            const end = boundaries[index + 1]?.start ?? text.length;
            const isFollowed = index + 1 < boundaries.length;
            const same = known?.(start, end, index);
            const isSame = same?.isFollowed === isFollowed;
            const stretch = { isFollowed, keywordEnd: Math.max(0, keywordEnd - start) };
            const piece = isSame ? same : this.readPiece({ text: copyOf(text.slice(start, end)), ...stretch });
            piece.place.start = place.start;
            piece.place.line = place.line;
            place.start = end;
            place.line += piece.lines;
            pieces.push(piece);
            if (!isSame) yield;
        }
        return whole(text, boundaries, pieces);
    }

    private readPiece(stretch: Stretch): Piece {
        const place: Place = { start: 0, line: 0 };
        this.builder.at(place);
        this.isFollowed = stretch.isFollowed;
        try {
            return new Piece(stretch, place, super.parse<File>(stretch.text));
        } finally {
            this.isFollowed = undefined;
        }
    }
}

/** Langium looks through all properties of each node for those to fill in; of most types few are. */
function withoutMuchToFill(reflection: AstReflection): AstReflection {
    const known = new Map<string, TypeMetaData>();
    const getTypeMetaData = (type: string): TypeMetaData => {
        const found = known.get(type);
        if (found) return found;
        const whole = reflection.getTypeMetaData(type);
        const filled = Object.entries(whole.properties).filter(([, { defaultValue }]) => defaultValue !== undefined);
        const few = { ...whole, properties: Object.fromEntries(filled) };
        known.set(type, few);
        return few;
    };
    return Object.create(reflection, { getTypeMetaData: { value: getTypeMetaData } });
}

/** A short text that is cut out of a long one keeps that alive, with every version of it. */
const copyOf = (text: string): string => ` ${text}`.slice(1);

/** Finds what stood between two places of the new text before, where it stands in what did not change. */
function piecesByEnds(
    before: PieceResult,
    text: string,
    count: number,
): (start: number, end: number, index: number) => Piece | undefined {
    const { split: was, pieces } = before;
    const { prefix, suffix } = commonEnds(was.text, text);
    const shift = text.length - was.text.length;
    const more = count - pieces.length;
    const at = (start: number, length: number, guess: number): Piece | undefined => {
        // Nearly always as many pieces stand before it, or behind it, as did.
        const index = was.boundaries[guess]?.start === start ? guess : indexOfStart(was.boundaries, start);
        const piece = pieces[index];
        return piece?.text.length === length ? piece : undefined;
    };
    return (start, end, index) => {
        if (end <= prefix) return at(start, end - start, index);
        return start >= text.length - suffix ? at(start - shift, end - start, index - more) : undefined;
    };
}

/** Of the piece that begins there; -1 where none does. */
function indexOfStart(boundaries: readonly Boundary[], start: number): number {
    const index = countWhile(boundaries, each => each.start < start);
    return boundaries[index]?.start === start ? index : -1;
}

function whole(text: string, boundaries: readonly Boundary[], pieces: readonly Piece[]): PieceResult {
    const imports: Import[] = [];
    const declarations: Declaration[] = [];
    const content: CstNode[] = [];
    const file: Mutable<File> = { $type: 'File', imports, declarations };
    for (const piece of pieces) {
        for (const node of piece.content) content.push(node);
        for (const node of piece.result.value.imports) imports.push(owned(node, file, 'imports', imports.length));
        for (const node of piece.result.value.declarations)
            declarations.push(owned(node, file, 'declarations', declarations.length));
    }
    file.$cstNode = rootOver(text, content, file);
    return {
        value: file,
        lexerErrors: [],
        lexerReport: { diagnostics: lexingOf(pieces) },
        parserErrors: errorsOf(pieces),
        split: { text, boundaries },
        pieces,
    };
}

function owned<T extends AstNode>(node: T, file: File, property: string, index: number): T {
    const mutable: Mutable<AstNode> = node;
    mutable.$container = file;
    mutable.$containerProperty = property;
    mutable.$containerIndex = index;
    return node;
}

/** The pieces of a document; none where it was not read from a text. */
export function piecesOf(document: LangiumDocument): readonly Piece[] {
    const result = document.parseResult as Partial<PieceResult>;
    return result.pieces ?? [];
}

/** The piece around a place of a document. */
export function pieceAt(document: LangiumDocument | undefined, offset: number): Piece | undefined {
    const pieces = document ? piecesOf(document) : [];
    let [low, high] = [0, pieces.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((pieces[middle]?.place.start ?? 0) <= offset) low = middle + 1;
        else high = middle;
    }
    return pieces[low - 1];
}
