import fc from 'fast-check';
import { Rational } from '../../../../src/base/rational.ts';
import type { MemberHistory } from '../../../../src/engine/compiled/columns-of.ts';
import type { Line, Occurrence } from '../../../../src/model/occurrence.ts';
import type { Value } from '../../../../src/model/value.ts';

export const BEGINS = Date.parse('2026-01-01T00:00Z');

type Step =
    | { readonly kind: 'purchase'; readonly lines: readonly (readonly [number, number, number])[] }
    | {
          readonly kind: 'return';
          readonly lines: readonly (readonly [number, number, number])[];
          /** How many orders before; absent: it names none. */
          readonly order: number | null;
      }
    | { readonly kind: 'redemption'; readonly times: number }
    | { readonly kind: 'review'; readonly rating: number | null };

const lines = fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 6000 })), {
    minLength: 1,
    maxLength: 3,
});

const step = (returns: boolean): fc.Arbitrary<Step> =>
    fc.oneof(
        { weight: 6, arbitrary: fc.record({ kind: fc.constant('purchase' as const), lines }) },
        {
            weight: returns ? 3 : 0,
            arbitrary: fc.record({
                kind: fc.constant('return' as const),
                lines,
                order: fc.option(fc.integer({ min: 1, max: 4 })),
            }),
        },
        {
            weight: 2,
            arbitrary: fc.record({ kind: fc.constant('redemption' as const), times: fc.integer({ min: 1, max: 3 }) }),
        },
        {
            weight: 2,
            arbitrary: fc.record({
                kind: fc.constant('review' as const),
                rating: fc.option(fc.integer({ min: 1, max: 5 })),
            }),
        },
    );

/** What happens to one member: minutes since the step before, and the step. */
const steps = (returns: boolean) =>
    fc.record({
        joined: fc.option(fc.integer({ min: -30, max: 60 })),
        birthday: fc.option(fc.integer({ min: -9000, max: 230 })),
        steps: fc.array(fc.tuple(fc.integer({ min: 0, max: 60 * 24 * 18 }), step(returns)), { maxLength: 12 }),
    });

/** A few members, with returns or without: programs that limit what purchases earn are not compiled beside them. */
export const members: fc.Arbitrary<readonly MemberHistory[]> = fc
    .tuple(fc.boolean(), fc.boolean())
    .chain(([returns, isStated]) =>
        fc.tuple(fc.constant(isStated), fc.array(steps(returns), { minLength: 1, maxLength: 3 })),
    )
    .map(([isStated, all]) => all.map((person, index) => historyOf(isStated, `m${index}`, person)));

interface Person {
    readonly joined: number | null;
    readonly birthday: number | null;
    readonly steps: readonly (readonly [number, Step])[];
}

const unpriced = (line: Line): Line => ({ ...line, atListPrice: true, price: Rational.ZERO });

/** Where amounts of returns are stated, they are what was given back. */
function historyOf(isStated: boolean, id: string, { joined, birthday, steps: own }: Person): MemberHistory {
    let at = BEGINS;
    const occurrences = own.map(([minutes, each], index): Occurrence => {
        at += minutes * 60_000;
        const none = { lines: [], order: undefined, tenders: undefined, redeems: [], shipping: undefined };
        const base = {
            ...none,
            id: `${id}-${index}`,
            member: id,
            at,
            sequence: index,
            event: each.kind,
            fields: new Map(),
        };
        if (each.kind === 'redemption') return { ...base, redeems: [{ reward: 'Cup', times: each.times }] };
        if (each.kind === 'purchase')
            return {
                ...base,
                order: `o${index}`,
                lines: each.lines.map((line, number) => lineOf(line, number, false)),
            };
        if (each.kind === 'return') {
            const bought = own.slice(0, index).flatMap(([, { kind }], at) => (kind === 'purchase' ? [at] : []));
            const order = each.order === null ? undefined : `o${bought.at(-each.order) ?? 'ther'}`;
            const lines = each.lines.map((line, number) => lineOf(line, number, isStated));
            return { ...base, order, lines: isStated ? lines : lines.map(unpriced) };
        }
        if (each.rating === null) return base;
        return { ...base, fields: new Map<string, Value>([['rating', Rational.of(each.rating)]]) };
    });
    const day = (from: number | null): number | undefined =>
        from === null ? undefined : Math.floor(BEGINS / 86_400_000) + from;
    const fields = new Map<string, Value>([['birthday', day(birthday)]]);
    return { member: { id, joined: day(joined), referrer: undefined, fields }, occurrences };
}

function lineOf([article, quantity, cents]: readonly [number, number, number], index: number, paid: boolean): Line {
    const category = [undefined, 'tea', 'cake'][article];
    const fields = new Map<string, Value>(category === undefined ? [] : [['category', category]]);
    const price = { quantity: Rational.of(quantity), price: Rational.of(cents, 100 * quantity), paid };
    return {
        index,
        sku: `A${article}`,
        ...price,
        cost: article === 0 ? undefined : Rational.of(cents, 160 * quantity),
        tax: undefined,
        giftCard: false,
        fields,
    };
}
