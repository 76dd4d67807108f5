import { greatestCommonDivisor } from '../../base/integer.ts';
import { Rational } from '../../base/rational.ts';
import type { Points } from '../../model/points.ts';
import type { Program } from '../../model/program.ts';
import type { Account } from './account.ts';
import { mergedNames } from './merged.ts';

export type Side = 'old' | 'new';

/** How accounts of two versions are measured alike. */
export class Scales {
    /** Kinds of points of both versions. */
    readonly points: readonly string[];
    /** Those that members can spend and that have no worth by which both versions could be compared: they are counted. */
    readonly counted: readonly string[];
    readonly ladders: readonly string[];
    /** So many parts are a whole currency unit: all money, and the worth of any points, are whole numbers of them. */
    readonly parts: bigint;
    readonly #partsOfMinor: bigint;
    /** Parts that one unit of points is worth. */
    readonly #worths: { readonly [side in Side]: ReadonlyMap<string, bigint> };
    readonly #sides: { readonly [side in Side]: ReadonlyMap<string, Points> };
    /** What makes units of a version those of the common decimals. */
    readonly #factors: Readonly<Record<Side, ReadonlyMap<string, bigint>>>;
    readonly #pointDecimals: ReadonlyMap<string, number>;
    readonly #weighed: ReadonlySet<string>;
    /** Rank of each tier on the ladder that both versions make together. */
    readonly #ranks: ReadonlyMap<string, ReadonlyMap<string, number>>;

    constructor(before: Program, after: Program) {
        const minors = 10n ** BigInt(after.currency.decimals);
        const worths = { old: worthsOf(before.points), new: worthsOf(after.points) };
        this.parts = [...worths.old.values(), ...worths.new.values()].reduce(
            (parts, { denominator }) => leastCommonMultiple(parts, denominator),
            minors,
        );
        this.#partsOfMinor = this.parts / minors;
        this.#worths = { old: inParts(worths.old, this.parts), new: inParts(worths.new, this.parts) };
        this.#sides = { old: byName(before.points), new: byName(after.points) };
        this.points = mergedNames(names(before.points), names(after.points));
        const versionsOf = (name: string) =>
            [this.#sides.old.get(name), this.#sides.new.get(name)].filter(each => each !== undefined);
        const hasWorth = (name: string) => versionsOf(name).every(({ worth }) => worth !== undefined);
        this.#weighed = new Set(this.points.filter(hasWorth));
        this.counted = this.points.filter(
            name => !hasWorth(name) && versionsOf(name).some(({ use }) => use === 'spending'),
        );
        this.#pointDecimals = new Map(
            this.points.map(name => [name, Math.max(...versionsOf(name).map(({ decimals }) => decimals))]),
        );
        this.#factors = { old: this.#factorsOf('old'), new: this.#factorsOf('new') };
        this.#ranks = new Map(
            mergedNames(names(before.ladders), names(after.ladders)).map(name => [name, ranksOf(name, before, after)]),
        );
        this.ladders = [...this.#ranks.keys()];
    }

    /** Of both versions, lowest first. */
    tiersOf(ladder: string): readonly string[] {
        return [...(this.#ranks.get(ladder)?.keys() ?? [])];
    }

    /** Parts of minor units. */
    money(minor: bigint): bigint {
        return minor * this.#partsOfMinor;
    }

    /** Whole currency units, exact. */
    amountOf(parts: bigint): Rational {
        return Rational.of(parts, this.parts);
    }

    decimalsOf(points: string): number {
        return this.#pointDecimals.get(points) ?? 0;
    }

    #factorsOf(side: Side): ReadonlyMap<string, bigint> {
        const factor = ({ name, decimals }: Points): bigint => 10n ** BigInt(this.decimalsOf(name) - decimals);
        return new Map([...this.#sides[side]].map(([name, points]) => [name, factor(points)]));
    }

    /** Of all points that have a worth. */
    worthHeld({ own }: Account, side: Side): bigint {
        return this.#worth(own, side, () => true);
    }

    /** Of the points that have a worth in both versions, or stand in one only. */
    comparableWorth({ points }: Account, side: Side): bigint {
        return this.#worth(points, side, name => this.#weighed.has(name));
    }

    /** Held more than before, in units of the common decimals. */
    pointsOf(before: Account, after: Account): Map<string, bigint> {
        return new Map(
            this.points.map(name => [name, this.units(name, after.own, 'new') - this.units(name, before.own, 'old')]),
        );
    }

    /** Above zero for each kind of points without a worth of which the member has more than before. */
    numberChanges(before: Account, after: Account): number[] {
        return this.counted.map(name => {
            const [was, is] = [this.units(name, before.points, 'old'), this.units(name, after.points, 'new')];
            return was === is ? 0 : was < is ? 1 : -1;
        });
    }

    /** In units of the common decimals. */
    units(name: string, balances: ReadonlyMap<string, bigint>, side: Side): bigint {
        const factor = this.#factors[side].get(name);
        return factor === undefined ? 0n : (balances.get(name) ?? 0n) * factor;
    }

    /** Above zero for each ladder on which the member stands higher than before. */
    tierChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): number[] {
        return this.ladders.map(ladder => this.tierChange(ladder, before.get(ladder), after.get(ladder)));
    }

    /** On a ladder that one version does not have, nobody moves. */
    tierChange(ladder: string, from: string | undefined, to: string | undefined): number {
        if (from === to) return 0;
        const ranks = this.#ranks.get(ladder);
        const [before, after] = [ranks?.get(from ?? ''), ranks?.get(to ?? '')];
        return before === undefined || after === undefined ? 0 : after - before;
    }

    #worth(balances: ReadonlyMap<string, bigint>, side: Side, isMeant: (name: string) => boolean): bigint {
        let sum = 0n;
        for (const [name, worth] of this.#worths[side]) if (isMeant(name)) sum += (balances.get(name) ?? 0n) * worth;
        return sum;
    }
}

function ranksOf(ladder: string, before: Program, after: Program): Map<string, number> {
    const tiersIn = ({ ladders }: Program) => names(ladders.find(({ name }) => name === ladder)?.tiers ?? []);
    return new Map(mergedNames(tiersIn(before), tiersIn(after)).map((tier, rank) => [tier, rank]));
}

/** Of one unit of each that has one, whole currency units. */
const worthsOf = (points: readonly Points[]): ReadonlyMap<string, Rational> =>
    new Map(
        points.flatMap(({ name, worth, decimals }) =>
            worth === undefined ? [] : [[name, Rational.fromUnits(1n, decimals).mul(worth.amount)] as const],
        ),
    );

const inParts = (worths: ReadonlyMap<string, Rational>, parts: bigint): ReadonlyMap<string, bigint> =>
    new Map([...worths].map(([name, { numerator, denominator }]) => [name, numerator * (parts / denominator)]));

const leastCommonMultiple = (a: bigint, b: bigint): bigint => (a / greatestCommonDivisor(a, b)) * b;

const names = (items: readonly { readonly name: string }[]): string[] => items.map(({ name }) => name);
const byName = (points: readonly Points[]): Map<string, Points> => new Map(points.map(each => [each.name, each]));
