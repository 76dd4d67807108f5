import { type Phrase, phrase } from './phrase.ts';

/** Clauses of a program. By the type of the node in the tree. */
export const ofProgram = {
    CurrencyClause: phrase('The currencies of the program; prices and cost are in the first.', '', 'currency ‹EUR›'),
    TimeZoneClause: phrase(
        'The zone in which days begin and end.',
        '',
        'timezone "‹Europe/Berlin›"',
        'timezone of member else "‹Europe/Berlin›"',
    ),
    WeekClause: phrase(
        'The first day of the week, for weekly limits and windows.',
        'the week starts on Monday',
        'week starts on ‹Monday|Sunday|Saturday›',
    ),
    YearClause: phrase(
        'The first day of the year, for windows and limits of years, half-years and quarters.',
        'the year starts on 1 January',
        'year starts on ‹1› ‹April›',
    ),
    ValidClause: phrase(
        'The first and last day on which the program gives anything.',
        'it is valid without end',
        'valid from ‹2026-01-01›',
        'valid from ‹2026-01-01› through ‹2026-12-31›',
    ),
    VersionClause: phrase('A name for this state of the rules, shown in reports.', '', 'version "‹2026›"'),
    ChannelsClause: phrase('The ways in which members can be reached.', '', 'channels ‹email, push›'),
    TaxClause: phrase(
        'Whether prices of items contain tax; points are earned on what is paid without it.',
        'prices are without tax',
        'prices ‹with|without› tax',
    ),
    AlsoTax: phrase(
        'More taxes on a line beside its field `tax`: each by a field of the item that is its rate, on the price or, `compounding`, on the taxes before it as well; or that is money for each unit, on which the others are as well where it is `taxed`.',
        'a line has one tax, by its field `tax`',
        'also tax ‹pst›',
        'also tax ‹qst› compounding',
        'also tax ‹levy› on top',
        'also tax ‹eco› taxed',
    ),
    ShippingTaxed: phrase(
        'Shipping is taxed as the goods that are shipped: each of their rates for its share of what they cost, or the highest for all.',
        'shipping is taxed by its own rate, the field `shipping_tax` of the purchase',
        'shipping taxed ‹pro rata|at highest rate›',
    ),
    TaxRounding: phrase(
        'How tax is rounded to whole cents: each line, each unit of a line, all of one rate together, or all of the order (`total`).',
        'each line is rounded half up, without its tax where prices contain it',
        'tax rounded by ‹order|line|unit|total›',
        'tax rounded ‹half up|half down|half even|half odd|up|down|lower|higher› by ‹order|line|unit›',
    ),
    AmountRounding: phrase(
        'How quantity times price is rounded to whole cents, before any price: each line, each unit, or all lines of the order together.',
        'each line is rounded half up',
        'amounts rounded by ‹order|unit|line›',
        'amounts rounded ‹half up|half down|half even|half odd|up|down|lower|higher› by ‹line|unit|order›',
    ),
    TotalRounding: phrase(
        'To a multiple of what all that is to be paid for an order is rounded: goods, tax and shipping. What that makes more or less is neither price nor tax.',
        'what is to be paid is exact to the cent',
        'total rounded to ‹0.05› ‹currency*›',
        'total rounded ‹half up|half even|down|up› to ‹0.05› ‹currency*›',
    ),
    TenderClause: phrase(
        'Whether what is paid otherwise than with money earns points.',
        'points and credit earn nothing, a gift card earns when it is used',
        'tender ‹points|gift_card|credit› earns ‹nothing|normally|when used|when sold›',
    ),
    SnapshotClause: phrase(
        'Which order the conditions of price rules look at.',
        'conditions of prices see the order as it stands when the phase begins',
        'conditions see ‹running total|phase start›',
    ),
    Consent: phrase(
        'The field of the member that says by which channels they may get messages; without any, a trigger that only sends is suppressed.',
        'messages go by all channels that are written, whoever consents',
        'consent member.‹consent›',
    ),
    Quiet: phrase(
        'Hours of the member’s day in which no message is sent: it waits until they are over.',
        'messages are sent at any hour',
        'quiet ‹21:00› to ‹8:00›',
    ),
    MessageLimit: phrase(
        'The most messages of all triggers together; of those that fall due at once, the trigger that is declared first goes first.',
        'there is no limit on messages',
        'at most ‹2› messages per member per ‹week|month|day›',
        'at most ‹1› message by ‹channel*› per member per ‹week|month|day›',
    ),
    ReturnPrices: phrase(
        'Whether what is kept of an order, when articles of it come back, is priced anew by the same rules as things were then.',
        'what is kept keeps its prices',
        'return ‹prices anew|keeps prices›',
    ),
    ReferralClause: phrase(
        'Members may refer those of their own household.',
        'a referral in one household does not count',
        'referral in group counts',
    ),
} as const satisfies Record<string, Phrase>;
