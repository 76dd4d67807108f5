import { formatInstant } from '../../base/zone.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import { grouped, placeOf } from '../say.ts';
import type { Tallies } from '../tally/tallies.ts';
import { programZone } from '../zone.ts';

export function invariantFigures(program: Program, tallies: Tallies): Pick<SimulationDocument, 'invariants'> {
    const zone = programZone(program);
    const { invariants = [] } = program;
    if (invariants.length === 0) return {};
    return {
        invariants: invariants.map(({ name, title, always, span }) => {
            const { first, ...counts } = tallies.invariants.totals(name);
            const { checked, broken, members, undecided } = counts;
            return {
                ...{ name, place: placeOf(span), title, text: always.map(({ text }) => text).join(' and ') },
                status: broken > 0 ? 'broken' : checked > 0 ? 'kept' : 'not looked at',
                ...{ checked, broken, members, undecided },
                first: first.map(({ member, at, cause, why }) => ({
                    ...{ member, at: formatInstant(at, zone) },
                    ...(cause === undefined ? {} : { event: cause }),
                    found: grouped(why),
                })),
            };
        }),
    };
}
