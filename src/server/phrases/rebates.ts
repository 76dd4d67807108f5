import { type Phrase, phrase } from './phrase.ts';

/** Clauses of rebates. By the type of the node in the tree. */
export const ofRebates = {
    ByClause: phrase(
        'What the rebate is measured by, and the calendar period that is settled.',
        '',
        'by ‹spend› over calendar ‹year|quarter|month›',
        'by ‹spend› over membership year',
    ),
    RebateBound: phrase(
        'What one period gives at most; or the least that is given at all.',
        'whatever it comes to is given',
        'at ‹most|least› ‹1_000› ‹currency*›',
    ),
    GrowthClause: phrase(
        'Brackets are growth over the period before; with `alone` the rate reached is of what is above that period only.',
        'brackets are what was measured',
        'growth over last calendar ‹year|quarter|month›',
        'growth over last calendar ‹year|quarter|month› alone',
    ),
    RebateBrackets: phrase(
        'Rates: `graduated` gives each part the rate of its bracket, `all-units` gives all of it the rate of the bracket reached.',
        '',
        '‹graduated|all-units› {\n  from 0 ‹money=currency*›: 0%\n  from ‹500_000› ‹money=currency*›: ‹2›%\n}',
    ),
    RebateStep: phrase(
        'The rate from here on; the limit itself belongs to it.',
        '',
        'from ‹500_000› ‹currency*›: ‹2›%',
    ),
    SettleClause: phrase(
        'When it is settled, counted from the last day of the period, and what in.',
        '',
        'settle on ‹31› ‹January› as ‹credit|payment›',
        'settle after ‹30› days as credit',
        'settle at end as ‹1› ‹points*› per ‹1› ‹currency*›',
    ),
    PartialClause: phrase(
        'A share of what has come together so far, given within the period and set off at the settlement.',
        'nothing is given before the settlement',
        'partial ‹50›% each ‹quarter|month›',
    ),
} as const satisfies Record<string, Phrase>;
