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

export function budgetSection({ budgets }: SimulationDocument): Section | undefined {
    if (budgets.length === 0) return undefined;
    return {
        id: 'budgets',
        heading: 'Budgets',
        blocks: [
            tableBlock({
                caption: 'Budgets',
                columns: [left('Budget'), right('Limit'), right('Used'), left('Used up')],
                rows: budgets.map(({ name, limit, used, usedUpAt }) =>
                    row(name, grouped(limit), grouped(used), usedUpAt ?? 'not used up'),
                ),
            }),
        ],
    };
}

/** `20000.00 EUR` with commas in its number. */
const grouped = (amount: string): string => amount.split(' ').map(count).join(' ');
