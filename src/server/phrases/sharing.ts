import { type Phrase, phrase } from './phrase.ts';

/** Points that members share or give to each other. By the type of the node in the tree. */
export const ofSharing = {
    PoolClause: phrase(
        'The members of a group share one balance: any of them earns into it and spends from it.',
        'nobody shares a balance',
        'pool by ‹household›',
    ),
    LeavingClause: phrase(
        'Whether a member who leaves the group takes along what is left of the points that the member has earned.',
        'who leaves a shared balance takes along what is left of what was earned',
        'leaving ‹leaves|takes› points',
    ),
    TransferClause: phrase(
        'Members give these points to each other.',
        'members can’t give points to each other',
        'transfer to members',
        'transfer to members of the same ‹household›',
        'transfer to members {\n  at least ‹100› ‹points*›\n  ‹›\n}',
    ),
} as const satisfies Record<string, Phrase>;

/** Within a transfer. */
export const ofTransfers = {
    TransferFee: phrase(
        'What sending costs, on top of what is sent: points, or money that is charged.',
        'sending costs nothing',
        'fee ‹5›%',
        'fee ‹10› ‹currency*› per ‹1_000› ‹points*›',
    ),
    TransferRate: phrase(
        'The share of what is sent that arrives; the rest is spent.',
        'all that is sent arrives',
        'rate ‹50›%',
    ),
    TransferMinimum: phrase('Less is not sent.', 'any number of points is sent', 'at least ‹100› ‹points*›'),
    TransferExpiry: phrase(
        'Whether points that arrive expire when they would have, or as if they were earned now.',
        'points keep their expiry',
        'expiry ‹anew|kept›',
    ),
} as const satisfies Record<string, Phrase>;
