import type { LangiumDocument } from 'langium';
import type { LinkedEditingRanges, Position } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.ts';
import { namedAt } from '../lookup.ts';
import type { LoyaltyServerServices } from '../services.ts';

/** People and orders of a test live only there: all their places change while one is typed. */
export function linkedEditingAt(
    services: LoyaltyServerServices,
    document: LangiumDocument,
    position: Position,
): LinkedEditingRanges | undefined {
    const [target] = namedAt(services, document, position)?.targets ?? [];
    if (!target || !(ast.isPerson(target) || ast.isOrderName(target))) return undefined;
    const found = services.references.References.findReferences(target, {
        documentUri: document.uri,
        includeDeclaration: true,
    });
    const ranges = found.map(({ segment }) => segment.range).toArray();
    return ranges.length > 1 ? { ranges, wordPattern: '[\\p{L}_][\\p{L}\\p{N}_]*' } : undefined;
}
