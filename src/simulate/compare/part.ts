import type { Program } from '../../model/program.ts';
import { type CountedPart, type SimulationRequest, simulatePart } from '../simulate.ts';
import type { MemberEvents, Source } from '../source.ts';
import { type CountedPairs, Pairing } from './pairing.ts';
import { Standouts } from './standouts.ts';

/** What some members came to in all versions. */
export interface ComparedPart {
    /** By version. */
    readonly counted: readonly CountedPart[];
    readonly pairs: CountedPairs;
    /** Of those who may stand out among all. */
    readonly events: readonly MemberEvents[];
}

export type ComparedPrograms = readonly [Program, Program, ...Program[]];

/** Runs the members of a source that is a part of a larger one through all versions. */
export async function compareMembers(
    programs: ComparedPrograms,
    source: Source,
    asked: Pick<SimulationRequest, 'until'>,
): Promise<ComparedPart> {
    const pairing: Pairing = new Pairing(programs, paired => standouts.note(paired));
    const standouts = new Standouts(pairing.scales);
    for await (const each of source.members()) standouts.events.set(each.member.id, each);
    const counted: CountedPart[] = [];
    for (const [version, program] of programs.entries()) {
        const watch: SimulationRequest['watch'] = member => pairing.watch(version, member);
        counted.push(await simulatePart({ program, source, dataset: '', ...asked, watch }));
    }
    return { counted, pairs: pairing.counted(), events: [...standouts.events.values()] };
}
