import type { LawBreach } from '../../model/documents/simulation.ts';
import { addPosting, type Flows, noFlows } from './points.ts';
import type { MemberTally, Tally } from './tally.ts';

export interface LawFigures {
    /** Orders and ledgers that were looked at. */
    readonly checked: number;
    /** The first hundred. */
    readonly broken: readonly LawBreach[];
}

export interface LawTally extends Tally {
    readonly figures: () => LawFigures;
}

const SHOWN = 100;

/**
 * The laws of every simulation. The engine checks that line shares add up to their order and that each ledger is
 * conserved; here the postings that it told are added up again and must come to what its ledgers say.
 */
export function createLawTally(): LawTally {
    const broken: LawBreach[] = [];
    let checked = 0;
    const breach = (each: LawBreach): void => {
        if (broken.length < SHOWN) broken.push(each);
    };
    return {
        open: ({ id }) => memberLaws(id, breach, () => checked++),
        figures: () => ({ checked, broken }),
    };
}

function memberLaws(member: string, breach: (breach: LawBreach) => void, check: () => void): MemberTally {
    const flows = new Map<string, Flows>();
    return {
        take(outcome) {
            if (outcome.kind === 'purchase') check();
            if (outcome.kind !== 'posting') return;
            const own = flows.get(outcome.points) ?? noFlows();
            flows.set(outcome.points, own);
            addPosting(own, outcome);
        },
        close({ points, breaches }) {
            for (const each of breaches) breach(each);
            for (const [name, ledger] of points) {
                check();
                const told = flows.get(name) ?? noFlows();
                for (const flow of ['issued', 'spent', 'expired', 'takenBack'] as const) {
                    if (told[flow] === ledger[flow]) continue;
                    const detail = `${name}: ${flow} by postings ${told[flow]}, by the ledger ${ledger[flow]}`;
                    breach({ law: 'postings come to what ledgers say', member, detail });
                }
            }
        },
    };
}
