import { type Phrase, phrase } from './phrase.ts';

/** Clauses of earning rules, prices, rewards and budgets. By the type of the node in the tree. */
export const ofRules = {
    WhenClause: phrase('A condition on the member and the occasion.', ''),
    WhereClause: phrase('Which lines of the order count.', ''),
    During: phrase(
        'The time in which the rule holds; dates include the last day, hours do not include the end.',
        'the rule always holds',
        'during ‹2026-06-01› through ‹2026-08-31›',
        'during ‹weekdays|weekends|Monday› ‹14:00› to ‹17:00›',
        'during ‹1› ‹November› through ‹31› ‹March›',
    ),
    Give: phrase(
        'What the member gets.',
        '',
        'give ‹1› ‹points*› per ‹1› ‹currency*›',
        'give ‹100› ‹points*›',
        'give ‹50›% of ‹earn*› if ‹›',
        'give ‹100› ‹points*› every ‹10› units',
        'give ‹100› ‹points*› expiring in ‹30› days',
    ),
    EarnBrackets: phrase(
        'A rate that depends on an amount: `graduated` gives each part the rate of its bracket, `all-units` gives all of it the rate of the bracket reached.',
        '',
        '‹graduated|all-units› by ‹purchase.net› {\n  from 0 ‹money=currency*›: 1 ‹points=points*› per 1 ‹money=currency*›\n  from ‹100› ‹money=currency*›: ‹2› ‹points=points*› per 1 ‹money=currency*›\n}',
    ),
    EarnStep: phrase(
        'The rate from this amount on; the limit itself belongs to it.',
        '',
        'from ‹100› ‹money=currency*›: ‹2› ‹points*› per 1 ‹money=currency*›',
    ),
    Limit: phrase(
        'What the rule gives at most in a period. More is clipped; with `else reject` nothing is given.',
        'there is no limit',
        'limit ‹500› ‹points*› per member per ‹day|week|month|quarter|year›',
        'limit ‹1› time per member per ‹day|week|month|quarter|year›',
        'limit ‹1› time per member per rolling ‹180› days',
    ),
    Discount: phrase('What is taken off the price.', '', 'discount ‹10›%', 'discount ‹5› ‹currency*›'),
    NewPrice: phrase('What a unit costs instead.', '', 'new price ‹9.99› ‹currency*›'),
    PriceBrackets: phrase(
        'A price that depends on the quantity: `graduated` prices each unit by its bracket, `all-units` prices all units by the bracket reached.',
        '',
        '‹graduated|all-units› by quantity {\n  from 1 units: ‹18.00› ‹money=currency*›\n  from ‹6› units: ‹16.50› ‹money=currency*›\n}',
    ),
    PriceStep: phrase(
        'The price from this quantity on; the limit itself belongs to it.',
        '',
        'from ‹6› units: ‹16.50› ‹currency*›',
        'from ‹6› units: ‹10›% off',
    ),
    BuyPay: phrase('Of so many units, only so many are paid.', '', 'buy ‹3› pay ‹2›'),
    Free: phrase('Which units are free.', 'the cheapest units are free', 'free ‹cheapest|dearest›'),
    Floor: phrase(
        'Where a discount stops: the unit, or the order, never costs less.',
        'a discount may take everything',
        'floor ‹cost›',
    ),
    SpreadClause: phrase(
        'How a discount on the order is shared among its lines.',
        'a discount on the order is shared by amount',
        'spread ‹by amount|by quantity|evenly|last to first›',
    ),
    NeverWith: phrase('This rule yields where one of those applies.', '', 'never with ‹price*›'),
    Costs: phrase('The points that the reward costs.', '', 'costs ‹100› ‹points*›'),
    Benefit: phrase(
        'What the member gets for the points.',
        '',
        'give ‹2› ‹currency*› off',
        'give ‹10›% off',
        'give ‹1› unit of "‹SKU›" free',
        'give ‹5› ‹currency*› credit',
        'give "‹a thing›" worth ‹10› ‹currency*›',
    ),
    AtMost: phrase(
        'The largest share of the order that can be had so.',
        'all of it can be had so',
        'at most ‹50›% of order.total',
    ),
    Covers: phrase('The rules whose gifts count against the budget.', '', 'covers ‹rule*›'),
    Always: phrase('What must hold whenever the occasion comes.', '', 'always ‹given.total <= 20% * purchase.gross›'),
    Ceiling: phrase('What they may give away together.', '', 'at most ‹20000› ‹currency*›'),
} as const satisfies Record<string, Phrase>;
