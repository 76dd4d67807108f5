import type { Points } from '../model/points.ts';
import { emptyLedger, type LedgerState } from './ledger.ts';
import type { Running } from './running.ts';

/** Plain data. A group is the value of a field of its members. */
export interface PoolState {
    /** By points and group. */
    readonly ledgers: Map<string, LedgerState>;
    /** By field and group. */
    readonly members: Map<string, Set<string>>;
}

/** Members who are with others: balances that they share, and their time lines as far as they run together. */
export interface Pools {
    readonly ledger: (points: string, group: string) => LedgerState;
    readonly enter: (field: string, group: string, member: string) => void;
    readonly leave: (field: string, group: string, member: string) => void;
    /** In the order of their names. */
    readonly membersOf: (field: string, group: string) => readonly string[];
    readonly forget: (field: string, group: string, points: Iterable<Points>) => void;
    /** Time lines of members that are run together. */
    readonly lines: Map<string, Running>;
}

export const emptyPools = (): PoolState => ({ ledgers: new Map(), members: new Map() });

export function createPools({ ledgers, members }: PoolState): Pools {
    const inGroup = (field: string, group: string): Set<string> => {
        const key = groupKey(field, group);
        const found = members.get(key) ?? new Set<string>();
        members.set(key, found);
        return found;
    };
    return {
        lines: new Map(),
        ledger(points, group) {
            const key = groupKey(points, group);
            const found = ledgers.get(key) ?? emptyLedger();
            ledgers.set(key, found);
            return found;
        },
        enter: (field, group, member) => inGroup(field, group).add(member),
        leave: (field, group, member) => inGroup(field, group).delete(member),
        forget(field, group, points) {
            members.delete(groupKey(field, group));
            for (const { name, pool } of points) if (pool?.by === field) ledgers.delete(groupKey(name, group));
        },
        membersOf: (field, group) => [...inGroup(field, group)].toSorted(),
    };
}

/** Names of points and fields have no spaces. */
export const groupKey = (what: string, group: string): string => `${what} ${group}`;
