import type { Program } from '../../model/program.ts';
import type { Row } from './defaults.ts';

/** What a member is, where the program does not say it. */
export const stageDefaults: readonly Row[] = [
    {
        kind: 'program',
        holds: 'The stages of members are suspect, prospect, lapsed, first_time, repeat and advocate, as they are built in.',
        otherwise: 'tiers stage { … }',
        clause: undefined,
        concerns: program => (ownLadders(program).length < program.ladders.length ? [program] : []),
    },
];

/** Without the ladder of stages where it is the built-in one. */
export function ownLadders({ ladders, files }: Program): Program['ladders'] {
    return ladders.filter(({ span }) => files.includes(span.file));
}
