import { check } from './define.ts';

export const notAGroup = check({
    code: 'points/group',
    severity: 'error',
    title: 'Members together by a field that is no group',
    explanation:
        'Members are together who have the same value of a field of the type group: household : group. A field of another type can have the same value by chance.',
    bad: 'member { city : text }\npoints Mile {\n  worth 0.006 EUR\n  pool by «city»\n}',
    good: 'member { household : group }\npoints Mile {\n  worth 0.006 EUR\n  pool by household\n}',
    fixable: false,
    severalAnswers: 'another field can be meant, or this one is a group',
    message: (field: string) => `'${field}' must be a group, as in 'member { ${field} : group }'.`,
});

export const statusTogether = check({
    code: 'points/status-together',
    severity: 'error',
    title: 'Status points that are shared or given away',
    explanation:
        'Status points say what a member did; they have no balance to spend from, so there is nothing to share or to give. A tier for what all members of a household do together asks the household: qualify by Night.earned of household.',
    bad: 'member { household : group }\npoints Night {\n  use status\n  «pool by household»\n}',
    good: 'member { household : group }\npoints Night { use status }\ntiers Status {\n  qualify by Night.earned of household over calendar year\n  tier Basic\n  tier Silver from 10 Night\n}',
    fixable: false,
    severalAnswers: 'the points are no status points, or nothing is shared',
    message: (points: string, what: string) => `'${points}' must not be ${what}: status points are each member's own.`,
});

export const groupMeasure = check({
    code: 'types/of-group',
    severity: 'error',
    title: 'A measure that cannot be added up over members',
    explanation:
        'Of a group, sums and counts of its members are added up. An average, the least, the greatest, the latest or the different values of several members cannot be added.',
    bad: 'member { household : group }\nmetric basket { average of purchase.net }\nsegment Big { when «basket of household over last 12 months» > 50 EUR }',
    good: 'member { household : group }\nsegment Big { when spend of household over last 12 months > 500 EUR }',
    fixable: false,
    severalAnswers: 'another measure can be meant, or the member alone',
    message: (text: string) => `'${text}' must be a sum or a count to be asked of a group.`,
});
