import type { ColumnsPart } from '../../model/columns.ts';
import { compareMembers } from '../compare/part.ts';
import type { MemberEvents } from '../source.ts';
import type { ComparedMembers, ComparisonWork } from './orders.ts';
import { PartSource } from './part-source.ts';

/** Runs some members through all versions and says what they came to, as plain data but for fractions. */
export async function comparedMembers(
    { programs, until, known }: ComparisonWork,
    part: ColumnsPart,
): Promise<ComparedMembers> {
    // Where versions are interpreted, each of them reads all: they are made once.
    let all: readonly MemberEvents[] | undefined;
    const members = (from: number, end: number): Iterable<MemberEvents> => {
        if (from !== part.from || end !== part.until) return part.members(from, end);
        all ??= [...part.members(from, end)];
        return all;
    };
    const source = new PartSource(known, { ...part, members });
    return { part: await compareMembers(programs, source, { until }), done: source.done };
}
