import { compareMembers } from '../compare/part.ts';
import type { MemberEvents } from '../source.ts';
import type { ComparedMembers, ComparisonWork } from './orders.ts';
import { PartSource } from './part-source.ts';

/** Runs some members through all versions and says what they came to, as plain data but for fractions. */
export async function comparedMembers(
    { programs, until, known }: ComparisonWork,
    members: () => Iterable<MemberEvents>,
): Promise<ComparedMembers> {
    // Every version reads them: they are made once.
    const all = [...members()];
    const source = new PartSource(known, () => all);
    return { part: await compareMembers(programs, source, { until }), done: source.done };
}
