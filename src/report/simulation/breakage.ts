import type { PointsFigures } from '../../model/documents/simulation.ts';
import { estimate, percent, points } from '../figures.ts';
import { type Block, paragraph } from '../layout/page.ts';

/** How much of what is owed will never be asked for. */
export function breakageBlocks(name: string, { breakage }: PointsFigures): Block[] {
    if (breakage === undefined) return [];
    if ('notEstimated' in breakage)
        return [paragraph(`How much ${name} will never be spent is not estimated: ${breakage.notEstimated}.`)];
    const { rate, matured, expectedToBeSpent, liability } = breakage;
    const cost = liability === undefined ? '' : `, which costs ${estimate(liability)}`;
    const text = `Breakage: of ${points(matured, name)} whose life ended in the data, ${percent(rate)} expired unspent. If that goes on, ${points(expectedToBeSpent, name)} of the open ones will be spent${cost}.`;
    return [paragraph(text)];
}
