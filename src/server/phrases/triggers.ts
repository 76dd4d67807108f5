import { type Phrase, phrase } from './phrase.ts';

/** What only triggers do. By the type of the node in the tree. */
export const ofTriggers = {
    Send: phrase(
        'Sends a message. `ask` expects an answer.',
        '',
        'send "‹message›" by ‹channel*›',
        'ask "‹survey›" by ‹channel*›',
    ),
    Offer: phrase(
        'A discount on the member’s next order, used once, if it comes in time.',
        '',
        'offer ‹15›% off next order within ‹14› days',
    ),
    Voucher: phrase(
        'A discount on one later order; it waits for the first that can use it.',
        '',
        'voucher ‹10› ‹currency*› off an order from ‹50› ‹currency*› within ‹30› days',
    ),
    Move: phrase('Gives the member a tier.', '', 'move to ‹tier*›', 'move to ‹tier*› for ‹90› days'),
    Extend: phrase(
        'Points that can still expire do so later, each from its own last day.',
        '',
        'extend ‹points*› by ‹3› months',
    ),
    Present: phrase('A thing with a name, and what it costs you.', '', 'give "‹a thing›" worth ‹4› ‹currency*›'),
    Take: phrase(
        'Takes points away; what is not there becomes a debt or is forgiven, as the points say.',
        '',
        'take ‹100› ‹points*›',
        'take all ‹points*›',
        'take all ‹points*› of ‹rule*›',
        'take ‹5›% of ‹points*›',
    ),
    Escalate: phrase('Tells somebody of ours.', '', 'escalate to "‹care-team›"'),
    OpenCase: phrase('Opens a case for somebody of ours.', '', 'open case "‹call›" for "‹care-team›" within ‹2› days'),
    Visit: phrase('Has the member visited, or called.', '', 'visit by "‹sales›"', 'call by "‹sales›"'),
    Tag: phrase('Marks the member.', '', 'tag "‹vip›"'),
    HoldOut: phrase(
        'Share of members who get nothing from this trigger, so that its effect can be measured; always the same ones.',
        'nobody is held out',
        'hold out ‹10›%',
    ),
    Watch: phrase(
        'Notes whether the member buys again in this time, for those who got it and those held out alike.',
        'nobody is watched',
        'watch for ‹30› days',
    ),
    Unlimited: phrase(
        'Its messages are sent beyond the program’s limit on messages, and do not count.',
        '',
        'messages unlimited',
    ),
} as const satisfies Record<string, Phrase>;
