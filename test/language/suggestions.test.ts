import { describe, expect, test } from 'vitest';
import { compile } from '../../src/language/compile.ts';

const HEAD = 'program P {\n  currency EUR\n  timezone "UTC"\n  channels email\n}\nevent opened\n';

test.each([
    ['opend', " Did you mean 'opened'?"],
    // `spend` is near, and no event.
    ['spnd', ''],
])('of what happened, %s is only compared with events', async (name, suggested) => {
    const text = `${HEAD}journey J on enrolment {\n  wait 3 days\n  look if ${name} happened { stop }\n}`;
    const [finding] = (await compile([{ uri: 'file:///a.loyalty', text }])).findings.filter(
        ({ code }) => code === 'names/unknown',
    );
    expect(finding?.message).toContain(`Unknown name '${name}'.`);
    expect(finding?.message.includes("'spend'")).toBe(false);
    if (suggested !== '') expect(finding?.message).toContain(suggested);
    expect(finding?.fixes.map(({ title }) => title)).toEqual(suggested === '' ? [] : ['Write opened']);
});

test.each([
    ['give 10 EUR credit', "'credit' must be left out: money that a rule gives is credited, 'give 10 EUR'."],
    ['give 10 Star points', "'points' must be left out: their name is the unit, 'give 10 Star'."],
    ['give 10% off', "Here must be 'of', not 'off': a discount belongs to a price, 'discount 10%'."],
])('what people add to a gift is told: %s', async (give, message) => {
    const text = `${HEAD}points Star { worth 0.02 EUR }\nearn Base on purchase { ${give} }\n`;
    const [finding] = (await compile([{ uri: 'file:///a.loyalty', text }])).findings;
    expect(finding?.message).toBe(message);
});

test('of files that are imported, one with a name that is near is proposed', async () => {
    const sources = [
        { uri: 'memory:/main.loyalty', text: `import "rules/prizes.loyalty"\n${HEAD}` },
        { uri: 'memory:/rules/prices.loyalty', text: 'import "../man.loyalty"\n' },
    ];
    const { findings } = await compile(sources);
    expect(findings.map(({ message, fixes }) => [message, fixes[0]?.edits[0]?.text])).toEqual([
        ["The file 'rules/prizes.loyalty' must exist. Did you mean 'rules/prices.loyalty'?", '"rules/prices.loyalty"'],
        ['This file should declare a program or be imported by one.', undefined],
        ["The file '../man.loyalty' must exist. Did you mean '../main.loyalty'?", '"../main.loyalty"'],
    ]);
});

test('a step out of order moves with the expectations that look at it, and with its comment', async () => {
    const text = `${HEAD}points Star { worth 0.02 EUR }
test "t" {
  member ann
  2026-03-02 ann: purchase 40 EUR
  expect ann earned 0 Star
  2026-03-01 ann: purchase 10 EUR // the first
  expect ann balance 0 Star
  2026-03-03 ann: purchase 10 EUR
  expect ann balance 0 Star
}
`;
    const [finding] = (await compile([{ uri: 'file:///a.loyalty', text }])).findings;
    const edits = (finding?.fixes[0]?.edits ?? []).toSorted((a, b) => b.start - a.start);
    const mended = edits.reduce((all, { start, end, text }) => all.slice(0, start) + text + all.slice(end), text);
    expect(mended.slice(mended.indexOf('  member ann'))).toBe(`  member ann
  2026-03-01 ann: purchase 10 EUR // the first
  expect ann balance 0 Star
  2026-03-02 ann: purchase 40 EUR
  expect ann earned 0 Star
  2026-03-03 ann: purchase 10 EUR
  expect ann balance 0 Star
}
`);
});

describe('what is wrong is said where it is wrong', () => {
    const said = async (text: string) =>
        (await compile([{ uri: 'file:///a.loyalty', text: HEAD + text }])).findings.map(
            ({ span, endColumn, message }) =>
                `${text.split('\n')[span.line - 6]?.slice(span.column, endColumn)}: ${message}`,
        );

    test.each([
        [
            'segment Best { when top 20% of membrs by spend over lifetime }',
            "membrs: Here must be 'members', not 'membrs'.",
        ],
        [
            'segment Best { when bottom 20 membrs by spend over lifetime }',
            "membrs: Here must be '%' or 'members', not 'membrs'.",
        ],
        ['goal "g" { share of membrs in Gold >= 2% }', "membrs: Here must be 'members', not 'membrs'."],
        ['segment Best { when days since lst purchase > 3 days }', "lst: Here must be 'last', not 'lst'."],
    ])('%s', async (text, message) => {
        expect(await said(text)).toEqual([message]);
    });

    test('a name of something else says what it is', async () => {
        const journey = 'journey Back on enrolment { stop when visits over lifetime > 1 tag "x" }\n';
        expect(await said(`${journey}assume "a" { response 10% to Back }`)).toContain(
            "Back: Unknown trigger 'Back'. It is a journey: only answers to triggers can be assumed, so it must be a trigger.",
        );
        expect(await said('points Star { worth 0.01 EUR }\nearn E on Star { give 1 Star }')).toContain(
            "Star: Unknown event 'Star'. It is points; here must be an event.",
        );
    });
});
