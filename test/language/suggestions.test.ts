import { expect, test } from 'vitest';
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
