import { apportion } from '../../base/apportion.ts';
import { Rational } from '../../base/rational.ts';
import type { RoundingMode } from '../../model/points.ts';
import type { Grant } from '../limits.ts';
import type { Rulebook } from '../rulebook.ts';
import { unitName } from './combine.ts';

/** What one rule gives for one event in one unit with one length of life, in whole units of its decimals. */
export interface Share {
    readonly giver: Grant['giver'];
    readonly grants: readonly [Grant, ...Grant[]];
    readonly unit: string;
    readonly kind: 'points' | 'credit';
    readonly amount: bigint;
}

/** Row 1: rounded once per event and unit, and divided among the rules; a rule with its own rounding by itself. */
export function roundOff(grants: readonly Grant[], book: Rulebook): Share[] {
    const giving = grants.filter(({ amount }) => !amount.isZero());
    if (giving.length === 0) return [];
    const shares = gather(giving);
    const rounded = new Map<Gathered, bigint>();
    for (const together of Map.groupBy(shares, roundedWith).values()) {
        const exact = together.map(share => units(share, book));
        const [first] = together;
        if (first === undefined) continue;
        const total = exact.reduce((sum, each) => sum.add(each), Rational.ZERO).round(modeOf(first, book));
        const parts = apportion(total, exact) ?? [];
        for (const [index, share] of together.entries()) rounded.set(share, parts[index] ?? 0n);
    }
    return shares.map(share => ({ ...share, giver: share.grants[0].giver, amount: rounded.get(share) ?? 0n }));
}

interface Gathered {
    readonly grants: [Grant, ...Grant[]];
    readonly unit: string;
    readonly kind: 'points' | 'credit';
}

/** Gifts of one rule that become one lot. */
function gather(grants: readonly Grant[]): Gathered[] {
    const shares = new Map<string, Gathered>();
    for (const grant of grants) {
        const { expiring, pending, unit } = grant.give;
        const life = expiring === undefined && pending === undefined ? '' : JSON.stringify([expiring, pending]);
        const key = [grant.giver.name, unit.kind, unitName(grant.give), life].join('/');
        const share = shares.get(key);
        if (share === undefined) shares.set(key, { grants: [grant], unit: unitName(grant.give), kind: unit.kind });
        else share.grants.push(grant);
    }
    return [...shares.values()];
}

function roundedWith({ grants: [{ giver }], unit, kind }: Gathered): string {
    return giver.round === undefined ? `${kind} ${unit}` : `${kind} ${unit} ${giver.name}`;
}

function modeOf({ grants: [{ giver }], unit, kind }: Gathered, book: Rulebook): RoundingMode {
    if (giver.round !== undefined) return giver.round;
    return kind === 'credit' ? 'half up' : (book.points.get(unit)?.round ?? 'down');
}

function units({ grants, unit, kind }: Gathered, book: Rulebook): Rational {
    const decimals = kind === 'points' ? (book.points.get(unit)?.decimals ?? 0) : book.program.currency.decimals;
    const exact = grants.reduce((sum, { amount }) => sum.add(amount), Rational.ZERO);
    return decimals === 0 ? exact : exact.mul(Rational.of(10n ** BigInt(decimals)));
}
