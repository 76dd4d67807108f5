import { type Phrase, phrase } from './phrase.ts';

/** Clauses of contracts. By the type of the node in the tree. */
export const ofContracts = {
    TermClause: phrase(
        'How long the contract runs once it is signed, or from which day of the year through which.',
        'it runs until it is ended',
        'term ‹12› months',
        'term from ‹1› ‹November› through ‹31› ‹March›',
    ),
    CommitClause: phrase(
        'What the member promises to buy in each term, in each calendar period or in each so long from the day of signing, without tax; `prorated`: of a period that it did not run through, in proportion to its days.',
        'nothing is promised; of a period that it did not run through all is due',
        'commit ‹600_000› ‹currency*› per term',
        'commit ‹500› ‹currency*› per calendar ‹month› prorated',
        'commit ‹500› ‹currency*› per ‹3› months prorated',
        'commit ‹1_000› units of ‹metric› per calendar ‹month›',
    ),
    ShortfallClause: phrase(
        'The share of what is missing to the commitment that is charged when the term, or the period of the commitment, ends.',
        'nothing is charged',
        'shortfall pays ‹30›% of missing',
        'shortfall pays ‹2› ‹currency*› per missing unit',
    ),
    ContractDiscount: phrase(
        'What is taken off the price while the contract runs, after a locked price.',
        '',
        'discount ‹6›%',
        'discount ‹6›% if ‹›',
        'discount ‹2›% if paid within ‹10› days',
    ),
    LockClause: phrase(
        'Keeps rises of the price away: a unit costs at most what it cost when the term began, or the price written. Lower prices are paid.',
        '',
        'lock price for term',
        'lock price if ‹› for term',
        'lock price at ‹90› ‹currency*› for ‹3› months',
    ),
    ProtectClause: phrase(
        'Credits later drops of the list price on goods bought and not returned.',
        '',
        'protect price for ‹180› days after purchase',
    ),
    TermsClause: phrase(
        'Until when orders are to be paid. Changes no amount: late payments are told in explanations.',
        'nothing is said about it',
        'terms payment within ‹30› days',
    ),
    RenewClause: phrase(
        'Whether a new term begins when one ends.',
        'no new term begins',
        'renew ‹automatically|never›',
    ),
    EarlyEndClause: phrase(
        'What is charged when the contract is ended before its term, instead of the shortfall.',
        'the shortfall of the whole commitment is charged',
        'early end pays ‹10›% of missing',
        'early end pays ‹5_000› ‹currency*›',
    ),
    PrecedenceClause: phrase(
        'How contract prices and the price rules of the program meet.',
        'contract prices come before the price rules',
        '‹before promotions|instead of promotions|best of contract and promotions›',
    ),
} as const satisfies Record<string, Phrase>;
