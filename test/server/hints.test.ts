import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
    ConfigurationRequest,
    DidChangeConfigurationNotification,
    type InlayHint,
    InlayHintRefreshRequest,
    InlayHintRequest,
    InlayHintResolveRequest,
    MarkupContent,
} from 'vscode-languageserver-protocol';
import { Session, uriOf } from './support/session.ts';

const head = `program P { currency EUR timezone "UTC" }
points Star { worth 0.02 EUR }
`;

let editor: Session;
beforeAll(async () => {
    editor = await new Session({}).start();
    await editor.open('p.loyalty', '');
});
afterAll(() => editor.end());

const wholeFile = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };

async function hintsOf(session: Session, text: string, range = wholeFile): Promise<readonly InlayHint[]> {
    await session.type('p.loyalty', text);
    const textDocument = { uri: uriOf('p.loyalty') };
    return (await session.client.sendRequest(InlayHintRequest.type, { textDocument, range })) ?? [];
}

/** Lines that have hints, with these in «» where they are shown; of `defaults` only where they are asked for. */
async function shown(text: string, only: RegExp): Promise<readonly string[]> {
    const hints = (await hintsOf(editor, text)).filter(({ label }) => only.test(`${label}`));
    const lines = text.split('\n');
    const places = hints.toSorted(
        (a, b) => b.position.line - a.position.line || b.position.character - a.position.character,
    );
    for (const { position, label } of places) {
        const line = lines[position.line] ?? '';
        lines[position.line] = `${line.slice(0, position.character)} «${label}»${line.slice(position.character)}`;
    }
    return lines.filter(line => line.includes('«')).map(line => line.trim());
}

describe('the rate that a rule comes to', () => {
    const rates = (rules: string): Promise<readonly string[]> => shown(`${head}${rules}`, /back/);

    test('of points per money, by their worth', async () => {
        expect(await rates('earn Base on purchase { give 1 Star per 1 EUR }')).toEqual([
            'earn Base on purchase { give 1 Star per 1 EUR «≈ 2% back» }',
        ]);
        expect(await rates('earn Base on purchase { give 1 Star per 3 EUR }')).toEqual([
            'earn Base on purchase { give 1 Star per 3 EUR «≈ 0.67% back» }',
        ]);
    });

    test('of credit, of a share of another rule, of a bracket', async () => {
        const found = await rates(`earn Base on purchase { give 1 Star per 1 EUR }
earn More on purchase { give 50% of Base }
earn Back on purchase { give 1 EUR per 20 EUR }
earn Steps on purchase {
  graduated by purchase.net {
    from 0 EUR: 1 Star per 1 EUR
    from 100 EUR: 2 Star per 1 EUR
  }
}`);
        expect(found).toEqual([
            'earn Base on purchase { give 1 Star per 1 EUR «≈ 2% back» }',
            'earn More on purchase { give 50% of Base «≈ 1% back» }',
            'earn Back on purchase { give 1 EUR per 20 EUR «≈ 5% back» }',
            'from 0 EUR: 1 Star per 1 EUR «≈ 2% back»',
            'from 100 EUR: 2 Star per 1 EUR «≈ 4% back»',
        ]);
    });

    test('none where there is none: no worth, a fixed gift, shares that go in a circle', async () => {
        const found = await rates(`points Mile { }
earn A on purchase { give 1 Mile per 1 EUR }
earn B on purchase { give 5 Star }
earn C on purchase { give 50% of C }
earn D on purchase { give 50% of E }
earn E on purchase { give 50% of D }`);
        expect(found).toEqual([]);
    });
});

test('what points are worth: gifts, limits, costs', async () => {
    const found = await shown(
        `${head}earn A on purchase {\n  give 500 Star\n  limit 1_500 Star per member per month\n}\nreward R {\n  costs 100 Star\n  give  "a cup"\n}\n`,
        /^=/,
    );
    expect(found).toEqual([
        'give 500 Star «= 10 EUR»',
        'limit 1_500 Star «= 30 EUR» per member per month',
        'costs 100 Star «= 2 EUR»',
    ]);
});

describe('a threshold in the other unit, by the one rule that earns on purchases', () => {
    const tiers = (qualify: string, threshold: string): string =>
        `tiers T {\n  qualify by ${qualify}\n  tier A\n  tier B from ${threshold}\n}\n`;

    test('points in money, money in points', async () => {
        const base = `${head}earn Base on purchase { give 2 Star per 1 EUR }\n`;
        expect(await shown(base + tiers('Star.earned over last 12 months', '300 Star'), /^≈.*spent/)).toEqual([
            'tier B from 300 Star «≈ 150 EUR spent»',
        ]);
        expect(await shown(base + tiers('spend over last 12 months', '300 EUR'), /^≈.*Star/)).toEqual([
            'tier B from 300 EUR «≈ 600 Star»',
        ]);
    });

    test('none where several rules earn', async () => {
        const both = `${head}earn A on purchase { give 2 Star per 1 EUR }\nearn B on purchase { give 1 Star per 1 EUR }\n`;
        expect(await shown(both + tiers('spend over last 12 months', '300 EUR'), /Star/)).toEqual([]);
    });
});

describe('defaults in force', () => {
    test('are counted behind what they belong to', async () => {
        const found = await shown(`${head}trigger T without purchase for 30 days {\n  tag "x"\n}\n`, /default/);
        expect(found).toEqual([
            'program P { currency EUR timezone "UTC" } «3 defaults»',
            'points Star { worth 0.02 EUR } «9 defaults»',
            'trigger T without purchase for 30 days { «2 defaults»',
        ]);
    });

    test('what is written is no default', async () => {
        const before = await shown('program P { currency EUR timezone "UTC" }\npoints Q { worth 1 EUR }\n', /default/);
        const after = await shown(
            'program P { currency EUR timezone "UTC" }\npoints Q { worth 1 EUR pending 3 days }\n',
            /default/,
        );
        expect(before[1]).toContain('«9 defaults»');
        expect(after[1]).toContain('«8 defaults»');
    });

    test('none while the program has errors: nobody knows what it relies on', async () => {
        expect(await shown(`${head}earn E on purchase { give 1 Sta }`, /default/)).toEqual([]);
    });
});

describe('explanations', () => {
    async function explained(text: string, label: RegExp): Promise<string> {
        const hint = (await hintsOf(editor, text)).find(each => label.test(`${each.label}`));
        expect(hint?.tooltip).toBeUndefined();
        const resolved = hint && (await editor.client.sendRequest(InlayHintResolveRequest.type, hint));
        return MarkupContent.is(resolved?.tooltip) ? resolved.tooltip.value : '';
    }

    test('come when they are asked for', async () => {
        expect(await explained(`${head}earn Base on purchase { give 1 Star per 1 EUR }`, /back/)).toBe(
            'One Star is worth 0.02 EUR: 2% of what counts comes back, before points are rounded, and before any of them expire.',
        );
        expect(await explained(head, /9 defaults/)).toContain(
            '- Points never expire. Otherwise: `expire after 12 months`.',
        );
    });

    test('of a hint whose place is gone, the hint itself', async () => {
        const [hint] = await hintsOf(editor, head);
        await editor.type('p.loyalty', '');
        expect(hint && (await editor.client.sendRequest(InlayHintResolveRequest.type, hint))).toEqual(hint);
    });
});

test('only what is in sight', async () => {
    const rules = Array.from({ length: 50 }, (_, index) => `earn E${index} on purchase { give 1 Star per 1 EUR }`);
    const range = { start: { line: 10, character: 0 }, end: { line: 12, character: 0 } };
    const lines = (await hintsOf(editor, head + rules.join('\n'), range)).map(({ position }) => position.line);
    expect(new Set(lines)).toEqual(new Set([10, 11]));
});

test('each kind can be turned off, at the start and while one types; the editor is asked to look again', async () => {
    const session = new Session({});
    let refreshed = 0;
    session.client.onRequest(ConfigurationRequest.type, () => [{ inlayHints: { defaults: false } }]);
    session.client.onRequest(InlayHintRefreshRequest.type, () => {
        refreshed++;
    });
    await session.start({ workspace: { configuration: true, inlayHint: { refreshSupport: true } } });
    await session.open('p.loyalty', '');
    const labels = async () =>
        (await hintsOf(session, `${head}earn E on purchase { give 1 Star per 1 EUR }`)).map(({ label }) => label);
    expect(await labels()).toEqual(['≈ 2% back']);
    expect(refreshed).toBe(1);
    const settings = { loyalty: { inlayHints: { defaults: true, rates: false, amounts: 'nonsense' } } };
    await session.client.sendNotification(DidChangeConfigurationNotification.type, { settings });
    expect(await labels()).toEqual(['6 defaults', '9 defaults', '1 default']);
    expect(refreshed).toBe(2);
    await session.end();
});
