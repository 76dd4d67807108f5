import { formatDate } from '../../base/calendar.ts';
import type { TimeLine } from '../../engine/time-line.ts';
import type { Member } from '../../model/occurrence.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import type { Cell } from '../csv.ts';
import { minorText, pointsText } from '../figures/text.ts';

const FLOWS = ['issued', 'available', 'pending', 'spent', 'expired', 'takenBack', 'debt'] as const;
const FLOW_NAMES = { takenBack: 'taken_back' } as const;

/** Columns of the members' file: the same for every member of a program. */
export function memberColumns({ ladders, points }: Program): string[] {
    return [
        'member',
        'joined',
        ...ladders.map(({ name }) => name),
        'purchases',
        'returns',
        'revenue',
        'discount',
        'credit',
        ...points.flatMap(({ name }) =>
            FLOWS.map(flow => `${name}_${flow in FLOW_NAMES ? FLOW_NAMES.takenBack : flow}`),
        ),
        'triggers',
    ];
}

/** What the ledgers do not keep of a member: counted while it happens. */
export interface MemberCounts {
    purchases: number;
    returns: number;
    /** Minor units, net of tax and returns. */
    revenue: bigint;
    /** Of price rules, rewards and offers, before returns. */
    discount: bigint;
    /** Firings, those that were held out not among them. */
    triggers: number;
}

export const noCounts = (): MemberCounts => ({ purchases: 0, returns: 0, revenue: 0n, discount: 0n, triggers: 0 });

export function countOutcome(counts: MemberCounts, outcome: Outcome): void {
    if (outcome.kind === 'purchase') {
        counts.purchases++;
        counts.revenue += outcome.net;
        counts.discount += outcome.discount;
    } else if (outcome.kind === 'return') {
        counts.returns++;
        counts.revenue -= outcome.net;
    } else if (outcome.kind === 'trigger' && outcome.result === 'fired') counts.triggers++;
}

/** One member where it stands at the end: decimal text of whole units, in the order of `memberColumns`. */
export function memberRow({ id, joined }: Member, timeLine: TimeLine, counts: MemberCounts, program: Program): Cell[] {
    const money = (minor: bigint): string => minorText(minor, program);
    return [
        id,
        joined === undefined ? undefined : formatDate(joined),
        ...program.ladders.map(({ name }) => timeLine.tier(name)),
        counts.purchases,
        counts.returns,
        money(counts.revenue),
        money(counts.discount),
        money(timeLine.credit()),
        ...program.points.flatMap(points => {
            const ledger = timeLine.ledger(points.name);
            return FLOWS.map(flow => pointsText(ledger[flow], points));
        }),
        counts.triggers,
    ];
}
