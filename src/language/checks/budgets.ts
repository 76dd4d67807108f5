import { check } from './define.ts';

const RULES = 'points Star { worth 0.01 EUR }\nearn Base on purchase { give 1 Star per 1 EUR }\n';

export const budgetTwice = check({
    code: 'budgets/twice',
    severity: 'error',
    title: 'A rule that is named twice',
    explanation: 'A budget counts what a rule gives once.',
    bad: `${RULES}budget Year { covers Base, «Base» at most 100 EUR }`,
    good: `${RULES}budget Year { covers Base at most 100 EUR }`,
    fixable: true,
    message: (budget: string, rule: string) => `The budget '${budget}' must name '${rule}' once.`,
});

export const budgetFallback = check({
    code: 'budgets/fallback',
    severity: 'error',
    title: 'A rule that waits for the end of its own budget',
    explanation:
        'The rule behind then apply begins when the budget is used up. If the budget covered it, it could give nothing.',
    bad: `${RULES}budget Year { covers Base at most 100 EUR then apply «Base» }`,
    good: `${RULES}earn Small on purchase { give 1 Star }\nbudget Year { covers Base at most 100 EUR then apply Small }`,
    fixable: false,
    severalAnswers: 'another rule can be meant, or the budget does not cover this one',
    message: (rule: string, budget: string) =>
        `'${rule}' must not be covered by the budget '${budget}': it begins when that is used up.`,
});

export const budgetNeverCounts = check({
    code: 'budgets/never-counts',
    severity: 'warning',
    title: 'A rule that uses nothing of the budget',
    explanation:
        'A budget in points counts these points only; a budget in money counts money, and points at their worth.',
    bad: 'points Star { round down }\nearn Base on purchase { give 1 Star per 1 EUR }\nbudget Year { covers «Base» at most 100 EUR }',
    good: `${RULES}budget Year { covers Base at most 100 EUR }`,
    fixable: false,
    severalAnswers: 'the points get a worth, the budget counts points, or the rule is not covered',
    message: (budget: string, rule: string, wanted: string) =>
        `The budget '${budget}' should cover what ${wanted}: '${rule}' uses nothing of it.`,
});
