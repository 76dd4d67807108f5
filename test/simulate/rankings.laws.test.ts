import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rational } from '../../src/base/rational.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { createShared, type Shared } from '../../src/engine/shared.ts';
import type { TimeLine } from '../../src/engine/time-line.ts';
import type { Occurrence } from '../../src/model/occurrence.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { rankingsOf } from '../../src/simulate/rankings.ts';
import { replay } from '../../src/simulate/replay.ts';
import { TimeOrder } from '../../src/simulate/time-order.ts';
import { arraySource } from './support/histories.ts';
import { HEAD, programOf } from './support/programs.ts';

/** Every ranking lives on what the one before has given. */
const program = await programOf(`${HEAD}
points Star { worth 0.01 EUR expire after 2 months }
segment Best { when top 40% of members by Star.earned over last 20 days }
tiers Club {
  qualify by Star.earned over last calendar month
  review monthly on 1
  downgrade to what is met
  ties to the earlier member
  tier Basic
  tier Good from top 60%
  tier Top from top 1 members in Good
}
earn Base on purchase { give 1 Star per 1 EUR }
earn More on purchase { give 50% of Base if Club is at least Good  give 100% of Base if Best }
trigger Climb on reaching Top { give 30 Star }
budget All { covers More at most 200 Star }`);

const HOUR = 3_600_000;
const START = Date.parse('2025-12-31T23:00Z');
const END = START + 120 * 24 * HOUR;
const MEMBERS = ['ann', 'bob', 'cat', 'dan'];

const history: fc.Arbitrary<Occurrence[]> = fc
    .array(
        fc.record({
            member: fc.constantFrom(...MEMBERS),
            hour: fc.integer({ min: 0, max: 100 * 24 }),
            amount: fc.integer({ min: 1, max: 60 }),
        }),
        { minLength: 4, maxLength: 25 },
    )
    .map(list =>
        arrayOf(
            list
                .toSorted((a, b) => a.hour - b.hour)
                .map(({ member, hour, amount }) => ({ member, at: START + hour * HOUR, amount })),
        ),
    );

interface Bought {
    readonly member: string;
    readonly at: number;
    readonly amount: number;
}

function arrayOf(list: readonly Bought[]): Occurrence[] {
    return list.map(({ member, at, amount }, sequence) => purchase(member, at, amount, sequence));
}

function purchase(member: string, at: number, amount: number, sequence: number): Occurrence {
    const line = { index: 0, sku: undefined, paid: false, cost: undefined, tax: undefined, giftCard: false };
    return {
        id: `e${sequence}`,
        member,
        at,
        sequence,
        event: 'purchase',
        fields: new Map(),
        lines: [{ ...line, quantity: Rational.ONE, price: Rational.of(amount), fields: new Map() }],
        order: undefined,
        tenders: undefined,
        redeems: [],
        shipping: undefined,
    };
}

interface World {
    readonly lines: ReadonlyMap<string, TimeLine>;
    readonly order: TimeOrder;
    readonly shared: Shared;
}

const engine = createEngine(program);

function world(shared: Shared, sink: (outcome: Outcome) => void, before?: World): World {
    const order = new TimeOrder(rankingsOf(program, shared, { begins: START, everyone: true }));
    const lines = new Map(
        MEMBERS.map(id => {
            const options = { sink, shared, begins: START };
            const known = before?.lines.get(id);
            const member = { id, joined: undefined, referrer: undefined, fields: new Map() };
            const line = known === undefined ? engine.open(member, options) : engine.resume(known.snapshot(), options);
            order.add(line);
            return [id, line];
        }),
    );
    return { lines, order, shared };
}

test('splitting a history at any instant and taking it up again gives the same', () => {
    fc.assert(
        fc.property(history, fc.integer({ min: 0, max: 119 * 24 }), (events, hour) => {
            const whole: Outcome[] = [];
            const one = world(createShared(program), each => whole.push(each));
            for (const each of events) one.order.apply(each);
            one.order.advance(END);

            const parts: Outcome[] = [];
            const split = START + hour * HOUR;
            const first = world(createShared(program), each => parts.push(each));
            for (const each of events.filter(({ at }) => at <= split)) first.order.apply(each);
            first.order.advance(split);
            const second = world(createShared(program, first.shared.state), each => parts.push(each), first);
            for (const each of events.filter(({ at }) => at > split)) second.order.apply(each);
            second.order.advance(END);

            expect(parts).toEqual(whole);
            expect(second.shared.state).toEqual(one.shared.state);
        }),
        { numRuns: 60 },
    );
});

test('the order of the members in the data changes nothing', async () => {
    await fc.assert(
        fc.asyncProperty(history, fc.shuffledSubarray(MEMBERS, { minLength: 4 }), async (events, shuffled) => {
            const run = async (ids: readonly string[]): Promise<Outcome[]> => {
                const outcomes: Outcome[] = [];
                const source = arraySource(events);
                const members = async function* () {
                    const all = await Array.fromAsync(source.members());
                    for (const id of ids) yield* all.filter(({ member }) => member.id === id);
                };
                const listener = { sink: (each: Outcome) => outcomes.push(each), close() {} };
                await replay({
                    program,
                    source: { ...source, members },
                    begins: START,
                    until: END,
                    open: () => listener,
                });
                return outcomes;
            };
            expect(await run(shuffled)).toEqual(await run(MEMBERS));
        }),
        { numRuns: 40 },
    );
});
