import { check } from './define.ts';

export const termMissing = check({
    code: 'contract/term-missing',
    severity: 'error',
    title: 'A promise for a term that has no end',
    explanation:
        'A commitment, a shortfall, a renewal and a price that is locked for the term are counted by terms: the contract must say how long one is. A commitment may have periods of its own: per calendar month.',
    bad: 'contract Year {\n  «commit 600_000 EUR per term»\n  discount 6%\n}',
    good: 'contract Year {\n  term 12 months\n  commit 600_000 EUR per term\n  shortfall pays 30% of missing\n  discount 6%\n}',
    fixable: true,
    message: (clause: string) => `'${clause}' must be together with a term: 'term 12 months'.`,
});

export const commitmentMissing = check({
    code: 'contract/commitment-missing',
    severity: 'error',
    title: 'A share of what is missing, and nothing is promised',
    explanation:
        "Something can be missing only where something is promised: 'commit 600_000 EUR per term' says how much is bought at least.",
    bad: 'contract Year {\n  term 12 months\n  discount 6%\n  «shortfall pays 30% of missing»\n}',
    good: 'contract Year {\n  term 12 months\n  discount 6%\n  commit 600_000 EUR per term\n  shortfall pays 30% of missing\n}',
    fixable: false,
    severalAnswers: 'nobody but the author knows how much is promised',
    message: (clause: string) => `'${clause}' must be together with a commitment: 'commit … per term'.`,
});

export const commitmentIdle = check({
    code: 'contract/commitment-idle',
    severity: 'warning',
    title: 'A promise that nothing hangs on',
    explanation:
        'Who buys less than was promised pays nothing, as neither a shortfall nor an early end is priced: the promise changes no amount.',
    bad: 'contract Year {\n  term 12 months\n  discount 6%\n  «commit 600_000 EUR per term»\n}',
    good: 'contract Year {\n  term 12 months\n  discount 6%\n  commit 600_000 EUR per term\n  shortfall pays 30% of missing\n}',
    fixable: true,
    message: () => `The commitment should have a consequence: 'shortfall pays 30% of missing'.`,
});

export const commitmentTooLong = check({
    code: 'contract/commitment-too-long',
    severity: 'error',
    title: 'A promise for longer than the contract runs',
    explanation:
        "The period of the commitment never comes to its end within a term, and all of it would be due each time. Promise it 'per term', or say 'prorated'.",
    bad: 'contract Spring {\n  term 3 months\n  «commit 600_000 EUR per calendar year»\n  shortfall pays 30% of missing\n}',
    good: 'contract Spring {\n  term 3 months\n  commit 600_000 EUR per term\n  shortfall pays 30% of missing\n}',
    fixable: true,
    message: (period: string, term: string) => `The commitment must not be for ${period}: the term is ${term}.`,
});

export const lockBelowFloor = check({
    code: 'contract/lock-below-floor',
    severity: 'error',
    title: 'A locked price below the floor',
    explanation: 'The contract promises one price and forbids it by another: one of the two must give way.',
    bad: 'contract Year {\n  term 12 months\n  lock price at «90 EUR» for term\n  floor 100 EUR\n}',
    good: 'contract Year {\n  term 12 months\n  lock price at 110 EUR for term\n  floor 100 EUR\n}',
    fixable: false,
    severalAnswers: 'two amounts contradict each other, and either can be meant',
    message: (locked: string, floor: string) =>
        `The locked price ${locked} must not lie below the floor ${floor}: raise the one or lower the other.`,
});

export const lockTooLong = check({
    code: 'contract/lock-too-long',
    severity: 'error',
    title: 'A price locked for longer than the contract',
    explanation: "A price is locked within a term. 'for term' locks it for as long as the contract runs.",
    bad: 'contract Year {\n  term 12 months\n  «lock price for 18 months»\n}',
    good: 'contract Year {\n  term 12 months\n  lock price for term\n}',
    fixable: true,
    message: (lock: string, term: string) => `The price must not be locked for ${lock}: the term is ${term}.`,
});

export const promptTooLate = check({
    code: 'contract/prompt-too-late',
    severity: 'error',
    title: 'A discount for paying after the last day',
    explanation: 'Who pays within the terms pays in time anyway: a discount for paying early asks for less time.',
    bad: 'contract Year {\n  discount 2% if paid within «90 days»\n  terms payment within 30 days\n}',
    good: 'contract Year {\n  discount 2% if paid within 10 days\n  terms payment within 30 days\n}',
    fixable: false,
    severalAnswers: 'two periods contradict each other, and either can be meant',
    message: (prompt: string, terms: string) =>
        `Paying early must be sooner than the ${terms} of the terms, not within ${prompt}.`,
});

export const unknownContract = check({
    code: 'contract/unknown',
    severity: 'error',
    title: 'A contract that is not declared',
    explanation: 'contract_signed and contract_ended name a contract of the program.',
    bad: 'contract Year {\n  term 12 months\n  discount 6%\n}\ntest "t" {\n  member ann\n  2026-03-02 ann: contract_signed contract = «"Yaer"»\n  expect ann under Year\n}',
    good: 'contract Year {\n  term 12 months\n  discount 6%\n}\ntest "t" {\n  member ann\n  2026-03-02 ann: contract_signed contract = "Year"\n  expect ann under Year\n}',
    fixable: true,
    message: (name: string, hint: string) => `Unknown contract '${name}'.${hint}`,
});
