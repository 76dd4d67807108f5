import type { ColumnsPart } from '../../model/columns.ts';
import type { Dataset } from '../../model/dataset.ts';
import type { Program } from '../../model/program.ts';
import type { History } from '../history.ts';
import { planSources } from '../plan.ts';
import { columnsOf } from './block.ts';
import type { ColumnHistory } from './from-history.ts';
import { memberReader } from './members.ts';

/** Kinds of events by number of the source, as compiled programs ask: sources of members are enrolments. */
export const eventsBySource = (program: Program, dataset: Dataset): string[] =>
    planSources(program, dataset).map(({ kind, source }) => (kind === 0 ? 'enrolment' : source.target));

/** A history, block by block, for programs that are compiled. */
export async function* compiledParts(
    history: ColumnHistory,
    program: Program,
    dataset: Dataset,
): AsyncGenerator<ColumnsPart> {
    const events = eventsBySource(program, dataset);
    const reader = memberReader(program, dataset, history);
    for await (const block of history.blocks()) {
        const columns = columnsOf(history.layout, block);
        const members = (from: number, until: number) => reader.members(columns, from, until);
        yield { columns, events, from: 0, until: columns.memberCount, members };
    }
}

/** A history that is also at hand as columns. */
export function withCompiledParts(
    program: Program,
    dataset: Dataset,
    history: History,
): Pick<
    History,
    'figures' | 'prices' | 'announcements' | 'results' | 'rejects' | 'remarks' | 'members' | 'timeOrder'
> & { readonly columnParts: () => AsyncIterable<ColumnsPart> } {
    const { figures, prices, announcements, results, rejects, remarks } = history;
    return {
        ...{ figures, prices, announcements, results, rejects, remarks },
        members: () => history.members(),
        timeOrder: () => history.timeOrder(),
        async *columnParts() {
            yield* compiledParts(await history.columns(), program, dataset);
        },
    };
}
