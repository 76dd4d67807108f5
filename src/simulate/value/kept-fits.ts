import type { KeptResults } from '../../model/kept-results.ts';
import { type BgNbd, fitBgNbd } from './bg-nbd.ts';
import type { BuyerCell } from './buyer.ts';
import { fitGammaGamma, type GammaGamma, type Spender } from './gamma-gamma.ts';

/*
 * Models depend on who bought when and for how much, not on rules of points or messages: most changes of a program leave
 * them as they are.
 */

/** Whoever changes how models are fitted gives this another number: what was kept before is then never found. */
const FITS = 1;

export const keptBgNbd = (cells: readonly BuyerCell[], results: KeptResults | undefined): BgNbd | undefined =>
    kept(
        results,
        `BG/NBD ${FITS}`,
        cells.flatMap(each => [each.repeats, each.lastAfterDays, each.seenForDays, each.members]),
        () => fitBgNbd(cells),
        ['r', 'alpha', 'a', 'b', 'logLikelihood'],
    );

export const keptGammaGamma = (
    spenders: readonly Spender[],
    results: KeptResults | undefined,
): GammaGamma | undefined =>
    kept(
        results,
        `gamma-gamma ${FITS}`,
        spenders.flatMap(({ repeats, average }) => [repeats, average]),
        () => fitGammaGamma(spenders),
        ['p', 'q', 'gamma'],
    );

/** JSON says numbers exactly; no model that fits is `null`. */
function kept<Model extends object>(
    results: KeptResults | undefined,
    kind: string,
    asked: readonly number[],
    work: () => Model | undefined,
    names: readonly (string & keyof Model)[],
): Model | undefined {
    if (results === undefined) return work();
    const isModel = (found: unknown): found is Model | null =>
        found === null || (typeof found === 'object' && names.every(name => Number.isFinite(Reflect.get(found, name))));
    const bytes = new Uint8Array(Float64Array.from(asked).buffer);
    return results.of<Model | null>(kind, bytes, () => work() ?? null, isModel) ?? undefined;
}
