import { plural } from '../../base/text.ts';
import type { InvariantFigures } from '../../model/documents/invariants.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import { type JUnitSuite, junitXml } from '../junit.ts';
import type { Notice } from '../notices.ts';

type Goal = SimulationDocument['goals'][number];

/** Goals that were not met, and invariants that were broken, where they are declared. */
export function simulationNotices({ goals, invariants = [], program }: SimulationDocument): Notice[] {
    const start = { file: program.file, line: 1 };
    return [
        ...goals.flatMap((goal): Notice[] => {
            if (goal.status === 'met') return [];
            const code = goal.status === 'missed' ? 'goal/missed' : 'goal/unknown';
            return [{ code, severity: 'error', message: sayGoal(goal), ...(goal.place ?? start) }];
        }),
        ...invariants.flatMap((each): Notice[] => {
            if (each.status !== 'broken') return [];
            return [
                { code: 'invariant/broken', severity: 'error', message: sayBroken(each), ...(each.place ?? start) },
            ];
        }),
    ];
}

const sayGoal = ({ name, status, actual, text }: Goal): string =>
    status === 'missed'
        ? `The goal '${name}' is missed: it asks for ${text}, and it is ${actual}.`
        : `Nobody can say whether the goal '${name}' is met: ${text}.`;

function sayBroken({ title, text, broken, members, first }: InvariantFigures): string {
    const [example] = first;
    const seen = example === undefined ? '' : ` First for ${example.member} at ${example.at}: ${example.found}.`;
    return `The invariant '${title}' (${text}) is broken ${plural(broken, 'time')}, for ${plural(members, 'member')}.${seen}`;
}

export function simulationJUnit({ goals, invariants = [] }: SimulationDocument): string {
    return junitXml('loyalty simulate', [goalSuite(goals), invariantSuite(invariants)]);
}

const goalSuite = (goals: readonly Goal[]): JUnitSuite => ({
    name: 'goals',
    cases: goals.map(goal => ({
        name: goal.name,
        ...(goal.status === 'met' ? { said: goal.actual } : { failure: sayGoal(goal) }),
    })),
});

const invariantSuite = (invariants: readonly InvariantFigures[]): JUnitSuite => ({
    name: 'invariants',
    cases: invariants.map(each => ({
        name: each.title,
        ...(each.status === 'broken'
            ? { failure: sayBroken(each) }
            : { said: each.status === 'kept' ? `looked at ${plural(each.checked, 'time')}` : 'not looked at' }),
    })),
});
