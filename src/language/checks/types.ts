import { check } from './define.ts';

export const mismatch = check({
    code: 'types/mismatch',
    severity: 'error',
    title: 'Two things that do not compare',
    explanation: 'Everything has a unit: money, points, days, percent never mix. Compare like with like.',
    bad: 'points Star { worth 0.02 EUR }\nsegment Rich { when spend over last 12 months >= «100 Star» }',
    good: 'points Star { worth 0.02 EUR }\nsegment Rich { when spend over last 12 months >= 100 EUR }',
    fixable: false,
    severalAnswers: 'either side of the comparison can be meant otherwise',
    message: (wanted: string, found: string) => `Here must be ${wanted}, not ${found}.`,
});

export const unitMissing = check({
    code: 'types/unit',
    severity: 'error',
    title: 'A number without its unit',
    explanation: 'Amounts carry their unit, so that nobody has to guess: 100 EUR, 150 Star, 90 days.',
    bad: 'segment Rich { when spend over last 12 months >= «100» }',
    good: 'segment Rich { when spend over last 12 months >= 100 EUR }',
    fixable: true,
    message: (text: string, unit: string) => `The number ${text} must have a unit: ${text} ${unit}.`,
});

export const needsWindow = check({
    code: 'types/window',
    severity: 'error',
    title: 'A measure without a period',
    explanation:
        'A measure such as spend must say over which time it looks: over last 12 months, over calendar year, over lifetime.',
    bad: 'segment Rich { when «spend» >= 100 EUR }',
    good: 'segment Rich { when spend over last 12 months >= 100 EUR }',
    fixable: true,
    message: (name: string) =>
        `'${name}' must say over which time: '${name} over last 12 months', 'over calendar year' or 'over lifetime'.`,
});

export const noWindow = check({
    code: 'types/no-window',
    severity: 'error',
    title: 'A period where there is nothing to add up',
    explanation: 'Only measures look over time. A field, a balance or a tier is what it is at this moment.',
    bad: 'member { city : text }\nsegment Here { when «member.city over lifetime» is "Ulm" }',
    good: 'member { city : text }\nsegment Here { when member.city is "Ulm" }',
    fixable: true,
    message: (name: string) => `'${name}' must not have a period: it is what it is at the moment of asking.`,
});

export const notHere = check({
    code: 'types/not-here',
    severity: 'error',
    title: 'Something that is not known at this place',
    explanation:
        'Fields of an event are known in rules on that event; fields of items in where and in rules on item; order in prices; figures in goals.',
    bad: 'event review { rating : number }\npoints Star { worth 0.02 EUR }\nearn Base on purchase {\n  when «review.rating» >= 4\n  give 1 Star\n}',
    good: 'event review { rating : number }\npoints Star { worth 0.02 EUR }\nearn Base on review {\n  when review.rating >= 4\n  give 1 Star\n}',
    fixable: false,
    severalAnswers: 'the rule can look at another event, or ask for something else',
    message: (name: string, where: string) => `'${name}' must be asked ${where}.`,
});

export const incomplete = check({
    code: 'types/incomplete',
    severity: 'error',
    title: 'A name that needs a field',
    explanation: 'An event, the member, an item or points have fields: say which one is meant after a dot.',
    bad: 'points Star { worth 0.02 EUR }\nsegment Rich { when «Star» >= 100 Star }',
    good: 'points Star { worth 0.02 EUR }\nsegment Rich { when Star.balance >= 100 Star }',
    fixable: false,
    severalAnswers: 'any of the fields can be meant',
    message: (name: string, fields: string) => `'${name}' must be followed by a field: ${fields}.`,
});

export const notACondition = check({
    code: 'types/condition',
    severity: 'error',
    title: 'Not a condition',
    explanation:
        'Here must stand something that holds or does not hold: a comparison, a segment, or several of them with and, or, not.',
    bad: 'segment Rich { when «spend over last 12 months» }',
    good: 'segment Rich { when spend over last 12 months >= 100 EUR }',
    fixable: false,
    severalAnswers: 'only the author knows what it is compared with',
    message: (text: string) => `'${text}' must be a condition, such as a comparison.`,
});

export const unknownValue = check({
    code: 'types/value',
    severity: 'error',
    title: 'A value that the field cannot have',
    explanation: 'A field declared with one of can only have those values; free text stands in quotes.',
    bad: 'item { category : one of coffee, pastry }\npoints Star { worth 0.02 EUR }\nearn Base on item {\n  where category is «"cofee"»\n  give 1 Star\n}',
    good: 'item { category : one of coffee, pastry }\npoints Star { worth 0.02 EUR }\nearn Base on item {\n  where category is coffee\n  give 1 Star\n}',
    fixable: true,
    message: (value: string, values: string, hint: string) => `'${value}' must be one of ${values}.${hint}`,
});

export const aggregateOf = check({
    code: 'types/aggregate',
    severity: 'error',
    title: 'Something that cannot be added up',
    explanation:
        'sum, average, minimum and maximum need a number, money or points; count counts events; distinct counts different values.',
    bad: 'event review { text : text }\nsegment Loud { when sum of «review.text» over lifetime >= 3 }',
    good: 'event review { text : text }\nsegment Loud { when count of review over lifetime >= 3 }',
    fixable: false,
    severalAnswers: 'another field can be meant, or another way to add up',
    message: (text: string, wanted: string) => `'${text}' must be of ${wanted}.`,
});
