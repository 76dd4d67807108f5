import fc from 'fast-check';
import { Rational } from '../../../src/base/rational.ts';
import type { Member, Occurrence } from '../../../src/model/occurrence.ts';
import type { Value } from '../../../src/model/value.ts';

export const START = Date.parse('2026-01-01T08:00Z');
const HOUR = 3_600_000;

/** A program in which nearly everything happens: every currency, ladder and trigger lives on what the others do. */
export const RICH = `program Rich "Rich" { currency EUR timezone "Europe/Berlin" channels email prices with tax }
member { birthday : date }
item { category : one of tea, cake, other }
event complaint { severity : one of minor, major }

points Star { worth 0.02 EUR pending 14 days expire after 3 months at end of month }
points Mile { decimals 2 worth 0.01 EUR expire after 2 months inactive debt forgiven round half up }
points Night { use status }

tiers Status {
  qualify by spend over last 3 months
  review monthly on 1
  grace 10 days
  crossing earns split
  tier Friend
  tier Silver from 100 EUR
  tier Gold from 300 EUR or visits over last 2 months >= 6
}
tiers Level {
  qualify by Night.earned over calendar quarter
  keep for 2 months
  surplus kept
  return lowers tier immediately
  tier One
  tier Two from 10 Night
}

earn Base on purchase { give 1 Star per 1 EUR give 0.5 Mile per 1 EUR }
earn Bonus on purchase { give 25% of Base if Status is Silver give 50% of Base if Status is Gold }
earn Nights on purchase { give 1 Night per 10 EUR }
earn Card on item { where category is tea give 20 Star every 5 units }
earn Happy on item { where category is cake during weekdays 10:00 to 16:00 give 1 Star per 1 EUR limit 40 Star per member per week }
earn Marks on purchase { give 5 Mile at 10 Night of Night.earned over calendar quarter then every 5 Night }
earn Welcome on enrolment { give 30 Star expiring in 20 days }
earn Cash on purchase { when Level is Two give 0.01 EUR per 1 EUR }
combine Card, Happy: best

price Latte on item { where category is tea when Status is at least Silver discount 10% }
price Fifty on order { when order.total >= 50 EUR discount 5 EUR }
reward Pass { costs 25 Star give "a pass" worth 1 EUR limit 2 times per member per week }
reward Off { costs 40 Star give 4 EUR off at most 50% of order.total }
reward Back { costs 10 Mile give 1 EUR credit }

trigger Birthday on member.birthday { give 7 Star expiring in 30 days }
trigger WinBack without purchase for 20 days { offer 15% off next order within 14 days limit 1 time per member per rolling 40 days hold out 20% }
trigger Big on purchase { when purchase.net >= 80 EUR give 11 Mile }
trigger Up on reaching Silver { give 13 Star }
trigger Soon before Star.expiry by 5 days { when Star.expiring >= 5 Star send "soon" by email }
trigger Later on purchase after 2 days { give 1 Mile }
trigger Monthly every 1 months { give 2 Mile }
trigger Slow while complaint open for 24 hours { give 3 Star }
budget Small { covers Base, Latte, WinBack at most 8 EUR }
`;

export const ANN: Member = {
    id: 'ann',
    joined: Math.floor(START / 86_400_000) - 400,
    referrer: undefined,
    fields: new Map<string, Value>([['birthday', 7000]]),
};

type Step =
    | {
          readonly kind: 'purchase';
          readonly lines: readonly (readonly [sku: number, quantity: number, cents: number])[];
          readonly redeem: number;
      }
    | {
          readonly kind: 'return';
          readonly of: number;
          readonly how: 'order' | 'amount' | 'article' | 'no order';
          readonly part: number;
      }
    | { readonly kind: 'redemption'; readonly reward: 'Pass' | 'Back'; readonly times: number }
    | { readonly kind: 'enrolment' | 'complaint' | 'complaint_closed' };

const line = fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 4000 }));

const step: fc.Arbitrary<Step> = fc.oneof(
    {
        weight: 6,
        arbitrary: fc.record({
            kind: fc.constant('purchase' as const),
            lines: fc.array(line, { minLength: 1, maxLength: 4 }),
            redeem: fc.nat(3),
        }),
    },
    {
        weight: 4,
        arbitrary: fc.record({
            kind: fc.constant('return' as const),
            of: fc.nat(9),
            how: fc.constantFrom('order', 'amount', 'article', 'no order'),
            part: fc.integer({ min: 1, max: 5 }),
        }),
    },
    {
        weight: 2,
        arbitrary: fc.record({
            kind: fc.constant('redemption' as const),
            reward: fc.constantFrom('Pass', 'Back'),
            times: fc.integer({ min: 1, max: 3 }),
        }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('enrolment', 'complaint', 'complaint_closed') }) },
);

/** Histories of one member over some months, in the order of time. */
export const histories: fc.Arbitrary<readonly Occurrence[]> = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 24 * 15 }), step), { minLength: 1, maxLength: 14 })
    .map(steps => {
        let at = START;
        const bought: Occurrence[] = [];
        return steps.map(([hours, each], index) => {
            at += hours * HOUR;
            const occurrence = toOccurrence(each, index, at, bought);
            if (each.kind === 'purchase') bought.push(occurrence);
            return occurrence;
        });
    });

const CATEGORIES = ['tea', 'cake', 'other'] as const;

export function occurrence(event: string, at: number, more: Partial<Occurrence> = {}): Occurrence {
    return {
        id: `${event}-${at}`,
        member: 'ann',
        at,
        sequence: 0,
        event,
        fields: new Map(),
        lines: [],
        order: undefined,
        tenders: undefined,
        redeems: [],
        shipping: undefined,
        ...more,
    };
}

function toOccurrence(each: Step, index: number, at: number, bought: readonly Occurrence[]): Occurrence {
    const id = `e${index}`;
    switch (each.kind) {
        case 'purchase':
            return occurrence('purchase', at, {
                id,
                sequence: index,
                order: `o${index}`,
                lines: each.lines.map(([sku, quantity, cents], position) => article(sku, quantity, cents, position)),
                redeems: each.redeem === 0 ? [] : [{ reward: 'Off', times: each.redeem }],
            });
        case 'return':
            return occurrence('return', at, { id, sequence: index, ...returned(each, bought) });
        case 'redemption':
            return occurrence('redemption', at, {
                id,
                sequence: index,
                redeems: [{ reward: each.reward, times: each.times }],
            });
        default:
            return occurrence(each.kind, at, { id, sequence: index, fields: new Map([['severity', 'major']]) });
    }
}

export function article(sku: number, quantity: number, cents: number, index = 0): Occurrence['lines'][number] {
    return {
        index,
        sku: `s${sku}`,
        quantity: Rational.of(quantity),
        price: Rational.of(cents, 100),
        paid: false,
        cost: undefined,
        tax: Rational.of(sku % 2 === 0 ? 19 : 7, 100),
        giftCard: false,
        fields: new Map([['category', CATEGORIES[sku % 3]]]),
    };
}

function returned(
    { of, how, part }: Extract<Step, { kind: 'return' }>,
    bought: readonly Occurrence[],
): Partial<Occurrence> {
    const order = bought[of % Math.max(1, bought.length)];
    const [first] = order?.lines ?? [];
    if (order === undefined || first === undefined) return { lines: [article(of, 1, 500)] };
    const amount = { ...first, sku: undefined, quantity: Rational.ONE, price: Rational.of(part * 700, 100) };
    switch (how) {
        case 'order':
            return { order: order.order, lines: [] };
        case 'amount':
            return { order: order.order, lines: [amount] };
        case 'article':
            return { order: order.order, lines: [{ ...first, quantity: Rational.of(part) }] };
        case 'no order':
            return { lines: [{ ...first, quantity: Rational.of(part) }] };
    }
}
