import type { Posting } from '../../model/outcome.ts';
import type { Points } from '../../model/points.ts';
import type { Program } from '../../model/program.ts';
import { accountsOf } from '../../model/wallet.ts';
import { pointsText } from '../figures/text.ts';

/** Available points as postings move them: pending ones count from their release on. */
export class Balances {
    readonly #points: ReadonlyMap<string, Points>;
    readonly #available = new Map<string, bigint>();
    readonly #pending = new Map<string, bigint>();

    constructor(program: Program) {
        this.#points = new Map(accountsOf(program).map(each => [each.name, each]));
    }

    add(posting: Posting): void {
        const lot = `${posting.points} ${posting.lot ?? ''}`;
        const pending = this.#pending.get(lot) ?? 0n;
        switch (posting.flow) {
            case 'issued':
                if (posting.available === undefined) this.#move(posting.points, posting.amount);
                else this.#pending.set(lot, posting.amount);
                return;
            case 'released':
                this.#pending.delete(lot);
                this.#move(posting.points, posting.amount);
                return;
            case 'received':
                if (posting.available !== undefined) this.#pending.set(lot, posting.amount);
                else this.#move(posting.points, posting.amount);
                return;
            case 'restored':
            case 'reinstated':
                this.#move(posting.points, posting.amount);
                return;
            case 'taken back':
            case 'sent':
            case 'expired':
                if (pending > 0n) this.#pending.set(lot, pending - posting.amount);
                else this.#move(posting.points, -posting.amount);
                return;
            case 'spent':
                this.#move(posting.points, -posting.amount);
                return;
            case 'forgiven':
                return;
        }
    }

    now(): { readonly [points: string]: string } {
        return Object.fromEntries(
            [...this.#points].map(([name, points]) => [name, pointsText(this.#available.get(name) ?? 0n, points)]),
        );
    }

    #move(points: string, amount: bigint): void {
        this.#available.set(points, (this.#available.get(points) ?? 0n) + amount);
    }
}
