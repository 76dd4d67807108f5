import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { CodeActionResolveRequest } from 'vscode-languageserver-protocol';
import { compile } from '../../src/language/compile.ts';
import { runTests } from '../../src/simulate/tests.ts';
import { actionsAt, afterAction, applied } from './support/actions.ts';
import { readMarks } from './support/marks.ts';
import { Session, uriOf } from './support/session.ts';

let editor: Session;
beforeAll(async () => {
    editor = await new Session({}).start();
});
afterAll(() => editor.end());

const head = `program P {
  currency EUR
  timezone "UTC"
}

points Star { worth 0.01 EUR }

tiers Status {
  qualify by spend over last 12 months
  upgrade immediately

  tier Friend
  tier Gold from 300 EUR
}

`;

async function becomes(title: string, before: string, after: string): Promise<void> {
    expect(await applied(editor, head + before, title)).toBe(head + after);
}

async function titles(text: string): Promise<readonly string[]> {
    return (await actionsAt(editor, 'scratch.loyalty', head + text)).map(each => each.title);
}

describe('a segment is extracted', () => {
    test('from all of a condition about the member', () =>
        becomes(
            'Extract a segment',
            `// about Base
/** What everybody gets. */
earn Base on purchase {
  when Status is at least Gold /* new */ and visits ‸over last 3 months >= 2
  give 1 Star per 1 EUR
}
`,
            `segment BaseMembers { when Status is at least Gold /* new */ and visits over last 3 months >= 2 }

// about Base
/** What everybody gets. */
earn Base on purchase {
  when BaseMembers
  give 1 Star per 1 EUR
}
`,
        ));

    test('from the part that is about the member', () =>
        becomes(
            'Extract a segment',
            `earn Base on purchase {
  when Status is ‸Gold and purchase.net >= 10 EUR
  give 1 Star per 1 EUR
}
`,
            `segment BaseMembers { when Status is Gold }

earn Base on purchase {
  when BaseMembers and purchase.net >= 10 EUR
  give 1 Star per 1 EUR
}
`,
        ));

    test('from what is selected', () =>
        becomes(
            'Extract a segment',
            `earn Base on purchase { when (visits over lifetime > 3 «or Status is Gold») and visits over lifetime < 99 give 1 Star }
`,
            `segment BaseMembers { when visits over lifetime > 3 or Status is Gold }

earn Base on purchase {
  when BaseMembers and visits over lifetime < 99
  give 1 Star
}
`,
        ));

    test('and not where nothing is asked about members, or the line is half typed', async () => {
        expect(await titles('earn Base on purchase {\n  when purchase.net ‸>= 10 EUR\n  give 1 Star\n}\n')).toEqual([]);
        expect(await titles('earn Base on purchase {\n  when Status is ‸Gold and\n  give 1 Star\n}\n')).toEqual([]);
    });
});

describe('a metric is extracted', () => {
    test('wherever the file asks for the same', () =>
        becomes(
            'Extract a metric',
            `segment Often { when count of purchase where purchase.net >= 10 EUR ‸over last 3 months >= 2 }

segment Seldom { when count  of purchase where purchase.net >= 10 EUR over lifetime < 2 }
`,
            `metric CountPurchase { count of purchase where purchase.net >= 10 EUR }

segment Often { when CountPurchase over last 3 months >= 2 }

segment Seldom { when CountPurchase over lifetime < 2 }
`,
        ));
});

describe('a name is written out', () => {
    test('everywhere, with its comments', () =>
        becomes(
            "Inline the segment 'Often'",
            `/** Who comes often. */
segment ‸Often { // not yet
  when visits over lifetime > 3 or Status is Gold
} // end

earn Base on purchase {
  when Often and purchase.net >= 1 EUR
  give 1 Star
}

earn More on purchase {
  when not Often
  give 1 Star
}
`,
            `earn Base on purchase {
  /** Who comes often. */
  // not yet
  // end
  when (visits over lifetime > 3 or Status is Gold) and purchase.net >= 1 EUR
  give 1 Star
}

earn More on purchase {
  when not (visits over lifetime > 3 or Status is Gold)
  give 1 Star
}
`,
        ));

    test('in one place', () =>
        becomes(
            "Inline the metric 'Big' here",
            `metric Big { count of purchase where purchase.net >= 100 EUR or purchase.units > 9 }

segment A { when ‸Big over last 3 months >= 2 }

segment B { when Big over lifetime >= 2 }
`,
            `metric Big { count of purchase where purchase.net >= 100 EUR or purchase.units > 9 }

segment A {
  when count of purchase where (purchase.net >= 100 EUR or purchase.units > 9) over last 3 months >= 2
}

segment B { when Big over lifetime >= 2 }
`,
        ));

    test('and not what every program knows, nor a segment that is a state', async () => {
        expect(await titles('segment A { when ‸visits over lifetime > 2 }\n')).toEqual(['Extract a segment']);
        const reviewed = 'segment A {\n  when visits over lifetime > 2\n  review monthly on 1\n}\n';
        expect(await titles(`${reviewed}earn B on purchase { when ‸A  give 1 Star }\n`)).toEqual([]);
    });

    test('in all files that can see what it names, and in none otherwise', async () => {
        const texts = {
            'main.loyalty': `import "parts.loyalty"\n\n${head}segment Rich { when Often and spend over lifetime > 9 EUR }\n`,
            'parts.loyalty': 'segment Often { when visits over lifetime > 3 }\n',
        };
        const two = await new Session(texts).start();
        await two.open('main.loyalty');
        const actions = await actionsAt(two, 'parts.loyalty', 'segment ‸Often { when visits over lifetime > 3 }\n');
        const [action] = actions;
        expect(actions.map(each => each.title)).toEqual(["Inline the segment 'Often'"]);
        expect(action && (await afterAction(two, action, texts))).toEqual({
            'main.loyalty': `import "parts.loyalty"\n\n${head}segment Rich { when visits over lifetime > 3 and spend over lifetime > 9 EUR }\n`,
            'parts.loyalty': '',
        });
        await two.end();
    });
});

describe('a rule is split', () => {
    test('into one for each gift; lists of rules name all of them', () =>
        becomes(
            "Split 'Base' into a rule for each gift",
            `// what everybody gets
earn Base on purchase {
  when Status is at least Gold // from Gold on
  // small
  ‸give 1 Star per 1 EUR // by amount
  // big
  give 5 Star // once
}

earn Bonus on purchase { give 10% of Base }

combine Base, Bonus: sum
`,
            `// what everybody gets
earn Base on purchase {
  when Status is at least Gold // from Gold on
  // small
  give 1 Star per 1 EUR // by amount
}

earn Base2 on purchase {
  when Status is at least Gold
  // big
  give 5 Star // once
}

earn Bonus on purchase { give 10% of Base, Base2 }

combine Base, Base2, Bonus: sum
`,
        ));

    test("at 'or', and where both hold it still gives once", () =>
        becomes(
            "Split 'Base' at 'or'",
            `earn Base on purchase {
  when Status is Gold ‸or purchase.net >= 10 EUR // one of both
  give 1 Star
}
`,
            `earn Base on purchase {
  when Status is Gold // one of both
  give 1 Star
}

earn Base2 on purchase {
  when purchase.net >= 10 EUR
  give 1 Star
}

combine Base, Base2: first
`,
        ));

    test('and not where something looks at it as a whole', async () => {
        const rule = 'earn Base on purchase {\n  ‸give 1 Star\n  give 2 Star\n';
        expect(await titles(`${rule}  limit 1 time per member per day\n}\n`)).toEqual([]);
        expect(await titles(`${rule}}\nearn Other on purchase { give 1 Star }\ncombine Base, Other: best\n`)).toEqual(
            [],
        );
    });
});

describe('brackets of the other kind say what they cost', () => {
    test('of units', () =>
        becomes(
            'Convert to all-units: 12 units cost 180.00 EUR instead of 201.00 EUR',
            `price Beans on item {
  ‸graduated by quantity {
    from 1  units: 18.00 EUR
    from 6  units: 16.00 EUR
    from 12 units: 15.00 EUR
  }
}
`,
            `price Beans on item {
  all-units by quantity {
    from 1  units: 18.00 EUR
    from 6  units: 16.00 EUR
    from 12 units: 15.00 EUR
  }
}
`,
        ));

    test('of points, of rebates, of goods that have a price', async () => {
        const brackets = '‸all-units { from 0 EUR: 1% from 1000 EUR: 2% }';
        expect([
            ...(await titles(`rebate R { by spend over calendar year ${brackets} settle at end as credit }\n`)),
            ...(await titles(
                'earn E on purchase {\n ‸graduated by purchase.net { from 0 EUR: 1 Star per 1 EUR from 100 EUR: 2 Star per 1 EUR } }\n',
            )),
            ...(await titles(
                'price P on item {\n ‸graduated by quantity { from 1 unit: list price from 3 units: 10% off } }\n',
            )),
        ]).toEqual([
            'Convert to graduated: 1,000 of spend are paid back 10.00 EUR instead of 20.00 EUR',
            'Convert to all-units: 100 EUR of purchase.net give 200 Star instead of 100 Star',
            'Convert to all-units: 3 units at 10.00 EUR cost 27.00 EUR instead of 29.00 EUR',
        ]);
    });
});

describe('what a name asks for is created', () => {
    test.each([
        [
            'a tier, last of its ladder',
            'segment A { when Status is at least ‸Platin }\n',
            "Create the tier 'Platin' of 'Status'",
            '  tier Gold   from 300 EUR\n  tier Platin by invitation\n}',
        ],
        [
            'an event with the fields that are asked for',
            'earn E on ‸visit {\n  when visit.nights >= 2 and visit.brand in rooms, suites\n  give 1 Star\n}\n',
            "Create the event 'visit'",
            'event visit {\n  nights : number\n  brand  : one of rooms, suites\n}\n\nearn E on visit {',
        ],
        [
            'a field of an event of the library',
            'earn E on purchase {\n  when purchase.‸channel is app\n  give 1 Star\n}\n',
            "Create the field 'channel' of purchase",
            'event purchase { channel : one of app }\n\nearn E on purchase {',
        ],
        [
            'a field of items, where one is declared',
            'item { weight : number }\n\nearn E on item {\n  where ‸brand is "X" and weight > 2\n  give 1 Star\n}\n',
            "Create the field 'brand' of item",
            'item {\n  weight : number\n  brand  : text\n}',
        ],
        [
            'points',
            'earn E on purchase { give 1 ‸Moon per 1 EUR }\n',
            "Create the points 'Moon'",
            'points Moon { worth 0.01 EUR }\n\nearn E on purchase { give 1 Moon per 1 EUR }',
        ],
        [
            'a segment',
            'earn E on purchase {\n  when ‸Regulars\n  give 1 Star\n}\n',
            "Create the segment 'Regulars'",
            'segment Regulars { when visits over last 12 months >= 1 }\n\nearn E on purchase {',
        ],
        [
            'a metric',
            'segment A { when ‸basket over last 3 months >= 50 EUR }\n',
            "Create the metric 'basket'",
            'metric basket { sum of purchase.net }\n\nsegment A {',
        ],
        [
            'a reward',
            'test "t" {\n  member ann\n  2026-01-05 ann: redemption of ‸Cup\n  expect ann spent 100 Star\n}\n',
            "Create the reward 'Cup'",
            'reward Cup {\n  costs 100 Star\n  give  "Cup"\n}\n\ntest "t" {',
        ],
    ])('%s', async (_, text, title, expected) => {
        expect(await applied(editor, head + text, title)).toContain(expected);
    });

    test('and is understood', async () => {
        const text = `${head}earn E on ‸visit {\n  when visit.nights >= 2\n  give 1 Star\n}\n`;
        await editor.type('scratch.loyalty', await applied(editor, text, "Create the event 'visit'"));
        expect(editor.diagnostics.get(uriOf('scratch.loyalty'))).toEqual([]);
    });
});

describe('imports are organized', () => {
    const program = 'program P {\n  currency EUR\n  timezone "UTC"\n}\n\npoints Star { worth 0.01 EUR }\n';
    const rule = (name: string) => `import "main.loyalty"\n\nearn ${name} on purchase { give 1 Star }\n`;

    async function organized(main: string, others: Readonly<Record<string, string>>): Promise<string> {
        const two = await new Session({ 'main.loyalty': main, ...others }).start();
        const actions = await actionsAt(two, 'main.loyalty', main, 'source.organizeImports');
        const [action] = actions;
        const changed = action && (await afterAction(two, action, { 'main.loyalty': main }).catch(() => ({})));
        await two.end();
        return (changed && 'main.loyalty' in changed && changed['main.loyalty']) || 'nothing';
    }

    test('sorted, each once, without what nobody needs', async () => {
        const imports = `import "c.loyalty" // see
import "b.loyalty"
import "unused.loyalty"
import "./c.loyalty"

`;
        const others = {
            'b.loyalty': 'segment B { when visits over lifetime > 1 }\n',
            'c.loyalty': 'segment C { when visits over lifetime > 2 }\n',
            'unused.loyalty': '// nothing yet\n',
        };
        const uses = `\nearn E on purchase {\n  when B and C\n  give 1 Star\n}\n`;
        expect(await organized(imports + program + uses, others)).toBe(
            `import "b.loyalty"\nimport "c.loyalty" // see\n\n${program}${uses}`,
        );
    });

    test('but rules stay in their order, and files that only hold rules stay', async () => {
        const imports = 'import "b.loyalty"\nimport "a.loyalty"\n\n';
        expect(await organized(imports + program, { 'a.loyalty': rule('A'), 'b.loyalty': rule('B') })).toBe('nothing');
    });
});

describe('what an action changes is worked out when it is chosen', () => {
    test('and refused when the text is another by then', async () => {
        const marked = `${head}segment A { when ‸Status is Gold }\n`;
        const [action] = await actionsAt(editor, 'scratch.loyalty', marked);
        expect(action?.edit).toBeUndefined();
        await editor.type('scratch.loyalty', readMarks(`${marked}\n`).text);
        const resolved = action && editor.client.sendRequest(CodeActionResolveRequest.type, action);
        await expect(resolved).rejects.toThrow('The file has changed since this was offered.');
    });
});

describe('a cascade of rules and brackets are one for the other', () => {
    const cascade = `// Those who buy much.
price Beans "Beans" on item {
  where    sku is "BEANS" and quantity >= 6
  during   Monday // only then
  discount 5%
}

price BeansFrom12 on item {
  where    sku is "BEANS" and quantity >= 12
  during   Monday
  discount 10%
}

combine BeansFrom12, Beans: first

points Other { worth 0.01 EUR }
`;
    const brackets = `// Those who buy much.
price Beans "Beans" on item {
  where  sku is "BEANS"
  during Monday // only then
  all-units by quantity {
    from 1  units: list price
    from 6  units: 5% off
    from 12 units: 10% off
  }
}

points Other { worth 0.01 EUR }
`;

    test.each(['combine ‸BeansFrom12', 'price Beans‸From12'])('rules become brackets: %s', marked =>
        becomes(
            "Turn 2 rules into the brackets of 'Beans'",
            cascade.replace(marked.replace('‸', ''), marked),
            brackets,
        ),
    );

    test('brackets become rules', () =>
        becomes(
            "Turn the brackets of 'Beans' into a rule each",
            brackets.replace('all-units', '‸all-units'),
            cascade
                .replace(' and quantity >= 6\n', '\n')
                .replace('  discount 5%', '  where    quantity >= 6\n  discount 5%')
                .replace(' and quantity >= 12\n', '\n')
                .replace('  discount 10%', '  where    quantity >= 12\n  discount 10%'),
        ));

    const earning = `earn Base on purchase {
  give 1 Star per 1 EUR
}

earn BaseFrom100 on purchase {
  when purchase.net >= 100 EUR
  give 2 Star per 1 EUR
}

combine BaseFrom100, Base: first
`;
    const steps = `earn Base on purchase {
  all-units by purchase.net {
    from 0   EUR: 1 Star per 1 EUR
    from 100 EUR: 2 Star per 1 EUR
  }
}
`;

    test('of points: there', () =>
        becomes("Turn 2 rules into the brackets of 'Base'", earning.replace('combine', 'com‸bine'), steps));

    test('of points: and back', () =>
        becomes("Turn the brackets of 'Base' into a rule each", steps.replace('from', '‸from'), earning));

    test.each([
        [
            'another name for it',
            cascade.replace('combine BeansFrom12, Beans: first', 'combine BeansFrom12, Beans: best'),
        ],
        ['the lowest first', cascade.replace('combine BeansFrom12, Beans', 'combine Beans, BeansFrom12')],
        ['other goods', cascade.replace('sku is "BEANS" and quantity >= 12', 'sku is "TEA" and quantity >= 12')],
        ['a limit of its own', cascade.replace('discount 10%', 'discount 10%\n  limit 5 EUR per member per day')],
        ['a comment that would be lost', cascade.replace('discount 10%', 'discount 10% // much')],
        ['another use', `${cascade}budget B { covers Beans  at most 100 EUR  during 2026-01-01 through 2026-12-31 }\n`],
    ])('not offered: %s', async (_, text) =>
        expect(await titles(text.replace('combine', 'com‸bine'))).not.toContain(
            "Turn 2 rules into the brackets of 'Beans'",
        ),
    );

    test('both pay the same', async () => {
        const lines = ['1 unit', '5 units', '6 units', '11 units', '12 units', '30 units'];
        const orders = lines.map(
            (each, n) =>
                `  2026-03-${String(2 + 7 * (n % 4)).padStart(2, '0')} ann: purchase ${each} of "BEANS" at 18 EUR, 7 units of "BEANS" at 17 EUR as A${n}`,
        );
        const paid = async (text: string): Promise<readonly string[]> => {
            const expected = lines.map((_, n) => `  expect ann pays 0 EUR for A${n}`);
            const program = `${head}${text}test "t" {\n  member ann\n${[...orders, ...expected].join('\n')}\n}\n`;
            const compiled = (await compile([{ uri: 'file:///a.loyalty', text: program }])).programs[0];
            const [run] = compiled ? runTests(compiled).tests : [];
            return run?.expectations.map(({ actual }) => actual ?? '') ?? [];
        };
        const before = await paid(cascade);
        expect(new Set(before).size).toBeGreaterThan(3);
        expect(await paid(brackets)).toEqual(before);
    });
});

describe('a test is generated', () => {
    const rules = `earn Base on purchase { give 1 Star per 1 EUR }

earn Evening on purchase {
  when   Status is Gold
  during 18:00 to 22:00
  give   50% of Base
}

price Many on item {
  where    sku is "MUG" and quantity >= 12
  discount 10%
}

trigger Silence without purchase for 30 days { send "hello" by email }
`;
    const withRules = (marked: string): string =>
        `${head.replace('"UTC"\n', '"UTC"\n  channels email\n')}${rules.replace(marked.replace('‸', ''), marked)}`;

    const generated = async (marked: string, rule: string): Promise<string> =>
        (await applied(editor, withRules(marked), `Generate a test of what '${rule}' does now`)).split('\n\n').at(-1) ??
        '';

    test.each([
        [
            'earn Ba‸se',
            'Base',
            `test "what Base does" {
  member ann
  2026-03-04 ann: purchase 40 EUR
  expect ann earned 40 Star by Base
}
`,
        ],
        [
            'ea‸rn Evening',
            'Evening',
            `test "what Evening does" {
  member ann { tier Gold }
  2026-03-04 18:00 ann: purchase 40 EUR
  expect ann earned 20 Star by Evening
}
`,
        ],
        [
            'price Many‸',
            'Many',
            `test "what Many does" {
  member ann
  2026-03-04 ann: purchase 12 units of "MUG" at 40 EUR
  expect ann discount 48.00 EUR by Many
  expect ann pays 432.00 EUR
}
`,
        ],
        [
            'trigger ‸Silence',
            'Silence',
            `test "what Silence does" {
  member ann
  2026-03-04 ann: purchase 40 EUR
  2026-04-03 expect ann gets Silence 1 time
}
`,
        ],
    ])('%s', async (marked, rule, text) => expect(await generated(marked, rule)).toBe(text));

    test('nowhere but where the rule is named', async () =>
        expect(await titles('earn Base on purchase {\n  give 1 St‸ar per 1 EUR\n}\n')).not.toContain(
            "Generate a test of what 'Base' does now",
        ));

    test('not of a rule that nothing made do something', async () => {
        const marked = `${head}earn N‸ever on purchase {\n  when Status is Friend and Status is Gold\n  give 1 Star\n}\n`;
        await expect(applied(editor, marked, "Generate a test of what 'Never' does now")).rejects.toThrow(
            "none made 'Never' do something; write the test by hand.",
        );
    });
});

test('an editor that does not ask again gets what an action changes with it, and nothing that takes long', async () => {
    const session = new Session({});
    onTestFinished(() => session.end());
    await session.start({ textDocument: { codeAction: {} } });
    const text = `${head}earn Ba‸se on purchase {\n  when Status is Gold\n  give 1 Star\n}\n`;
    const actions = await actionsAt(
        session,
        'scratch.loyalty',
        text.replace('Ba‸se', 'Base').replace('Gold\n  give', 'Go‸ld\n  give'),
        'refactor',
    );
    expect(actions.map(({ title, edit, data }) => [title, edit !== undefined, data])).toEqual([
        ['Extract a segment', true, undefined],
    ]);
    expect(await actionsAt(session, 'other.loyalty', text.replaceAll('P {', 'Q {'), 'refactor')).toEqual([]);
});
