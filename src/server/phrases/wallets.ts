import { type Phrase, phrase } from './phrase.ts';

/** Clauses of wallets. By the type of the node in the tree. */
export const ofWallets = {
    BonusClause: phrase(
        'Given on top of what is loaded; of several, the one of the highest amount that is reached.',
        'nothing is given on top',
        'bonus ‹10›% from ‹50› ‹currency*›',
        'bonus ‹5› ‹currency*› from ‹50› ‹currency*› expiring in ‹90› days',
    ),
    SpendBonusClause: phrase(
        'Whether the bonus, or credit that rules gave, is used before all else, or after it.',
        'the bonus is used in its turn, by its days',
        'spend bonus ‹last|first›',
        'spend credit ‹first|last›',
    ),
    EarnsClause: phrase(
        'When points are earned on its money: when it is used, when it is sold, or never.',
        'it earns when it is used, and not when it is sold',
        'earns ‹when sold|when used|nothing›',
    ),
    RefundClause: phrase(
        'How much of what a return gives back goes to the wallet.',
        'a return gives back to the wallet the share that was paid from it',
        'refund ‹first|last|pro rata|never›',
    ),
    HoldsClause: phrase(
        'What rules give as credit is put into this wallet, and what is paid with credit comes from it.',
        'credit is given out and not kept',
        'holds credit',
    ),
} as const satisfies Record<string, Phrase>;
