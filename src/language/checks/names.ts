import { check } from './define.ts';

export const unknownName = check({
    code: 'names/unknown',
    severity: 'error',
    title: 'A name that nothing has',
    explanation:
        'Every name must be declared in this file or in a file that it imports. Names are written exactly as they are declared, with the same capital letters.',
    bad: 'points Star { worth 0.02 EUR }\nearn Base on purchase { give 1 «Sta» per 1 EUR }',
    good: 'points Star { worth 0.02 EUR }\nearn Base on purchase { give 1 Star per 1 EUR }',
    fixable: true,
    message: (what: string, name: string, hint: string) =>
        `Unknown ${what} '${name}'.${hint === '' ? ' It must be declared.' : hint}`,
});

export const duplicateName = check({
    code: 'names/duplicate',
    severity: 'error',
    title: 'Two things with one name',
    explanation:
        'A name must mean one thing: rules, points, tiers, metrics and the like share one list of names within a program.',
    bad: 'points Star { worth 0.02 EUR }\npoints «Star» { worth 0.03 EUR }',
    good: 'points Star { worth 0.02 EUR }\npoints Moon { worth 0.03 EUR }',
    fixable: false,
    severalAnswers: 'either of the two can get another name, or be left out',
    message: (name: string, what: string) =>
        `The name '${name}' must be used once; there is already ${what} with this name.`,
});

export const duplicateField = check({
    code: 'names/duplicate-field',
    severity: 'error',
    title: 'A field that is there already',
    explanation:
        'Fields of a member, an item or an event need different names. Some are built in, such as quantity or price of an item.',
    bad: 'member { city : text  «city» : text }',
    good: 'member { city : text  town : text }',
    fixable: true,
    message: (owner: string, name: string, builtIn: boolean) =>
        `The field '${name}' of ${owner} must be declared once${builtIn ? '; it is built in' : ''}.`,
});

export const clauseTwice = check({
    code: 'names/clause-twice',
    severity: 'error',
    title: 'A clause that is written twice',
    explanation: 'Where one answer is wanted, two would contradict each other: one of them must go.',
    bad: 'points Star {\n  round down\n  «round up»\n}',
    good: 'points Star {\n  round down\n}',
    fixable: true,
    message: (clause: string, owner: string) => `'${clause}' must be written once in ${owner}.`,
});

export const importMissing = check({
    code: 'names/import',
    severity: 'error',
    title: 'An import that leads nowhere',
    explanation: 'An import names a .loyalty file beside this one, or in a folder below or above, by a relative path.',
    bad: 'import «"nowhere.loyalty"»\nprogram P { currency EUR timezone "Europe/Berlin" }',
    good: 'program P { currency EUR timezone "Europe/Berlin" }',
    fixable: false,
    severalAnswers: 'only the author knows where the file is; a name that is near is proposed',
    message: (path: string, why: string, hint: string) => `The file '${path}' must exist${why}.${hint}`,
});

export const programMissing = check({
    code: 'names/no-program',
    severity: 'warning',
    title: 'A file that belongs to no program',
    explanation:
        'Rules need a program: a currency, a time zone. Declare one in this file, or import this file where the program is declared.',
    bad: 'import "other.loyalty"\n«segment Regulars { when visits over last 12 months >= 3 }»',
    good: 'program P { currency EUR timezone "Europe/Berlin" }\nsegment Regulars { when visits over last 12 months >= 3 }',
    fixable: false,
    severalAnswers: 'this file can declare the program, or another one can import it',
    message: () => `This file should declare a program or be imported by one.`,
});

export const programTwice = check({
    code: 'names/second-program',
    severity: 'error',
    title: 'Two programs in one',
    explanation:
        'A program is one file with a program block and what it imports. Give the second program a file of its own.',
    bad: 'program A { currency EUR timezone "Europe/Berlin" }\nprogram «B» { currency EUR timezone "Europe/Berlin" }',
    good: 'program A { currency EUR timezone "Europe/Berlin" }',
    fixable: false,
    severalAnswers: 'either program can move to a file of its own',
    message: (name: string, first: string) =>
        `The program '${name}' must stand in files of its own: '${first}' is already declared here.`,
});
