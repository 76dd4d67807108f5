import { Rational } from '../../base/rational.ts';
import type { PriceAction, UnitBenefit } from '../../model/price.ts';
import { type Goods, minor } from './goods.ts';
import { byUnitPrice, givenUnits, wholeUnits } from './unit-sets.ts';

export type BuyPay = Extract<PriceAction, { readonly kind: 'buy pay' }>;
export type BuyGet = Extract<PriceAction, { readonly kind: 'buy get' }>;

/** How many whole units of each line are free: of all units together, unless the rule says otherwise. */
export function freeUnits(action: BuyPay, lines: readonly Goods[]): bigint[] {
    const give = Math.max(0, action.buy - action.pay);
    return givenUnits({ size: action.buy, give, partly: false, terms: action }, lines);
}

/**
 * How many whole units of each line come at the better price. `bought` are the lines that count as bought, `got`
 * those whose units may be got: the same ones where the rule says nothing else. A unit is either bought or got.
 */
export function gotUnits(
    action: BuyGet,
    lines: readonly Goods[],
    bought: ReadonlySet<number>,
    got: ReadonlySet<number>,
): bigint[] {
    if (action.got === undefined) return givenAmong(action, lines, bought);
    const count = (among: (index: number) => boolean): bigint =>
        lines.reduce((sum, line, index) => (among(index) ? sum + wholeUnits(line) : sum), 0n);
    const pools: Pools = {
        onlyBought: count(index => bought.has(index) && !got.has(index)),
        both: count(index => bought.has(index) && got.has(index)),
        onlyGot: count(index => got.has(index) && !bought.has(index)),
    };
    const sets = bestSets(action, pools);
    let left = unitsOf(sets, action, pools);
    let shared = pools.both - reserved(sets, action, pools);
    const taken = lines.map(() => 0n);
    for (const index of byUnitPrice(lines, action.free)) {
        const line = lines[index];
        if (line === undefined || !got.has(index)) continue;
        const most = bought.has(index) ? least(wholeUnits(line), shared) : wholeUnits(line);
        const units = least(most, left);
        if (bought.has(index)) shared -= units;
        taken[index] = units;
        left -= units;
    }
    return taken;
}

/** What the benefit takes off so many units of a line, exact minor units. */
export function benefitOn(benefit: UnitBenefit, line: Goods, units: bigint, decimals: number): Rational {
    if (units === 0n) return Rational.ZERO;
    const price = line.amount.div(line.quantity);
    return unitDiscount(benefit, price, decimals).mul(Rational.of(units));
}

export function unitDiscount(benefit: UnitBenefit, price: Rational, decimals: number): Rational {
    switch (benefit.kind) {
        case 'percent off':
            return price.mul(benefit.rate);
        case 'amount off':
            return minor(benefit.amount, decimals).min(price);
        case 'new price':
            return price.sub(minor(benefit.amount, decimals)).max(Rational.ZERO);
    }
}

function givenAmong(action: BuyGet, lines: readonly Goods[], bought: ReadonlySet<number>): bigint[] {
    const own = lines.map(line => ({ ...line }));
    for (const index of own.keys()) if (!bought.has(index)) own[index] = NOTHING;
    return givenUnits({ size: action.buy + action.get, give: action.get, partly: true, terms: action }, own);
}

const NOTHING: Goods = { amount: Rational.ZERO, quantity: Rational.ZERO };

interface Pools {
    readonly onlyBought: bigint;
    readonly both: bigint;
    readonly onlyGot: bigint;
}

/** Units of both pools that must be bought, not got, for so many sets. */
const reserved = (sets: bigint, { buy }: BuyGet, { onlyBought }: Pools): bigint =>
    greatest(0n, sets * BigInt(buy) - onlyBought);

/** Units got with so many sets; sets need what they are bought for, but may get less than they could. */
const unitsOf = (sets: bigint, action: BuyGet, pools: Pools): bigint =>
    least(sets * BigInt(action.get), greatest(0n, pools.onlyGot + pools.both - reserved(sets, action, pools)));

/**
 * The fewest sets that get most units. What is got rises by `get` a set until goods run short, and falls from there:
 * the best number lies beside one of the two places where it turns.
 */
function bestSets(action: BuyGet, pools: Pools): bigint {
    const [buy, get] = [BigInt(Math.max(1, action.buy)), BigInt(action.get)];
    const { onlyBought, both, onlyGot } = pools;
    if (get === 0n) return 0n;
    const possible = (onlyBought + both) / buy;
    const most = action.atMost === undefined ? possible : least(possible, BigInt(action.atMost));
    const turns = [(onlyGot + both) / get, (onlyBought + both + onlyGot) / (buy + get), onlyBought / buy, most];
    const candidates = turns.flatMap(turn => [turn, turn + 1n]).map(sets => least(sets, most));
    return candidates.reduce((best, sets) => {
        const [was, now] = [unitsOf(best, action, pools), unitsOf(sets, action, pools)];
        return now > was || (now === was && sets < best) ? sets : best;
    }, most);
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const greatest = (a: bigint, b: bigint): bigint => (a > b ? a : b);
