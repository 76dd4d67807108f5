import type { Outcome } from '../../model/outcome.ts';
import { refuse } from './refusal.ts';
import { TOLD, type ToldRows } from './told.ts';

/** Kinds of rows that say what the history says. No rule has a part in it. */
const OF_HISTORY = Uint8Array.from({ length: 256 }, (_, kind) =>
    kind === TOLD.event || kind === TOLD.purchase || kind === TOLD.part || kind === TOLD.return ? 1 : 0,
);

export const isOfHistory = ({ kind }: ToldRows, n: number): boolean => OF_HISTORY[kind[n] ?? 0] === 1;

/** What one program's code tells of the history of a member, for another's to take. */
export class ToldHistory {
    readonly #told: ToldRows;
    readonly #rows: number[] = [];
    readonly #outcomes: (Outcome | undefined)[] = [];
    #taken = 0;

    constructor(told: ToldRows) {
        this.#told = told;
    }

    begin(): void {
        this.#rows.length = 0;
        this.#outcomes.length = 0;
        this.#taken = 0;
    }

    add(row: number, outcome: Outcome | undefined): void {
        this.#rows.push(row);
        this.#outcomes.push(outcome);
    }

    /** The next one, which must say the same as a row of the other program. */
    take(told: ToldRows, n: number): Outcome | undefined {
        const own = this.#rows[this.#taken];
        if (own === undefined || !isSame(this.#told, own, told, n)) return refuse(OTHERS);
        return this.#outcomes[this.#taken++];
    }

    /** All of them were taken; the next program begins anew. */
    end(): void {
        if (this.#taken !== this.#rows.length) refuse(OTHERS);
        this.#taken = 0;
    }
}

/** Throws a `Refusal` where some rows of one program and some of another do not say the same of the history. */
export function checkSame(a: ToldSpan, b: ToldSpan): void {
    let other = b.begin;
    for (let n = a.begin; n < a.end; n++) {
        if (!isOfHistory(a.told, n)) continue;
        while (other < b.end && !isOfHistory(b.told, other)) other++;
        if (other >= b.end || !isSame(a.told, n, b.told, other++)) refuse(OTHERS);
    }
    while (other < b.end) if (isOfHistory(b.told, other++)) refuse(OTHERS);
}

interface ToldSpan {
    readonly told: ToldRows;
    readonly begin: number;
    readonly end: number;
}

const OTHERS = 'the versions do not agree on what was bought and given back';

/** Time, place and what both say beside that, as far as it has a meaning for the kind. */
function isSame(a: ToldRows, i: number, b: ToldRows, j: number): boolean {
    const kind = a.kind[i] ?? 0;
    if (kind !== b.kind[j] || a.at[i] !== b.at[j] || a.row[i] !== b.row[j] || a.x[i] !== b.x[j]) return false;
    if (kind === TOLD.purchase) return a.lot[i] === b.lot[j] && a.y[i] === b.y[j];
    if (a.what[i] !== b.what[j]) return false;
    if (kind === TOLD.event) return true;
    return a.y[i] === b.y[j] && (kind === TOLD.part || a.z[i] === b.z[j]);
}
