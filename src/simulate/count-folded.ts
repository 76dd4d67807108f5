import type { Instant } from '../base/zone.ts';
import type { Shared } from '../engine/shared.ts';
import type { Program } from '../model/program.ts';
import { replayFolded } from './folded.ts';
import type { Months } from './months.ts';
import type { SimulationRequest } from './simulate.ts';
import type { Source } from './source.ts';
import { countingOf, openingOf, type Tallies } from './tally/tallies.ts';

/** What runs members: code made of the program where that can be, or the interpreter. */
export type EngineChoice = 'auto' | 'compiled' | 'interpreter';

/** Which one it was in the end, and why not the other. */
export interface EngineUsed {
    readonly engine: 'compiled' | 'interpreter';
    readonly reasons: readonly string[];
}

/** Compiled code was asked for, and cannot run the program. */
export class NotCompiled extends Error {
    readonly reasons: readonly string[];

    constructor(reasons: readonly string[]) {
        super(`The program is not compiled: ${reasons.join('; ')}.`);
        this.reasons = reasons;
    }
}

export type FoldedCount =
    | { readonly kind: 'folded'; readonly tallies: Tallies; readonly shared: Shared }
    | { readonly kind: 'refused'; readonly reasons: readonly string[] };

interface Frame {
    readonly begins: Instant | undefined;
    readonly until: Instant;
    readonly months: Months;
    /** Empty ones: where code gives up on the way, what it counted is forgotten. */
    readonly tallies: () => Tallies;
}

/** Counts members that are run by code made of the program, or says why they are not. */
export async function countFolded(request: SimulationRequest, frame: Frame): Promise<FoldedCount> {
    const { program, source, signal, onProgress } = request;
    const { begins, until, months } = frame;
    const reasons = whyInterpreted(request, begins);
    const parts = source.columnParts?.();
    if (reasons.length > 0 || parts === undefined || begins === undefined) return { kind: 'refused', reasons };
    const tallies = frame.tallies();
    const result = await replayFolded({
        ...{ program, begins, until, signal, onProgress },
        ...{ parts, months },
        open: openingOf(tallies),
        count: countingOf(tallies),
    });
    return result.kind === 'refused' ? result : { ...result, tallies };
}

function whyInterpreted(request: SimulationRequest, begins: Instant | undefined): string[] {
    const { engine = 'auto', source, after, coverage, watch, onOutcome, onMember } = request;
    if (engine === 'interpreter') return ['the interpreter was asked for'];
    return [
        ...(after === undefined ? [] : ['one version comes after another']),
        ...(coverage === undefined ? [] : ['what members reach is watched']),
        ...(watch === undefined && onOutcome === undefined && onMember === undefined
            ? []
            : ['what happens to single members is asked for']),
        ...(begins === undefined ? ['nothing happens in the data'] : []),
        ...whyNotOver(source, [request.program]),
    ];
}

/** Why code cannot run any of these programs over a source. */
export const whyNotOver = (
    source: Pick<Source, 'prices' | 'announcements' | 'columnParts'>,
    programs: readonly Program[],
): readonly string[] => [
    ...((source.prices ?? []).length === 0 ? [] : ['the data has a list of prices']),
    ...((source.announcements ?? []).length > 0 && programs.some(awaitsAnnouncements)
        ? ['the data has announcements that triggers wait for']
        : []),
    ...(source.columnParts === undefined ? ['the data is not at hand as columns'] : []),
];

const awaitsAnnouncements = ({ triggers }: Program): boolean =>
    triggers.some(({ occasion }) => occasion.kind === 'announced');
