import { type Phrase, phrase } from './phrase.ts';

/** Steps of a test, and what is said of a person. By the type of the node in the tree. */
export const ofTests = {
    Person: phrase('Somebody in this test.', '', 'member ‹ann›', 'member ‹ann› { tier ‹tier*› }'),
    Happening: phrase(
        'Something that happens, with date, person and event. At noon unless an hour is written.',
        '',
        '‹2026-03-02› ‹person*›: purchase ‹40› ‹currency*›',
        '‹2026-03-02› ‹person*›: purchase ‹1› unit of "‹SKU›" at ‹4.50› ‹currency*›',
        '‹2026-03-20› ‹person*›: return ‹10› ‹currency*› of ‹A1›',
    ),
    Expect: phrase(
        'What must be so now, or at the end of the day that is written.',
        '',
        'expect ‹person*› earned ‹40› ‹points*›',
        'expect ‹person*› balance ‹40› ‹points*›',
        'expect ‹person*› tier ‹tier*›',
        'expect ‹person*› wallet ‹20› ‹currency*›',
        'expect ‹person*› pays ‹40› ‹currency*›',
        'expect ‹person*› pays ‹4.50› ‹currency*› on "‹SKU›"',
        'expect ‹person*› total ‹47.90› ‹currency*›',
        '‹2026-05-31› expect ‹person*› gets ‹trigger*›',
        'expect ‹person*› has ‹›',
    ),
    TierFact: phrase(
        'The tier that the person holds when the test begins.',
        'the person holds the lowest tier',
        'tier ‹tier*›',
    ),
    ContractFact: phrase(
        'A contract that the person signs at the start of this day.',
        'none',
        'contract ‹Name› from ‹2026-01-01›',
    ),
    ListPrice: phrase(
        'What an article costs from this day on, for everybody.',
        '',
        '‹2026-11-01› price "‹SKU›" ‹2_400› ‹currency*›',
    ),
    Announcement: phrase(
        'Something that happens for everybody on this day.',
        '',
        '‹2026-03-01› product_launch sku = "‹SKU›"',
    ),
    JoinedFact: phrase('The day on which the person joined.', 'the day is not known', 'joined ‹2025-01-01›'),
    BalanceFact: phrase(
        'Points that the person has when the test begins.',
        'the person has no points',
        'balance ‹100› ‹points*›',
        'balance ‹20› ‹currency*› in ‹GiftCard›',
    ),
    ReferredFact: phrase('Who referred the person.', 'nobody did', 'referred by ‹person*›'),
} as const satisfies Record<string, Phrase>;
