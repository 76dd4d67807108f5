import type { CustomerMeasures } from '../../model/documents/customers.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import type { Goal } from '../../model/trigger.ts';
import type { Costs } from '../figures/costs.ts';
import { placeOf } from '../say.ts';
import type { Tallies } from '../tally/tallies.ts';
import { judge } from './judge.ts';
import { totalsAsked } from './totals.ts';

export function goalFigures(
    program: Program,
    tallies: Tallies,
    costs: Costs,
    members: number,
    customers: CustomerMeasures,
): SimulationDocument['goals'] {
    const totals = totalsAsked(program, tallies, costs, members, customers);
    return program.goals.map(({ title, condition, span }: Goal) => {
        const { truth, found } = judge(condition, totals, program);
        const status = truth === undefined ? 'unknown' : truth ? 'met' : 'missed';
        return { name: title, status, actual: found, text: condition.text, place: placeOf(span) };
    });
}
