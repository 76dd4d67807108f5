import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import { LIBRARY_URI } from '../language/library.ts';

/** Whether this is the text of what every program knows, which nobody can edit. */
export function isLibrary(document: LangiumDocument): boolean {
    return document.uri.toString() === LIBRARY_URI;
}

export function isOfLibrary(node: AstNode): boolean {
    return isLibrary(AstUtils.getDocument(node));
}
