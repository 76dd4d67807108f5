import type { JourneyFigures, JourneyGroup } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import type { Trigger } from '../../model/trigger.ts';
import type { JourneyCount } from '../tally/journeys.ts';
import type { Tallies } from '../tally/tallies.ts';
import { money } from './text.ts';

/** How far members came in a journey; nothing for a trigger without steps. */
export function journeyFigures(
    program: Program,
    { name, journey }: Trigger,
    tallies: Tallies,
): JourneyFigures | undefined {
    const totals = tallies.journeys.totals(name);
    if (journey === undefined || totals === undefined) return undefined;
    const steps = journey.steps.flatMap(({ kind, text }, index) => {
        if (kind !== 'act' && kind !== 'look') return [];
        return [{ step: text, times: totals.in.steps[index] ?? 0, heldOut: totals.heldOut.steps[index] ?? 0 }];
    });
    return { in: group(totals.in, program), heldOut: group(totals.heldOut, program), steps };
}

function group(
    { entered, aimMet, stopped, finished, startedOver, spent }: JourneyCount,
    program: Program,
): JourneyGroup {
    const still = entered - aimMet - stopped - finished - startedOver;
    return { entered, aimMet, stopped, finished, startedOver, still, spent: money(spent, program) };
}
