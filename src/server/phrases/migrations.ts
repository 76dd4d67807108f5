import { type Phrase, phrase } from './phrase.ts';

/** Clauses of migrations. By the type of the node in the tree. */
export const ofMigrations = {
    TierMove: phrase('Members of a tier of the old version come into this one.', '', 'tier ‹Old› to ‹tier*›'),
    LadderEnd: phrase('A ladder of the old version is given up, with the tiers held on it.', '', 'tiers ‹Old› end'),
    PointsMove: phrase(
        'What points of the old version become, or that they expire.',
        'points of one name stay as they are',
        'points 1 ‹Old› to ‹100› ‹points*›',
        'points ‹Old› expire',
    ),
    ContractMove: phrase(
        'A contract of the old version goes on under this name, or ends.',
        '',
        'contract ‹Old› to ‹New›',
        'contract ‹Old› ends',
    ),
    ExpiryFate: phrase(
        'Whether converted points keep their last day, or live as if they were earned now.',
        'they keep it',
        'expiry ‹kept|new›',
    ),
    OffersFate: phrase('Whether open offers and vouchers stay.', 'they stay', 'offers ‹kept|dropped›'),
    CountsFate: phrase(
        'Whether stamp cards, milestones and used limits go on.',
        'they go on',
        'counts ‹kept|restarted›',
    ),
} as const satisfies Record<string, Phrase>;
