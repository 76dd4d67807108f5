import { invariant } from '../../base/invariant.ts';

/** Counts as plain data: numbers in objects, in maps by name, in tables of fixed length; texts are names of what is counted. */
export type Counts =
    | number
    | bigint
    | string
    | ReadonlySet<string>
    | ReadonlyMap<string, Counts>
    | readonly Counts[]
    | { readonly [name: string]: Counts };

/** What an object of counts adds to what `Tally` asks for. */
export const addable = <State extends object>(state: State) => ({
    counted: (): State => state,
    add(other: State): void {
        addUp(state, other);
    },
});

/** Numbers are added, sets united, maps by name, tables place by place. `into` is changed where it can be, and returned. */
export function addUp<T>(into: T, from: T): T {
    const [a, b]: [unknown, unknown] = [into, from];
    // Both are of one shape: that of the tally that counted them.
    return sumOf(a, b) as T;
}

function sumOf(into: unknown, from: unknown): unknown {
    if (into === undefined) return from;
    if (typeof into === 'number' && typeof from === 'number') return into + from;
    if (typeof into === 'bigint' && typeof from === 'bigint') return into + from;
    if (into instanceof Map && from instanceof Map) {
        for (const [name, count] of from) into.set(name, sumOf(into.get(name), count));
    } else if (into instanceof Set && from instanceof Set) {
        for (const each of from) into.add(each);
    } else if (isRecord(into) && isRecord(from)) {
        for (const [name, count] of Object.entries(from)) into[name] = sumOf(into[name], count);
    } else invariant(into === from, 'counts of one tally have one shape');
    return into;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** For lists that are too long to be spread. */
export function append<T>(list: T[], more: readonly T[]): void {
    for (const each of more) list.push(each);
}
