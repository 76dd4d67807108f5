import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/base/rational.ts';
import { evaluate, holds } from '../../src/engine/evaluate.ts';
import { explain } from '../../src/engine/explain.ts';
import type { Scope } from '../../src/engine/scope.ts';
import type { Expression } from '../../src/model/expression.ts';
import type { Program } from '../../src/model/program.ts';
import type { Value } from '../../src/model/value.ts';
import { programOf } from './support/play.ts';

const DECLARED = `program P "P" { currency EUR timezone "Europe/Berlin" channels email, sms }
member { city : text  home : text  birthday : date  consent : set of channels  budget : money  share : percent }
points Star {}
tiers Status { qualify by spend over last 12 months tier Friend tier Silver from 100 EUR tier Gold from 500 EUR }
`;

/** A condition of a text, with the program that it stands in. */
async function condition(text: string): Promise<{ when: Expression; program: Program }> {
    const program = await programOf(`${DECLARED}segment S { when ${text} }`);
    const [segment] = program.segments;
    if (segment === undefined) throw new Error('no condition');
    return { when: segment.when, program };
}

function scopeWith(fields: Readonly<Record<string, Value>>, onUnknown?: (what: string) => void): Scope {
    return {
        memberField: field => fields[field],
        eventField: () => undefined,
        itemField: () => undefined,
        orderField: () => undefined,
        metric: () => Rational.of(40),
        distinct: () => new Set(['tea', 'cake']),
        pointsBalance: () => Rational.of(150),
        expiring: () => Rational.ZERO,
        tier: () => 'Friend',
        missing: () => Rational.of(60),
        sinceLast: () => undefined,
        today: () => 100,
        segment: () => undefined,
        onUnknown,
    };
}

describe('three answers: yes, no, not known', () => {
    const unknown = undefined;
    it.each([
        ['member.city is "Berlin"', { city: 'Berlin' }, true],
        ['member.city is "Berlin"', { city: 'Bern' }, false],
        ['member.city is "Berlin"', {}, unknown],
        ['not member.city is "Berlin"', {}, unknown],
        ['member.city is member.home', { city: 'Bern', home: 'Bern' }, true],
        ['member.city is member.home', { city: 'Bern', home: 'Ulm' }, false],
        ['member.city is not member.home', { city: 'Bern', home: 'Ulm' }, true],
        ['member.city is not member.home', { city: 'Bern' }, unknown],
        ['member.city in member.home, "Ulm"', { city: 'Ulm', home: 'Bern' }, true],
        ['member.city in member.home, "Ulm"', { city: 'Bern', home: 'Bern' }, true],
        ['member.city in member.home, "Ulm"', { city: 'Bern' }, unknown],
        ['member.birthday <= today', { birthday: 100 }, true],
        ['member.birthday <= today', {}, unknown],
        ['today - member.birthday >= 30 days', { birthday: 70 }, true],
        ['today - member.birthday >= 30 days', { birthday: 71 }, false],
        ['member.birthday + 1 month > today', { birthday: 70 }, true],
        ['member.birthday + 4 weeks > today', { birthday: 72 }, false],
        ['member.city not in "Bern", "Ulm"', { city: 'Ulm' }, false],
        ['member.city not in "Bern", "Ulm"', { city: 'Bonn' }, true],
        ['member.city not in "Bern", "Ulm"', {}, unknown],
        ['member.city is known', {}, false],
        ['not member.city is known', {}, true],
        ['member.city is "Berlin" and member.age >= 18', { age: Rational.of(17) }, false],
        ['member.city is "Berlin" and member.age >= 18', { age: Rational.of(18) }, unknown],
        ['member.city is "Berlin" or member.age >= 18', { age: Rational.of(18) }, true],
        ['member.city is "Berlin" or member.age >= 18', { age: Rational.of(17) }, unknown],
        [
            'any 2 of (member.city is "Berlin", member.age >= 18, Star.balance >= 100 Star)',
            { age: Rational.of(20) },
            true,
        ],
        [
            'any 2 of (member.city is "Berlin", member.age >= 18, Star.balance >= 200 Star)',
            { age: Rational.of(20) },
            unknown,
        ],
        [
            'any 2 of (member.city is "Berlin", member.age >= 18, Star.balance >= 200 Star)',
            { age: Rational.of(2) },
            false,
        ],
        ['member.age between 18 and 20', { age: Rational.of(20) }, true],
        ['member.age between 18 and 20', {}, unknown],
        ['member.city in "Bern", "Berlin"', { city: 'Berlin' }, true],
        ['member.consent has email', { consent: new Set(['sms']) }, false],
        ['member.consent has email', {}, unknown],
        ['member.budget / member.age >= 1 EUR', { budget: Rational.of(40), age: Rational.ZERO }, unknown],
        ['member.budget + 10 EUR >= 50 EUR', { budget: Rational.of(40) }, true],
        ['member.share >= 10%', { share: Rational.of(1, 10) }, true],
        ['Status is at least Silver', {}, false],
        ['Status in Friend, Gold', {}, true],
        ['Status is not Gold', {}, true],
        ['days since last purchase >= 30 days', {}, unknown],
    ] as const)('%s, where %o: %s', async (text, fields, expected) => {
        const { when, program } = await condition(text);
        expect(evaluate(when, scopeWith(fields), program)).toBe(expected);
    });

    it('what is not known does not hold, and the first such thing is said once', async () => {
        const { when, program } = await condition(
            'member.age >= 18 and (member.city is "Berlin" or member.budget >= 1 EUR)',
        );
        const said: string[] = [];
        expect(
            holds(
                when,
                scopeWith({ age: Rational.of(20) }, what => said.push(what)),
                program,
            ),
        ).toBe(false);
        expect(said).toEqual(['member.city']);
    });
});

describe('why a condition holds or not', () => {
    it.each([
        ['Status is at least Silver', {}, 'Status is at least Silver does not hold: Status is Friend'],
        ['Status is Friend', {}, 'Status is Friend holds: Status is Friend'],
        [
            'spend over last 12 months >= 100 EUR',
            {},
            'spend over last 12 months >= 100 EUR does not hold: it is 40.00 EUR, 60.00 EUR are missing',
        ],
        [
            'Star.balance <= 100 Star',
            {},
            'Star.balance <= 100 Star does not hold: Star.balance is 150 Star, 50 Star too much',
        ],
        ['Star.balance > 100 Star', {}, 'Star.balance > 100 Star holds: Star.balance is 150 Star'],
        ['member.age > 18', { age: Rational.of(18) }, 'member.age > 18 does not hold: member.age is 18'],
        ['member.city is "Berlin"', {}, 'member.city is "Berlin" cannot be decided: member.city is not known'],
        [
            'member.age >= 18 and Status is Gold and member.city is "X"',
            { age: Rational.of(20) },
            'Status is Gold does not hold: Status is Friend',
        ],
        ['member.age >= 18 or Status is Gold', { age: Rational.of(20) }, 'member.age >= 18 holds: member.age is 20'],
        [
            'member.city is member.home',
            { city: 'Bern', home: 'Ulm' },
            'member.city is member.home does not hold: member.city is Bern, member.home is Ulm',
        ],
        [
            'member.consent has email',
            { consent: new Set(['sms']) },
            'member.consent has email does not hold: member.consent is sms',
        ],
        [
            'member.share >= 10%',
            { share: Rational.of(1, 20) },
            'member.share >= 10% does not hold: member.share is 5%, 5% are missing',
        ],
        ['member.birthday is known', { birthday: 0 }, 'member.birthday is known holds: member.birthday is 1970-01-01'],
    ] as const)('%s', async (text, fields, sentence) => {
        const { when, program } = await condition(text);
        expect(explain(when, scopeWith(fields), program)).toBe(sentence);
    });
});
