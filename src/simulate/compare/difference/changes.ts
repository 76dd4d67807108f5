import type { Program } from '../../../model/program.ts';
import { type Declaration, declarationsOf, isList } from './declarations.ts';
import { sameMeaning } from './same-meaning.ts';

export type Change = {
    readonly list: string;
    readonly name: string;
} & (
    | { readonly kind: 'changed'; readonly before: Declaration; readonly after: Declaration }
    | { readonly kind: 'added'; readonly after: Declaration }
    | { readonly kind: 'removed'; readonly before: Declaration }
    /** The same rules in another order, which decides ties. */
    | { readonly kind: 'reordered' }
);

/** What differs between two versions of a program, declaration by declaration, in the order of the new one. */
export function changesBetween(before: Program, after: Program): Change[] {
    const [old, fresh] = [byKey(declarationsOf(before)), byKey(declarationsOf(after))];
    const changed = [...fresh].flatMap(([key, declaration]): Change[] => {
        const { list, name } = declaration;
        const was = old.get(key);
        if (was === undefined) return [{ list, name, kind: 'added', after: declaration }];
        if (sameMeaning(was.value, declaration.value)) return [];
        return [{ list, name, kind: 'changed', before: was, after: declaration }];
    });
    const removed = [...old].flatMap(([key, declaration]): Change[] => {
        const { list, name } = declaration;
        return fresh.has(key) ? [] : [{ list, name, kind: 'removed', before: declaration }];
    });
    return [...changed, ...removed, ...reordered(old, fresh, after)];
}

function byKey(declarations: readonly Declaration[]): Map<string, Declaration> {
    return new Map(declarations.map(each => [`${each.list} ${each.name}`, each]));
}

/** Lists whose common parts stand in another order; metrics that are written inline stand where they are used. */
function reordered(
    old: ReadonlyMap<string, Declaration>,
    fresh: ReadonlyMap<string, Declaration>,
    after: Program,
): Change[] {
    return Object.entries(after).flatMap(([list, value]: [string, unknown]): Change[] => {
        if (!isList(value) || UNORDERED.has(list)) return [];
        const common = (from: ReadonlyMap<string, Declaration>, other: ReadonlyMap<string, Declaration>): string[] =>
            [...from].flatMap(([key, each]) => (each.list === list && other.has(key) ? [key] : []));
        const [was, is] = [common(old, fresh), common(fresh, old)];
        return was.every((key, index) => key === is[index]) ? [] : [{ list, name: '', kind: 'reordered' }];
    });
}

/** The order of these decides nothing. */
const UNORDERED = new Set([
    'metrics',
    'segments',
    'memberFields',
    'itemFields',
    'events',
    'points',
    'goals',
    'budgets',
    'rankings',
    'invariants',
    'assumptions',
]);
