import { invariant } from '../../base/invariant.ts';
import { Rational } from '../../base/rational.ts';
import type { Column, HistoryColumns } from '../../model/columns.ts';
import type { Outcome, ReturnedPart } from '../../model/outcome.ts';
import type { Reward } from '../../model/reward.ts';
import type { Happening } from '../running.ts';
import { companyCost, needed } from '../wishes.ts';
import { effectsOf } from './decode-effects.ts';
import { type LineDiscount, OrderReader } from './decode-order.ts';
import type { Fold } from './fold.ts';
import { idOf, memberId, textAt } from './members.ts';
import { WHY } from './tier.ts';
import { TOLD } from './told.ts';
import { isOfHistory, ToldHistory } from './told-history.ts';
import { RESULTS } from './trigger.ts';

/** Turns rows that generated code has written into outcomes, member by member. */
export interface Decoder {
    /** What a member's rows say, in their order. */
    readonly outcomes: (member: number) => readonly Outcome[];
    /** Of the member before: its rows of the history, and what was made of them. */
    readonly history: ToldHistory;
}

/**
 * `from`: the first member of the run. `beside`: decodes the same members for another program, and is always ahead by one
 * call. What the history says is the same in both, and is taken from there. Throws a `Refusal` where it is not the same.
 */
export function createDecoder(fold: Fold, from: number, beside?: Decoder): Decoder {
    const { told, sheet } = fold;
    const { columns } = sheet.shape;
    const reader = new Reader(fold);
    const history = new ToldHistory(told);
    const outcomeOf = (n: number, id: string): Outcome | undefined => {
        const happening = reader.happening(n);
        if (happening === undefined) return undefined;
        const row = told.row[n] ?? -1;
        const at = (told.at[n] ?? 0) * columns.moment.step;
        const cause = row < 0 ? undefined : reader.id(row);
        return withHappening({ member: id, at, cause }, happening);
    };
    return {
        history,
        outcomes(member) {
            const id = memberId(columns, member);
            const end = told.starts[member - from + 1] ?? told.count;
            const found: Outcome[] = [];
            history.begin();
            for (let n = told.starts[member - from] ?? 0; n < end; n++) {
                const isHistory = isOfHistory(told, n);
                const outcome = isHistory && beside !== undefined ? beside.history.take(told, n) : outcomeOf(n, id);
                if (isHistory) history.add(n, outcome);
                if (outcome !== undefined) found.push(outcome);
            }
            beside?.history.end();
            return found;
        },
    };
}

/** An outcome is a happening with its member, time and cause; what is only made when it is asked stays so. */
function withHappening({ member, at, cause }: Head, happening: Happening): Outcome {
    // A happening was made for this outcome, and is nobody else's.
    const outcome = happening as Happening & { -readonly [name in keyof Head]: Head[name] };
    outcome.member = member;
    outcome.at = at;
    outcome.cause = cause;
    return outcome;
}

type Head = Pick<Outcome, 'member' | 'at' | 'cause'>;

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

    constructor(fold: Fold) {
        this.#fold = fold;
        this.#columns = fold.sheet.shape.columns;
        this.#orders = new OrderReader(fold.sheet);
    }

    id(row: number): string {
        return idOf(this.#fold.sheet.shape, row);
    }

    happening(n: number): Happening | undefined {
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
                    kind: 'event',
                    event: this.#event(row),
                    late: false,
                    orphan: x > 0,
                    order: (what < 0 ? undefined : this.#order(what)) ?? this.#order(row),
                };
            case TOLD.part:
                this.#parts.push({ purchase: this.id(row), line: what, gross: BigInt(x), paid: BigInt(y) });
                return undefined;
            case TOLD.return: {
                const parts = this.#parts;
                this.#parts = [];
                const order = what < 0 ? undefined : this.#order(what);
                return { kind: 'return', order, paid: BigInt(x), net: BigInt(y), orphan: BigInt(z), parts };
            }
            case TOLD.discount:
                this.#discounts.push({ row, rule: program.prices[what]?.name ?? '', amount: BigInt(x) });
                return undefined;
            case TOLD.purchase: {
                const discounts = this.#discounts;
                if (discounts.length > 0) this.#discounts = [];
                return this.#orders.purchase(row, { count: lot, priced: told.priced[x], gross: y }, discounts);
            }
            case TOLD.asked:
                this.#asked = { asked: Rational.of(x, y), limitedBy: this.#word(what) };
                return undefined;
            case TOLD.issued: {
                const limit = this.#asked;
                this.#asked = undefined;
                const decimals = program.points[told.points[n] ?? 0]?.decimals ?? 0;
                const asked = limit?.asked.mul(Rational.of(10n ** BigInt(decimals)));
                return this.#posting(n, 'issued', { available: y, expires: z, asked, limitedBy: limit?.limitedBy });
            }
            case TOLD.released:
                return this.#posting(n, 'released', { expires: z });
            case TOLD.expired:
                return this.#posting(n, 'expired', { expires: z });
            case TOLD.spent:
                return this.#posting(n, 'spent', { expires: z });
            case TOLD.takenBack:
                return this.#posting(n, 'taken back', {});
            case TOLD.forgiven:
                return this.#posting(n, 'forgiven', {});
            case TOLD.tier: {
                const ladder = program.ladders[what];
                const name = (rank: number): string => ladder?.tiers[rank]?.name ?? '';
                const why = WHY[y];
                invariant(why !== undefined, 'a tier changes for a reason');
                const change = { ladder: ladder?.name ?? '', from: name(lot), to: name(x), why };
                return { kind: 'tier', ...change, until: undefined };
            }
            case TOLD.effect:
                this.#effects.set(what, x);
                return undefined;
            case TOLD.trigger:
                return this.#trigger(what, lot);
            case TOLD.watch: {
                const trigger = program.triggers[what]?.name ?? '';
                const group = lot === 1 ? 'held out' : 'fired';
                return { kind: 'watch', trigger, group, isBack: y === 1, spent: BigInt(x) };
            }
            case TOLD.redemption:
                return this.#redemption(what, lot, { granted: x, balance: y, isOpen: z === 1 });
            case TOLD.unknown:
                return { kind: 'unknown', rule: this.#word(what), what: this.#word(x) };
            default:
                return undefined;
        }
    }

    #posting(
        n: number,
        flow: Extract<Happening, { kind: 'posting' }>['flow'],
        terms: {
            readonly available?: number;
            readonly expires?: number;
            readonly asked?: Rational | undefined;
            readonly limitedBy?: string | undefined;
        },
    ): Happening {
        const { told, sheet } = this.#fold;
        const points = sheet.program.points[told.points[n] ?? 0]?.name ?? '';
        const lot = told.lot[n] ?? 0;
        const instant = (steps: number | undefined): number | undefined =>
            steps === undefined || !Number.isFinite(steps) ? undefined : steps * this.#columns.moment.step;
        return {
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

    #trigger(k: number, result: number): Happening {
        const { program } = this.#fold.sheet;
        const trigger = program.triggers[k];
        const effects = this.#effects;
        this.#effects = new Map();
        const name = RESULTS[result];
        invariant(trigger !== undefined && name !== undefined, 'a trigger that is told is declared');
        const actions = trigger.actions.flatMap((action, index) =>
            effectsOf(action, effects.get(index), this.#columns.moment.step),
        );
        return { kind: 'trigger', trigger: trigger.name, result: name, actions: name === 'held out' ? [] : actions };
    }

    #redemption(
        w: number,
        asked: number,
        { granted, balance, isOpen }: { readonly granted: number; readonly balance: number; readonly isOpen: boolean },
    ): Happening {
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

    #event(row: number): string {
        return this.#fold.sheet.shape.events[this.#columns.source[row] ?? 0] ?? '';
    }

    #order(row: number): string | undefined {
        return this.#text(this.#columns.fields.get('order'), row);
    }

    #text(column: Column | undefined, row: number): string | undefined {
        return textAt(column, row);
    }
}
