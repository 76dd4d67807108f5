import type { Earn } from '../../model/earn.ts';
import type { Grant } from '../limits.ts';

export function sayGrant({ give, limitedBy }: Grant): string {
    return limitedBy === undefined ? give.text : `${give.text}, clipped by ${limitedBy}`;
}

/** Why a rule that looks gives nothing. */
export function nothing({ where, gives }: Earn): string {
    if (where.length > 0) return 'no line matches';
    return gives.every(({ basis }) => basis.kind === 'milestone')
        ? 'milestones are looked at after the event'
        : 'there is nothing to give it for';
}
