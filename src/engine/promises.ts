import { Rational } from '../base/rational.ts';
import type { Program } from '../model/program.ts';
import type { Value } from '../model/value.ts';
import type { Happening } from './running.ts';

/** A tier change that invariants have not looked at. */
interface Change {
    readonly ladder: string;
    readonly from: string;
    readonly to: string;
    readonly rises: boolean;
}

/** What invariants need to know of the occasion at hand: what it gave, and which tiers it changed. */
export class Promises {
    readonly #program: Program;
    /** Units issued on this occasion, by points. */
    readonly #issued = new Map<string, bigint>();
    #discount = 0n;
    #credit = 0n;
    #changes: Change[] = [];
    /** How often each invariant was looked at. */
    readonly checks = new Map<string, number>();

    constructor(program: Program) {
        this.#program = program;
    }

    /** A new occasion begins: nothing has been given. */
    begin(): void {
        this.#issued.clear();
        this.#discount = 0n;
        this.#credit = 0n;
    }

    hear(happening: Happening): void {
        switch (happening.kind) {
            case 'posting':
                if (happening.flow === 'issued')
                    this.#issued.set(happening.points, (this.#issued.get(happening.points) ?? 0n) + happening.amount);
                return;
            case 'purchase':
                this.#discount += happening.discount;
                return;
            case 'price':
                this.#discount += happening.gross - happening.paid;
                return;
            case 'credit':
            case 'payout':
                this.#credit += happening.amount;
                return;
            case 'tier':
                this.#changes.push({ ...happening, rises: this.#rises(happening) });
                return;
            default:
                return;
        }
    }

    count(invariant: string): void {
        this.checks.set(invariant, (this.checks.get(invariant) ?? 0) + 1);
    }

    takeChanges(): readonly Change[] {
        const changes = this.#changes;
        this.#changes = [];
        return changes;
    }

    /** A field of `given`: whole currency units, exact. */
    given(field: string, program: Program): Value {
        const money = (minor: bigint): Rational => Rational.fromUnits(minor, program.currency.decimals);
        switch (field) {
            case 'worth':
                return this.#worth();
            case 'discount':
                return money(this.#discount);
            case 'credit':
                return money(this.#credit);
            case 'total':
                return this.#worth().add(money(this.#discount + this.#credit));
            default:
                return undefined;
        }
    }

    #worth(): Rational {
        return this.#program.points.reduce(
            (sum, { name, decimals, worth }) =>
                worth === undefined
                    ? sum
                    : sum.add(Rational.fromUnits(this.#issued.get(name) ?? 0n, decimals).mul(worth.amount)),
            Rational.ZERO,
        );
    }

    #rises({ ladder, from, to }: { readonly ladder: string; readonly from: string; readonly to: string }): boolean {
        const tiers = this.#program.ladders.find(({ name }) => name === ladder)?.tiers ?? [];
        const rank = (tier: string): number => tiers.findIndex(({ name }) => name === tier);
        return rank(to) > rank(from);
    }
}
