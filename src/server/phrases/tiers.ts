import { type Phrase, phrase } from './phrase.ts';

/** Clauses of a ladder, and its tiers. By the type of the node in the tree. */
export const ofTiers = {
    QualifyClause: phrase(
        'The measure that thresholds in amounts are compared with.',
        '',
        'qualify by ‹spend› over last ‹12› months',
        'qualify by ‹spend› over calendar year',
    ),
    UpgradeClause: phrase(
        'When a member who meets a higher tier gets it.',
        'a member who meets a higher tier gets it immediately',
        'upgrade ‹immediately|review›',
    ),
    ReviewClause: phrase(
        'The days at whose start tiers are looked at again, and the members of a segment that compares them.',
        'there is no review',
        'review yearly on ‹1› ‹January›',
        'review quarterly',
        'review half-yearly',
        'review monthly on ‹1›',
        'review monthly on ‹first|second|third|fourth|last› ‹Tuesday›',
        'review weekly on ‹Monday›',
        'review daily',
        'review on anniversary',
        'review on anniversary of joining',
    ),
    DowngradeClause: phrase(
        'How far a member falls at a review who no longer meets the tier.',
        'a review lowers a member by one step',
        'downgrade ‹stepwise|to what is met|to lowest|immediately|none›',
    ),
    GraceClause: phrase(
        'How long a downgrade waits; it is dropped when the tier is met in the meantime.',
        'a downgrade does not wait',
        'grace ‹30› days',
    ),
    GuaranteeClause: phrase(
        'For how long a tier that begins is not lost. When it ends and the tier is met, it begins anew; else grace begins.',
        'no guarantee',
        'guarantee ‹12› months',
    ),
    KeepClause: phrase(
        'How long a tier is kept once it is met.',
        'a tier is kept until the next review',
        'keep until ‹31› ‹March› ‹2› years later',
        'keep for ‹12› months',
        'keep for ‹12› months at end of ‹year›',
    ),
    CrossingClause: phrase(
        'What the purchase earns that crosses a threshold.',
        'the purchase that crosses a threshold earns at the old tier',
        'crossing earns ‹new tier|old tier|split›',
    ),
    ReturnTierClause: phrase(
        'When a return that takes the measure below the threshold lowers the tier.',
        'a return lowers no tier before the review',
        'return lowers tier ‹immediately|at review›',
    ),
    SurplusClause: phrase(
        'Whether what is above the threshold when a period ends counts in the next one.',
        'what is above a threshold is dropped when the period ends',
        'surplus ‹kept|kept once|dropped›',
        'surplus kept at most ‹50›',
    ),
    TiesClause: phrase(
        'Where members are compared with each other: what becomes of those who are equal to the last one who is in.',
        'all who are equal to the last one who is in are in as well',
        'ties ‹included|left out|to the earlier member›',
    ),
    Tier: phrase(
        'A step of the ladder, and what it takes to stand there. The limit itself belongs to it.',
        '',
        'tier ‹Gold› from ‹1000› ‹currency*›',
        'tier ‹Gold› from ‹700› ‹currency*› kept from ‹600› ‹currency*›',
        'tier ‹Basic›',
        'tier ‹Top› from top ‹20›%',
        'tier ‹Black› by invitation',
        'tier ‹Plus› costs ‹49› ‹currency*› per ‹1› year',
        'tier ‹Gold› when ‹›',
        'tier ‹Gold› from ‹1000› ‹currency*› colour "‹#d4af37›"',
    ),
} as const satisfies Record<string, Phrase>;
