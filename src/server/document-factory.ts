import type { Steps } from '../base/steps.ts';
import { LoyaltyDocumentFactory } from '../language/document-factory.ts';
import type { PieceResult } from '../language/pieces/parser.ts';
import { inSlices } from './slices.ts';

/** Reads long files in slices. A file that is being read is read to its end, whatever is typed: else it never would be. */
export class SlicedDocumentFactory extends LoyaltyDocumentFactory {
    protected override read(steps: Steps<PieceResult>): Promise<PieceResult> {
        return inSlices(steps);
    }
}
