import type { MonthFigures } from '../../model/documents/simulation.ts';
import type { Points } from '../../model/points.ts';
import type { Program } from '../../model/program.ts';
import type { Months } from '../months.ts';
import { openIn } from '../tally/points.ts';
import type { Tallies } from '../tally/tallies.ts';
import { monthlyCosts } from './costs.ts';
import { minorText, pointsText } from './text.ts';

export function monthFigures(program: Program, tallies: Tallies, months: Months): MonthFigures[] {
    const sales = tallies.sales.totals().months;
    const points = program.points.map(each => [each.name, monthlyPoints(tallies, each)] as const);
    const tiers = program.ladders.map(({ name }) => [name, tallies.tiers.months(name)] as const);
    const triggers = program.triggers.map(({ name }) => [name, tallies.triggers.totals(name).months] as const);
    return months.names.map((month, index) => ({
        month,
        revenue: minorText(sales[index]?.revenue ?? 0n, program),
        activeMembers: sales[index]?.activeMembers ?? 0,
        points: atMonth(points, index),
        tiers: atMonth(tiers, index),
        triggers: atMonth(triggers, index),
        cost: Object.fromEntries(
            Object.entries(monthlyCosts(program, tallies, index)).map(([rule, cost]) => [
                rule,
                minorText(cost, program),
            ]),
        ),
    }));
}

/** Flows of each month, and what was open at its end. */
function monthlyPoints(tallies: Tallies, points: Points): MonthFigures['points'][string][] {
    const say = (units: bigint): string => pointsText(units, points);
    let open = 0n;
    return tallies.points.totals(points.name).months.map(flows => {
        open += openIn(flows);
        return {
            issued: say(flows.issued),
            spent: say(flows.spent),
            expired: say(flows.expired),
            takenBack: say(flows.takenBack),
            outstanding: say(open),
        };
    });
}

function atMonth<T>(
    named: readonly (readonly [string, readonly T[]])[],
    index: number,
): { readonly [name: string]: T } {
    return Object.fromEntries(
        named.flatMap(([name, months]) => {
            const value = months[index];
            return value === undefined ? [] : [[name, value] as const];
        }),
    );
}
