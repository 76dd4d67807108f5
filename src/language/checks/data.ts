import { check } from './define.ts';

export const unknownColumnField = check({
    code: 'data/field',
    severity: 'error',
    title: 'A column for a field that is not there',
    explanation:
        'Left of = stands a field of the member, the event or its items, or one of id, member, time, order, line.',
    bad: 'dataset D {\n  purchase from "p.csv" { member = "m" time = "t" «prize» = "p" }\n}',
    good: 'dataset D {\n  purchase from "p.csv" { member = "m" time = "t" price = "p" }\n}',
    fixable: true,
    message: (field: string, target: string, hint: string) => `'${field}' must be a field of ${target}.${hint}`,
});

export const columnMissing = check({
    code: 'data/column-missing',
    severity: 'error',
    title: 'A file without the columns that are needed',
    explanation: 'Members need an id; events need to say whose they are and when they happened.',
    bad: 'dataset D {\n  «purchase» from "p.csv" { member = "m" price = "p" }\n}',
    good: 'dataset D {\n  purchase from "p.csv" { member = "m" time = "t" price = "p" }\n}',
    fixable: false,
    severalAnswers: 'only the author knows which column holds it',
    message: (target: string, field: string) =>
        `The file for ${target} must say which column is the ${field}: '${field} = "…"'.`,
});

export const outsidePath = check({
    code: 'data/path',
    severity: 'error',
    title: 'A path that leaves the folder',
    explanation:
        'Programs read data only from the folder they lie in or below it, or from the folder given with --data.',
    bad: 'dataset D {\n  purchase from «"/etc/passwd"» { member = "m" time = "t" price = "p" }\n}',
    good: 'dataset D {\n  purchase from "data/p.csv" { member = "m" time = "t" price = "p" }\n}',
    fixable: false,
    severalAnswers: 'only the author knows which file in the folder is meant',
    message: (path: string) => `The path '${path}' must be relative and stay below this folder.`,
});

export const stepOrder = check({
    code: 'test/order',
    severity: 'warning',
    title: 'Steps of a test out of order',
    explanation:
        'Steps happen in the order of their dates. Written in another order, a test reads as if something else happened.',
    bad: 'points Star { worth 0.02 EUR }\ntest "t" {\n  member ann\n  2026-03-02 ann: purchase 40 EUR\n  «2026-03-01» ann: purchase 10 EUR\n  expect ann balance 0 Star\n}',
    good: 'points Star { worth 0.02 EUR }\ntest "t" {\n  member ann\n  2026-03-01 ann: purchase 10 EUR\n  2026-03-02 ann: purchase 40 EUR\n  expect ann balance 0 Star\n}',
    fixable: true,
    message: (date: string, before: string) =>
        `The step of ${date} should stand before the step of ${before}: steps happen in the order of their dates.`,
});

export const expectsNothing = check({
    code: 'test/expects-nothing',
    severity: 'warning',
    title: 'A test that cannot fail',
    explanation: 'A test without an expectation passes whatever the rules do.',
    bad: 'test «"t"» {\n  member ann\n  2026-03-02 ann: purchase 40 EUR\n}',
    good: 'points Star { worth 0.02 EUR }\ntest "t" {\n  member ann\n  2026-03-02 ann: purchase 40 EUR\n  expect ann balance 0 Star\n}',
    fixable: false,
    severalAnswers: 'only the author knows what should come of it',
    message: () => `The test should expect something: without 'expect' it cannot fail.`,
});

export const testStep = check({
    code: 'test/step',
    severity: 'error',
    title: 'A step that cannot happen',
    explanation:
        'A purchase needs an amount or lines, a redemption names a reward, a return names its order or what came back.',
    bad: 'test "t" {\n  member ann\n  «2026-03-02 ann: purchase»\n  expect ann credited 0 EUR\n}',
    good: 'test "t" {\n  member ann\n  2026-03-02 ann: purchase 10 EUR\n  expect ann credited 0 EUR\n}',
    fixable: false,
    severalAnswers: 'only the author knows the amount, the reward or the order',
    message: (event: string, need: string) => `The ${event} must have ${need}.`,
});
