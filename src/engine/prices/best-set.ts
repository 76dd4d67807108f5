import type { Program } from '../../model/program.ts';
import { unobserved } from '../scope.ts';
import type { PricedResult, PriceRequest } from './request.ts';

/**
 * For groups of `best set`, and of `best` over several phases: the order priced with that set of their rules with which the member pays least, shipping
 * included. Of equal sets the smallest, and of those the one whose rules are named first.
 */
export function withBestSet(request: PriceRequest, price: (request: PriceRequest) => PricedResult): PricedResult {
    const names = rulesToChoose(request.program);
    if (names.length === 0) return price(request);
    const trial: PriceRequest = {
        ...request,
        scope: unobserved(request.scope),
        verdict: undefined,
        unknown: undefined,
    };
    let best: { readonly chosen: ReadonlySet<string>; readonly pays: bigint } | undefined;
    for (const chosen of subsetsOf(names)) {
        if (!isAllowed(chosen, request.program)) continue;
        const { paid, shipping } = price(without(trial, names, chosen));
        const pays = paid + (shipping?.paid ?? 0n);
        if (best === undefined || pays < best.pays) best = { chosen, pays };
    }
    const chosen = best?.chosen ?? new Set<string>();
    const result = price(without(request, names, chosen));
    for (const name of names)
        if (!chosen.has(name)) request.verdict?.(name, false, 'the best set of its group is without it');
    return result;
}

const rulesToChoose = ({ combinations, prices }: Program): string[] => {
    const known = new Set(prices.map(({ name }) => name));
    const named = combinations.flatMap(({ kind, bestSet, rules }) => (kind === 'price' && bestSet ? rules : []));
    return [...new Set(named.filter(name => known.has(name)))];
};

const isAllowed = (chosen: ReadonlySet<string>, { combinations }: Program): boolean =>
    combinations.every(
        ({ mostInSet, rules }) => mostInSet === undefined || rules.filter(rule => chosen.has(rule)).length <= mostInSet,
    );

function without(request: PriceRequest, names: readonly string[], chosen: ReadonlySet<string>): PriceRequest {
    const { program } = request;
    const prices = program.prices.filter(({ name }) => chosen.has(name) || !names.includes(name));
    return { ...request, program: { ...program, prices } };
}

/** Smaller sets first, those of the first names before others. Lowering keeps the number of names small. */
function subsetsOf(names: readonly string[]): ReadonlySet<string>[] {
    const sets = names.reduceRight<string[][]>((all, name) => all.map(set => [name, ...set]).concat(all), [[]]);
    return sets.toSorted((a, b) => a.length - b.length).map(set => new Set(set));
}
