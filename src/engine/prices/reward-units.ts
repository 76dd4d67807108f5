import { Rational } from '../../base/rational.ts';
import type { UnitBenefit } from '../../model/price.ts';
import type { Benefit, Reward } from '../../model/reward.ts';
import { unitDiscount } from './buy-get.ts';
import type { Goods } from './goods.ts';
import {
    type Granted,
    linesFor,
    NOTHING,
    type Often,
    post,
    type RewardPhase,
    timesFor,
    within,
} from './reward-terms.ts';
import { lesser, total, totalUnits, upTo } from './share-out.ts';
import { takeUnits } from './unit-sets.ts';

/** The lines, and what comes off a unit of each. */
interface UnitPrices {
    readonly goods: readonly Goods[];
    readonly off: readonly Rational[];
    /** Units that can become cheaper. */
    readonly available: readonly Rational[];
}

/** Those that were paid as given stay paid. */
function unitPrices(phase: RewardPhase, reward: Reward, benefit: UnitBenefit, sku: string | undefined): UnitPrices {
    const { lines, decimals } = phase.order;
    const goods = lines.map(({ line }, index) => ({
        amount: phase.start[index] ?? Rational.ZERO,
        quantity: line.quantity,
    }));
    const matching = linesFor(phase, reward);
    const off = goods.map(({ amount, quantity }) =>
        quantity.sign() > 0 ? unitDiscount(benefit, amount.div(quantity), decimals) : Rational.ZERO,
    );
    const available = lines.map(({ line, open }, index) => {
        const isNoGain = open && off[index]?.isZero();
        if ((sku !== undefined && line.sku !== sku) || isNoGain || !matching.has(index)) return Rational.ZERO;
        return line.quantity.sub(phase.freed[index] ?? Rational.ZERO);
    });
    return { goods, off, available };
}

/** The cheapest units (or the dearest) that are not cheaper already. */
export function cheaperUnits(
    phase: RewardPhase,
    reward: Reward,
    { units: each, benefit, sku }: Extract<Benefit, { kind: 'units' }>,
    { times, least }: Often,
): Granted {
    const { goods, off, available } = unitPrices(phase, reward, benefit, sku);
    const units = takeUnits(each.mul(Rational.of(times)), goods, available, reward.first ?? 'cheapest');
    const asked = phase.order.lines.map(({ open, left }, index) =>
        amountOff(off[index], units[index], open ? left : 0n),
    );
    const shares = upTo(asked, within(phase, reward, totalUnits(asked)));
    const taken = units.map((count, index) => partOf(count, shares[index] ?? 0n, asked[index] ?? 0n));
    const granted = each.sign() > 0 ? Math.min(times, Number(total(taken).div(each).ceil())) : 0;
    if (granted === 0 || granted < least) return NOTHING;
    const isFree = benefit.kind === 'percent off' && benefit.rate.eq(Rational.ONE);
    for (const [index, count] of taken.entries()) take(phase, index, count, isFree);
    post(phase, reward.name, 'reward', shares);
    return { granted, discount: totalUnits(shares) };
}

function take({ order, freed }: RewardPhase, index: number, count: Rational, isFree: boolean): void {
    if (count.isZero()) return;
    freed[index] = count.add(freed[index] ?? Rational.ZERO);
    const line = order.lines[index];
    if (isFree && line !== undefined) line.freed = count.add(line.freed ?? Rational.ZERO);
}

/** Off the same units each time; as often as something of their price is left. */
export function offEachUnit(
    phase: RewardPhase,
    reward: Reward,
    { units: most, off: benefit }: Extract<Benefit, { kind: 'off each unit' }>,
    { times, least }: Often,
): Granted {
    const { goods, off, available } = unitPrices(phase, reward, benefit, undefined);
    const units = takeUnits(most ?? total(available), goods, available, reward.first ?? 'cheapest');
    const once = total(units.map((count, index) => count.mul(off[index] ?? Rational.ZERO)));
    const asked = phase.order.lines.map(({ open, left }, index) =>
        amountOff(off[index]?.mul(Rational.of(times)), units[index], open ? left : 0n),
    );
    const shares = upTo(asked, within(phase, reward, totalUnits(asked)));
    const granted = timesFor(totalUnits(shares), once, times);
    if (granted === 0 || granted < least) return NOTHING;
    return { granted, discount: post(phase, reward.name, 'reward', shares) };
}

const amountOff = (off: Rational | undefined, units: Rational | undefined, most: bigint): bigint =>
    off === undefined || units === undefined ? 0n : lesser(off.mul(units).round('half up'), most);

/** Units of which only a part is free count as that part. */
const partOf = (units: Rational, share: bigint, asked: bigint): Rational =>
    asked === 0n ? units : units.mul(Rational.of(share, asked));
