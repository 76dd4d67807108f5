import type { Grant } from '../limits.ts';
import { referrerOf } from '../referrals.ts';
import type { Running } from '../running.ts';
import type { Given } from '../state.ts';
import { unitName } from './combine.ts';
import type { Cause } from './post.ts';

/** Sends what is given to the one who referred this member. Sent again after a return, a gift is what is left of it. */
export function send(running: Running, grants: readonly Grant[], { at, id, step }: Cause): Given[] {
    const referrer = referrerOf(running);
    const { member } = running.state;
    if (referrer === undefined || id === undefined) return [];
    const sent = grants.filter(({ give, amount }) => give.to === 'referrer' && !amount.isZero());
    return sent.map(({ giver, give, key, amount }) => {
        running.gift?.(referrer, { from: member, cause: id, at, rule: giver.name, key, give, amount });
        return {
            rule: giver.name,
            step,
            unit: unitName(give),
            kind: give.unit.kind,
            to: 'referrer',
            gift: key,
            left: 0n,
            lot: undefined,
        };
    });
}
