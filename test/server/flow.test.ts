import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
    type CallHierarchyIncomingCall,
    CallHierarchyIncomingCallsRequest,
    type CallHierarchyItem,
    type CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsRequest,
    CallHierarchyPrepareRequest,
    DocumentHighlightRequest,
    ImplementationRequest,
    type LocationLink,
    TypeDefinitionRequest,
} from 'vscode-languageserver-protocol';
import { main, rules } from './support/example.ts';
import { Places } from './support/places.ts';
import { Session } from './support/session.ts';

const more = `import "main.loyalty"

wallet GiftCard { holds credit }
metric stars { sum of Star.earned }
segment Keen { when stars over last 12 months > 100 }

tiers Club {
  qualify by stars over last 12 months
  tier Guest
  tier Insider from 100
}

trigger Welcome on reaching Insider {
  give 10 Star
  move to Gold for 30 days
}

reward Cup {
  costs 50 Star
  give  "a cup" worth 3 EUR
}

earn Steps on purchase {
  graduated by purchase.net {
    from 0 EUR: 1 Star per 1 EUR
  }
}
`;
const texts = { 'main.loyalty': main, 'rules.loyalty': rules, 'more.loyalty': more };
const places = new Places(texts);

let editor: Session;
beforeAll(async () => {
    editor = await new Session(texts).start();
});
afterAll(() => editor.end());

describe('call hierarchy: what feeds a thing, and what it feeds', () => {
    async function itemAt(name: string, marked: string): Promise<CallHierarchyItem> {
        const [item] =
            (await editor.client.sendRequest(CallHierarchyPrepareRequest.type, places.at(name, marked))) ?? [];
        if (!item) throw new Error(`There is nothing at '${marked}'.`);
        return item;
    }

    const shown = ({ name, detail }: CallHierarchyItem): string => `${detail} ${name}`;

    async function incoming(name: string, marked: string): Promise<readonly string[]> {
        const item = await itemAt(name, marked);
        const calls = await editor.client.sendRequest(CallHierarchyIncomingCallsRequest.type, { item });
        return (calls ?? []).map(({ from }: CallHierarchyIncomingCall) => shown(from)).sort();
    }

    async function outgoing(name: string, marked: string): Promise<readonly string[]> {
        const item = await itemAt(name, marked);
        const calls = await editor.client.sendRequest(CallHierarchyOutgoingCallsRequest.type, { item });
        return (calls ?? []).map(({ to }: CallHierarchyOutgoingCall) => shown(to)).sort();
    }

    test('points come from the rules that give them, wherever these stand', async () => {
        expect(await incoming('main.loyalty', 'points ‸Star')).toEqual([
            'earning rule Base',
            'earning rule Steps',
            'trigger Welcome',
        ]);
    });

    test('points go to what measures them and what they pay for; the unit of an amount is neither', async () => {
        expect(await outgoing('rules.loyalty', 'give 1 ‸Star')).toEqual(['metric stars', 'reward Cup']);
    });

    test('a tier comes from what its ladder measures and from who moves members there', async () => {
        expect(await incoming('more.loyalty', 'tier ‸Insider')).toEqual(['metric stars']);
        expect(await incoming('main.loyalty', 'tier ‸Gold')).toEqual(['metric spend', 'trigger Welcome']);
        expect(await outgoing('main.loyalty', 'tier ‸Gold')).toEqual(['earning rule Extra']);
    });

    test('an event comes from data and goes to rules; a share of a rule comes from that rule', async () => {
        expect(await incoming('rules.loyalty', 'event ‸purchase')).toEqual(['dataset Spring']);
        expect(await outgoing('rules.loyalty', 'event ‸purchase')).toEqual(
            expect.arrayContaining(['earning rule Base', 'earning rule Extra', 'earning rule Steps']),
        );
        expect(await outgoing('rules.loyalty', 'earn ‸Base')).toEqual(['earning rule Extra', 'points Star']);
        expect(await incoming('rules.loyalty', 'earn ‸Extra')).toEqual(
            expect.arrayContaining(['earning rule Base', 'event purchase', 'ladder of tiers Status', 'tier Gold']),
        );
    });

    test('places are in the file of the one that calls', async () => {
        const item = await itemAt('main.loyalty', 'points ‸Star');
        const calls = await editor.client.sendRequest(CallHierarchyIncomingCallsRequest.type, { item });
        const found = calls?.flatMap(({ from, fromRanges }) =>
            fromRanges.map(range => places.describe({ uri: from.uri, range })),
        );
        expect(found).toContain('rules.loyalty 8 give 1 «Star» per 1 EUR');
    });

    test('an item is found again when text was inserted above it', async () => {
        const item = await itemAt('more.loyalty', 'reward ‸Cup');
        await editor.open('more.loyalty', `// a line\n// and another\n${more}`);
        const calls = await editor.client.sendRequest(CallHierarchyIncomingCallsRequest.type, { item });
        await editor.close('more.loyalty');
        expect(calls?.map(({ from }) => from.name)).toEqual(['Star']);
    });

    test('nothing where nothing is named', async () => {
        expect(
            await editor.client.sendRequest(
                CallHierarchyPrepareRequest.type,
                places.at('main.loyalty', 'worth  ‸0.02'),
            ),
        ).toBeNull();
    });
});

const described = (links: unknown): readonly string[] =>
    ((links as LocationLink[] | null) ?? []).map(
        (
            { targetUri, targetSelectionRange }, // the client supports links
        ) => places.describe({ uri: targetUri, range: targetSelectionRange }),
    );

describe('implementation: the rules behind a thing', () => {
    const rulesBehind = async (name: string, marked: string): Promise<readonly string[]> =>
        described(await editor.client.sendRequest(ImplementationRequest.type, places.at(name, marked)));

    test('of points: those that give them', async () => {
        expect(await rulesBehind('main.loyalty', 'points ‸Star')).toEqual([
            'rules.loyalty 7 earn «Base» on purchase {',
            'more.loyalty 13 trigger «Welcome» on reaching Insider {',
            'more.loyalty 23 earn «Steps» on purchase {',
        ]);
    });

    test('of an event: those that react to it', async () => {
        expect(await rulesBehind('rules.loyalty', 'event ‸purchase')).toEqual(
            expect.arrayContaining(['rules.loyalty 7 earn «Base» on purchase {']),
        );
    });

    test('of a tier: those that give it and those that ask for it', async () => {
        expect(await rulesBehind('main.loyalty', 'tier ‸Gold')).toEqual([
            'more.loyalty 13 trigger «Welcome» on reaching Insider {',
            'rules.loyalty 11 earn «Extra» on purchase {',
        ]);
    });
});

describe('type definition: what kind of thing it is', () => {
    const cases: readonly (readonly [string, string, string, string])[] = [
        ['of a tier its ladder', 'rules.loyalty', 'at least ‸Gold', 'main.loyalty 21 tiers «Status» {'],
        ['of a value its field', 'rules.loyalty', 'is not ‸app', 'rules.loyalty 4 «channel» : one of store, app'],
        ['of a measure of points these points', 'more.loyalty', 'when ‸stars', 'main.loyalty 16 points «Star» {'],
        ['of a rule its event', 'rules.loyalty', 'of ‸Base', 'rules.loyalty 3 event «purchase» {'],
        ['of a person the member', 'main.loyalty', 'expect ‸ann', 'main.loyalty 10 «member» {'],
        ['of a field what is said of it', 'main.loyalty', '‸city ', 'main.loyalty 12 city     : «text»'],
    ];
    test.each(cases)('%s', async (_, name, marked, expected) => {
        const found = described(await editor.client.sendRequest(TypeDefinitionRequest.type, places.at(name, marked)));
        expect(found).toContain(expected);
    });
});

describe('highlights', () => {
    async function highlights(name: string, marked: string): Promise<readonly string[]> {
        const { textDocument, position } = places.at(name, marked);
        const found = await editor.client.sendRequest(DocumentHighlightRequest.type, { textDocument, position });
        return (found ?? []).map(
            ({ range, kind }) =>
                `${kind === 3 ? 'written' : 'read'}: ${places.describe({ uri: textDocument.uri, range })}`,
        );
    }

    test('what gives points writes them, what they pay for reads them', async () => {
        expect(await highlights('more.loyalty', 'costs 50 ‸Star')).toEqual([
            'read: more.loyalty 4 metric stars { sum of «Star».earned }',
            'written: more.loyalty 14 give 10 «Star»',
            'read: more.loyalty 19 costs 50 «Star»',
            'written: more.loyalty 25 from 0 EUR: 1 «Star» per 1 EUR',
        ]);
    });

    test('a declaration writes', async () => {
        expect(await highlights('rules.loyalty', 'earn ‸Base')).toEqual([
            'written: rules.loyalty 7 earn «Base» on purchase {',
            'read: rules.loyalty 13 give 50% of «Base»',
        ]);
    });
});
