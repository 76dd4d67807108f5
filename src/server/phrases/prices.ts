import { type Phrase, phrase } from './phrase.ts';

/** Clauses of prices beyond plain discounts, and of coupons. By the type of the node in the tree. */
export const ofPrices = {
    BuyGet: phrase(
        'With so many units come others free, or cheaper: of the same goods, or of what `where` says.',
        '',
        'buy ‹2› units get ‹1› unit free',
        'buy ‹2› units get ‹1› unit of "‹SKU›" ‹50›% off',
    ),
    Bundle: phrase(
        'A price for a set of units, as often as there are complete sets.',
        '',
        'bundle 1 unit of "‹SKU›", 1 unit of "‹OTHER›": ‹8.00› ‹currency*›',
    ),
    FirstUnits: phrase(
        'Which units a set takes first.',
        'the cheapest units are taken first',
        '‹cheapest|dearest› first',
    ),
    Charge: phrase(
        'What all matching goods, the order or shipping come to at least, or at most.',
        'there is no bound',
        'charge at least ‹10› ‹currency*›',
        'charge at most ‹10› ‹currency*›',
    ),
    LineFloor: phrase(
        'How low an order discount may take a unit; other lines bear the rest.',
        'an order discount may take any unit down to nothing',
        'line floor ‹cost›',
    ),
    PriceCeiling: phrase(
        'How high the rule may raise the price of a unit.',
        'there is no ceiling',
        'ceiling ‹list_price› * 120%',
    ),
    Exclusive: phrase(
        'Where it applies, no other rule of its phase does; the highest number goes first.',
        'it adds up with the other rules',
        'exclusive priority ‹10›',
    ),
    EveryOrders: phrase('Only on each so many-th order of the member.', 'every order counts', 'every ‹10› orders'),
    WithCoupon: phrase('Only on orders with a code of this coupon.', 'no code is needed', 'with coupon ‹coupon*›'),
    Codes: phrase('The codes of the coupon.', '', 'code "‹SUMMER10›"', 'codes "‹SUMMER10›", "‹SUN›"'),
    SingleUse: phrase(
        'Each code can be used once, by whoever comes first.',
        'a code can be used as often as the limits allow',
        'single use',
    ),
} as const satisfies Record<string, Phrase>;
