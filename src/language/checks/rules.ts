import { check } from './define.ts';

export const clauseMissing = check({
    code: 'rules/clause-missing',
    severity: 'error',
    title: 'A declaration that lacks a clause',
    explanation: 'Without this clause the rule would do nothing, or nobody would know what it does.',
    bad: 'points Star { worth 0.02 EUR }\nearn «Base» on purchase { when visits over lifetime >= 3 }',
    good: 'points Star { worth 0.02 EUR }\nearn Base on purchase { when visits over lifetime >= 3  give 1 Star per 1 EUR }',
    fixable: false,
    severalAnswers: 'only the author knows what the clause says',
    message: (owner: string, clause: string) => `${owner} must have a clause '${clause}'.`,
});

export const wrongUnit = check({
    code: 'rules/unit',
    severity: 'error',
    title: 'An amount in the wrong unit',
    explanation:
        'Here one kind of amount is possible: points that are declared, or money in the currency of the program.',
    bad: 'points Star { worth «5 Star» }',
    good: 'points Star { worth 0.02 EUR }',
    fixable: false,
    severalAnswers: 'the number that belongs to the other unit is not known',
    message: (what: string, wanted: string, found: string) => `${what} must be ${wanted}, not ${found}.`,
});

export const outOfRange = check({
    code: 'rules/range',
    severity: 'error',
    title: 'A number outside of what makes sense',
    explanation: 'Shares lie between 0% and 100%, counts and periods are above zero.',
    bad: 'price Off on order { discount «120%» }',
    good: 'price Off on order { discount 20% }',
    fixable: false,
    severalAnswers: 'only the author knows which number is meant',
    message: (what: string, range: string, found: string) => `${what} must be ${range}, not ${found}.`,
});

export const pointlessClause = check({
    code: 'rules/pointless-clause',
    severity: 'error',
    title: 'A clause that could do nothing here',
    explanation: 'The clause belongs to another kind of rule. A clause that is read and does nothing would be a trap.',
    bad: 'price Off on item {\n  discount 10%\n  «spread by quantity»\n}',
    good: 'price Off on item {\n  discount 10%\n}',
    fixable: true,
    message: (clause: string, why: string) => `'${clause}' must be left out: ${why}.`,
});

export const afterItself = check({
    code: 'rules/after-itself',
    severity: 'error',
    title: 'Two prices that each come after the other',
    explanation: 'Which one is computed on what the other has left must be said once: one of the two comes first.',
    bad: 'price A on item {\n  discount 10%\n  «after B»\n}\nprice B on item {\n  discount 5%\n  «after A»\n}',
    good: 'price A on item {\n  discount 10%\n  after B\n}\nprice B on item { discount 5% }',
    fixable: false,
    severalAnswers: 'only the author knows which one comes first',
    message: (rule: string, other: string) => `'${rule}' must not come after '${other}': that comes after it.`,
});

export const bracketOrder = check({
    code: 'rules/brackets',
    severity: 'error',
    title: 'Brackets out of order',
    explanation:
        'Brackets begin at ascending limits, the first one at nothing or at the first unit, so that there are no gaps and no overlaps.',
    bad: 'price Beans on item {\n  graduated by quantity {\n    from 1 unit: 18.00 EUR\n    from 12 units: 15.00 EUR\n    «from 6 units: 16.50 EUR»\n  }\n}',
    good: 'price Beans on item {\n  graduated by quantity {\n    from 1 unit: 18.00 EUR\n    from 6 units: 16.50 EUR\n    from 12 units: 15.00 EUR\n  }\n}',
    fixable: true,
    message: (found: string, why: string) => `The bracket '${found}' must ${why}.`,
});

export const circular = check({
    code: 'rules/circular',
    severity: 'error',
    title: 'Rules that are shares of each other',
    explanation: 'A bonus is a share of rules that are computed before it. Two rules cannot both come first.',
    bad: 'points Star { worth 0.02 EUR }\nearn Base on purchase { give 10% of «Base» }',
    good: 'points Star { worth 0.02 EUR }\nearn Base on purchase { give 1 Star per 1 EUR }\nearn Bonus on purchase { give 10% of Base }',
    fixable: false,
    severalAnswers: 'any of the rules in the circle can be the one that asks too much',
    message: (path: string) => `A rule must not be a share of itself: ${path}.`,
});

export const otherOccasion = check({
    code: 'rules/other-occasion',
    severity: 'error',
    title: 'A share of a rule that looks at something else',
    explanation:
        '25% of Base is a share of what Base gives for the same event, so both rules must look at the same event.',
    bad: 'points Star { worth 0.02 EUR }\nearn Welcome on enrolment { give 200 Star }\nearn Bonus on purchase { give 10% of «Welcome» }',
    good: 'points Star { worth 0.02 EUR }\nearn Base on purchase { give 1 Star per 1 EUR }\nearn Bonus on purchase { give 10% of Base }',
    fixable: false,
    severalAnswers: 'another rule can be meant, or another event',
    message: (rule: string, other: string, mine: string) =>
        `'${rule}' must be a rule on ${mine}, like this one; it is a rule on ${other}.`,
});

export const groupMember = check({
    code: 'rules/group',
    severity: 'error',
    title: 'Rules that cannot be combined',
    explanation: 'A group holds at least two rules of one kind, and a rule is in one group only.',
    bad: 'price A on item { discount 10% }\nprice B on order { discount 10% }\ncombine A, «B»: first',
    good: 'price A on item { discount 10% }\nprice B on item { discount 5% }\ncombine A, B: best',
    fixable: false,
    severalAnswers: 'another rule can be meant, or the group is not needed',
    message: (rule: string, why: string) => `The rule '${rule}' must ${why}.`,
});

export const mayBothApply = check({
    code: 'rules/may-both-apply',
    severity: 'info',
    title: 'Two conditional rules that may apply together',
    explanation:
        'Rules of no group add up. Where two conditional rules can match the same thing, it is worth writing what is meant: combine A, B: sum says that adding up is intended; best, first and exclusive say otherwise.',
    bad: 'item { category : one of coffee, pastry }\nprice A on item {\n  where category is coffee\n  discount 10%\n}\nprice «B» on item {\n  during weekdays\n  discount 5%\n}',
    good: 'item { category : one of coffee, pastry }\nprice A on item {\n  where category is coffee\n  discount 10%\n}\nprice B on item {\n  during weekdays\n  discount 5%\n}\ncombine A, B: sum',
    fixable: true,
    message: (rule: string, other: string) =>
        `'${rule}' and '${other}' can both apply, and then add up: 'combine ${other}, ${rule}: sum' says that this is meant.`,
});

export const statusPoints = check({
    code: 'rules/status-points',
    severity: 'error',
    title: 'Status points cannot be spent',
    explanation: 'Points with use status count for tiers only. A reward needs points that can be spent.',
    bad: 'points Night { use status }\nreward Room { costs «10 Night»  give "a free night" }',
    good: 'points Star { worth 0.02 EUR }\nreward Room { costs 10 Star  give "a free night" }',
    fixable: false,
    severalAnswers: 'other points can be meant, or these are no status points',
    message: (points: string) => `The cost must be in points that can be spent; '${points}' are status points.`,
});

export const bundleSize = check({
    code: 'rules/bundle-size',
    severity: 'error',
    title: 'A bundle of too many components',
    explanation:
        'The units of a bundle are found by looking at all its components together. Beyond eight that takes too long; units of one article are one component: 2 units of "BUN".',
    bad: 'price Box on item {\n  «bundle 1 unit of "A", 1 unit of "B", 1 unit of "C", 1 unit of "D", 1 unit of "E", 1 unit of "F", 1 unit of "G", 1 unit of "H", 1 unit of "I": 9.00 EUR»\n}',
    good: 'price Box on item {\n  bundle 1 unit of "A", 1 unit of "B", 1 unit of "C", 1 unit of "D", 1 unit of "E", 1 unit of "F", 1 unit of "G", 2 units of "H": 9.00 EUR\n}',
    fixable: false,
    severalAnswers: 'only the author knows which components can go',
    message: (count: number, most: number) => `A bundle must have at most ${most} components, not ${count}.`,
});

export const chargeBounds = check({
    code: 'rules/charge',
    severity: 'error',
    title: 'A highest charge below the lowest',
    explanation: 'charge at least and charge at most bound the same sum: the second must not be below the first.',
    bad: 'price Fee on order {\n  charge at least 10 EUR\n  «charge at most 5 EUR»\n}',
    good: 'price Fee on order {\n  charge at least 10 EUR\n  charge at most 500 EUR\n}',
    fixable: false,
    severalAnswers: 'two amounts contradict each other, and either can be meant',
    message: (most: string, least: string) => `'${most}' must not be below '${least}'.`,
});

export const samePriority = check({
    code: 'rules/priority',
    severity: 'error',
    title: 'Two exclusive prices of one priority',
    explanation:
        'An exclusive price applies alone. Where two of them match, the one with the higher priority applies: the numbers must differ within a phase.',
    bad: 'price A on order {\n  exclusive priority 10\n  discount 5%\n}\nprice B on order {\n  «exclusive priority 10»\n  discount 8%\n}',
    good: 'price A on order {\n  exclusive priority 10\n  discount 5%\n}\nprice B on order {\n  exclusive priority 20\n  discount 8%\n}',
    fixable: false,
    severalAnswers: 'only the author knows which of the two applies',
    message: (rule: string, other: string, priority: string) =>
        `'${rule}' must have another priority than '${other}': both are exclusive with priority ${priority}.`,
});

export const bestSetSize = check({
    code: 'rules/best-set',
    severity: 'error',
    title: 'Too many prices to find the best set of',
    explanation:
        'Every set of these prices is tried on every order: each further one doubles the work. Ten of them in all groups together are possible.',
    bad: 'price A on item { discount 1% }\nprice B on item { discount 2% }\nprice C on item { discount 3% }\nprice D on item { discount 4% }\nprice E on item { discount 5% }\nprice F on item { discount 6% }\nprice G on item { discount 7% }\nprice H on item { discount 8% }\nprice I on item { discount 9% }\nprice J on item { discount 10% }\nprice K on item { discount 11% }\n«combine A, B, C, D, E, F, G, H, I, J, K: best set»',
    good: 'price A on item { discount 1% }\nprice B on item {\n  discount 2%\n  never with A\n}\ncombine A, B: best set',
    fixable: false,
    severalAnswers: 'only the author knows which prices can stay out of it',
    message: (count: number, most: number) => `'best set' must be of at most ${most} prices in all, not ${count}.`,
});
