import { Rational } from '../base/rational.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { Value } from '../model/value.ts';
import type { Running } from './running.ts';
import type { EventFacts, OrderRecord } from './state.ts';

/** Who referred the member, as far as it counts. */
export function referrerOf(running: Running): string | undefined {
    return whyNotReferred(running) === undefined ? running.state.referrer : undefined;
}

/** Nobody refers themselves, nor those whom they live with. */
export function whyNotReferred({ state, program, shared }: Running): string | undefined {
    const { referrer, member, fields } = state;
    if (referrer === undefined) return 'nobody referred this member';
    if (referrer === member) return 'nobody refers themselves';
    if (program.referrals === 'in household too') return undefined;
    const theirs = shared.pools.lines.get(referrer)?.state.fields;
    const together = program.memberFields.find(({ name, type }) => {
        const own = fields.get(name);
        return type.kind === 'group' && own !== undefined && own === theirs?.get(name);
    });
    return together && `${referrer} is of the same ${together.name}`;
}

/** A referral that names the friend makes its member the one who referred the friend. */
export function tellFriend(running: Running, { fields, at, id, event }: EventFacts): void {
    const friend = fields.get('friend');
    if (event !== 'referral' || typeof friend !== 'string') return;
    tell(running, friend, 'referred', at, id, new Map([['referrer', running.state.member]]));
}

/** Who was referred before, or buys already, stays with what is known. */
export function becomeReferred({ state }: Running, { event, fields }: EventFacts): void {
    const by = fields.get('referrer');
    if (event === 'referred' && typeof by === 'string' && state.orders.length === 0) state.referrer ??= by;
}

/** The one who referred the member hears of the first purchase. */
export function tellReferrer(running: Running, facts: EventFacts): void {
    const referrer = referrerOf(running);
    if (facts.event !== 'purchase' || !facts.first || referrer === undefined) return;
    const { member, joined } = running.state;
    const fields = new Map<string, Value>([['friend', member]]);
    for (const name of ['net', 'paid', 'gross', 'units']) {
        const value = facts.fields.get(name);
        if (value !== undefined) fields.set(name, value);
    }
    if (joined !== undefined) fields.set('days', Rational.of(running.place.zone.dayAt(facts.at) - joined));
    tell(running, referrer, 'friend_bought', facts.at, facts.id, fields);
}

/** And of its return, when nothing of it is kept. */
export function tellOfReturn(running: Running, facts: EventFacts, wasKept: boolean): void {
    const referrer = referrerOf(running);
    if (referrer === undefined || !wasKept || isFirstKept(running)) return;
    tell(running, referrer, 'friend_returned', facts.at, facts.id, new Map([['friend', running.state.member]]));
}

/** Whether anything of the first purchase is kept. */
export const isFirstKept = ({ state }: Running): boolean => isKept(state.orders[0]);

const isKept = (order: OrderRecord | undefined): boolean => order?.kept.some(share => !share.isZero()) ?? false;

function tell(
    running: Running,
    to: string,
    event: string,
    at: number,
    cause: string,
    fields: ReadonlyMap<string, Value>,
): void {
    const occurrence: Occurrence = {
        ...{ id: `${cause}/${event}`, member: to, at, sequence: 0, event, fields },
        ...{ lines: [], order: undefined, tenders: undefined, redeems: [], shipping: undefined },
    };
    running.gift?.(to, { at, occurrence });
}
