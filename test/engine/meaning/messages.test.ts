import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/language/compile.ts';
import { failures, play } from '../support/play.ts';

const program = (clauses: string, rules: string): string =>
    `program P "P" {
    currency EUR
    timezone "Europe/Berlin"
    channels email, sms, push
    ${clauses}
    }
    member { consent : set of channels }
    points Star {}
    ${rules}`;

const holds = async (rules: string, history: string): Promise<void> =>
    expect(await failures(rules, history)).toEqual([]);

/** What triggers did, one line each. */
async function told(rules: string, history: string): Promise<string[]> {
    const { failures: failed, outcomes } = await play(rules, history);
    expect(failed).toEqual([]);
    return outcomes.flatMap(outcome => {
        if (outcome.kind !== 'trigger') return [];
        const time = new Date(outcome.at).toISOString().slice(0, 16);
        const effects = outcome.actions.map(action => {
            if (action.kind === 'send' || action.kind === 'ask')
                return `${action.message} by ${action.channels.join('+')}`;
            return action.kind === 'withheld' ? `${action.message} withheld for ${action.why}` : action.kind;
        });
        return [[time, outcome.trigger, outcome.result, ...effects].join(' ')];
    });
}

describe('consent', () => {
    const rules = program('consent member.consent', 'trigger Hi on purchase { send "hi" by email, push }');

    it('a message goes by the channels that the member consents to', async () =>
        expect(
            await told(
                rules,
                `member ann { consent = push and sms }
                2026-03-02 ann: purchase 1 EUR
                expect ann gets Hi`,
            ),
        ).toEqual(['2026-03-02T11:00 Hi fired hi by push']));

    it('without a channel it is suppressed, also where nothing is known of consent', async () =>
        expect(
            await told(
                rules,
                `member ann { consent = sms }
                member bob
                2026-03-02 ann: purchase 1 EUR
                2026-03-02 bob: purchase 1 EUR
                expect ann not gets Hi
                expect bob not gets Hi`,
            ),
        ).toEqual([
            '2026-03-02T11:00 Hi suppressed hi withheld for consent',
            '2026-03-02T11:00 Hi suppressed hi withheld for consent',
        ]));

    it('what else a trigger does needs no consent, and a suppressed one uses up no limit of its own', () =>
        holds(
            program(
                'consent member.consent',
                `trigger Gift on purchase { give 5 Star  send "gift" by email }
                trigger Order on purchase { consent not needed  send "order" by email }
                trigger Once on review { send "thanks" by sms  limit 1 time per member per year }
                trigger Says on review { consent member.consent  send "again" by sms }
                event review`,
            ),
            `member ann { consent = sms }
            2026-03-02 ann: purchase 1 EUR
            expect ann gets Gift
            expect ann earned 5 Star
            expect ann gets Order
            2026-03-03 ann: review
            expect ann gets Once 1 time
            expect ann gets Says 1 time`,
        ));

    it('explains why it was suppressed', async () => {
        const { outcomes } = await play(rules, 'member ann { consent = sms }\n2026-03-02 ann: purchase 1 EUR');
        const whys = outcomes.flatMap(each => (each.kind === 'verdict' && each.rule === 'Hi' ? [each.why] : []));
        expect(whys).toEqual(['member.consent has no channel of its messages']);
    });
});

describe('quiet hours', () => {
    it('hold messages until they are over, gifts come at once', async () =>
        expect(
            await told(
                program(
                    'quiet 21:00 to 8:00',
                    `trigger Plain on purchase { send "plain" by email }
                    trigger Gift on purchase { give 5 Star  send "gift" by email }
                    trigger Night on purchase { quiet never  send "night" by email }
                    trigger Noon on purchase { quiet 20:00 to 12:00  send "noon" by email }`,
                ),
                `member ann
                2026-03-02 21:00 ann: purchase 1 EUR
                expect ann not gets Plain
                expect ann earned 5 Star
                2026-03-02 expect ann not gets Plain
                2026-03-03 expect ann gets Plain 1 time
                2026-03-03 expect ann gets Noon
                2026-03-04 7:59 ann: purchase 1 EUR
                2026-03-05 8:00 ann: purchase 1 EUR
                2026-03-05 20:59 ann: purchase 1 EUR
                2026-03-05 expect ann gets Plain 2 times`,
            ),
        ).toEqual([
            '2026-03-02T20:00 Plain held held',
            '2026-03-02T20:00 Gift fired give held',
            '2026-03-02T20:00 Night fired night by email',
            '2026-03-02T20:00 Noon held held',
            '2026-03-03T07:00 Plain fired plain by email',
            '2026-03-03T07:00 Gift sent gift by email',
            '2026-03-03T11:00 Noon fired noon by email',
            '2026-03-04T06:59 Plain held held',
            '2026-03-04T06:59 Gift fired give held',
            '2026-03-04T06:59 Night fired night by email',
            '2026-03-04T06:59 Noon held held',
            '2026-03-04T07:00 Plain fired plain by email',
            '2026-03-04T07:00 Gift sent gift by email',
            '2026-03-04T11:00 Noon fired noon by email',
            '2026-03-05T07:00 Plain fired plain by email',
            '2026-03-05T07:00 Gift fired give gift by email',
            '2026-03-05T07:00 Night fired night by email',
            '2026-03-05T07:00 Noon held held',
            '2026-03-05T11:00 Noon fired noon by email',
            '2026-03-05T19:59 Plain fired plain by email',
            '2026-03-05T19:59 Gift fired give gift by email',
            '2026-03-05T19:59 Night fired night by email',
            '2026-03-05T19:59 Noon held held',
        ]));

    it('are those of the member’s own zone', async () =>
        expect(
            await told(
                `program P { currency EUR  timezone of member else "Europe/Berlin"  channels email  quiet 21:00 to 8:00 }
                trigger Hi on purchase { send "hi" by email }`,
                `member ann { timezone = "America/New_York" }
                2026-01-05 9:00 ann: purchase 1 EUR
                2026-01-05 expect ann gets Hi`,
            ),
        ).toEqual(['2026-01-05T08:00 Hi held held', '2026-01-05T13:00 Hi fired hi by email']));
});

describe('limits on messages', () => {
    it('hold over all triggers; the one that is declared first goes first', async () =>
        expect(
            await told(
                program(
                    'at most 2 messages per member per week',
                    `trigger First on purchase { send "first" by email, sms }
                    trigger Second on purchase { give 1 Star  send "second" by email }
                    trigger Third on purchase { send "third" by push }
                    trigger Fourth on purchase { give 1 Star  send "fourth" by push }
                    trigger Order on purchase { send "order" by push  messages unlimited }`,
                ),
                `member ann
                2026-03-02 ann: purchase 1 EUR
                expect ann not gets Third
                expect ann earned 2 Star
                2026-03-09 ann: purchase 1 EUR
                expect ann gets First 2 times`,
            ),
        ).toEqual([
            ...['2026-03-02', '2026-03-09'].flatMap(day => [
                `${day}T11:00 First fired first by email+sms`,
                `${day}T11:00 Second fired give second by email`,
                `${day}T11:00 Third capped third withheld for limit`,
                `${day}T11:00 Fourth fired give fourth withheld for limit`,
                `${day}T11:00 Order fired order by push`,
            ]),
        ]));

    it('by channel take this channel from a message; several messages of one trigger count each', async () =>
        expect(
            await told(
                program(
                    'at most 1 message by email per member per rolling 7 days\nat most 3 messages per member per day',
                    `trigger A on purchase { send "a" by email, push }
                    trigger B on purchase { send "b" by email, push }
                    trigger C on purchase { send "c" by sms  send "d" by sms }`,
                ),
                'member ann\n2026-03-02 ann: purchase 1 EUR\nexpect ann gets C',
            ),
        ).toEqual([
            '2026-03-02T11:00 A fired a by email+push',
            '2026-03-02T11:00 B fired b by push',
            '2026-03-02T11:00 C fired c by sms d withheld for limit',
        ]));

    it('are looked at when a held message goes out, in the order of declaration', async () =>
        expect(
            await told(
                program(
                    'quiet 21:00 to 8:00\nat most 1 message per member per day',
                    `event review
                    trigger A on purchase { send "a" by email }
                    trigger B on review { send "b" by email }`,
                ),
                `member ann
                2026-03-02 22:00 ann: review
                2026-03-02 23:00 ann: purchase 1 EUR
                2026-03-03 expect ann gets A
                2026-03-03 expect ann not gets B`,
            ),
        ).toEqual([
            '2026-03-02T21:00 B held held',
            '2026-03-02T22:00 A held held',
            '2026-03-03T07:00 A fired a by email',
            '2026-03-03T07:00 B capped b withheld for limit',
        ]));
});

it.each([
    ['consent member.city', '', 'Here must be a set of channels of the member, not text.'],
    ['quiet 8:00 to 8:00', '', 'The end of the quiet hours must be another hour than their start, not 8:00.'],
    ['', 'quiet never', "'quiet never' must be left out: the trigger sends no message."],
])('%s %s: %s', async (clause, inTrigger, message) => {
    const text = `program P { currency EUR  timezone "UTC"  channels email  ${clause} }\nmember { city : text }\ntrigger T on purchase { tag "x" ${inTrigger} }`;
    const { findings } = await compile([{ uri: 'memory:/test.loyalty', text }]);
    expect(findings.map(each => each.message)).toContain(message);
});
