import { check } from './define.ts';

export const rebatePeriod = check({
    code: 'rebate/period',
    severity: 'error',
    title: 'A rebate over a time that does not end',
    explanation:
        'A rebate is settled when a period is over: a calendar month, quarter or year, a year of membership. Times that move along with every day never are.',
    bad: 'rebate YearEnd {\n  by spend over «last 12 months»\n  all-units { from 0 EUR: 2% }\n  settle on 31 January as credit\n}',
    good: 'rebate YearEnd {\n  by spend over calendar year\n  all-units { from 0 EUR: 2% }\n  settle on 31 January as credit\n}',
    fixable: true,
    message: (found: string) =>
        `A rebate must be measured over a calendar period or a membership year, not over ${found}.`,
});

export const rebateGrowth = check({
    code: 'rebate/growth',
    severity: 'error',
    title: 'Growth over another kind of period',
    explanation:
        'Growth compares a period with the one before it: over calendar year goes with growth over last calendar year.',
    bad: 'rebate More {\n  by spend over calendar year\n  growth over «last calendar quarter»\n  all-units { from 10%: 1% }\n  settle on 31 January as credit\n}',
    good: 'rebate More {\n  by spend over calendar year\n  growth over last calendar year\n  all-units { from 10%: 1% }\n  settle on 31 January as credit\n}',
    fixable: true,
    message: (wanted: string, found: string) => `Growth must be over ${wanted}, the period before, not over ${found}.`,
});

export const rebatePartial = check({
    code: 'rebate/partial',
    severity: 'error',
    title: 'A part that cannot be settled',
    explanation:
        'Parts are paid within the period, in money: what was too much is asked back at the settlement, which points that may be spent by then cannot promise.',
    bad: 'rebate Quarterly {\n  by spend over calendar quarter\n  all-units { from 0 EUR: 2% }\n  «partial 50% each quarter»\n  settle at end as credit\n}',
    good: 'rebate Quarterly {\n  by spend over calendar quarter\n  all-units { from 0 EUR: 2% }\n  partial 50% each month\n  settle at end as credit\n}',
    fixable: true,
    message: (why: string) => `A part must be settled ${why}.`,
});
