import { Rational } from '../../base/rational.ts';
import type { SetTerms } from '../../model/price.ts';
import type { Goods } from './goods.ts';

/** Whole units of the same goods make sets of `size`, of which `give` are better priced. */
export interface SetRule {
    readonly size: number;
    readonly give: number;
    /** Of a set that is not complete, units beyond those to be bought are better priced, too. */
    readonly partly: boolean;
    readonly terms: SetTerms;
}

/** How many whole units of each line are better priced. */
export function givenUnits(rule: SetRule, lines: readonly Goods[]): bigint[] {
    if (rule.size < 1 || rule.give < 1) return lines.map(() => 0n);
    switch (rule.terms.sets ?? 'together') {
        case 'together': {
            const whole = lines.map(wholeUnits);
            const count = given(rule, totalOf(whole));
            return takeWhole(count, lines, whole, rule.terms.free);
        }
        case 'by line':
            return lines.map(line => given(rule, wholeUnits(line)));
        case 'by price':
            return inSetsByPrice(rule, lines);
    }
}

/** Parts of units make no set. */
export const wholeUnits = ({ quantity }: Goods): bigint => (quantity.isNegative() ? 0n : quantity.floor());

/** Takes `count` whole units, the cheapest (or the dearest) first and of equal ones those of the earlier line. */
export function takeWhole(
    count: bigint,
    lines: readonly Goods[],
    available: readonly bigint[],
    first: 'cheapest' | 'dearest',
): bigint[] {
    const units = available.map(each => Rational.of(each));
    return takeUnits(Rational.of(count), lines, units, first).map(each => each.floor());
}

/**
 * Takes `count` units from the lines, at most `available` of each, the cheapest (or the dearest) first and of
 * equal ones those of the earlier line.
 */
export function takeUnits(
    count: Rational,
    lines: readonly Goods[],
    available: readonly Rational[],
    first: 'cheapest' | 'dearest',
): Rational[] {
    const taken = lines.map(() => Rational.ZERO);
    let left = count;
    for (const index of byUnitPrice(lines, first)) {
        const units = left.min(available[index] ?? Rational.ZERO);
        taken[index] = units;
        left = left.sub(units);
    }
    return taken;
}

/** Indexes of the lines that have units; the sort is stable, so that equal prices stay in the order of lines. */
export function byUnitPrice(lines: readonly Goods[], first: 'cheapest' | 'dearest'): number[] {
    const direction = first === 'cheapest' ? 1 : -1;
    return lines
        .flatMap(({ amount, quantity }, index) => (quantity.sign() > 0 ? [{ index, price: amount.div(quantity) }] : []))
        .sort((a, b) => direction * a.price.compare(b.price))
        .map(({ index }) => index);
}

/** Of `count` units, within as many sets as the rule allows. */
function given({ size, give, partly, terms }: SetRule, count: bigint): bigint {
    const [whole, each] = [BigInt(size), BigInt(give)];
    const complete = count / whole;
    const most = terms.atMost === undefined ? undefined : BigInt(terms.atMost);
    if (most !== undefined && complete >= most) return most * each;
    const beyond = (count % whole) - (whole - each);
    return complete * each + (partly && beyond > 0n ? beyond : 0n);
}

/** Units from the dearest to the cheapest, cut into sets: each set gives its own cheapest (or dearest). */
function inSetsByPrice(rule: SetRule, lines: readonly Goods[]): bigint[] {
    const units = lines.map(wholeUnits);
    const end = totalOf(units);
    const shares = lines.map(() => 0n);
    let before = 0n;
    for (const index of byUnitPrice(lines, 'dearest')) {
        const after = before + (units[index] ?? 0n);
        shares[index] = givenBefore(rule, after, end) - givenBefore(rule, before, end);
        before = after;
    }
    return shares;
}

/** How many of the first `position` units are given, of `end` in all. */
function givenBefore(rule: SetRule, position: bigint, end: bigint): bigint {
    const [size, give] = [BigInt(rule.size), BigInt(rule.give)];
    const inFull = given({ ...rule, partly: false }, position);
    const isBeyond = rule.terms.atMost !== undefined && position / size >= BigInt(rule.terms.atMost);
    const isLast = end - (position - (position % size)) < size;
    if (isBeyond || (isLast && !rule.partly)) return inFull;
    const inSet = isLast ? end % size : size;
    const here = least(give, greatest(0n, inSet - (size - give)));
    const place = position % size;
    return inFull + (rule.terms.free === 'dearest' ? least(place, here) : greatest(0n, place - (inSet - here)));
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const greatest = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const totalOf = (units: readonly bigint[]): bigint => units.reduce((a, b) => a + b, 0n);
