import { type LangiumDocument, type LangiumDocuments, URI } from 'langium';
import { differences } from '../../base/differences.ts';
import { atOnce, type Steps } from '../../base/steps.ts';
import { type Declaration, isLadder, isProgram, type Ladder, type Program } from '../generated/ast.ts';
import { piecesOf } from './parser.ts';
import type { Piece } from './piece.ts';

/** So many pieces take no time. */
const FEW = 64;

/**
 * What a change makes different beyond the text that was changed: references to a name lead elsewhere when something of
 * that name has come, gone, or been read anew.
 */
export class Changes {
    private readonly documents: LangiumDocuments;
    private readonly known = new Map<string, readonly Piece[]>();
    private readonly mentioning = new Map<string, Set<Piece>>();
    private readonly uris = new Map<Piece, string>();

    constructor(documents: LangiumDocuments) {
        this.documents = documents;
    }

    has(uri: string): boolean {
        return this.known.has(uri);
    }

    /** Takes note of what these documents are now; returns all whose references must be found again. */
    take(uris: Iterable<string>): ReadonlySet<LangiumDocument> {
        return atOnce(this.taking(uris));
    }

    /** As `take`, a step for each of a few pieces. */
    *taking(uris: Iterable<string>): Steps<ReadonlySet<LangiumDocument>> {
        const names = new Set<string>();
        for (const uri of uris) yield* this.compare(uri, names);
        const concerned = new Set<Piece>();
        for (const name of names) for (const piece of this.mentioning.get(name) ?? []) concerned.add(piece);
        return yield* this.unlinking(concerned);
    }

    /** Whatever these documents refer to must be found again: they see other files than before. */
    reset(uris: Iterable<string>): ReadonlySet<LangiumDocument> {
        return atOnce(this.resetting(uris));
    }

    /** As `reset`, a step for each of a few pieces. */
    *resetting(uris: Iterable<string>): Steps<ReadonlySet<LangiumDocument>> {
        return yield* this.unlinking([...uris].flatMap(uri => this.known.get(uri) ?? []));
    }

    private *unlinking(pieces: Iterable<Piece>): Steps<ReadonlySet<LangiumDocument>> {
        const uris = new Set<string>();
        let count = 0;
        for (const piece of pieces) {
            if (piece.isLinked) piece.unlink();
            uris.add(this.uris.get(piece) ?? '');
            if (++count % FEW === 0) yield;
        }
        const documents = [...uris].map(uri => this.documents.getDocument(URI.parse(uri)));
        return new Set(documents.filter(each => each !== undefined));
    }

    private *compare(uri: string, names: Set<string>): Steps<void> {
        const document = this.documents.getDocument(URI.parse(uri));
        const now = document ? piecesOf(document) : [];
        const { gone, come } = differences(this.known.get(uri) ?? [], now);
        if (document) this.known.set(uri, now);
        else this.known.delete(uri);
        for (const piece of gone) this.forget(piece, names);
        for (const [index, piece] of come.entries()) {
            this.learn(piece, uri, names);
            if (index % FEW === 0) yield;
        }
    }

    private learn(piece: Piece, uri: string, names: Set<string>): void {
        this.uris.set(piece, uri);
        for (const name of piece.mentioned) {
            const pieces = this.mentioning.get(name) ?? new Set();
            this.mentioning.set(name, pieces.add(piece));
        }
        this.note(piece, names);
    }

    private forget(piece: Piece, names: Set<string>): void {
        piece.touch();
        this.uris.delete(piece);
        for (const name of piece.mentioned) {
            const pieces = this.mentioning.get(name);
            pieces?.delete(piece);
            if (pieces?.size === 0) this.mentioning.delete(name);
        }
        this.note(piece, names);
    }

    /** Names of what has come or gone, and of all that it hides or shows. */
    private note(piece: Piece, names: Set<string>): void {
        for (const name of piece.declared) names.add(name);
        const rivals = piece.result.value.declarations.filter(mayHide);
        if (rivals.length === 0) return;
        for (const other of this.uris.keys()) {
            const isRival = other.result.value.declarations.some(each => rivals.some(rival => hides(rival, each)));
            if (isRival) for (const name of other.declared) names.add(name);
        }
    }
}

/** The first program of a file is its program, and an author's ladder stands for the library's of its name. */
const mayHide = (node: Declaration): node is Ladder | Program => isLadder(node) || isProgram(node);

function hides(rival: Ladder | Program, other: Declaration): boolean {
    return isLadder(rival) ? isLadder(other) && other.name === rival.name : isProgram(other);
}
