import { type Phrase, phrase } from './phrase.ts';

/** What only journeys have. By the type of the node in the tree. */
export const ofJourneys = {
    Aim: phrase(
        'What the journey is for: who meets it leaves, and is counted. With `within` the journey lasts so long.',
        'the journey ends with its last step',
        'aim purchase happened',
        'aim purchase happened within ‹60› days',
    ),
    StopWhen: phrase('Who meets this leaves at once.', 'nobody does', 'stop when complaint happened'),
    Again: phrase(
        'An occasion that comes while the member is in the journey begins it anew.',
        'who is in it is not led into it a second time',
        'again starts over',
    ),
    Wait: phrase(
        'The next steps come so much later, or as soon as the event happens.',
        '',
        'wait ‹3› days',
        'wait at most ‹7› days for ‹event*›',
    ),
    Look: phrase(
        'Looks whether something holds, and goes on accordingly.',
        '',
        'look if purchase happened {\n  ‹stop›\n}',
        'look if survey happened {\n  ‹stop›\n}\notherwise {\n  ‹stop›\n}',
    ),
    Otherwise: phrase(
        'What is done where the look before it found that its condition does not hold.',
        '',
        'otherwise {\n  ‹stop›\n}',
    ),
} as const satisfies Record<string, Phrase>;
