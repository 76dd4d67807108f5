import { type Phrase, phrase } from './phrase.ts';

/** Words in conditions and amounts. By the type of the node in the tree. */
export const inExpressions = {
    Is: phrase(
        'Compares with one value. `is at least` asks the place on a ladder, `is known` whether there is a value at all.',
        '',
    ),
    InList: phrase('Whether it is one of these values.', ''),
    Has: phrase('Whether the value is in the set.', ''),
    Between: phrase('Both limits belong to it.', ''),
    AnyOf: phrase('Whether at least so many of these hold.', '', 'any ‹2› of (‹a›, ‹b›, ‹c›)'),
    Missing: phrase(
        'What the ladder’s measure lacks to the tier’s threshold; never below zero.',
        '',
        'missing to ‹tier*›',
    ),
    Ranked: phrase(
        'Whether the member is among the first (or the last) of all members, when these were last looked at.',
        'segments look at all members again every day, tiers at their review',
        'top ‹20›% of members by ‹spend› over last ‹12› months',
        'top ‹100› members by ‹spend› over last ‹12› months',
        'bottom ‹10›% of members by ‹spend› over last ‹12› months',
    ),
    ShareOfMembers: phrase(
        'The share of members who hold the tier at the end of a simulation.',
        '',
        'share of members in ‹tier*›',
    ),
    Falls: phrase(
        'Whether a date that comes back every year does so now: in this period, or so many days before or after today.',
        '',
        'member.birthday falls in this ‹month|week|day›',
        'member.birthday falls within ‹7› days',
    ),
    DaysSince: phrase(
        'Whole days since the member’s last event of this kind, or the first one; unknown when there was none.',
        '',
        'days since last ‹event*›',
        'days since first ‹event*›',
    ),
    Aggregate: phrase(
        'A measure of the member’s history over a window of time.',
        '',
        'count of ‹event*› over last ‹12› months',
        'sum of ‹purchase.net› over last ‹12› months',
    ),
    Window: phrase(
        'The stretch of time that a measure is asked over. `last 12 months` ends now, `calendar year` begins anew on 1 January.',
        '',
        'last ‹12› ‹months|weeks|days|years›',
        'calendar ‹year|half-year|quarter|month|week|day›',
        'last calendar ‹year|quarter|month›',
        'lifetime',
        'membership year',
    ),
    Milestone: phrase('Each time the measure reaches the mark.', ''),
    Per: phrase('How often it is given: `per` counts fractions, `per whole` full steps only.', ''),
} as const satisfies Record<string, Phrase>;
