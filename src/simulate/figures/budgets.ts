import { formatInstant } from '../../base/zone.ts';
import type { Shared } from '../../engine/shared.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import { programZone } from '../zone.ts';

export function budgetFigures(program: Program, shared: Shared): SimulationDocument['budgets'] {
    const zone = programZone(program);
    const states = new Map(shared.budgets().map(state => [state.name, state]));
    return program.budgets.flatMap(({ name, title, atMost, per }) => {
        const state = states.get(name);
        if (state === undefined) return [];
        const unit = atMost.kind === 'money' ? atMost.currency : atMost.points;
        const say = (amount: typeof state.used): string =>
            `${atMost.kind === 'money' ? amount.toFixed(program.currency.decimals) : amount.toDecimal()} ${unit}`;
        const { limit, used, usedUpAt } = state;
        return [
            {
                name: title,
                limit: per === undefined ? say(limit) : per.text.replace(/^at most /, ''),
                used: say(used),
                ...(usedUpAt === undefined ? {} : { usedUpAt: formatInstant(usedUpAt, zone) }),
            },
        ];
    });
}
