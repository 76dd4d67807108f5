import { check } from './define.ts';

export const migrationTwice = check({
    code: 'migrate/twice',
    severity: 'error',
    title: 'The same thing migrated twice',
    explanation:
        'Each version has one block, and each tier, each kind of points and each contract of it goes to one place. A second line would contradict the first.',
    bad: 'tiers Status {\n  qualify by spend over last 12 months\n  tier Friend\n  tier Silver from 300 EUR\n  tier Gold from 1000 EUR\n}\nmigrate from version "1" {\n  tier Old to Gold\n  «tier Old to Silver»\n}',
    good: 'tiers Status {\n  qualify by spend over last 12 months\n  tier Friend\n  tier Silver from 300 EUR\n  tier Gold from 1000 EUR\n}\nmigrate from version "1" {\n  tier Old to Gold\n}',
    fixable: true,
    message: (what: string) => `${what} must be said once.`,
});

export const migrationToItself = check({
    code: 'migrate/same-version',
    severity: 'error',
    title: 'A migration from this very version',
    explanation:
        'A migration says what becomes of members of another version: this one is the version that they come to.',
    bad: 'program P {\n  currency EUR\n  timezone "Europe/Berlin"\n  version "2"\n}\nmigrate from version «"2"» { offers dropped }',
    good: 'program P {\n  currency EUR\n  timezone "Europe/Berlin"\n  version "2"\n}\nmigrate from version "1" { offers dropped }',
    fixable: false,
    severalAnswers: 'only the author knows which version members come from',
    message: (version: string) => `A migration must be from another version than "${version}", which this program is.`,
});
