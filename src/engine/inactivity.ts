import type { Instant, Zone } from '../base/zone.ts';
import type { Duration } from '../model/type.ts';
import type { LedgerState } from './ledger.ts';
import { fallsDue } from './moments.ts';

/** When all points expire because none were earned or spent for so long; `undefined` where there were never any. */
export function inactiveAt({ active }: LedgerState, after: Duration, zone: Zone): Instant | undefined {
    return active === undefined ? undefined : fallsDue(active, after, zone);
}
