import {
    type AstNode,
    AstUtils,
    CstUtils,
    DocumentState,
    GrammarUtils,
    type LangiumDocument,
    type ReferenceInfo,
} from 'langium';
import * as ast from '../../language/generated/ast.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { declarationAt } from './slice.ts';

const STAND_IN = 'zzz_name_to_be';

/** The stretch of a text that a proposal would replace. */
export interface Stretch {
    readonly start: number;
    readonly end: number;
}

/**
 * The reference that would stand at this place if a name were written there, with all that is around it. Found by
 * writing one, in a copy of the declaration: what error recovery made of the half-typed text does not matter.
 */
export function referenceAt(
    services: LoyaltyServerServices,
    document: LangiumDocument,
    place: Stretch,
): ReferenceInfo | undefined {
    for (const { root } of copies(services, document, place, STAND_IN)) {
        for (const node of AstUtils.streamAst(root)) {
            const found = AstUtils.streamReferences(node).find(info => info.reference.$refText === STAND_IN);
            if (found) return found;
        }
    }
    return undefined;
}

/** The node of a kind around this place, as it would be with text (or a name) written there. */
export function nodeAround<T extends AstNode>(
    services: LoyaltyServerServices,
    document: LangiumDocument,
    place: Stretch & { readonly isText: boolean },
    is: (node: AstNode) => node is T,
): T | undefined {
    for (const { root, offset } of copies(services, document, place, place.isText ? `"${STAND_IN}"` : STAND_IN)) {
        const leaf = root.$cstNode && CstUtils.findLeafNodeAtOffset(root.$cstNode, offset);
        const found = AstUtils.getContainerOfType(leaf?.astNode, is);
        if (found) return found;
    }
    return undefined;
}

/** What a name written at this place would be: `Column.field`. */
export function propertyAt(
    services: LoyaltyServerServices,
    document: LangiumDocument,
    place: Stretch,
): string | undefined {
    for (const { root, offset } of copies(services, document, place, STAND_IN)) {
        const leaf = root.$cstNode && CstUtils.findLeafNodeAtOffset(root.$cstNode, offset);
        const assignment = leaf?.text === STAND_IN ? GrammarUtils.findAssignment(leaf) : undefined;
        if (leaf && assignment) return `${leaf.astNode.$type}.${assignment.feature}`;
    }
    return undefined;
}

/** The declaration with the stand-in: before what follows, before the next line, or at the end of all. */
function* copies(
    services: LoyaltyServerServices,
    document: LangiumDocument,
    { start, end }: Stretch,
    standIn: string,
): Generator<{ readonly root: AstNode; readonly offset: number }> {
    // Names are kept by file; the copy must find what the real document sees.
    services.loyalty.Names.filesSeenBy(document);
    services.loyalty.Names.programsOf(document);
    const slice = declarationAt(document.textDocument.getText(), start);
    const offset = start - slice.start;
    const before = slice.text.slice(0, offset);
    const after = slice.text.slice(Math.max(0, end - slice.start));
    const restOfLine = /^[^\r\n]*/.exec(after)?.[0].length ?? 0;
    for (const rest of new Set([` ${after}`, after.slice(restOfLine), ''])) {
        const copy = services.shared.workspace.LangiumDocumentFactory.fromString(
            `${before}${standIn}${rest}`,
            document.uri,
        );
        copy.state = DocumentState.ComputedScopes;
        yield { root: copy.parseResult.value, offset };
    }
}

/** A word behind a date may be an event for everybody, as it is read, or a person to whom something happens. */
export function orPerson(info: ReferenceInfo | undefined, property: string | undefined): ReferenceInfo | undefined {
    if (info === undefined || property !== 'who' || !ast.isAnnouncement(info.container)) return info;
    const { $container } = info.container;
    const container: AstNode = { $type: ast.Happening.$type, ...($container && { $container }) };
    return { ...info, container, property };
}
