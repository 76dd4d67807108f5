import type { Program } from '../../model/program.ts';
import type { Row } from './defaults.ts';

/** Where members are compared with each other. */
export const rankingDefaults: readonly Row[] = [
    {
        kind: 'tiers',
        holds: 'Members who are equal to the last one who is in are in as well.',
        otherwise: 'ties to the earlier member',
        clause: /ties/,
        concerns: program => program.ladders.filter(it => compares(program, 'ladder', it.name)),
    },
    {
        kind: 'segment',
        holds: 'Members who are equal to the last one who is in are in as well.',
        otherwise: 'ties to the earlier member',
        clause: /ties/,
        concerns: program => program.segments.filter(it => compares(program, 'segment', it.name)),
    },
    {
        kind: 'segment',
        holds: 'All members are looked at again at the start of every day.',
        otherwise: 'review monthly on 1',
        clause: /review/,
        concerns: program => program.segments.filter(it => compares(program, 'segment', it.name)),
    },
];

/** Whether members are compared with each other there. */
function compares({ rankings = [] }: Program, kind: 'segment' | 'ladder', name: string): boolean {
    return rankings.some(({ owner }) => owner.kind === kind && owner.name === name);
}
