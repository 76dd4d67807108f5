import { check } from './define.ts';

export const badDate = check({
    code: 'literals/date',
    severity: 'error',
    title: 'A date that is not in the calendar',
    explanation:
        'Dates are written year-month-day with two digits for month and day, such as 2026-01-05, and must exist.',
    bad: 'price Off on order { discount 5 EUR }\nbudget Summer {\n  covers Off\n  at most 100 EUR\n  during «2026-6-1» through 2026-08-31\n}',
    good: 'price Off on order { discount 5 EUR }\nbudget Summer {\n  covers Off\n  at most 100 EUR\n  during 2026-06-01 through 2026-08-31\n}',
    fixable: true,
    message: (text: string, padded: string | undefined) =>
        padded ? `The date '${text}' must be written ${padded}.` : `'${text}' must be a day of the calendar.`,
});

export const badTime = check({
    code: 'literals/time',
    severity: 'error',
    title: 'A time that no clock shows',
    explanation: 'Times are written with hours from 0 to 24 and minutes from 00 to 59, such as 14:30.',
    bad: 'trigger Hello on member.joined at «25:00» { tag "x" }',
    good: 'trigger Hello on member.joined at 15:00 { tag "x" }',
    fixable: false,
    severalAnswers: 'only the author knows which time is meant',
    message: (text: string) => `'${text}' must be a time between 0:00 and 24:00.`,
});

export const tooManyDigits = check({
    code: 'literals/digits',
    severity: 'error',
    title: 'A number with more digits than can be paid',
    explanation:
        'Amounts are exact. What is posted must be a whole number of cents, or of the decimals that the points have.',
    bad: 'price Off on order { discount «0.005 EUR» }',
    good: 'price Off on order { discount 0.01 EUR }',
    fixable: false,
    severalAnswers: 'the amount can be rounded up or down, or the currency has other decimals',
    message: (what: string, text: string, decimals: number) =>
        decimals === 0
            ? `${what} must be a whole number, not ${text}.`
            : `${what} must have at most ${decimals} digits after the point, not ${text}.`,
});

export const badColour = check({
    code: 'literals/colour',
    severity: 'error',
    title: 'A colour that no report can show',
    explanation:
        'The colour of a tier is written as six hexadecimal digits for red, green and blue, such as "#d4af37". It is how reports show the tier and changes nothing for members.',
    bad: 'tiers Status {\n  qualify by spend over calendar year\n  tier Friend\n  tier Gold from 300 EUR colour «"gold"»\n}',
    good: 'tiers Status {\n  qualify by spend over calendar year\n  tier Friend\n  tier Gold from 300 EUR colour "#d4af37"\n}',
    fixable: false,
    severalAnswers: 'only the author knows which colour is meant',
    message: (text: string) => `The colour "${text}" must be '#' and six hexadecimal digits, such as "#d4af37".`,
});
