import * as ast from '../generated/ast.ts';
import { LIBRARY_URI } from '../library.ts';
import { documentOf } from '../names.ts';
import type { Lowering } from './context.ts';

/** The ladder of the library, where something of the program asks for it: nothing is looked at every day for nobody. */
export function askedStages(lowering: Lowering): readonly ast.Ladder[] {
    const references = lowering.documents.flatMap(each => each.references);
    const asked = references.flatMap(reference => {
        const node = 'ref' in reference ? reference.ref : undefined;
        const ladder = ast.isTier(node) ? node.$container : node;
        return ast.isLadder(ladder) && documentOf(ladder).uri.toString() === LIBRARY_URI ? [ladder] : [];
    });
    return [...new Set(asked)];
}
