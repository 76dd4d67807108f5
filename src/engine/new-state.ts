import type { Member } from '../model/occurrence.ts';
import type { Rulebook } from './rulebook.ts';
import { lowestTier, type MemberState } from './state.ts';

/** A member before anything has happened. */
export function newState(book: Rulebook, { id, joined, referrer, fields }: Member): MemberState {
    const tiers = book.program.ladders.map(({ name, tiers: [lowest] }) => ({ name, tier: lowest?.name ?? '' }));
    return {
        member: id,
        referrer,
        clock: undefined,
        begun: false,
        scheduled: new Set(),
        serial: 1,
        joined,
        fields,
        seen: new Set(),
        ledgers: new Map(),
        metrics: new Map(),
        events: new Map(),
        tiers: new Map(tiers.map(({ name }) => [name, lowestTier()])),
        tierNames: new Map(tiers.map(({ name, tier }) => [name, tier])),
        due: [],
        orders: [],
        usage: new Map(),
        counts: new Map(),
        marks: new Map(),
        offers: [],
        broken: new Set(),
        cases: [],
        journeys: new Map(),
        waiting: new Map(),
        lastYear: new Map(),
        warned: new Map(),
        received: new Map(),
        contracts: new Map(),
        protections: [],
        bills: [],
        rebated: new Map(),
        credit: 0n,
        charged: 0n,
        paidOut: 0n,
    };
}
