import type { Cancellation, LangiumDocument } from 'langium';
import { rootsOf } from '../language/findings.ts';
import type { LoyaltyServices } from '../language/services.ts';
import { inSlices } from './slices.ts';

/** Resolves when it is known what the programs come to that a file is part of. Others are answered meanwhile. */
export async function analysed(
    services: LoyaltyServices,
    document: LangiumDocument,
    token?: Cancellation.CancellationToken,
): Promise<void> {
    const { Names, Analyses } = services.loyalty;
    for (const root of rootsOf(Names, document)) await inSlices(Analyses.inSteps(root), token);
}
