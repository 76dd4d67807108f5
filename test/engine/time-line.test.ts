import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/base/rational.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Gift } from '../../src/engine/running.ts';
import { createShared } from '../../src/engine/shared.ts';
import type { Occurrence } from '../../src/model/occurrence.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { ANN, article, occurrence } from './support/histories.ts';
import { programOf } from './support/play.ts';

const at = (text: string): number => Date.parse(text);
const buy = (id: string, time: string, cents: number, more: Partial<Occurrence> = {}): Occurrence =>
    occurrence('purchase', at(time), { id, order: id, lines: [{ ...article(0, 1, cents), tax: undefined }], ...more });

async function open(rules: string, begins = '2026-01-01T00:00+01:00') {
    const outcomes: Outcome[] = [];
    const engine = createEngine(await programOf(rules));
    const line = engine.open(ANN, { sink: outcome => outcomes.push(outcome), begins: at(begins), explain: true });
    return { engine, line, outcomes };
}

const RULES = `points Star { expire after 1 months }
earn Base on purchase { give 1 Star per 1 EUR }`;

describe('row 22: late and repeated events', () => {
    it('an id counts once, and the second time is said', async () => {
        const { line, outcomes } = await open(RULES);
        line.apply(buy('A', '2026-03-02T12:00Z', 1000));
        line.apply(buy('A', '2026-03-03T12:00Z', 1000));
        expect(line.balance('Star')).toBe(10n);
        expect(outcomes.at(-1)).toEqual({ kind: 'repeated', member: 'ann', at: at('2026-03-03T12:00Z'), cause: 'A' });
    });

    it('a late event is applied and reported as late; its own time decides windows and expiry', async () => {
        const { line, outcomes } = await open(RULES);
        line.apply(buy('A', '2026-03-02T12:00Z', 1000));
        line.advance(at('2026-04-10T12:00Z'));
        expect(line.balance('Star')).toBe(0n);
        line.apply(buy('late', '2026-03-20T12:00Z', 500));
        line.apply(buy('older', '2026-03-01T12:00Z', 700));
        const events = outcomes.filter(({ kind }) => kind === 'event');
        expect(events).toMatchObject([{ late: false }, { late: true }, { late: true }]);
        expect(line.balance('Star')).toBe(5n);
        expect(line.ledger('Star').expired).toBe(17n);
        const days = (count: number) => ({ kind: 'rolling', duration: { count, unit: 'days' } }) as const;
        expect(line.metric('spend', days(30))).toEqual(Rational.of(5));
        expect(line.metric('spend', days(41))).toEqual(Rational.of(22));
        expect(line.metric('spend', days(10), at('2026-03-10T12:00Z'))).toEqual(Rational.of(17));
        expect(line.lawBreaches()).toEqual([]);
    });
});

describe('what falls due', () => {
    it('says when something happens next, and lets it happen at that instant', async () => {
        const { line, outcomes } = await open(RULES);
        expect(line.nextDue()).toBeUndefined();
        line.apply(buy('A', '2026-03-02T12:00Z', 1000));
        const due = at('2026-04-03T00:00+02:00');
        expect(line.nextDue()).toBe(due);
        line.advance(due - 1);
        expect(line.balance('Star')).toBe(10n);
        line.advance(due);
        expect(line.balance('Star')).toBe(0n);
        expect(outcomes.at(-1)).toMatchObject({
            kind: 'posting',
            flow: 'expired',
            amount: 10n,
            at: due,
            cause: undefined,
        });
        expect(line.nextDue()).toBeUndefined();
    });

    it('happens in its phases: released, reviewed, expired, then triggers, at one midnight', async () => {
        const { line, outcomes } = await open(`program P "P" { currency EUR timezone "Europe/Berlin" channels email }
points Star { expire after 30 days }
points Mile { pending 31 days }
tiers Status { qualify by spend over last 30 days review monthly on 1 tier Friend tier Silver from 10 EUR }
earn Stars on purchase { give 1 Star per 1 EUR }
earn Miles on purchase { give 1 Mile per 1 EUR }
trigger Silence without purchase for 31 days { when Mile.balance >= 10 Mile and Star.balance is 0 Star send "x" by email }`);
        line.apply(buy('A', '2026-03-01T12:00Z', 1000));
        line.advance(at('2026-04-01T12:00Z'));
        const midnight = at('2026-04-01T00:00+02:00');
        const kinds = outcomes.flatMap(each => {
            if (each.at !== midnight || each.kind === 'verdict') return [];
            return [each.kind === 'posting' ? `${each.flow} ${each.points}` : each.kind];
        });
        expect(kinds).toEqual(['released Mile', 'tier', 'expired Star', 'trigger']);
    });

    it('does not make up for what lay before the history begins', async () => {
        const { line, outcomes } = await open(
            `member { birthday : date }
points Star {}
trigger Birthday on member.birthday { give 1 Star }
trigger Monthly every 1 months { give 1 Star }`,
            '2026-06-01T00:00+02:00',
        );
        line.advance(at('2026-07-01T12:00+02:00'));
        expect(outcomes.filter(({ kind }) => kind === 'trigger')).toHaveLength(1);
    });
});

describe('several members', () => {
    it('share limits of the program and budgets in the order in which they are fed', async () => {
        const program = await programOf(`points Star { worth 0.10 EUR }
earn Base on purchase { give 1 Star per 1 EUR }
budget Small { covers Base at most 1 EUR during 2026-03-01 through 2026-03-31 }`);
        const engine = createEngine(program);
        const shared = createShared(program);
        const people = ['ann', 'bob'].map(id => engine.open({ ...ANN, id }, { sink: () => {}, shared }));
        for (const [index, line] of people.entries()) {
            line.apply({ ...buy(`A${index}`, `2026-03-0${index + 2}T12:00Z`, 700), member: line.member });
            line.apply({ ...buy(`B${index}`, `2026-04-0${index + 2}T12:00Z`, 700), member: line.member });
        }
        expect(people.map(line => line.balance('Star'))).toEqual([14n, 10n]);
        expect(shared.budgets()).toEqual([
            {
                name: 'Small',
                limit: Rational.ONE,
                periods: [
                    {
                        from: Number.NEGATIVE_INFINITY,
                        used: Rational.ONE,
                        refused: Rational.of(2, 5),
                        usedUpAt: at('2026-03-03T12:00Z'),
                    },
                ],
            },
        ]);
    });

    it('give each other points, in the calendar of the one who receives them', async () => {
        const program = await programOf(`points Star {}
earn Friend on first purchase of referred member { give 1 Star per 10 EUR to referrer }`);
        const engine = createEngine(program);
        const gifts: { to: string; gift: Gift }[] = [];
        const bob = engine.open(
            { ...ANN, id: 'bob', referrer: 'ann' },
            { sink: () => {}, gift: (to, gift) => 'key' in gift && gifts.push({ to, gift }) },
        );
        bob.apply({ ...buy('A', '2026-03-02T12:00Z', 5500), member: 'bob' });
        bob.apply({
            ...occurrence('return', at('2026-03-04T12:00Z'), {
                order: 'A',
                lines: [{ ...article(0, 1, 2000), sku: undefined }],
            }),
            member: 'bob',
        });
        expect(gifts.map(({ to, gift }) => [to, gift.from, String(gift.amount)])).toEqual([
            ['ann', 'bob', '5.5'],
            ['ann', 'bob', '3.5'],
        ]);
        const ann = engine.open(ANN, { sink: () => {} });
        for (const { gift } of gifts) ann.receive(gift);
        expect(ann.ledger('Star')).toMatchObject({ issued: 5n, takenBack: 2n, available: 3n });
    });
});

describe('time zones', () => {
    it('of the program: a day begins at its midnight; of the member: at their own', async () => {
        const rules = (zone: string) => `program P "P" { currency EUR timezone ${zone} }
points Star { pending 1 days }
earn Base on purchase { give 1 Star per 1 EUR }`;
        const released = async (zone: string, timezone: string): Promise<string> => {
            const outcomes: Outcome[] = [];
            const engine = createEngine(await programOf(rules(zone)));
            const line = engine.open(
                { ...ANN, fields: new Map([['timezone', timezone]]) },
                { sink: each => outcomes.push(each) },
            );
            line.apply(buy('A', '2026-07-02T12:00Z', 1000));
            line.advance(at('2026-07-05T12:00Z'));
            const posting = outcomes.find(each => each.kind === 'posting' && each.flow === 'released');
            return new Date(posting?.at ?? 0).toISOString();
        };
        expect(await released('"Europe/Berlin"', 'Asia/Tokyo')).toBe('2026-07-02T22:00:00.000Z');
        expect(await released('of member', 'Asia/Tokyo')).toBe('2026-07-02T15:00:00.000Z');
        expect(await released('of member else "America/New_York"', 'nowhere')).toBe('2026-07-03T04:00:00.000Z');
    });

    it('outside of its dates a program gives nothing, and remembers all the same', async () => {
        const { line } =
            await open(`program P "P" { currency EUR timezone "Europe/Berlin" valid from 2026-03-01 through 2026-03-31 }
${RULES}
price Sale on order { discount 1 EUR }`);
        line.apply(buy('A', '2026-02-28T12:00Z', 1000));
        line.apply(buy('B', '2026-03-31T12:00Z', 1000));
        line.apply(buy('C', '2026-04-01T12:00Z', 1000));
        expect(line.ledger('Star').issued).toBe(9n);
        expect(line.metric('spend', { kind: 'lifetime' })).toEqual(Rational.of(29));
    });
});

describe('explanations', () => {
    it('say why a rule applies and why not, in the words of the program', async () => {
        const { line, outcomes } = await open(`points Star {}
tiers Status { qualify by spend over last 12 months tier Friend tier Silver from 100 EUR }
earn Base on purchase { give 1 Star per 1 EUR limit 30 Star per member per day }
earn Bonus on purchase { give 50% of Base if Status is at least Silver }
earn Rich on purchase { when spend over last 12 months >= 100 EUR and purchase.net >= 10 EUR give 5 Star }
earn Cake on item { where sku is "CAKE" give 1 Star }`);
        line.apply(buy('A', '2026-03-02T12:00Z', 4000));
        const verdicts = outcomes.flatMap(each =>
            each.kind === 'verdict' ? [`${each.rule} ${each.applied}: ${each.why}`] : [],
        );
        expect(verdicts).toEqual([
            'Base true: give 1 Star per 1 EUR, clipped by limit 30 Star per member per day',
            'Bonus false: Status is at least Silver does not hold: Status is Friend',
            'Rich false: spend over last 12 months >= 100 EUR does not hold: it is 0.00 EUR, 100.00 EUR are missing',
            'Cake false: no line matches',
            'Silver false: spend over last 12 months >= 100 EUR does not hold: it is 40.00 EUR, 60.00 EUR are missing',
        ]);
        expect(outcomes.find(each => each.kind === 'posting')).toMatchObject({
            amount: 30n,
            asked: Rational.of(40),
            limitedBy: 'limit 30 Star per member per day',
        });
    });
});
