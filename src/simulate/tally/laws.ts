import type { LawBreach } from '../../model/documents/simulation.ts';
import { addUp } from './adding.ts';
import { addFlow, addPosting, type Flows, noFlows } from './points.ts';
import type { Ledger, MemberTally, Tally } from './tally.ts';

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
    const counts = { checked: 0 };
    const breach = (each: LawBreach): void => {
        if (broken.length < SHOWN) broken.push(each);
    };
    const shared = new Map<string, Shared>();
    return {
        hears: ['purchase', 'posting'],
        open: ({ id }) => memberLaws(id, shared, breach, () => counts.checked++),
        count({ member: { id }, rows, end }) {
            const flows = new Map<string, Flows>();
            for (let n = rows.begin; n < rows.end; n++) {
                if (rows.isPurchase(n)) counts.checked++;
                const flow = rows.flow(n);
                if (flow === undefined) continue;
                const points = rows.points(n);
                const own = flows.get(points) ?? noFlows();
                flows.set(points, own);
                addFlow(own, flow, BigInt(rows.amount(n)));
            }
            memberLaws(id, shared, breach, () => counts.checked++, flows).close(end);
        },
        figures() {
            for (const [key, { told, ledger }] of shared) {
                if (ledger !== undefined) compare(key, told, ledger, breach);
            }
            shared.clear();
            return { ...counts, broken };
        },
        counted: () => ({ counts, broken, shared }),
        add(other: CountedLaws) {
            counts.checked += other.counts.checked;
            for (const each of other.broken) breach(each);
            for (const [key, { told, ledger }] of other.shared) {
                const own = shared.get(key) ?? { told: noFlows(), ledger: undefined };
                shared.set(key, { told: addUp(own.told, told), ledger: ledger ?? own.ledger });
            }
        },
    };
}

/** A balance of several members: what they all told, and what it says at the end. */
interface Shared {
    readonly told: Flows;
    ledger: Ledger | undefined;
}

interface CountedLaws {
    readonly counts: { readonly checked: number };
    readonly broken: readonly LawBreach[];
    readonly shared: ReadonlyMap<string, Shared>;
}

type Breach = (breach: LawBreach) => void;

function memberLaws(
    member: string,
    shared: Map<string, Shared>,
    breach: Breach,
    check: () => void,
    flows = new Map<string, Flows>(),
): MemberTally {
    const sharedOf = (points: string, account: string): Shared => {
        const key = `${points} of ${account}`;
        const found = shared.get(key) ?? { told: noFlows(), ledger: undefined };
        shared.set(key, found);
        return found;
    };
    return {
        take(outcome) {
            if (outcome.kind === 'purchase') check();
            if (outcome.kind !== 'posting') return;
            const { points, account } = outcome;
            const own = account === undefined ? (flows.get(points) ?? noFlows()) : sharedOf(points, account).told;
            if (account === undefined) flows.set(points, own);
            addPosting(own, outcome);
        },
        close({ points, breaches }) {
            for (const each of breaches) breach(each);
            for (const [name, ledger] of points) {
                check();
                if (ledger.account !== undefined) sharedOf(name, ledger.account).ledger = ledger;
                else compare(name, flows.get(name) ?? noFlows(), ledger, breach, member);
            }
        },
    };
}

function compare(what: string, told: Readonly<Flows>, ledger: Ledger, breach: Breach, member = ''): void {
    for (const flow of FLOWS) {
        if (told[flow] === ledger[flow]) continue;
        const detail = `${what}: ${flow} by postings ${told[flow]}, by the ledger ${ledger[flow]}`;
        breach({ law: 'postings come to what ledgers say', member, detail });
    }
}

const FLOWS = ['issued', 'spent', 'expired', 'takenBack', 'received', 'sent'] as const;
