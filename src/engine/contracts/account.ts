import type { Instant } from '../../base/zone.ts';
import type { Running } from '../running.ts';

interface Account {
    readonly at: Instant;
    readonly id: string | undefined;
}

/** What the member owes, minor units. */
export function charge(running: Running, amount: bigint, rule: string, why: string, { at, id }: Account): void {
    if (amount === 0n) return;
    running.state.charged += amount;
    running.emit(at, id, { kind: 'charge', amount, rule, why });
}

/** Money paid out, minor units; negative where it is asked back. */
export function payOut(running: Running, amount: bigint, rule: string, why: string, { at, id }: Account): void {
    if (amount === 0n) return;
    running.state.paidOut += amount;
    running.emit(at, id, { kind: 'payout', amount, rule, why });
}
