import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Give, Limit } from '../model/earn.ts';
import type { RoundingMode } from '../model/points.ts';
import { giftKey, type Rulebook } from './rulebook.ts';
import type { Running } from './running.ts';
import { periodOf } from './shared.ts';
import type { Before } from './state.ts';

/** A rule or a trigger, as far as giving goes. */
export interface Giver {
    readonly name: string;
    readonly limits: readonly Limit[];
    readonly round: RoundingMode | undefined;
    /** Limits in times count its firings, whatever it gives: triggers. */
    readonly countsFirings?: boolean;
}

/** One gift that a rule wants to give for one occasion. */
export interface Ask {
    readonly give: Give;
    /** Names the gift among all of the program. */
    readonly key: string;
    /** Whole points or currency units, by occasion: an item rule has one part a line where a limit counts them. */
    readonly parts: readonly Part[];
}

export interface Part {
    readonly amount: Rational;
    /** Units that it is given for. */
    readonly units: Rational;
    /** What the line's limits are looked up by, by field of the item; absent where no limit asks. */
    readonly keys?: ReadonlyMap<string, string>;
}

/** An ask after its limits. */
export interface Grant {
    readonly giver: Giver;
    readonly give: Give;
    readonly key: string;
    readonly asked: Rational;
    readonly amount: Rational;
    readonly times: number;
    readonly units: Rational;
    readonly limitedBy: string | undefined;
    /** What it is made of, where limits tell lines apart by a field. */
    readonly parts?: readonly Part[];
}

/** What was used of a limit before the occasion. */
export type Used = (giver: string, limit: Limit, index: number, value?: string) => Rational;

/** Clips what a rule asks by its limits, in the order written (row 11). */
export function applyLimits(giver: Giver, asks: readonly Ask[], used: Used, book: Rulebook): Grant[] {
    let clipped = asks.map(ask => ({ ask, parts: ask.parts, limitedBy: undefined as string | undefined }));
    for (const [index, limit] of giver.limits.entries()) {
        if (limit.of === 'times' && giver.countsFirings === true) continue;
        for (const value of valuesOf(clipped, limit)) {
            const left = limit.amount.sub(used(giver.name, limit, index, value)).max(Rational.ZERO);
            clipped = clipAll(clipped, limit, left, value, book);
        }
    }
    return clipped.map(({ ask, parts, limitedBy }) => ({
        giver,
        give: ask.give,
        key: ask.key,
        asked: sumOf(ask.parts),
        amount: sumOf(parts),
        times: parts.filter(({ amount }) => !amount.isZero()).length,
        units: parts.reduce((sum, { units }) => sum.add(units), Rational.ZERO),
        limitedBy,
        ...(giver.limits.some(({ each }) => each !== undefined) ? { parts } : {}),
    }));
}

interface Clipped {
    readonly ask: Ask;
    readonly parts: readonly Part[];
    readonly limitedBy: string | undefined;
}

/** A limit for each article is one limit for each that is there; any other is one for all. */
function valuesOf(clipped: readonly Clipped[], { each }: Limit): ReadonlySet<string | undefined> {
    if (each === undefined) return new Set([undefined]);
    return new Set(clipped.flatMap(({ parts }) => parts.map(part => part.keys?.get(each) ?? '')));
}

export const isOf = ({ keys }: Part, { each }: Limit, value: string | undefined): boolean =>
    each === undefined || (keys?.get(each) ?? '') === value;

function clipAll(
    clipped: readonly Clipped[],
    limit: Limit,
    left: Rational,
    value: string | undefined,
    book: Rulebook,
): Clipped[] {
    const isMeant = (part: Part): boolean => isOf(part, limit, value);
    let rest = left;
    const next = clipped.map((each): Clipped => {
        const { parts, taken } = clip(each.parts, each.ask.give, limit, rest, book, isMeant);
        if (limit.of === 'points' || limit.of === 'money') rest = rest.sub(taken);
        return { ...each, parts, limitedBy: parts === each.parts ? each.limitedBy : limit.text };
    });
    const passed = next.some(({ parts }, i) => parts !== clipped[i]?.parts);
    if (!passed || limit.excess !== 'reject') return next;
    return next.map(each => ({ ...each, parts: each.parts.filter(part => !isMeant(part)) }));
}

/** The same array where nothing was clipped. */
function clip(
    parts: readonly Part[],
    give: Give,
    limit: Limit,
    left: Rational,
    book: Rulebook,
    isMeant: (part: Part) => boolean,
): { parts: readonly Part[]; taken: Rational } {
    let rest = left;
    let isClipped = false;
    const clipped = parts.map(part => {
        if (!isMeant(part)) return part;
        const measure = measureOf(part, give, limit, book);
        if (measure.le(rest)) {
            rest = rest.sub(measure);
            return part;
        }
        isClipped = true;
        // A time cannot be given in part.
        const share = limit.of === 'times' ? Rational.ZERO : rest.div(measure);
        rest = limit.of === 'times' ? rest : Rational.ZERO;
        return { ...part, amount: part.amount.mul(share), units: part.units.mul(share) };
    });
    return { parts: isClipped ? clipped : parts, taken: left.sub(rest) };
}

/** How much of a limit a part uses up. */
export function measureOf({ amount, units }: Part, { unit }: Give, limit: Limit, book: Rulebook): Rational {
    switch (limit.of) {
        case 'times':
            return amount.isZero() ? Rational.ZERO : Rational.ONE;
        case 'units':
            return amount.isZero() ? Rational.ZERO : units;
        case 'points':
            return unit.kind === 'points' && (limit.unit ?? unit.points) === unit.points ? amount : Rational.ZERO;
        case 'money':
            if (unit.kind === 'credit') return amount;
            return amount.mul(book.points.get(unit.points)?.worth?.amount ?? Rational.ZERO);
    }
}

/** What a posted amount uses up of a limit in points or money. */
export function postedMeasure(amount: Rational, give: Give, limit: Limit, book: Rulebook): Rational {
    return measureOf({ amount, units: Rational.ZERO }, give, limit, book);
}

/** Whether lines must be told apart to apply a rule's limits. */
export const countsLines = ({ limits }: Pick<Giver, 'limits'>): boolean =>
    limits.some(limit => limit.of === 'times' || limit.of === 'units' || limit.each !== undefined);

/**
 * What was used before an occasion: the member's own uses as they were known before the fact `asOf`; of limits that
 * members share, what was left when the occasion came (`before`), else what is left now.
 */
export function usedBefore(running: Running, at: Instant, asOf: number, before: Before | undefined): Used {
    return (giver, limit, index, value) => {
        const key = keyOf(giver, index, limit, value);
        if (limit.scope === 'program') {
            const known = before?.sharedUse.get(key);
            if (known !== undefined) return known;
            const used = running.shared.used(key, limit, at);
            before?.sharedUse.set(key, used);
            return used;
        }
        const range = periodOf(limit, at, running.place);
        if (range === undefined) return Rational.ZERO;
        const shared = sharedKey(running, key, limit, before);
        if (shared !== undefined) {
            const known = before?.sharedUse.get(key);
            const used = known ?? running.shared.used(shared, limit, at);
            before?.sharedUse.set(key, used);
            return used;
        }
        let sum = Rational.ZERO;
        const uses = running.state.usage.get(key) ?? [];
        for (let i = uses.length - 1; i >= 0; i--) {
            const use = uses[i];
            if (use === undefined || use.at < range.from) break;
            if (use.serial < asOf && use.at < range.until) sum = sum.add(use.amount);
        }
        return sum;
    };
}

/** Notes what was used of a limit; what a return gives back is negative, at the time of the first use. */
export function use(
    running: Running,
    giver: string,
    index: number,
    limit: Limit,
    amount: Rational,
    at: Instant,
    serial: number,
    value?: string,
): void {
    if (amount.isZero() || limit.period.kind === 'occasion') return;
    const key = keyOf(giver, index, limit, value);
    if (limit.scope === 'program') {
        running.shared.use(key, limit, at, amount);
        return;
    }
    const shared = sharedKey(running, key, limit, undefined);
    if (shared !== undefined) {
        running.shared.use(shared, limit, at, amount);
        return;
    }
    const uses = running.state.usage.get(key) ?? [];
    running.state.usage.set(key, uses);
    let position = uses.length;
    while (position > 0 && (uses[position - 1]?.at ?? at) > at) position--;
    uses.splice(position, 0, { at, serial, amount });
}

/** A limit for each article has a use of its own for each. */
const keyOf = (giver: string, index: number, { each }: Limit, value: string | undefined): string =>
    each === undefined ? giftKey(giver, index) : `${giftKey(giver, index)} of ${each} ${value ?? ''}`;

/** Under which a limit of a group is used up together; who is in no group has it alone. */
function sharedKey(
    { state }: Running,
    key: string,
    { scope, group: field }: Limit,
    before: Before | undefined,
): string | undefined {
    if (scope !== 'group' || field === undefined) return undefined;
    const group = (before?.fields ?? state.fields).get(field);
    return typeof group === 'string' && group !== '' ? `${key} of ${field} ${group}` : undefined;
}

const sumOf = (parts: readonly Part[]): Rational => parts.reduce((sum, { amount }) => sum.add(amount), Rational.ZERO);
