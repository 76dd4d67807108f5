import { Rational } from '../../base/rational.ts';
import { groupDigits } from '../../base/text.ts';
import { sayValue } from '../../engine/say.ts';
import type { TimeLine } from '../../engine/time-line.ts';
import type { StoryDocument } from '../../model/documents/story.ts';
import type { Points } from '../../model/points.ts';
import type { Program } from '../../model/program.ts';
import type { Ladder, Tier } from '../../model/tiers.ts';
import { pointsText } from '../figures/text.ts';
import { grouped, sayMinor } from '../say.ts';

type Standing = StoryDocument['standing'][number];

/** Where the member stands at the end, and what is missing to the next tier. */
export function standingOf(program: Program, timeLine: TimeLine): Standing[] {
    const credit = timeLine.credit();
    return [
        ...program.ladders.map(ladder => tierStanding(ladder, program, timeLine)),
        ...program.points.map(points => pointsStanding(points, timeLine)),
        ...(program.wallets ?? []).map(({ name }) => ({ name, value: sayMinor(timeLine.balance(name), program) })),
        ...(credit === 0n ? [] : [{ name: 'Credit', value: sayMinor(credit, program) }]),
    ];
}

function tierStanding(ladder: Ladder, program: Program, timeLine: TimeLine): Standing {
    const held = timeLine.tier(ladder.name);
    const rank = ladder.tiers.findIndex(({ name }) => name === held);
    const next = ladder.tiers.slice(rank + 1).find(({ entry }) => entry === 'qualification');
    const texts = [
        ...(isLost(ladder, rank, timeLine)
            ? [`${held} is no longer met: ${explained(ladder.tiers[rank], timeLine)}.`]
            : []),
        ...(next === undefined
            ? []
            : [`To ${next.name}: ${missing(ladder, next.name, program, timeLine) ?? explained(next, timeLine)}.`]),
    ];
    return { name: ladder.title, value: held, ...(texts.length === 0 ? {} : { missing: texts.join(' ') }) };
}

/** What a review would take away. */
function isLost({ tiers }: Ladder, rank: number, timeLine: TimeLine): boolean {
    const when = tiers[rank]?.when;
    return when !== undefined && !timeLine.holdsNow(when);
}

const explained = (tier: Tier | undefined, timeLine: TimeLine): string =>
    tier?.when === undefined ? '' : grouped(timeLine.explainNow(tier.when));

/** An amount, where the tier asks for nothing but an amount. */
function missing(ladder: Ladder, tier: string, program: Program, timeLine: TimeLine): string | undefined {
    const wanted = ladder.tiers.find(({ name }) => name === tier);
    if (ladder.qualifyBy === undefined || wanted?.when?.kind !== 'compare') return undefined;
    const lacking = timeLine.missing(ladder.name, tier);
    if (!(lacking instanceof Rational) || lacking.isZero()) return undefined;
    const [amount = '', ...unit] = sayValue(lacking, ladder.qualifyBy.type, program).split(' ');
    return `${[groupDigits(amount), ...unit].join(' ')} are missing (${ladder.qualifyBy.text} counts)`;
}

function pointsStanding(points: Points, timeLine: TimeLine): Standing {
    const { available, pending, debt } = timeLine.ledger(points.name);
    const say = (units: bigint): string => `${groupDigits(pointsText(units, points))}`;
    const parts = [
        `${say(available)} available`,
        ...(pending === 0n ? [] : [`${say(pending)} pending`]),
        ...(debt === 0n ? [] : [`${say(debt)} owed for what was taken back`]),
    ];
    return { name: points.title, value: parts.join(', ') };
}
