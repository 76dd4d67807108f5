import { invariant } from '../../base/invariant.ts';
import { Rational } from '../../base/rational.ts';
import type { HistoryColumns } from '../../model/columns.ts';
import type { Outcome, Posting, ReturnedPart } from '../../model/outcome.ts';
import type { Reward } from '../../model/reward.ts';
import { companyCost, needed } from '../rewards.ts';
import { effectsOf } from './decode-effects.ts';
import { type About, type LineDiscount, OrderReader } from './decode-orders.ts';
import type { Fold } from './fold.ts';
import { memberId, textAt } from './members.ts';
import { WHY } from './tier.ts';
import { TOLD, type ToldRows } from './told.ts';
import { RESULTS } from './trigger.ts';

/** `figures`: only what figures of many members ask; what no figure asks is left out, and causes have names of their own. */
export type Detail = 'all' | 'figures';

/** Turns rows that generated code has written into outcomes, member by member. */
export function createDecoder(
    fold: Fold,
    from: number,
    detail: Detail = 'all',
): { readonly outcomes: (member: number) => Outcome[] } {
    const { told, sheet } = fold;
    const { columns } = sheet.shape;
    const reader = new Reader(fold, detail);
    return {
        outcomes(member) {
            const id = memberId(columns, member);
            const end = told.starts[member - from + 1] ?? told.count;
            const found: Outcome[] = [];
            for (let n = told.starts[member - from] ?? 0; n < end; n++) {
                if (detail === 'figures' && isUnasked(told, n)) continue;
                const row = told.row[n] ?? -1;
                const at = (told.at[n] ?? 0) * columns.moment.step;
                const outcome = reader.outcome(n, { member: id, at, cause: row < 0 ? undefined : reader.id(row) });
                if (outcome !== undefined) found.push(outcome);
            }
            return found;
        },
    };
}

/** Events that are as they should be, and pending points that become available, change no figure. */
const isUnasked = ({ kind, x }: ToldRows, n: number): boolean =>
    kind[n] === TOLD.released || (kind[n] === TOLD.event && !((x[n] ?? 0) > 0));

const CLOSED = 'its conditions do not hold';

class Reader {
    readonly #fold: Fold;
    readonly #columns: HistoryColumns;
    readonly #orders: OrderReader;
    /** What the rows before say of the one that comes. */
    #asked: { readonly asked: Rational; readonly limitedBy: string } | undefined;
    #effects = new Map<number, number>();
    #parts: ReturnedPart[] = [];
    #discounts: LineDiscount[] = [];
    /** The last row that was named. */
    #named = { row: -1, id: '' };
    readonly #detail: Detail;

    constructor(fold: Fold, detail: Detail) {
        this.#fold = fold;
        this.#columns = fold.sheet.shape.columns;
        this.#orders = new OrderReader(fold, detail);
        this.#detail = detail;
    }

    id(row: number): string {
        if (row !== this.#named.row) this.#named = { row, id: this.#detail === 'all' ? this.#idOf(row) : `${row}` };
        return this.#named.id;
    }

    #idOf(row: number): string {
        return textAt(this.#columns.fields.get('id'), row) ?? `${this.#orders.event(row)} ${row}`;
    }

    outcome(n: number, about: About): Outcome | undefined {
        const { told, sheet } = this.#fold;
        const { program } = sheet;
        const row = told.row[n] ?? -1;
        const [what, x, y, z, lot] = [
            told.what[n] ?? 0,
            told.x[n] ?? 0,
            told.y[n] ?? 0,
            told.z[n] ?? 0,
            told.lot[n] ?? 0,
        ];
        switch (told.kind[n]) {
            case TOLD.event:
                return {
                    ...about,
                    kind: 'event',
                    event: this.#orders.event(row),
                    late: false,
                    orphan: x > 0,
                    order: (what < 0 ? undefined : this.#orders.order(what)) ?? this.#orders.order(row),
                };
            case TOLD.part:
                this.#parts.push({ purchase: this.id(row), line: what, gross: BigInt(x), paid: BigInt(y) });
                return undefined;
            case TOLD.return: {
                const parts = this.#parts;
                this.#parts = [];
                const order = what < 0 ? undefined : this.#orders.order(what);
                return { ...about, kind: 'return', order, paid: BigInt(x), net: BigInt(y), orphan: BigInt(z), parts };
            }
            case TOLD.discount:
                this.#discounts.push({
                    row,
                    rule: program.prices[what]?.name ?? '',
                    amount: BigInt(x),
                    gross: BigInt(y),
                });
                return undefined;
            case TOLD.purchase: {
                const discounts = this.#discounts;
                if (discounts.length > 0) this.#discounts = [];
                return this.#orders.purchase(row, { count: lot, number: x, gross: y }, discounts, about);
            }
            case TOLD.asked:
                this.#asked = { asked: Rational.of(x, y), limitedBy: this.#word(what) };
                return undefined;
            case TOLD.issued: {
                const limit = this.#asked;
                this.#asked = undefined;
                const decimals = program.points[told.points[n] ?? 0]?.decimals ?? 0;
                const asked = limit?.asked.mul(Rational.of(10n ** BigInt(decimals)));
                return this.#posting(n, about, 'issued', {
                    available: y,
                    expires: z,
                    asked,
                    limitedBy: limit?.limitedBy,
                });
            }
            case TOLD.released:
                return this.#posting(n, about, 'released', { expires: z });
            case TOLD.expired:
                return this.#posting(n, about, 'expired', { expires: z });
            case TOLD.spent:
                return this.#posting(n, about, 'spent', { expires: z });
            case TOLD.takenBack:
                return this.#posting(n, about, 'taken back', {});
            case TOLD.forgiven:
                return this.#posting(n, about, 'forgiven', {});
            case TOLD.tier: {
                const ladder = program.ladders[what];
                const name = (rank: number): string => ladder?.tiers[rank]?.name ?? '';
                const why = WHY[y];
                invariant(why !== undefined, 'a tier changes for a reason');
                const change = { ladder: ladder?.name ?? '', from: name(lot), to: name(x), why };
                return { ...about, kind: 'tier', ...change, until: undefined };
            }
            case TOLD.effect:
                this.#effects.set(what, x);
                return undefined;
            case TOLD.trigger:
                return this.#trigger(what, lot, about);
            case TOLD.watch: {
                const trigger = program.triggers[what]?.name ?? '';
                const group = lot === 1 ? 'held out' : 'fired';
                return { ...about, kind: 'watch', trigger, group, isBack: y === 1, spent: BigInt(x) };
            }
            case TOLD.redemption:
                return this.#redemption(what, lot, { granted: x, balance: y, isOpen: z === 1 }, about);
            case TOLD.unknown:
                return { ...about, kind: 'unknown', rule: this.#word(what), what: this.#word(x) };
            default:
                return undefined;
        }
    }

    #posting(
        n: number,
        about: About,
        flow: Posting['flow'],
        terms: {
            readonly available?: number;
            readonly expires?: number;
            readonly asked?: Rational | undefined;
            readonly limitedBy?: string | undefined;
        },
    ): Outcome {
        const { told, sheet } = this.#fold;
        const points = sheet.program.points[told.points[n] ?? 0]?.name ?? '';
        const lot = told.lot[n] ?? 0;
        const instant = (steps: number | undefined): number | undefined =>
            steps === undefined || !Number.isFinite(steps) ? undefined : steps * this.#columns.moment.step;
        return {
            ...about,
            kind: 'posting',
            flow,
            points,
            amount: BigInt(told.x[n] ?? 0),
            lot: lot === 0 ? undefined : lot,
            rule: this.#word(told.what[n] ?? 0),
            asked: terms.asked,
            limitedBy: terms.limitedBy,
            available: instant(terms.available),
            expires: instant(terms.expires),
            account: undefined,
        };
    }

    #trigger(k: number, result: number, about: About): Outcome {
        const { program } = this.#fold.sheet;
        const trigger = program.triggers[k];
        const effects = this.#effects;
        this.#effects = new Map();
        const name = RESULTS[result];
        invariant(trigger !== undefined && name !== undefined, 'a trigger that is told is declared');
        const actions = trigger.actions.flatMap((action, index) =>
            effectsOf(action, effects.get(index), this.#columns.moment.step),
        );
        return {
            ...about,
            kind: 'trigger',
            trigger: trigger.name,
            result: name,
            actions: name === 'held out' ? [] : actions,
        };
    }

    #redemption(
        w: number,
        asked: number,
        { granted, balance, isOpen }: { readonly granted: number; readonly balance: number; readonly isOpen: boolean },
        about: About,
    ): Outcome {
        const { program } = this.#fold.sheet;
        const reward: Reward | undefined = program.rewards[w];
        const points = program.points.find(({ name }) => name === reward?.costs.points);
        invariant(reward !== undefined && points !== undefined, 'a reward that is told is declared');
        const cost = reward.costs.amount.toUnits(points.decimals, 'up');
        const free = balance > 0 ? BigInt(balance) : 0n;
        const most = cost === 0n || free / cost >= BigInt(asked) ? undefined : needed(points, cost, BigInt(balance));
        const times = cost === 0n ? asked : Math.min(asked, Number(free / cost));
        const why = granted === times ? (most ?? (isOpen ? 'given' : CLOSED)) : CLOSED;
        const value = companyCost({ program }, reward.benefit, granted);
        return {
            ...about,
            kind: 'redemption',
            reward: reward.name,
            times: asked,
            granted,
            points: cost * BigInt(granted),
            value,
            why,
        };
    }

    #word(index: number): string {
        return this.#fold.sheet.texts[index] ?? '';
    }
}
