import type { PricedResult } from '../prices/request.ts';
import type { Sheet } from './sheet.ts';

/** Kinds of rows in which generated code writes down what happens. */
export const TOLD = {
    event: 1,
    purchase: 2,
    return: 3,
    part: 4,
    asked: 5,
    issued: 6,
    released: 7,
    expired: 8,
    spent: 9,
    takenBack: 10,
    forgiven: 11,
    tier: 12,
    effect: 13,
    trigger: 14,
    watch: 15,
    redemption: 16,
    unknown: 17,
    discount: 18,
} as const;

export type Told = keyof typeof TOLD;

/** Numbers of a told row, as code; what is left out has no meaning for its kind. */
export interface ToldCodes {
    readonly at: string;
    /** First row of the event that it is owed to; -1 for what fell due by itself. */
    readonly row: string;
    /** A rule, trigger, ladder, reward or text by its number. */
    readonly what?: string;
    /** Points by their number. */
    readonly points?: string;
    readonly lot?: string;
    readonly x?: string;
    readonly y?: string;
    readonly z?: string;
}

/** Code that writes a row; nothing where nobody listens. */
export function tell(sheet: Sheet, kind: Told, { at, row, what, points, lot, x, y, z }: ToldCodes): string[] {
    if (!sheet.tells) return [];
    const rest = [what ?? '0', points ?? '0', lot ?? '0', x ?? '0', y ?? '0', z ?? '0'];
    return [`tell(${[TOLD[kind], at, row, ...rest].join(', ')});`];
}

/** The function of generated code that writes a row. */
export const TELL = [
    'const tell = (kind, at, row, what, points, lot, x, y, z) => {',
    'const n = O.count === O.room ? O.grow() : O.count;',
    ...['kind', 'at', 'row', 'what', 'points', 'lot', 'x', 'y', 'z'].map(name => `O.${name}[n] = ${name};`),
    'O.count = n + 1; };',
].join('\n');

/** Rows that generated code has written, member by member. */
export class ToldRows {
    room: number;
    count = 0;
    /** Where the rows of each member of a run begin. */
    starts: number[] = [];
    kind: Uint8Array;
    at: Float64Array;
    row: Int32Array;
    what: Int32Array;
    points: Uint8Array;
    lot: Int32Array;
    x: Float64Array;
    y: Float64Array;
    z: Float64Array;
    /** Orders that were priced by the interpreter's rules, by their numbers. */
    priced: PricedResult[] = [];

    constructor(room = 4096) {
        this.room = room;
        this.kind = new Uint8Array(room);
        this.at = new Float64Array(room);
        this.row = new Int32Array(room);
        this.what = new Int32Array(room);
        this.points = new Uint8Array(room);
        this.lot = new Int32Array(room);
        this.x = new Float64Array(room);
        this.y = new Float64Array(room);
        this.z = new Float64Array(room);
    }

    begin(): void {
        this.starts.push(this.count);
    }

    /** Forgets all rows; their room stays. */
    clear(): void {
        this.count = 0;
        this.starts.length = 0;
        this.priced.length = 0;
    }

    /** Each has what the other had: code that was made to write into one of them writes for the other. */
    exchange(other: ToldRows): void {
        const { room, count, starts, kind, at, row, what, points, lot, x, y, z, priced } = this;
        Object.assign(this, other);
        Object.assign(other, { room, count, starts, kind, at, row, what, points, lot, x, y, z, priced });
    }

    /** The next row, with room for it. */
    grow(): number {
        this.room *= 2;
        const longer = <T extends { set(from: T): void }>(column: T, empty: T): T => {
            empty.set(column);
            return empty;
        };
        this.kind = longer(this.kind, new Uint8Array(this.room));
        this.at = longer(this.at, new Float64Array(this.room));
        this.row = longer(this.row, new Int32Array(this.room));
        this.what = longer(this.what, new Int32Array(this.room));
        this.points = longer(this.points, new Uint8Array(this.room));
        this.lot = longer(this.lot, new Int32Array(this.room));
        this.x = longer(this.x, new Float64Array(this.room));
        this.y = longer(this.y, new Float64Array(this.room));
        this.z = longer(this.z, new Float64Array(this.room));
        return this.count;
    }
}
