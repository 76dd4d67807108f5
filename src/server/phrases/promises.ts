import { type Phrase, phrase } from './phrase.ts';

/** Clauses of invariants and of assumptions. By the type of the node in the tree. */
export const ofPromises = {
    Always: phrase('What must hold whenever the occasion comes.', '', 'always ‹given.total <= 20% * purchase.gross›'),
    Response: phrase(
        'So many of those whom the trigger reaches come once more, with an order like one of their own, or `by` another event of theirs.',
        '',
        'response ‹5›% to ‹trigger*› within ‹30› days',
        'response ‹5›% to ‹trigger*› by ‹event*›',
        'response ‹5›% to ‹trigger*› within ‹30› days spending ‹40› ‹currency*›',
    ),
    Shift: phrase(
        'More or fewer units in each order, more or fewer orders.',
        '',
        'spend ‹up|down› ‹5›%',
        'visits ‹up|down› ‹5›%',
        'visits of ‹event*› ‹up|down› ‹5›%',
    ),
} as const satisfies Record<string, Phrase>;
