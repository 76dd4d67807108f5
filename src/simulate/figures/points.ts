import type { PointsFigures, SimulationDocument } from '../../model/documents/simulation.ts';
import type { Points } from '../../model/points.ts';
import type { Program } from '../../model/program.ts';
import type { Tallies } from '../tally/tallies.ts';
import { worthOf } from '../worth.ts';
import { breakageFigures } from './breakage.ts';
import { money, pointsText, shareText } from './text.ts';

export function pointsFigures(program: Program, tallies: Tallies): { readonly [name: string]: PointsFigures } {
    return Object.fromEntries(program.points.map(points => [points.name, figuresOf(points, program, tallies)]));
}

function figuresOf(points: Points, program: Program, tallies: Tallies): PointsFigures {
    const { total, end } = tallies.points.totals(points.name);
    const breakage = breakageFigures(points, program, tallies);
    const say = (units: bigint): string => pointsText(units, points);
    return {
        issued: say(total.issued),
        pending: say(end.pending),
        available: say(end.available),
        spent: say(total.spent),
        expired: say(total.expired),
        takenBack: say(total.takenBack),
        debt: say(end.debt),
        ...(points.worth === undefined
            ? {}
            : { liability: money(worthOf(end.available + end.pending, points, program), program) }),
        ...(breakage === undefined ? {} : { breakage }),
    };
}

/** Status points are not held for spending: who has them says nothing of what is owed. */
export function holderFigures(program: Program, tallies: Tallies): SimulationDocument['holders'] {
    const spendable = program.points.filter(({ use }) => use === 'spending');
    return Object.fromEntries(
        spendable.map(({ name }) => [
            name,
            tallies.holders.tenths(name).map(({ share, members }) => ({ share: shareText(share), members })),
        ]),
    );
}
