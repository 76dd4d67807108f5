import { type Phrase, phrase } from './phrase.ts';

/** What can stand at the top of a file. By the type of the node in the tree. */
export const declarations = {
    Import: phrase('Reads another file: its names can be used here.', '', 'import "‹rules.loyalty›"'),
    Program: phrase(
        'What holds for the whole program: currency, time zone, validity, channels.',
        '',
        'program ‹Name› "‹Title›" {\n  currency ‹EUR›\n  timezone "‹Europe/Berlin›"\n  valid    from ‹2026-01-01›\n  channels ‹email›\n  ‹›\n}',
    ),
    MemberDecl: phrase(
        'What is known of every member, besides what every program knows.',
        '',
        'member {\n  ‹birthday› : ‹date›\n  ‹›\n}',
    ),
    ItemDecl: phrase(
        'What is known of every line of an order, besides article, quantity and price.',
        '',
        'item {\n  ‹category› : one of ‹coffee, pastry›\n  ‹›\n}',
    ),
    EventDecl: phrase(
        'Something that happens to a member, and what is known of it.',
        '',
        'event ‹name› {\n  ‹field› : ‹text›\n  ‹›\n}',
    ),
    Points: phrase(
        'A currency of points: what it is worth, when it can be used, when it expires.',
        '',
        'points ‹Star› {\n  worth  ‹0.01› ‹currency*›\n  expire after ‹12› months\n  ‹›\n}',
    ),
    Wallet: phrase(
        'Money that members have paid in and pay with: gift cards, prepaid cards, store credit. It is owed to them until it is used.',
        '',
        'wallet ‹GiftCard› {\n  expire after ‹36› months\n  ‹›\n}',
    ),
    Metric: phrase(
        'A measure of a member’s history, asked over a window of time.',
        '',
        'metric ‹name› { ‹sum|count|average|minimum|maximum|distinct› of ‹purchase.net› }',
    ),
    Segment: phrase(
        'A condition on members with a name.',
        '',
        'segment ‹Name› {\n  when ‹›\n}',
        'segment ‹Best› {\n  when top ‹20›% of members by ‹spend› over last ‹12› months\n}',
    ),
    Ladder: phrase(
        'Tiers of status, lowest first; every member has exactly one of them.',
        '',
        'tiers ‹Status› {\n  qualify by ‹spend over last 12 months›\n  upgrade immediately\n  review  yearly on ‹1› ‹January›\n\n  tier ‹Basic›\n  tier ‹Silver› from ‹300› ‹currency*›\n  ‹›\n}',
    ),
    Earn: phrase(
        'A rule that gives points when something happens.',
        '',
        'earn ‹Base› on ‹event*› {\n  give ‹1› ‹points*› per ‹1› ‹currency*›\n  ‹›\n}',
        'earn ‹Bonus› on item {\n  where ‹›\n  give  ‹1› ‹points*› per ‹1› ‹currency*›\n  ‹›\n}',
    ),
    Combine: phrase(
        'Says what happens when several of these rules match at once.',
        'all rules that match add up',
        'combine ‹A›, ‹B›: ‹best|sum|first|exclusive›',
    ),
    Price: phrase(
        'A rule that changes what members pay: for items, the order, shipping, or an event that is no order.',
        '',
        'price ‹Name› on item {\n  where    ‹›\n  discount ‹10›%\n  ‹›\n}',
        'price ‹Name› on order {\n  when     order.total >= ‹50› ‹currency*›\n  discount ‹5› ‹currency*›\n  ‹›\n}',
        'price ‹Name› on ‹event*› {\n  discount ‹10›%\n  ‹›\n}',
    ),
    Coupon: phrase(
        'Codes that open the prices given `with coupon`.',
        '',
        'coupon ‹Name› {\n  code "‹SUMMER10›"\n  limit ‹1› time per member\n}',
    ),
    Reward: phrase(
        'What members can have for their points.',
        '',
        'reward ‹Name› {\n  costs ‹100› ‹points*›\n  give  ‹2› ‹currency*› off\n  ‹›\n}',
    ),
    Rebate: phrase(
        'A part of what was bought in a calendar period, given back when it is over.',
        '',
        'rebate ‹Name› {\n  by        spend over calendar year\n  graduated {\n    from 0 ‹money=currency*›: 0%\n    from ‹500_000› ‹money=currency*›: ‹2›%\n  }\n  settle    on ‹31› ‹January› as credit\n}',
    ),
    Contract: phrase(
        'What a member signs: prices for a term, and a promise to buy.',
        '',
        'contract ‹Name› {\n  term     ‹12› months\n  discount ‹6›%\n  ‹›\n}',
    ),
    Trigger: phrase(
        'Something we do when something happens, or when it does not.',
        '',
        'trigger ‹Name› on ‹event*› {\n  send "‹message›" by ‹channel*›\n  ‹›\n}',
        'trigger ‹WinBack› without purchase for ‹90› days {\n  send "‹we-miss-you›" by ‹channel*›\n  limit 1 time per member per rolling ‹180› days\n  ‹›\n}',
        'trigger ‹Birthday› on member.‹birthday› {\n  give ‹100› ‹points*›\n  ‹›\n}',
    ),
    Journey: phrase(
        'A few steps with a member, one after the other, until the aim is met.',
        '',
        'journey ‹Name› on ‹event*› {\n  aim  purchase happened\n\n  send "‹message›" by ‹channel*›\n  wait ‹3› days\n  look if ‹purchase happened› { stop }\n  send "‹reminder›" by ‹channel*›\n  ‹›\n}',
    ),
    Budget: phrase(
        'A ceiling on what rules give away, over all members in the order of time.',
        '',
        'budget ‹Name› {\n  covers  ‹rule*›\n  at most ‹20000› ‹currency*›\n  during  ‹2026-06-01› through ‹2026-08-31›\n}',
    ),
    Goal: phrase(
        'What a simulation must satisfy.',
        '',
        'goal "‹The program costs less than 3% of revenue›" { ‹cost / revenue <= 3%› }',
    ),
    Invariant: phrase(
        'What must hold for every member on every occasion. A simulation counts who breaks it, and a test in which it breaks fails.',
        '',
        'invariant ‹NeverBelowCost› on item {\n  always paid >= cost * quantity\n}',
        'invariant ‹NoDebt› {\n  always ‹points*›.balance >= 0 ‹points*›\n}',
        'invariant ‹Calm› at end of month {\n  always member.messages over calendar month <= ‹4›\n}',
    ),
    Assume: phrase(
        'How customers would answer. A forecast, shown apart from the replay, says what would come of it.',
        '',
        'assume "‹one in twenty comes back when asked›" {\n  response ‹5›% to ‹trigger*› within ‹30› days\n}',
        'assume "‹members come a little more often›" {\n  when ‹›\n  visits up ‹5›%\n}',
    ),
    Migrate: phrase(
        'What becomes of members whom another version of the program has known until now.',
        'points keep their terms, tiers keep their names',
        'migrate from version "‹1›" {\n  tier ‹Old› to ‹tier*›\n  points 1 ‹Old› to ‹100› ‹points*›\n}',
    ),
    Dataset: phrase(
        'Files of members and events to simulate on, and which column is what.',
        '',
        'dataset ‹Name› {\n  member   from "‹data/members.csv›"   { id = "‹member_id›" }\n  purchase from "‹data/purchases.csv›" { member = "‹member_id›" time = "‹time›" order = "‹order_id›" ‹›}\n}',
    ),
    Test: phrase(
        'A story with dates, and what must come of it.',
        '',
        'test "‹a purchase earns points›" {\n  member ‹who=ann›\n  ‹2026-03-02› ‹who=ann›: purchase ‹40› ‹currency*›\n  expect ‹who=ann› earned ‹40› ‹points*›\n}',
    ),
} as const satisfies Record<string, Phrase>;
