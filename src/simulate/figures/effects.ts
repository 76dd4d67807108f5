import { Rational } from '../../base/rational.ts';
import {
    differenceOfMeans,
    differenceOfProportions,
    type Estimate,
    type Sample,
} from '../../base/statistics/intervals.ts';
import type { EffectFigures } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import type { Trigger } from '../../model/trigger.ts';
import type { EffectGroup, EffectTally } from '../tally/effects.ts';

/** Fewer than these in a group say nothing. */
export const FEWEST_IN_GROUP = 30;

/** What a trigger changed: those who got it less those who are held out. Absent where it does not watch or hold out. */
export function effectFigures(trigger: Trigger, tally: EffectTally, program: Program): EffectFigures | undefined {
    const groups = tally.groups(trigger.name);
    if (groups === undefined || trigger.holdOut.isZero()) return undefined;
    const { fired, heldOut } = groups;
    const members = { fired: fired.members, heldOut: heldOut.members };
    if (Math.min(members.fired, members.heldOut) < FEWEST_IN_GROUP)
        return { members, notEstimated: `too few: at least ${FEWEST_IN_GROUP} members are needed in each group` };
    const back = differenceOfProportions(shareBack(fired), shareBack(heldOut));
    const spend = differenceOfMeans(spendOf(fired, program), spendOf(heldOut, program));
    const { decimals, code } = program.currency;
    return {
        members,
        back: { fired: fired.back, heldOut: heldOut.back, ...said(back, 4) },
        spend: { ...said(spend, decimals), currency: code },
    };
}

const shareBack = ({ members, back }: EffectGroup) => ({ part: back, of: members });

function spendOf({ members, spent, spentSquared }: EffectGroup, { currency }: Program): Sample {
    const [count, unit] = [BigInt(members), 10 ** currency.decimals];
    const variance = Rational.of(spentSquared * count - spent * spent, count * (count - 1n)).toNumber();
    return { count: members, mean: Rational.of(spent, count).toNumber() / unit, variance: variance / unit ** 2 };
}

const said = ({ value, low, high }: Estimate, digits: number) => ({
    difference: value.toFixed(digits),
    low: low.toFixed(digits),
    high: high.toFixed(digits),
});
