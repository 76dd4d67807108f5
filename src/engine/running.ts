import { invariant } from '../base/invariant.ts';
import type { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { LawBreach } from '../model/documents/simulation.ts';
import type { Give } from '../model/earn.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Program } from '../model/program.ts';
import { emptyLedger, type LedgerState } from './ledger.ts';
import type { Log } from './log.ts';
import type { Observer } from './observer.ts';
import type { Promises } from './promises.ts';
import type { Rulebook } from './rulebook.ts';
import type { Shared } from './shared.ts';
import type { MemberState } from './state.ts';
import type { Place } from './windows.ts';

/** One member's time line at work: what every step reads and changes. */
export interface Running {
    readonly book: Rulebook;
    readonly program: Program;
    readonly state: MemberState;
    readonly shared: Shared;
    /** Whether to say why, and why not. */
    readonly explain: boolean;
    /** Watches what is decided. */
    readonly observer: Observer | undefined;
    readonly place: Place;
    readonly emit: (at: Instant, cause: string | undefined, happening: Happening) => void;
    /** Sends points to another member; absent where nobody takes them. */
    readonly gift: ((to: string, gift: Gift | Told) => void) | undefined;
    /** Told of another member on whose time line something was changed. */
    readonly touched: ((member: string) => void) | undefined;
    readonly breaches: LawBreach[];
    /** What invariants look at; absent where the program has none. */
    readonly promises: Promises | undefined;
    /** Tier changes whose triggers have not been looked at. */
    readonly changes: TierChange[];
    /** Budgets that were used up, whose triggers have not been looked at. */
    readonly usedUp: string[];
}

/** An outcome without what the running time line knows. */
export type Happening = Outcome extends infer Each
    ? Each extends unknown
        ? Omit<Each, 'member' | 'at' | 'cause'>
        : never
    : never;

export interface TierChange {
    readonly ladder: string;
    readonly from: number;
    readonly to: number;
}

/** What one member's event is to another: it happens to that one. */
export interface Told {
    readonly at: Instant;
    readonly occurrence: Occurrence;
}

/** Points that one member's event gives to another: the receiver's limits and calendar decide what becomes of it. */
export interface Gift {
    readonly from: string;
    /** The sender's occurrence. */
    readonly cause: string;
    readonly at: Instant;
    readonly rule: string;
    /** Names the gift of this occurrence. */
    readonly key: string;
    readonly give: Give;
    /** Whole points or currency units, before limits: all that is given for the occurrence, less than before after a return. */
    readonly amount: Rational;
}

/** The balance that the member uses: one's own, or that of the group. */
export function ledgerOf(running: Running, points: string): LedgerState {
    return ledgerIn(running, points, accountOf(running, points));
}

/** `account`: the group whose balance it is; absent: the member's own. */
export function ledgerIn({ state, shared }: Running, points: string, account: string | undefined): LedgerState {
    if (account !== undefined) return shared.pools.ledger(points, account);
    const ledger = state.ledgers.get(points) ?? emptyLedger();
    state.ledgers.set(points, ledger);
    return ledger;
}

/** The group whose balance of these points the member shares; absent: the member has one alone. */
export function accountOf(running: Running, points: string): string | undefined {
    const by = running.book.points.get(points)?.pool?.by;
    return by === undefined ? undefined : groupOf(running, by);
}

/** The group that the member is in. */
export function groupOf({ state }: Running, field: string): string | undefined {
    const group = state.fields.get(field);
    return typeof group === 'string' && group !== '' ? group : undefined;
}

export function logOf({ state }: Running, metric: string): Log {
    const log = state.metrics.get(metric) ?? [];
    state.metrics.set(metric, log);
    return log;
}

/** What the program declares under a name; lowering has seen that it exists. */
export function declared<T>(items: ReadonlyMap<string, T>, name: string): T {
    const item = items.get(name);
    invariant(item !== undefined, `'${name}' is declared`);
    return item;
}

export const nextSerial = ({ state }: Running): number => state.serial++;

/** Where members are compared with each other, a ladder's days are those of the program. */
export function placeOfLadder({ book, place }: Running, ladder: string): Place {
    return book.comparing.has(ladder) ? { ...place, zone: book.programZone } : place;
}

/** Whether the program's rules are in force on the local day of an instant. Its memory goes on outside of it. */
export function isInForce({ program, place }: Running, at: Instant): boolean {
    const { from, through } = program.valid;
    if (from === undefined && through === undefined) return true;
    const day = place.zone.dayAt(at);
    return (from === undefined || day >= from) && (through === undefined || day <= through);
}
