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
        'bundle ‹3› different units: ‹8.00› ‹currency*›',
        'bundle 1 unit of "‹SKU›", 1 unit of "‹OTHER›" get 1 unit of "‹THIRD›" free',
    ),
    FirstUnits: phrase(
        'Which units a set takes first, or a limit in units.',
        'sets take the cheapest units first, limits those of the first lines',
        '‹cheapest|dearest› first',
    ),
    RoundPrice: phrase(
        'How what a rule takes off, or the price that it leaves, is rounded before anything is added up: each unit, each line, or the whole.',
        'what is taken off is exact, and rounded half up once for the line or the order',
        'round discount ‹half up|half down|half even|half odd|up|down|lower|higher›',
        'round price ‹half up|up|down› to ‹0.05› ‹currency*› per unit',
        'round price up to ‹1› ‹currency*› less ‹0.01› ‹currency*› per unit',
    ),
    StopHere: phrase(
        'Where it applies, no rule of its phase does that comes after it.',
        'the rules after it apply as well',
        'stop here',
    ),
    After: phrase(
        'This rule comes after those, is computed on what they have left, and its conditions see that.',
        'all rules of a phase are computed on the prices at its start',
        'after ‹price*›',
    ),
    Charge: phrase(
        'What all matching goods, the order or shipping come to at least, or at most.',
        'there is no bound',
        'charge at least ‹10› ‹currency*›',
        'charge at most ‹10› ‹currency*›',
        'charge at most ‹10› ‹currency*› over calendar month',
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
    EveryOrders: phrase(
        'Only on each so many-th order of the member; or on each so many-th unit or line that matches, within the order or on from what was bought before.',
        'every order counts, every unit and every line',
        'every ‹10› orders',
        'every ‹10› units over lifetime',
        'every ‹3› lines',
    ),
    ZeroUnits: phrase(
        'What is charged at least, and the flat fee of the first bracket, is due where nothing was used: for a line of no units.',
        'a line of no units costs nothing',
        'charge zero units',
    ),
    WithCoupon: phrase('Only on orders with a code of this coupon.', 'no code is needed', 'with coupon ‹coupon*›'),
    Codes: phrase('The codes of the coupon.', '', 'code "‹SUMMER10›"', 'codes "‹SUMMER10›", "‹SUN›"'),
    GivesBack: phrase(
        'An order that comes back whole gives the code back: it counts as not used.',
        'a return gives no code back',
        'return gives code back',
    ),
    SingleUse: phrase(
        'Each code can be used once, by whoever comes first.',
        'a code can be used as often as the limits allow',
        'single use',
    ),
} as const satisfies Record<string, Phrase>;
