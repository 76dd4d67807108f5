import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rational } from '../../src/base/rational.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Line, Member, Occurrence } from '../../src/model/occurrence.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import type { Value } from '../../src/model/value.ts';
import { programOf } from './support/play.ts';

/** Contracts, rebates, holdings, invariants and what they do to each other. */
const program = await programOf(
    `program Bank "Bank" {
  currency EUR
  timezone "Europe/Berlin"
}
points Star { worth 0.02 EUR  expire after 3 months }
metric Combined { average daily balance where balance.kind in "checking", "savings" }
metric Products { minimum daily kinds }
tiers Status {
  qualify   by Combined over last 30 days
  review    monthly on 1
  downgrade stepwise
  grace     20 days
  tier Basic
  tier Plus from 500 EUR
  tier Top  from 2000 EUR
}
contract Season {
  term     2 months
  commit   300 EUR per term
  discount 5%
  discount 2% if paid within 10 days
  terms    payment within 30 days
  lock     price for term
  protect  price for 20 days after purchase
  shortfall pays 30% of missing
  early    end pays 10 EUR
  renew    automatically
}
rebate Quarter {
  by        spend over calendar quarter
  graduated {
    from 0 EUR: 1%
    from 200 EUR: 4%
  }
  partial   50% each month
  settle    after 10 days as credit
}
rebate Growing {
  by        spend over calendar month
  growth    over last calendar month
  all-units {
    from 0%: 0%
    from 10%: 2%
  }
  settle    at end as 1 Star per 1 EUR
}
earn Base on purchase { give 1 Star per 1 EUR }
trigger Silent without purchase for 40 days { give 5 Star }
invariant Sound { always Star.balance >= 0 Star }
invariant Monthly at end of month { always Status.falls over last 12 months <= 1 }
`
        .replace('>= 0 Star', '>= 0 Star')
        .replace('  give 50% of Base if Status is at least Plus ', ''),
);

const DAY = 86_400_000;
const START = Date.parse('2026-01-01T08:00Z');
const prices = [0, 20, 45, 80].map((day, index) => ({
    sku: 'A',
    price: Rational.of([50, 40, 60, 35][index] ?? 50),
    from: START + day * DAY,
}));
const engine = createEngine(program, prices);
const ANN: Member = { id: 'ann', joined: undefined, referrer: undefined, fields: new Map() };

const step = fc.record({
    wait: fc.integer({ min: 1, max: 12 * 24 }),
    what: fc.constantFrom('purchase', 'purchase', 'purchase', 'return', 'sign', 'end', 'balance', 'balance', 'payment'),
    amount: fc.integer({ min: 1, max: 4000 }),
    of: fc.nat(5),
});

const histories = fc.array(step, { minLength: 3, maxLength: 16 }).map(steps => {
    let at = START;
    return steps.map(({ wait, what, amount, of }, index): Occurrence => {
        at += wait * 3_600_000;
        const base = { id: `e${index}`, member: 'ann', at, sequence: index, order: undefined, lines: [] };
        const rest = { tenders: undefined, redeems: [], shipping: undefined };
        const event = (name: string, ...fields: [string, Value][]): Occurrence => ({
            ...{ ...base, ...rest, event: name, fields: new Map(fields) },
        });
        switch (what) {
            case 'sign':
                return event('contract_signed', ['contract', 'Season']);
            case 'end':
                return event('contract_ended', ['contract', 'Season']);
            case 'balance':
                return event(
                    'balance',
                    ['account', `K${of % 2}`],
                    ['kind', of % 3 === 0 ? 'loan' : 'savings'],
                    ['amount', Rational.of(amount)],
                );
            case 'payment':
                return event('payment', ['order', `O${of}`]);
            case 'return':
                return { ...event('return'), order: `O${of}` };
            default:
                return { ...event('purchase'), order: `O${index % 6}`, lines: [lineOf(amount, of)] };
        }
    });
});

/** An article at its list price, or an amount. */
function lineOf(amount: number, of: number): Line {
    const isListed = of % 2 === 0;
    return {
        ...{ index: 0, sku: isListed ? 'A' : undefined, quantity: Rational.of((of % 3) + 1), atListPrice: isListed },
        ...{ price: isListed ? Rational.ZERO : Rational.of(amount, 20), paid: false, giftCard: false },
        ...{ cost: undefined, tax: undefined, fields: new Map() },
    };
}

test('contracts, rebates, holdings and invariants: splitting a history at any instant and resuming changes nothing', () => {
    const seen = new Set<string>();
    fc.assert(
        fc.property(histories, fc.nat(16), fc.nat(40 * DAY), (history, cut, wait) => {
            const end = (history.at(-1)?.at ?? START) + 150 * DAY;
            const whole: Outcome[] = [];
            const line = engine.open(ANN, { sink: outcome => whole.push(outcome), begins: START });
            for (const each of history) line.apply(each);
            line.finish(end);
            for (const each of whole) seen.add(each.kind === 'contract' ? each.change : each.kind);
            expect(line.lawBreaches()).toEqual([]);

            const outcomes: Outcome[] = [];
            const sink = (outcome: Outcome): number => outcomes.push(outcome);
            const first = engine.open(ANN, { sink, begins: START });
            for (const each of history.slice(0, cut)) first.apply(each);
            const clock = first.clock() ?? START;
            const between = Math.min(clock + wait, (history[cut]?.at ?? end) - 1);
            if (between > clock) first.advance(between);
            const second = engine.resume(JSON.parse(JSON.stringify(first.snapshot())), { sink, begins: START });
            for (const each of history.slice(cut)) second.apply(each);
            second.finish(end);
            expect(outcomes).toEqual(whole);
            expect(second.snapshot()).toEqual(line.snapshot());
        }),
        { numRuns: 120, seed: 7 },
    );
    // The histories reach what they are about.
    for (const kind of [
        'signed',
        'renewed',
        'ended early',
        'charge',
        'credit',
        'tier',
        'purchase',
        'return',
        'posting',
    ])
        expect([...seen], kind).toContain(kind);
});
