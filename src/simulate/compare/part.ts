import type { Program } from '../../model/program.ts';
import { NotCompiled } from '../count-folded.ts';
import { type CountedPart, type SimulationRequest, simulatePart } from '../simulate.ts';
import type { MemberEvents, Source } from '../source.ts';
import { compareByCode, whyNotByCode } from './by-code.ts';
import { type CountedPairs, Pairing } from './pairing.ts';
import { Standouts } from './standouts.ts';

/** What some members came to in all versions. */
export interface ComparedPart {
    /** By version. */
    readonly counted: readonly CountedPart[];
    readonly pairs: CountedPairs;
    /** Whether all versions have counted the same purchases, so that measures of customers are those of all. */
    readonly sharesHistory: boolean;
    /** Of those who may stand out among all; none where they can be looked up in columns. */
    readonly events: readonly MemberEvents[];
}

export type ComparedPrograms = readonly [Program, Program, ...Program[]];

/** Runs the members of a source that is one part of a larger one through all versions, by code where that can be. */
export async function compareMembers(
    programs: ComparedPrograms,
    source: Source,
    asked: Pick<SimulationRequest, 'until'>,
): Promise<ComparedPart> {
    if (whyNotByCode({ programs, source }).length > 0) return interpretMembers(programs, source, asked);
    const parts: ComparedPart[] = [];
    try {
        await compareByCode({ programs, source, ...asked }, part => void parts.push(part));
    } catch (problem) {
        if (!(problem instanceof NotCompiled)) throw problem;
    }
    return parts[0] ?? interpretMembers(programs, source, asked);
}

async function interpretMembers(
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
        counted.push(await simulatePart({ program, source, dataset: '', engine: 'interpreter', ...asked, watch }));
    }
    return { counted, pairs: pairing.counted(), sharesHistory: false, events: [...standouts.events.values()] };
}
