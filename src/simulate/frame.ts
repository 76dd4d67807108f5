import type { Day } from '../base/calendar.ts';
import type { Instant, Zone } from '../base/zone.ts';
import type { Program } from '../model/program.ts';
import { type Months, monthsOf } from './months.ts';
import { reportedProgram } from './relay.ts';
import type { SimulationRequest } from './simulate.ts';
import type { Source } from './source.ts';
import { createTallies, type Tallies } from './tally/tallies.ts';
import { programZone } from './zone.ts';

type Framed = Pick<SimulationRequest, 'program' | 'after' | 'until'> & { readonly source: Pick<Source, 'figures'> };

/** What all figures of a run refer to. */
export interface Frame {
    /** Both versions in one, where one comes after the other. */
    readonly reported: Program;
    readonly zone: Zone;
    /** First and last local day; absent where nothing happened. */
    readonly period: { readonly from: Day; readonly to: Day } | undefined;
    readonly months: Months;
    /** First instant of the data, and the last that matters. */
    readonly begins: Instant | undefined;
    readonly until: Instant;
}

export function frameOf(request: Framed): Frame {
    const { program, after } = request;
    const reported = after === undefined ? program : reportedProgram(after.program, program);
    const zone = programZone(program);
    const period = periodOf(request);
    const { from, to } = period ?? { from: 0, to: 0 };
    const months = period === undefined ? NO_MONTHS : monthsOf(from, to, zone);
    const begins = period && zone.startOfDay(from);
    return { reported, zone, period, months, begins, until: zone.startOfDay(to + 1) - 1 };
}

export const openTalliesOf = ({ reported, zone, period, months }: Frame): Tallies =>
    createTallies(reported, months, { ...(period ?? { from: 0, to: 0 }), zone });

const NO_MONTHS: Months = { names: [], indexOf: () => 0, indexOfDay: () => 0 };

/** First and last local day; undefined where nothing happened. */
function periodOf({ source, until }: Framed): { readonly from: Day; readonly to: Day } | undefined {
    const { from, to } = source.figures;
    const last = until ?? to;
    if (from === undefined || last === undefined) return undefined;
    return { from, to: Math.max(from, last) };
}
