import type { Instant } from '../../base/zone.ts';
import type { HistoryColumns } from '../../model/columns.ts';
import type { Posting, PricedOrder } from '../../model/outcome.ts';
import type { PricedResult } from '../prices/request.ts';
import type { Fold } from './fold.ts';
import { idOf } from './members.ts';
import type { Sheet } from './sheet.ts';
import { TOLD, type ToldRows } from './told.ts';
import { RESULTS } from './trigger.ts';

const FLOWS: ReadonlyMap<number, Posting['flow']> = new Map([
    [TOLD.issued, 'issued'],
    [TOLD.released, 'released'],
    [TOLD.expired, 'expired'],
    [TOLD.spent, 'spent'],
    [TOLD.takenBack, 'taken back'],
    [TOLD.forgiven, 'forgiven'],
]);
/** Of these an outcome is made, and their numbers say all that is counted of it. */
const TOLD_PLAINLY: ReadonlySet<number> = new Set([
    ...FLOWS.keys(),
    ...[TOLD.event, TOLD.purchase, TOLD.return, TOLD.tier, TOLD.trigger, TOLD.watch],
]);
/** These say more of one that comes. */
const BESIDE: ReadonlySet<number> = new Set([TOLD.part, TOLD.asked, TOLD.effect, TOLD.discount]);

const NONE: PricedOrder['discounts'] = [];

/** Whether some rule has raised the price of some line. */
const isRaised = (order: PricedResult | undefined): boolean =>
    order?.lines.some(({ discounts }) => discounts.some(({ amount }) => amount < 0n)) === true;

const [NO, PLAIN, MORE] = [0, 1, 2];
/** By kind. */
const PLAINNESS = Uint8Array.from({ length: 256 }, (_, kind) =>
    TOLD_PLAINLY.has(kind) ? PLAIN : BESIDE.has(kind) ? MORE : NO,
);
const FLOW_OF = Array.from({ length: 256 }, (_, kind) => FLOWS.get(kind));

/**
 * What generated code has written of one member, where it can be counted as it stands: nothing came back of which
 * something had been taken off, and no sum of amounts leaves the exact range of numbers. Of others outcomes are made.
 */
export class PlainRows {
    /** The member's rows: from one up to another. */
    begin = 0;
    end = 0;
    /** Of which an outcome would be made first; -1: of none. */
    first = -1;
    readonly told: ToldRows;
    readonly #sheet: Sheet;
    readonly #columns: HistoryColumns;
    readonly #step: number;
    /** Number of the first member of the run. */
    readonly #from: number;

    constructor({ told, sheet }: Fold, from: number) {
        this.told = told;
        this.#sheet = sheet;
        this.#columns = sheet.shape.columns;
        this.#step = this.#columns.moment.step;
        this.#from = from;
    }

    /** Looks at a member; whether these rows can be counted. */
    open(member: number): boolean {
        const { starts, count, kind, x, y, z, priced } = this.told;
        this.begin = starts[member - this.#from] ?? 0;
        this.end = starts[member - this.#from + 1] ?? count;
        this.first = -1;
        let total = 0;
        let [hasReturns, hasRaises] = [false, false];
        for (let n = this.begin; n < this.end; n++) {
            const own = kind[n] ?? 0;
            const plainness = PLAINNESS[own];
            if (plainness === NO) return false;
            if (plainness === MORE) {
                if (own !== TOLD.part) continue;
                if (x[n] !== y[n]) return false;
                hasReturns = true;
                continue;
            }
            if (this.first < 0) this.first = n;
            if (own === TOLD.purchase) {
                hasRaises ||= (x[n] ?? -1) >= 0 && isRaised(priced[x[n] ?? 0]);
                total += Math.abs(y[n] ?? 0) + Math.abs(z[n] ?? 0);
            } else if (own === TOLD.return) total += Math.abs(x[n] ?? 0) + Math.abs(y[n] ?? 0);
            else if (own === TOLD.watch || FLOW_OF[own] !== undefined) total += Math.abs(x[n] ?? 0);
        }
        // What rules took off and others put on may come to nothing, and is undone all the same.
        return !(hasReturns && hasRaises) && total <= Number.MAX_SAFE_INTEGER;
    }

    isPurchase(n: number): boolean {
        return this.told.kind[n] === TOLD.purchase;
    }

    isReturn(n: number): boolean {
        return this.told.kind[n] === TOLD.return;
    }

    isWatch(n: number): boolean {
        return this.told.kind[n] === TOLD.watch;
    }

    /** An event that is neither a purchase nor a return. */
    isEvent(n: number): boolean {
        return this.told.kind[n] === TOLD.event;
    }

    /** Of a posting. */
    flow(n: number): Posting['flow'] | undefined {
        return FLOW_OF[this.told.kind[n] ?? 0];
    }

    at(n: number): Instant {
        return (this.told.at[n] ?? 0) * this.#step;
    }

    /** Of a posting, in whole units; what was spent in the time that a trigger watches, in minor units. */
    amount(n: number): number {
        return this.told.x[n] ?? 0;
    }

    /** What an order costs before prices, in minor units. */
    gross(n: number): number {
        return this.told.y[n] ?? 0;
    }

    /** What was paid for an order; nothing of it is tax. */
    net(n: number): number {
        return this.told.z[n] ?? 0;
    }

    /** What was taken off an order, by rule. */
    discounts(n: number): PricedOrder['discounts'] {
        const { kind, what, x, priced } = this.told;
        const byRules = (x[n] ?? -1) < 0 ? undefined : priced[x[n] ?? 0];
        if (byRules !== undefined) return byRules.discounts;
        let amount = 0;
        for (let row = n - 1; row >= this.begin && kind[row] === TOLD.discount; row--) amount += x[row] ?? 0;
        if (amount === 0) return NONE;
        const rule = this.#sheet.program.prices[what[n - 1] ?? 0]?.name ?? '';
        return [{ rule, phase: 'item', amount: BigInt(amount) }];
    }

    /** What was given back for a return. */
    givenBack(n: number): number {
        return this.told.x[n] ?? 0;
    }

    /** … as it had been paid, without tax. */
    netBack(n: number): number {
        return this.told.y[n] ?? 0;
    }

    points(n: number): string {
        return this.#sheet.program.points[this.told.points[n] ?? 0]?.name ?? '';
    }

    /** What a posting is owed to. */
    rule(n: number): string {
        return this.#sheet.texts[this.told.what[n] ?? 0] ?? '';
    }

    /** Whether a limit has clipped what will be issued next. */
    isClip(n: number): boolean {
        return this.told.kind[n] === TOLD.asked;
    }

    /** Last instant of what was issued, spent or expired; absent where there is none. */
    expires(n: number): Instant | undefined {
        const steps = this.told.z[n] ?? 0;
        return Number.isFinite(steps) ? steps * this.#step : undefined;
    }

    /** Of an event or a return: whether what it refers to was not found. */
    isOrphan(n: number): boolean {
        return (this.told.x[n] ?? 0) > 0;
    }

    event(n: number): string {
        return this.#sheet.shape.events[this.#columns.source[this.told.row[n] ?? 0] ?? 0] ?? '';
    }

    /** A trigger that did something, or was kept from it. */
    trigger(n: number): { readonly name: string; readonly result: (typeof RESULTS)[number] } | undefined {
        const { kind, what, lot } = this.told;
        const result = kind[n] === TOLD.trigger ? RESULTS[lot[n] ?? 0] : undefined;
        return result && { name: this.#triggerName(what[n]), result };
    }

    /** The trigger that watches, and what came of it. */
    watch(n: number): { readonly name: string; readonly group: 'fired' | 'heldOut'; readonly isBack: boolean } {
        const { what, lot, y } = this.told;
        const group = lot[n] === 1 ? 'heldOut' : 'fired';
        return { name: this.#triggerName(what[n]), group, isBack: y[n] === 1 };
    }

    /** A change of tier. */
    move(n: number): { readonly ladder: string; readonly to: string } | undefined {
        const { kind, what, x } = this.told;
        if (kind[n] !== TOLD.tier) return undefined;
        const ladder = this.#sheet.program.ladders[what[n] ?? 0];
        return { ladder: ladder?.name ?? '', to: ladder?.tiers[x[n] ?? 0]?.name ?? '' };
    }

    /** The event that a row is owed to, by its id; absent for what fell due by itself. */
    cause(n: number): string | undefined {
        const row = this.told.row[n] ?? -1;
        return row < 0 ? undefined : idOf(this.#sheet.shape, row);
    }

    /** Whether two rows are owed to the same: an event, or a moment at which something falls due. */
    isSameOccasion(n: number, other: number): boolean {
        const { row, at } = this.told;
        if (row[n] === row[other]) return (row[n] ?? -1) >= 0 || at[n] === at[other];
        const mayBe = (row[n] ?? -1) >= 0 && (row[other] ?? -1) >= 0 && this.#columns.fields.has('id');
        return mayBe && this.cause(n) === this.cause(other);
    }

    #triggerName(trigger: number | undefined): string {
        return this.#sheet.program.triggers[trigger ?? 0]?.name ?? '';
    }
}
