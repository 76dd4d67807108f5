import { type AstNode, CstUtils, type LangiumDocument, type LeafCstNode } from 'langium';
import type { LocationLink, Position } from 'vscode-languageserver';
import { documentOf } from '../language/names.ts';
import { placeOf } from './document-symbols.ts';
import type { LoyaltyServerServices } from './services.ts';

/** A word at a place, and what it names. */
export interface Named {
    readonly leaf: LeafCstNode;
    /** Several where an event is declared in several files. */
    readonly targets: readonly AstNode[];
}

export function leafAt(
    services: LoyaltyServerServices,
    document: LangiumDocument,
    position: Position,
): LeafCstNode | undefined {
    const root = document.parseResult.value.$cstNode;
    const offset = document.textDocument.offsetAt(position);
    return root && CstUtils.findDeclarationNodeAtOffset(root, offset, services.parser.GrammarConfig.nameRegexp);
}

/** Undefined where nothing is named. */
export function namedAt(
    services: LoyaltyServerServices,
    document: LangiumDocument,
    position: Position,
): Named | undefined {
    const leaf = leafAt(services, document, position);
    const targets = leaf ? services.references.References.findDeclarations(leaf) : [];
    return leaf && targets.length > 0 ? { leaf, targets } : undefined;
}

/** From a word to where something is declared. */
export function linkTo(services: LoyaltyServerServices, from: LeafCstNode, node: AstNode): LocationLink | undefined {
    const whole = node.$cstNode;
    if (!whole) return undefined;
    const place = placeOf(node, services.references.NameProvider) ?? whole;
    return {
        originSelectionRange: from.range,
        targetUri: documentOf(node).uri.toString(),
        targetRange: whole.range,
        targetSelectionRange: place.range,
    };
}
