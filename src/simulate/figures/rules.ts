import type { RuleFigures, TriggerFigures } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import type { Tallies } from '../tally/tallies.ts';
import type { TriggerTotals } from '../tally/triggers.ts';
import { type Costs, givingRules } from './costs.ts';
import { effectFigures } from './effects.ts';
import { journeyFigures } from './journeys.ts';
import { money, pointsText } from './text.ts';

export function ruleFigures(program: Program, tallies: Tallies, { byRule }: Costs): RuleFigures[] {
    return givingRules(program).map(({ name, title, kind }) => {
        const totals = tallies.rules.totals(name);
        const moved = kind === 'reward' ? totals.spent : totals.issued;
        const points = program.points.flatMap(each => {
            const months = moved.get(each.name);
            if (months === undefined) return [];
            return [
                [
                    each.name,
                    pointsText(
                        months.reduce((a, b) => a + b, 0n),
                        each,
                    ),
                ] as const,
            ];
        });
        return {
            name,
            title,
            kind,
            fired: totals.fired,
            members: totals.members,
            points: Object.fromEntries(points),
            money: money(byRule.get(name) ?? 0n, program),
            limited: totals.limited,
        };
    });
}

export function triggerFigures(program: Program, tallies: Tallies): TriggerFigures[] {
    return program.triggers.map(trigger => {
        const { name, title, watch } = trigger;
        const effect = effectFigures(trigger, tallies.effects, program);
        const journey = journeyFigures(program, trigger, tallies);
        const { fired, members, heldOut, suppressed, capped, watched, offersUsed } = tallies.triggers.totals(name);
        return {
            name,
            title,
            fired,
            members,
            heldOut,
            ...(suppressed > 0 ? { suppressed } : {}),
            ...(capped > 0 ? { capped } : {}),
            ...(watch === undefined ? {} : { watched: watchedFigures(watched, program) }),
            ...(effect === undefined ? {} : { effect }),
            ...(journey === undefined ? {} : { journey }),
            offersUsed,
        };
    });
}

function watchedFigures(
    { fired, heldOut }: TriggerTotals['watched'],
    program: Program,
): NonNullable<TriggerFigures['watched']> {
    return {
        fired: { ...fired, spent: money(fired.spent, program) },
        heldOut: { ...heldOut, spent: money(heldOut.spent, program) },
    };
}
