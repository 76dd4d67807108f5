import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountedPart, type SimulationRequest, simulate, simulatePart } from '../../src/simulate/simulate.ts';
import type { MemberEvents, Source } from '../../src/simulate/source.ts';
import { sourceOf } from './support/histories.ts';
import { CLUB, programOf } from './support/programs.ts';

/** Something of all that is counted. */
const ALL = `${CLUB}
event review

event referral
segment Rich { when spend over last 12 months >= 100 EUR }
earn Reviewed on review { give 5 Star limit 2 times per member per year }
journey Again "Once more" on first purchase {
  aim  purchase happened
  send "thanks" by email
  wait 5 days
  look if review happened { give 10 Star }
  otherwise { ask "review" by email }
}
trigger Missed without purchase for 30 days { send "missed" by email hold out 40% watch for 30 days }
invariant Few on purchase { always given.total <= 40 EUR }
assume "some come back" { response 50% to Missed within 10 days }
`;

const DAYS = 150;

const event = fc.record({
    day: fc.integer({ min: 0, max: DAYS }),
    member: fc.integer({ min: 0, max: 9 }),
    what: fc.oneof(
        fc.integer({ min: 1, max: 900 }).map(euros => `buys ${euros}`),
        fc.integer({ min: 1, max: 900 }).map(euros => `buys ${euros} redeeming MoneyOff`),
        fc.integer({ min: 1, max: 90 }).map(euros => `returns ${euros}`),
        fc.constantFrom('review', 'referral'),
        fc.integer({ min: -1, max: 11 }).map(score => `survey score = ${Math.max(0, score)}`),
    ),
});

const START = Date.UTC(2026, 0, 2);

const histories = fc.array(event, { minLength: 1, maxLength: 40 }).map(events =>
    events
        .toSorted((a, b) => a.day - b.day)
        .map(({ day, member, what }) => {
            const date = new Date(START + day * 86_400_000).toISOString().slice(0, 10);
            return `${date} m${member} ${what}`;
        })
        .join('\n'),
);

async function membersOf(source: Source): Promise<MemberEvents[]> {
    return Array.fromAsync(source.members());
}

/** As threads do it: what was counted of each part travels as plain data. */
async function inParts(request: SimulationRequest, bounds: readonly number[]) {
    const all = await membersOf(request.source);
    const cuts = [0, ...bounds.map(bound => Math.min(bound, all.length)), all.length].toSorted((a, b) => a - b);
    const parts: CountedPart[] = [];
    for (const [index, from] of cuts.slice(0, -1).entries()) {
        const members = async function* () {
            yield* all.slice(from, cuts[index + 1]);
        };
        parts.push(structuredClone(await simulatePart({ ...request, source: { ...request.source, members } })));
    }
    return simulate({
        ...request,
        inParts: async take => {
            for (const part of parts) take(part);
        },
    });
}

describe('members in parts', () => {
    it('come to what all of them come to, however they are divided', async () => {
        const program = await programOf(ALL);
        const bounds = fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 4 });
        await fc.assert(
            fc.asyncProperty(histories, bounds, async (history, cuts) => {
                const members = [0, 1, 2, 3].map(index => ({ id: `m${index}`, referrer: `m${index + 1}` }));
                const source = sourceOf(history, members);
                const request = { program, source, dataset: 'T', forecast: { draws: 3, seed: 1 } };
                const whole = await simulate(request);
                const parts = await inParts(request, cuts);
                expect(JSON.stringify(parts)).toBe(JSON.stringify(whole));
            }),
            { numRuns: 60 },
        );
    });
});
