import { Random } from '../../base/random.ts';
import { Rational } from '../../base/rational.ts';
import type { Instant, Zone } from '../../base/zone.ts';
import { endOfValidity } from '../../engine/moments.ts';
import type { Line, Occurrence } from '../../model/occurrence.ts';
import type { Chance, Chances, Shift } from './chances.ts';

/** What one draw of the assumptions makes of one member's history. */
export interface Change {
    /** Ids of events that do not happen. */
    readonly dropped: ReadonlySet<string>;
    /** Purchases with other quantities, by id. */
    readonly replaced: ReadonlyMap<string, Occurrence>;
    /** Purchases that come on top. */
    readonly added: readonly Occurrence[];
    /** Answers by number of the assumption. */
    readonly answers: readonly number[];
}

export interface Draw {
    readonly seed: number;
    readonly member: string;
    /** Last instant of the data. */
    readonly until: Instant;
    readonly zone: Zone;
    /** How many assumptions there are. */
    readonly assumptions: number;
}

/**
 * Every decision is drawn by a hash of the seed, the member and its occasion: neither the order of members nor the
 * other decisions matter.
 */
export function draw(chances: Chances, how: Draw): Change | undefined {
    const dropped = new Set<string>();
    const replaced = new Map<string, Occurrence>();
    const added: Occurrence[] = [];
    const answers = new Array<number>(how.assumptions).fill(0);
    for (const happened of chances.happened.values()) {
        for (const [index, each] of happened.entries()) {
            const shifts = chances.shifts.get(each.id);
            if (shifts === undefined) continue;
            const next = happened[index + 1]?.at ?? how.until;
            const shifted = shift(each, shifts, next, how);
            if (shifted.kept === undefined) dropped.add(each.id);
            else if (shifted.kept !== each) replaced.set(each.id, shifted.kept);
            added.push(...shifted.more);
        }
    }
    for (const chance of chances.responses) {
        const answer = respond(chance, chances.happened.get(chance.effect.by ?? 'purchase') ?? [], how);
        if (answer === undefined) continue;
        added.push(answer);
        answers[chance.assumption] = (answers[chance.assumption] ?? 0) + 1;
    }
    if (dropped.size + replaced.size + added.length === 0) return undefined;
    return { dropped, replaced, added: added.filter(({ at }) => at <= how.until), answers };
}

/** An answer is one more order (or stay, or visit) like one of the member's own: one before the occasion where there is any. */
function respond({ title, effect, at }: Chance, own: readonly Occurrence[], how: Draw): Occurrence | undefined {
    const label = `${title}/${effect.text}/${at}`;
    const random = randomFor(how, label);
    if (!falls(random, effect.share)) return undefined;
    const end = endOfValidity(at, effect.within, how.zone);
    const then = at + 1 + Math.floor(random.next() * Math.max(1, end - at - 1));
    if (then > how.until) return undefined;
    const id = `assumed ${label}/${how.member}`;
    if (effect.spending !== undefined) return orderOf(effect.spending, { id, member: how.member, at: then });
    const before = own.filter(each => each.at <= at);
    const models = before.length > 0 ? before : own;
    return models.length === 0 ? undefined : again(random.pick(models), id, then);
}

function shift(
    purchase: Occurrence,
    shifts: readonly Shift[],
    next: Instant,
    how: Draw,
): { readonly kept: Occurrence | undefined; readonly more: readonly Occurrence[] } {
    let kept: Occurrence | undefined = purchase;
    const more: Occurrence[] = [];
    for (const { title, effect } of shifts) {
        if (kept === undefined) break;
        const { kind, change } = effect;
        const label = `${title}/${effect.text}/${purchase.id}`;
        const random = randomFor(how, label);
        if (kind === 'spend') kept = withUnits(kept, change, random);
        else if (change.isNegative()) kept = falls(random, change.neg()) ? undefined : kept;
        else {
            const times = wholeTimes(change, random);
            for (let nth = 0; nth < times; nth++) {
                const at = purchase.at + 1 + Math.floor(random.next() * Math.max(1, next - purchase.at - 1));
                more.push(again(kept, `assumed ${label}/${nth}`, at));
            }
        }
    }
    return { kept, more: kept === undefined ? [] : more };
}

/** Whole quantities stay whole: a fraction of a unit is a chance of one. Nothing is left where no line is. */
function withUnits(purchase: Occurrence, change: Rational, random: Random): Occurrence | undefined {
    const factor = Rational.ONE.add(change);
    const lines = purchase.lines.flatMap((line): Line[] => {
        const wanted = line.quantity.mul(factor);
        const isWhole = line.quantity.isInteger() && !wanted.isInteger();
        const rest = wanted.sub(Rational.of(wanted.floor()));
        const quantity = isWhole ? Rational.of(wanted.floor() + (falls(random, rest) ? 1n : 0n)) : wanted;
        return quantity.isZero() ? [] : [{ ...line, quantity }];
    });
    return lines.length === 0 ? undefined : { ...purchase, lines };
}

/** 250% are two, and a third in half of the cases. */
function wholeTimes(change: Rational, random: Random): number {
    const whole = Number(change.floor());
    return whole + (falls(random, change.sub(Rational.of(change.floor()))) ? 1 : 0);
}

/** The same goods once more, paid for with money: no rewards, no codes, an order of its own. */
function again(purchase: Occurrence, id: string, at: Instant): Occurrence {
    const fields = new Map([...purchase.fields].filter(([name]) => name !== 'code'));
    return { ...purchase, id, at, fields, order: undefined, tenders: undefined, redeems: [] };
}

function orderOf(
    amount: Rational,
    place: { readonly id: string; readonly member: string; readonly at: Instant },
): Occurrence {
    const line: Line = {
        ...{ index: 0, sku: undefined, quantity: Rational.ONE, price: amount, paid: false, giftCard: false },
        ...{ cost: undefined, tax: undefined, fields: new Map() },
    };
    const nothing = { order: undefined, tenders: undefined, redeems: [], shipping: undefined };
    return { ...place, sequence: 0, event: 'purchase', fields: new Map(), lines: [line], ...nothing };
}

const randomFor = ({ seed, member }: Draw, label: string): Random => new Random(seed).fork(`${member}/${label}`);

const falls = (random: Random, share: Rational): boolean => Rational.of(random.int(1_000_000), 1_000_000).lt(share);
