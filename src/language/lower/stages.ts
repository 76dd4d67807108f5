import * as ast from '../generated/ast.ts';
import { LIBRARY_URI } from '../library.ts';
import { documentOf } from '../names.ts';
import type { Piece } from '../pieces/piece.ts';

/**
 * The ladders of the library that a piece asks for: those that nothing of the program asks for are left out, so that
 * nothing is looked at every day for nobody.
 */
export function askedStages({ references }: Piece): readonly ast.Ladder[] {
    return references.flatMap(({ ref: node }) => {
        const ladder = ast.isTier(node) ? node.$container : node;
        return ast.isLadder(ladder) && documentOf(ladder).uri.toString() === LIBRARY_URI ? [ladder] : [];
    });
}
