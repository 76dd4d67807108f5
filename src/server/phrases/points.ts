import { type Phrase, phrase } from './phrase.ts';

/** Clauses of points. By the type of the node in the tree. */
export const ofPoints = {
    WorthClause: phrase(
        'What one point costs the company: liability and cost in every report.',
        'a point is worth nothing',
        'worth ‹0.01› ‹currency*›',
    ),
    DecimalsClause: phrase('Digits after the point that these points have.', 'points have no decimals', 'decimals ‹2›'),
    RoundClause: phrase(
        'How the points of an event are rounded, once, when they are posted.',
        'points are rounded down',
        'round ‹down|up|half up|half down|half even|half odd›',
        'round ‹down|up|half up|half down|half even|half odd› per item',
    ),
    PendingClause: phrase(
        'How long points wait until they can be used.',
        'points can be used at once',
        'pending ‹14› days',
        'pending until ‹event*›',
    ),
    ExpireClause: phrase(
        'When points that nobody used are lost.',
        'points never expire',
        'expire after ‹12› months',
        'expire after ‹12› months at end of ‹month|quarter|year›',
        'expire after ‹24› months inactive',
        'expire after ‹12› months without ‹purchase›',
        'expire after ‹24› months if ‹›',
        'expire on ‹31› ‹December› ‹1› year later',
        'expire never',
    ),
    BalanceCap: phrase(
        'The most that a member may hold at a time; what would go above is not given.',
        'a balance has no ceiling',
        'balance at most ‹10_000› ‹points*›',
    ),
    SpendClause: phrase(
        'Which points are used first.',
        'what expires soonest is spent first, then the oldest',
        'spend ‹soonest to expire first|oldest first|newest first›',
    ),
    SpendThose: phrase(
        'What these rules gave is used before all other points, or after them.',
        'points are used by their days alone',
        'spend those of ‹earn*› ‹first|last›',
    ),
    ReturnPointsClause: phrase(
        'Whether goods that come back take their points back.',
        'a return takes its points back',
        'return ‹takes|keeps› points',
        'return takes points pro rata',
    ),
    DebtClause: phrase(
        'Whether the balance may go below zero when points are taken back that were spent already.',
        'the balance may go below zero when points are taken back',
        'debt ‹allowed|forgiven›',
    ),
    RestoredClause: phrase(
        'How long points are usable at least that come back because what they bought was returned.',
        'points that come back can be used for at least 30 days',
        'restored for ‹60› days',
    ),
    ReinstatedClause: phrase(
        'Points that expired not longer ago come back with this event, and live as if they were earned then.',
        'points that have expired are gone',
        'reinstated by ‹purchase› within ‹60› days',
    ),
    LostClause: phrase(
        'All of a member’s points expire when one of these tiers is left downwards.',
        'a tier that is left takes no points along',
        'lost on leaving ‹tier*›',
    ),
    SparedClause: phrase(
        'Points do not expire while one of these tiers is held; those that are overdue expire when it is left.',
        'points expire whatever tier is held',
        'spared in ‹tier*›',
    ),
    UseClause: phrase(
        'Whether points can be spent, or count for status only.',
        'points can be spent',
        'use ‹status|spending›',
    ),
} as const satisfies Record<string, Phrase>;
