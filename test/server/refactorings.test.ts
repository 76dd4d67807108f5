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
