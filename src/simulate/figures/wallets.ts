import type { SimulationDocument } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import type { Tallies } from '../tally/tallies.ts';
import { money } from './text.ts';

/** Of each wallet what was loaded, what became of it, and what is still owed. */
export function walletFigures(
    program: Program,
    tallies: Tallies,
): NonNullable<SimulationDocument['totals']['wallets']> {
    const say = (minor: bigint) => money(minor, program);
    return Object.fromEntries(
        (program.wallets ?? []).map(({ name }) => {
            const { sold, toppedUp, bonus, credit } = tallies.wallets.loaded(name);
            const { total, end } = tallies.points.totals(name);
            const figures = {
                sold: say(sold),
                toppedUp: say(toppedUp),
                bonus: say(bonus),
                credit: say(credit),
                used: say(total.spent),
                expired: say(total.expired),
                takenBack: say(total.takenBack),
                outstanding: say(end.available + end.debt),
            };
            return [name, figures];
        }),
    );
}
