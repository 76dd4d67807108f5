import type { Program } from '../../../model/program.ts';
import { mergedNames } from '../merged.ts';
import type { Change } from './changes.ts';
import { isList, nameIn } from './declarations.ts';

/**
 * The old version with these changes of the new one: with none of them it means what the old one means, with all of
 * them what the new one means. What is kept besides (wording, dates of versions) is that of the new one.
 */
export function mixed(before: Program, after: Program, changes: readonly Change[]): Program {
    const [old, fresh] = [entriesOf(before), entriesOf(after)];
    const lists = new Set([...fresh.keys(), ...old.keys()]);
    const parts = [...lists].map(list => [list, mixedPart(list, old.get(list), fresh.get(list), changes)] as const);
    // Each part is that of one version, or a list of parts of both: the shape of a program.
    return { ...after, ...Object.fromEntries(parts) } as unknown as Program;
}

const entriesOf = (program: Program): Map<string, unknown> => new Map(Object.entries(program));

function mixedPart(list: string, was: unknown, is: unknown, all: readonly Change[]): unknown {
    if (KEPT.has(list) || (was === undefined && is === undefined)) return is;
    const changes = all.filter(change => change.list === list);
    if (!isList(was ?? []) || !isList(is ?? [])) return changes.length > 0 ? is : was;
    return mixedList(list, asList(was), asList(is), changes);
}

const asList = (value: unknown): readonly object[] => (isList(value) ? value : []);

/** Of the new version, as they say how a program is read. */
const KEPT = new Set(['span', 'files', 'datasets', 'tests', 'currency', 'currencies', 'title', 'doc', 'version']);

function mixedList(list: string, was: readonly object[], is: readonly object[], changes: readonly Change[]): object[] {
    const named = (items: readonly object[]) => new Map(items.map(each => [nameIn(list, each), each]));
    const [old, fresh] = [named(was), named(is)];
    const isOn = new Map(changes.map(({ name, kind }) => [name, kind]));
    const order = changes.some(({ kind }) => kind === 'reordered')
        ? mergedNames([...old.keys()], [...fresh.keys()])
        : mergedNames([...fresh.keys()], [...old.keys()]);
    return order.flatMap(name => {
        const change = isOn.get(name);
        const chosen = change === 'changed' || change === 'added' ? fresh.get(name) : old.get(name);
        return change === 'removed' || chosen === undefined ? [] : [chosen];
    });
}
