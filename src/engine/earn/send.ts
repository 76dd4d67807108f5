import type { Give } from '../../model/earn.ts';
import type { Value } from '../../model/value.ts';
import type { Grant } from '../limits.ts';
import { referrerOf } from '../referrals.ts';
import type { Running } from '../running.ts';
import type { EventFacts, Given } from '../state.ts';
import { unitName } from './combine.ts';
import type { Cause } from './post.ts';

/** Sends what is given to another member. Sent again after a return, a gift is what is left of it. */
export function send(
    running: Running,
    grants: readonly Grant[],
    { at, id, step }: Cause,
    facts: EventFacts | undefined,
): Given[] {
    const { member } = running.state;
    if (id === undefined) return [];
    const sent = grants.filter(({ give, amount }) => give.to !== 'member' && !amount.isZero());
    return sent.flatMap(({ giver, give, key, amount }) => {
        const recipient = recipientOf(running, give, facts);
        if (recipient === undefined) return [];
        running.gift?.(recipient, { from: member, cause: id, at, rule: giver.name, key, give, amount });
        return {
            rule: giver.name,
            step,
            unit: unitName(give),
            kind: give.unit.kind,
            to: give.to,
            recipient,
            gift: key,
            amount: 0n,
            left: 0n,
            lot: undefined,
        };
    });
}

/** Who referred this member, or whose id stands in the field that the gift names. */
function recipientOf(running: Running, { to, recipient }: Give, facts: EventFacts | undefined): string | undefined {
    if (to === 'referrer') return referrerOf(running);
    if (recipient === undefined) return undefined;
    const { event, field } = recipient;
    const id = event === undefined ? running.state.fields.get(field) : fieldOf(facts, event, field);
    return typeof id === 'string' ? id : undefined;
}

function fieldOf(facts: EventFacts | undefined, event: string, field: string): Value {
    if (facts === undefined) return undefined;
    return facts.event === event ? facts.fields.get(field) : fieldOf(facts.closed, event, field);
}
