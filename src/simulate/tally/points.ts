import type { Posting } from '../../model/outcome.ts';
import { addUp } from './adding.ts';
import type { Ledger, MemberEnd, MemberTally, Tally } from './tally.ts';

/** Whole units of the points' decimals. `spent` is less what was restored. */
export interface Flows {
    issued: bigint;
    spent: bigint;
    expired: bigint;
    takenBack: bigint;
    /** Between balances: over all members they come to the same. */
    received: bigint;
    sent: bigint;
}

/** Summed over members. */
type Balance = Pick<Ledger, 'available' | 'pending' | 'debt'>;

/** Flows of each month and balances at the end, summed over members. */
export interface PointsTotals {
    readonly months: readonly Readonly<Flows>[];
    readonly total: Readonly<Flows>;
    readonly end: Balance;
}

/**
 * Points as they moved. Flows come from postings, balances from the engine's ledgers: that they agree is a law, see
 * `laws.ts`.
 */
export interface PointsTally extends Tally {
    readonly totals: (points: string) => PointsTotals;
}

export function createPointsTally(names: readonly string[], monthCount: number): PointsTally {
    const months = new Map(names.map(name => [name, Array.from({ length: monthCount }, noFlows)]));
    const ends = new Map<string, Balance>(names.map(name => [name, { available: 0n, pending: 0n, debt: 0n }]));
    const shared = new Set<string>();
    const member: MemberTally = {
        take(outcome, month) {
            if (outcome.kind !== 'posting') return;
            const flows = months.get(outcome.points)?.[month];
            if (flows !== undefined) addPosting(flows, outcome);
        },
        close({ points }: MemberEnd) {
            for (const [name, balance] of points) {
                if (isFirstOf(shared, name, balance)) ends.set(name, plus(ends.get(name), balance));
            }
        },
    };
    return {
        hears: ['posting'],
        open: () => member,
        count({ rows, month, end }) {
            for (let n = rows.begin; n < rows.end; n++) {
                const flow = rows.flow(n);
                const flows = flow && months.get(rows.points(n))?.[month(n)];
                if (flows && flow) addFlow(flows, flow, BigInt(rows.amount(n)));
            }
            member.close(end);
        },
        counted: () => ({ months, ends }),
        add(other: { readonly months: typeof months; readonly ends: typeof ends }) {
            addUp(months, other.months);
            addUp(ends, other.ends);
        },
        totals(name) {
            const flows = months.get(name) ?? [];
            const end = ends.get(name) ?? { available: 0n, pending: 0n, debt: 0n };
            return { months: flows, total: flows.reduce(sumOf, noFlows()), end };
        },
    };
}

export const noFlows = (): Flows => ({ issued: 0n, spent: 0n, expired: 0n, takenBack: 0n, received: 0n, sent: 0n });

export const addPosting = (flows: Flows, { flow, amount }: Posting): void => addFlow(flows, flow, amount);

/** Releasing moves points within what is issued; what is forgiven was never taken back. */
export function addFlow(flows: Flows, flow: Posting['flow'], amount: bigint): void {
    switch (flow) {
        case 'issued':
            flows.issued += amount;
            return;
        case 'spent':
            flows.spent += amount;
            return;
        case 'restored':
            flows.spent -= amount;
            return;
        case 'expired':
            flows.expired += amount;
            return;
        case 'reinstated':
            flows.expired -= amount;
            return;
        case 'taken back':
            flows.takenBack += amount;
            return;
        case 'received':
            flows.received += amount;
            return;
        case 'sent':
            flows.sent += amount;
            return;
        case 'released':
        case 'forgiven':
            return;
    }
}

/** What is neither spent nor gone: available and pending together. */
export const openIn = ({ issued, spent, expired, takenBack }: Readonly<Flows>): bigint =>
    issued - spent - expired - takenBack;

function sumOf(a: Readonly<Flows>, b: Readonly<Flows>): Flows {
    return {
        issued: a.issued + b.issued,
        spent: a.spent + b.spent,
        expired: a.expired + b.expired,
        takenBack: a.takenBack + b.takenBack,
        received: a.received + b.received,
        sent: a.sent + b.sent,
    };
}

/** A balance that several share counts once. */
export function isFirstOf(seen: Set<string>, points: string, { account }: Pick<Ledger, 'account'>): boolean {
    if (account === undefined) return true;
    const key = `${points} ${account}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
}

function plus(a: Balance | undefined, b: Balance): Balance {
    if (a === undefined) return b;
    return { available: a.available + b.available, pending: a.pending + b.pending, debt: a.debt + b.debt };
}
