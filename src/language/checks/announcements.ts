import { check } from './define.ts';

export const happensToNobody = check({
    code: 'rules/for-everybody',
    severity: 'error',
    title: 'An event for everybody, where one of a member is meant',
    explanation:
        'price_change, product_launch and events that are declared for everybody happen to no single member: triggers wait for them, in tests they stand without a person.',
    bad: 'points Star {}\nearn Base on «price_change» { give 1 Star }',
    good: 'points Star {}\ntrigger Base on price_change { give 1 Star }',
    fixable: false,
    severalAnswers: 'a trigger that waits for it, or a rule on an event of members: both can be meant',
    message: (event: string) =>
        `'${event}' happens for everybody and to no single member: only a trigger must wait for it.`,
});
