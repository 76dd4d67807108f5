import { plural } from '../../base/text.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import { count } from '../figures.ts';
import { left, type Mood, right, row, type Section, tableBlock } from '../layout/page.ts';

export function goalSection({ goals }: SimulationDocument): Section | undefined {
    if (goals.length === 0) return undefined;
    const items = goals.map(({ name, status, actual, text }) => ({
        text: `${name}: ${SAID[status]}. Asked: ${text}. Found: ${actual}.`,
        mood: MOODS[status],
    }));
    return { id: 'goals', heading: 'Goals', blocks: [{ kind: 'list', items }] };
}

const SAID = { met: 'met', missed: 'missed', unknown: "can't be decided" } as const;
const MOODS: { readonly [status in keyof typeof SAID]: Mood } = { met: 'good', missed: 'bad', unknown: 'neutral' };

export function invariantSection({ invariants = [] }: SimulationDocument): Section | undefined {
    if (invariants.length === 0) return undefined;
    const blocks = invariants.map(invariant => ({ kind: 'list' as const, items: invariantItems(invariant) }));
    return { id: 'invariants', heading: 'What must hold for everybody', blocks };
}

type Invariant = NonNullable<SimulationDocument['invariants']>[number];

/** Whether it is kept, then the first of those for whom it is not. */
function invariantItems(invariant: Invariant): readonly { readonly text: string; readonly mood: Mood }[] {
    const { title, text, status, broken, first } = invariant;
    const open = invariant.undecided === 0 ? '' : ` It could not be decided ${plural(invariant.undecided, 'time')}.`;
    const said = { text: `${title}: ${sayStatus(invariant)}. Asked: ${text}.${open}`, mood: STATUS_MOODS[status] };
    const found = first.map(({ member, at, event, found }) => ({
        text: `${at}, member ${member}${event === undefined ? '' : `, event ${event}`}: ${found}.`,
        mood: 'bad' as const,
    }));
    const more = broken - first.length;
    const rest = more > 0 ? [{ text: `${plural(more, 'time')} more.`, mood: 'bad' as const }] : [];
    return [said, ...found, ...rest];
}

function sayStatus({ status, checked, broken, members }: Invariant): string {
    if (status === 'not looked at') return 'it never came up';
    if (status === 'kept') return `kept, looked at ${plural(checked, 'time')}`;
    return `broken ${plural(broken, 'time')} for ${plural(members, 'member')}, looked at ${plural(checked, 'time')}`;
}

const STATUS_MOODS = { kept: 'good', broken: 'bad', 'not looked at': 'neutral' } as const;

export function budgetSection({ budgets }: SimulationDocument): Section | undefined {
    if (budgets.length === 0) return undefined;
    const isRefused = budgets.some(({ refused }) => refused !== undefined);
    const rowOf = (first: string, limit: string, { used, usedUpAt, refused }: BudgetPart) =>
        row(
            first,
            grouped(limit),
            grouped(used),
            usedUpAt ?? 'not used up',
            ...(isRefused ? [refused === undefined ? '' : grouped(refused)] : []),
        );
    return {
        id: 'budgets',
        heading: 'Budgets',
        blocks: [
            tableBlock({
                caption: 'Budgets',
                columns: [
                    left('Budget'),
                    right('Limit'),
                    right('Used'),
                    left('Used up'),
                    ...(isRefused ? [right('Not granted')] : []),
                ],
                rows: budgets.flatMap(({ name, limit, periods = [], ...whole }) => [
                    rowOf(name, limit, whole),
                    ...periods.map(({ from, ...period }) => rowOf(`  from ${from}`, '', period)),
                ]),
            }),
        ],
    };
}

type BudgetPart = Pick<SimulationDocument['budgets'][number], 'used' | 'usedUpAt' | 'refused'>;

/** `20000.00 EUR` with commas in its number. */
const grouped = (amount: string): string => amount.split(' ').map(count).join(' ');
