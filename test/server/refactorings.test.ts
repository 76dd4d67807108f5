import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CodeActionResolveRequest } from 'vscode-languageserver-protocol';
import { actionsAt, afterAction, applied } from './support/actions.ts';
import { readMarks } from './support/marks.ts';
import { Session } from './support/session.ts';

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
                'earn E on purchase { ‸graduated by purchase.net { from 0 EUR: 1 Star per 1 EUR from 100 EUR: 2 Star per 1 EUR } }\n',
            )),
            ...(await titles(
                'price P on item { ‸graduated by quantity { from 1 unit: list price from 3 units: 10% off } }\n',
            )),
        ]).toEqual([
            'Convert to graduated: 1,000 of spend are paid back 10.00 EUR instead of 20.00 EUR',
            'Convert to all-units: 100 EUR of purchase.net give 200 Star instead of 100 Star',
            'Convert to all-units: 3 units at 10.00 EUR cost 27.00 EUR instead of 29.00 EUR',
        ]);
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
