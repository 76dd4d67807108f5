import { type Phrase, phrase } from './phrase.ts';

/** Clauses of prices about sets, bounds and turns, and those of coupons. By the type of the node in the tree. */
export const ofPrices = {
    BuyGet: phrase(
        'With so many units come others free, or cheaper: of the same goods, or of what `where` says.',
        '',
        'buy ‹2› units get ‹1› unit free',
        'buy ‹2› units get ‹1› unit where ‹› ‹50›% off',
    ),
    Bundle: phrase(
        'A price for a set of units, as often as there are complete sets.',
        '',
        'bundle 1 unit of "‹SKU›", 1 unit of "‹SKU›": ‹8.00› ‹currency*›',
    ),
    FirstUnits: phrase('Which units a bundle takes first.', 'the cheapest', '‹cheapest|dearest› first'),
    Charge: phrase(
        'What all matching goods, the order or shipping come to at least, or at most.',
        'no bound',
        'charge at ‹least|most› ‹10› ‹currency*›',
    ),
    LineFloor: phrase(
        'How low an order discount may take a unit; other lines bear the rest.',
        'nothing',
        'line floor ‹cost›',
    ),
    PriceCeiling: phrase(
        'How high the rule may raise the price of a unit.',
        'no ceiling',
        'ceiling ‹list_price› * 120%',
    ),
    Exclusive: phrase(
        'Where it applies, no other rule of its phase does; the highest number goes first.',
        'it adds up',
        'exclusive priority ‹10›',
    ),
    EveryOrders: phrase('Only on each so many-th order of the member.', 'every order', 'every ‹10› orders'),
    WithCoupon: phrase('Only on orders with a code of this coupon.', 'all orders', 'with coupon ‹Name›'),
    Codes: phrase('The codes of the coupon.', '', 'code "‹SUMMER10›"'),
    SingleUse: phrase(
        'Each code can be used once, by whoever comes first.',
        'as often as the limits allow',
        'single use',
    ),
} as const satisfies Record<string, Phrase>;
