import type { Day } from '../../base/calendar.ts';
import type { Random } from '../../base/random.ts';
import type { Profile } from './profile.ts';

/** A made-up member. */
export interface Person {
    readonly index: number;
    readonly id: string;
    readonly joined: Day;
    /** First day on which the member buys no more; may lie beyond the data. */
    readonly leaves: Day;
    /** How much more than the average this member does. */
    readonly activity: number;
    readonly referrer: string | undefined;
    /** Depends on the member alone, so that members can be made in any order. */
    readonly random: Random;
}

export interface PeopleRequest {
    readonly profile: Profile;
    readonly members: number;
    readonly start: Day;
    /** First day after the data. */
    readonly end: Day;
    readonly random: Random;
}

const DAYS_PER_MONTH = 365.25 / 12;
/** Founders joined within this time before the data begins. */
const FOUNDING_DAYS = 2 * 365;

/** Members by number, from zero; each is made when asked for. */
export function peopleOf(request: PeopleRequest): (index: number) => Person {
    const { profile, members, start, end } = request;
    const width = Math.max(4, String(members).length);
    const idOf = (index: number): string => `M${String(index + 1).padStart(width, '0')}`;
    const activity = activityOf(members, profile.activityExponent);
    return index => {
        const random = request.random.fork(`member ${index}`);
        const founder = random.next() < profile.founders;
        const joined = founder ? start - 1 - random.int(FOUNDING_DAYS) : start + random.int(Math.max(1, end - start));
        const stays = random.exponential(profile.churn === 0 ? Infinity : DAYS_PER_MONTH / profile.churn);
        const isReferred = index > 0 && random.next() < profile.referred;
        return {
            index,
            id: idOf(index),
            joined,
            leaves: Number.isFinite(stays) ? Math.max(start, joined) + Math.ceil(stays) : end,
            activity: activity(random.next()),
            referrer: isReferred ? idOf(random.int(index)) : undefined,
            random,
        };
    };
}

/** Zipf-Mandelbrot over ranks, with an average of 1. A rank is drawn as a number from 0 to 1. */
function activityOf(members: number, exponent: number): (rank: number) => number {
    const shift = members / 100;
    const weight = (rank: number): number => (Math.floor(rank * members) + 1 + shift) ** -exponent;
    const steps = Math.min(members, 10_000);
    let sum = 0;
    for (let step = 0; step < steps; step++) sum += weight((step + 0.5) / steps);
    const average = sum / steps;
    return rank => weight(rank) / average;
}
