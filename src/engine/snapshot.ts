import { Rational } from '../base/rational.ts';
import type { Origin } from './origin.ts';
import type { SharedState } from './shared.ts';
import type { MemberState } from './state.ts';

/** Plain JSON that stands for a state: what JSON can't say is an array that begins with a mark. */
export type Snapshot = null | boolean | number | string | readonly Snapshot[] | { readonly [key: string]: Snapshot };

/**
 * Writes a state down as JSON, and reads it again. Marks: `u` undefined, `b` bigint, `r` fraction, `i` a number that
 * is not finite, `a` array, `m` map, `s` set.
 */
export function toSnapshot(value: unknown): Snapshot {
    switch (typeof value) {
        case 'undefined':
            return ['u'];
        case 'bigint':
            return ['b', String(value)];
        case 'number':
            return Number.isFinite(value) ? value : ['i', String(value)];
        case 'object':
            return value === null ? null : objectToSnapshot(value);
        case 'boolean':
        case 'string':
            return value;
        default:
            throw new Error(`Invariant broken: a ${typeof value} is no part of a state`);
    }
}

function objectToSnapshot(value: object): Snapshot {
    if (value instanceof Rational) return ['r', String(value.numerator), String(value.denominator)];
    if (Array.isArray(value)) return ['a', ...value.map(toSnapshot)];
    if (value instanceof Map) return ['m', ...[...value].map(([key, each]) => [toSnapshot(key), toSnapshot(each)])];
    if (value instanceof Set) return ['s', ...[...value].map(toSnapshot)];
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toSnapshot(each)]));
}

/** A state with the version of the rules that it came about by. */
export const writeSnapshot = (state: MemberState, origin: Origin): Snapshot => ({
    origin: toSnapshot(origin),
    state: toSnapshot(state),
});

export function readSnapshot(snapshot: Snapshot): { readonly origin: Origin; readonly state: MemberState } {
    // A snapshot is what `writeSnapshot` made: its shape is that of an origin and a state.
    return read(snapshot) as { readonly origin: Origin; readonly state: MemberState };
}

/** What members share, as `toSnapshot` wrote it down. */
export function readShared(snapshot: Snapshot): SharedState {
    // Its shape is that of what was written.
    return read(snapshot) as SharedState;
}

function read(snapshot: Snapshot): unknown {
    if (typeof snapshot !== 'object' || snapshot === null) return snapshot;
    if (isList(snapshot)) return readMarked(snapshot);
    return Object.fromEntries(Object.entries(snapshot).map(([key, each]) => [key, read(each)]));
}

function readMarked([mark, ...rest]: readonly Snapshot[]): unknown {
    const text = (index: number): string => String(rest[index]);
    switch (mark) {
        case 'b':
            return BigInt(text(0));
        case 'r':
            return Rational.of(BigInt(text(0)), BigInt(text(1)));
        case 'i':
            return Number(text(0));
        case 'a':
            return rest.map(read);
        case 'm':
            return new Map(
                rest.map(pair => (isList(pair) ? [read(pair[0] ?? null), read(pair[1] ?? null)] : [pair, pair])),
            );
        case 's':
            return new Set(rest.map(read));
        default:
            return undefined;
    }
}

const isList = (snapshot: Snapshot): snapshot is readonly Snapshot[] => Array.isArray(snapshot);
