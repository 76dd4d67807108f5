import { plural } from '../../base/text.ts';
import type { ComparisonDocument, EditFigures, GoalDelta } from '../../model/documents/comparison.ts';
import { junitXml } from '../junit.ts';
import type { Notice } from '../notices.ts';
import { isNothing, signedMoney } from './say.ts';

/** What has come true of what must not, goals that the new version misses, and what each edit does, on its line. */
export function comparisonNotices(document: ComparisonDocument): Notice[] {
    const start = { file: document.new.file, line: 1 };
    return [
        ...document.conditions.flatMap((condition): Notice[] => {
            if (condition.status === 'passed') return [];
            return [{ code: 'compare/fail-on', severity: 'error', message: sayCondition(condition), ...start }];
        }),
        ...document.goals.flatMap((goal): Notice[] => {
            if (!isMissed(goal)) return [];
            return [{ code: 'goal/missed', severity: 'warning', message: sayGoal(goal), ...(goal.place ?? start) }];
        }),
        ...document.edits.map((edit): Notice => {
            const severity = edit.alone.worse > 0 ? 'warning' : 'info';
            return { code: 'compare/edit', severity, message: sayEdit(edit), ...(edit.place ?? start) };
        }),
    ];
}

const sayCondition = ({ text, actual }: ComparisonDocument['conditions'][number]): string =>
    `${text} has come true: ${actual}.`;

const isMissed = ({ new: fresh }: GoalDelta): boolean => fresh?.status === 'missed';

const sayGoal = ({ name, text, old, new: fresh }: GoalDelta): string => {
    const before =
        old === undefined ? '' : `; before, it was ${old.actual}${old.status === 'missed' ? ', missed too' : ''}`;
    return `The goal '${name}' is missed: it asks for ${text}, and it is ${fresh?.actual ?? ''}${before}.`;
};

/** `Gold now starts at 1,200 EUR instead of 1,000 EUR. 3 members are better off, 12 are worse off; cost -14.20 EUR.` */
function sayEdit({ text, idle, alone }: EditFigures): string {
    const what = text.map(sentence => `${sentence}.`).join(' ');
    if (idle) return `${what} It changes nothing for anyone.`;
    const { better, worse, mixed, money } = alone;
    const people = [
        better > 0 ? `${plural(better, 'member')} better off` : '',
        worse > 0 ? `${plural(worse, 'member')} worse off` : '',
        mixed > 0 ? `${plural(mixed, 'member')} better in one respect and worse in another` : '',
    ].filter(part => part !== '');
    const costs = isNothing(money.amount) ? 'at no cost' : `cost ${signedMoney(money)}`;
    return `${what} By itself: ${people.length === 0 ? 'nobody better or worse off' : people.join(', ')}; ${costs}.`;
}

export function comparisonJUnit({ conditions, goals }: ComparisonDocument): string {
    return junitXml('loyalty compare', [
        {
            name: 'conditions',
            cases: conditions.map(each => ({
                name: `not ${each.text}`,
                ...(each.status === 'passed' ? { said: each.actual } : { failure: sayCondition(each) }),
            })),
        },
        {
            name: 'goals of the new version',
            cases: goals.flatMap(goal => {
                if (goal.new === undefined) return [];
                return [
                    { name: goal.name, ...(isMissed(goal) ? { failure: sayGoal(goal) } : { said: goal.new.actual }) },
                ];
            }),
        },
    ]);
}
