import { check } from './define.ts';

export const unknownCurrency = check({
    code: 'program/currency',
    severity: 'error',
    title: 'A currency that is not in ISO 4217',
    explanation:
        'Currencies are written with their three letters. For a currency of your own, say how many decimals it has: currency BEAN decimals 2.',
    bad: 'program P { currency «EUX» timezone "Europe/Berlin" }',
    good: 'program P { currency EUR timezone "Europe/Berlin" }',
    fixable: true,
    message: (code: string, hint: string) => `Unknown currency '${code}'.${hint}`,
});

export const unknownZone = check({
    code: 'program/timezone',
    severity: 'error',
    title: 'A time zone that is not known',
    explanation: 'Time zones are named after a continent and a city, such as "Europe/Berlin".',
    bad: 'program P { currency EUR timezone «"Europe/Berlim"» }',
    good: 'program P { currency EUR timezone "Europe/Berlin" }',
    fixable: true,
    message: (zone: string, hint: string) => `Unknown time zone '${zone}'.${hint}`,
});

export const periodReversed = check({
    code: 'program/period',
    severity: 'error',
    title: 'A period that ends before it begins',
    explanation: 'The first day comes first.',
    bad: 'price Off on order { discount 5 EUR }\nbudget Summer {\n  covers Off\n  at most 100 EUR\n  «during 2026-08-31 through 2026-06-01»\n}',
    good: 'price Off on order { discount 5 EUR }\nbudget Summer {\n  covers Off\n  at most 100 EUR\n  during 2026-06-01 through 2026-08-31\n}',
    fixable: true,
    message: (from: string, through: string) => `The last day ${through} must not be before the first day ${from}.`,
});

export const outsideValidity = check({
    code: 'program/outside-validity',
    severity: 'warning',
    title: 'A time in which the program is not valid',
    explanation:
        'Outside of its dates of validity a program gives nothing: what holds only then never applies. Either the dates of the rule or those of the program are meant otherwise.',
    bad: 'program P {\n  currency EUR\n  timezone "Europe/Berlin"\n  valid from 2026-07-01\n}\nprice Off on order {\n  «during 2026-01-01 through 2026-06-30»\n  discount 5 EUR\n}',
    good: 'program P {\n  currency EUR\n  timezone "Europe/Berlin"\n  valid from 2026-07-01\n}\nprice Off on order {\n  during 2026-07-01 through 2026-12-31\n  discount 5 EUR\n}',
    fixable: false,
    severalAnswers: 'the dates of the rule or those of the program can be meant otherwise',
    message: (period: string) => `This time should lie within the dates of validity: the program is valid ${period}.`,
});

export const expiryTooShort = check({
    code: 'points/expiry',
    severity: 'error',
    title: 'Points that expire before they can be used',
    explanation: 'Points that are pending longer than they live could never be spent.',
    bad: 'points Star {\n  pending 60 days\n  «expire after 1 month»\n}',
    good: 'points Star {\n  pending 14 days\n  expire after 1 month\n}',
    fixable: false,
    severalAnswers: 'two periods contradict each other, and either can be meant',
    message: (pending: string, expiry: string) =>
        `Points must live longer than they are pending: they expire after ${expiry}, and are pending for ${pending}.`,
});

export const worthMissing = check({
    code: 'points/worth',
    severity: 'info',
    title: 'Points whose worth is not said',
    explanation: 'With worth, reports can say what outstanding points cost you: worth 0.02 EUR.',
    bad: 'points «Star» { round down }\nreward Cup { costs 10 Star  give "a cup" }',
    good: 'points Star { worth 0.02 EUR }\nreward Cup { costs 10 Star  give "a cup" }',
    fixable: false,
    severalAnswers: 'nobody but the author knows what a point is worth',
    message: (name: string) =>
        `The points '${name}' can have a worth, so that reports say what they cost: 'worth 0.01 EUR'.`,
});

export const tierOrder = check({
    code: 'tiers/order',
    severity: 'error',
    title: 'Thresholds that do not rise',
    explanation: 'Tiers are written from the lowest to the highest, and each begins above the one before it.',
    bad: 'tiers Status {\n  qualify by spend over last 12 months\n  tier Friend\n  tier Silver from 300 EUR\n  tier Gold from «200 EUR»\n}',
    good: 'tiers Status {\n  qualify by spend over last 12 months\n  tier Friend\n  tier Silver from 300 EUR\n  tier Gold from 1000 EUR\n}',
    fixable: false,
    severalAnswers: 'a threshold or the place of the tier is wrong, and either can be',
    message: (tier: string, below: string, threshold: string) =>
        `Tier '${tier}' must start above tier '${below}' (${threshold}).`,
});

export const tierBase = check({
    code: 'tiers/first',
    severity: 'error',
    title: 'A first tier that not everyone can hold',
    explanation: 'The first tier of a ladder is where everyone starts: it has no condition.',
    bad: 'tiers Status {\n  qualify by spend over last 12 months\n  tier Silver from «300 EUR»\n}',
    good: 'tiers Status {\n  qualify by spend over last 12 months\n  tier Friend\n  tier Silver from 300 EUR\n}',
    fixable: false,
    severalAnswers: 'the ladder lacks a tier, whose name only the author knows, or this one has no condition',
    message: (tier: string) => `The first tier '${tier}' must have no condition: everyone starts there.`,
});

export const tierCondition = check({
    code: 'tiers/condition',
    severity: 'error',
    title: 'A tier that nobody can reach',
    explanation:
        'Every tier but the first says how it is reached: from a threshold, when a condition holds, by invitation, or for a fee.',
    bad: 'tiers Status {\n  qualify by spend over last 12 months\n  tier Friend\n  tier «Silver»\n}',
    good: 'tiers Status {\n  qualify by spend over last 12 months\n  tier Friend\n  tier Silver from 300 EUR\n}',
    fixable: false,
    severalAnswers: 'only the author knows how the tier is reached',
    message: (tier: string) =>
        `Tier '${tier}' must say how it is reached: 'from 300 EUR', 'when …', 'by invitation' or 'costs … per …'.`,
});

export const ladderTiming = check({
    code: 'tiers/timing',
    severity: 'error',
    title: 'Clauses of a ladder that do not go together',
    explanation:
        'upgrade review and grace need a review; a ladder is either reviewed or keeps its tiers until a day, not both.',
    bad: 'tiers Status {\n  qualify by spend over last 12 months\n  «upgrade review»\n  tier Friend\n  tier Silver from 300 EUR\n}',
    good: 'tiers Status {\n  qualify by spend over last 12 months\n  upgrade review\n  review yearly on 1 January\n  tier Friend\n  tier Silver from 300 EUR\n}',
    fixable: false,
    severalAnswers: 'either of the clauses that do not go together can be meant',
    message: (clause: string, why: string) => `'${clause}' must ${why}.`,
});
