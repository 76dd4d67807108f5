import { afterAll, beforeAll, expect, test } from 'vitest';
import { ColorPresentationRequest, DocumentColorRequest } from 'vscode-languageserver-protocol';
import { Session, uriOf } from './support/session.ts';

let editor: Session;
beforeAll(async () => {
    editor = await new Session({}).start();
});
afterAll(() => editor.end());

const text = `program P { currency EUR  timezone "UTC" }
tiers Status {
  qualify by spend over calendar year
  tier Friend
  tier Gold from 300 EUR colour "#D4AF37"
  tier Black from 3000 EUR forever colour "black"
}
`;

test('the colours of tiers are where their digits stand, as far as they are any', async () => {
    await editor.open('a.loyalty', text);
    const textDocument = { uri: uriOf('a.loyalty') };
    const colours = await editor.client.sendRequest(DocumentColorRequest.type, { textDocument });
    const range = { start: { line: 4, character: 33 }, end: { line: 4, character: 40 } };
    expect(colours).toEqual([{ range, color: { red: 212 / 255, green: 175 / 255, blue: 55 / 255, alpha: 1 } }]);
    expect(editor.diagnostics.get(textDocument.uri)?.map(({ code }) => code)).toEqual(['literals/colour']);
    const other = { textDocument, range, color: { red: 1, green: 0.5, blue: 0, alpha: 1 } };
    expect(await editor.client.sendRequest(ColorPresentationRequest.type, other)).toEqual([{ label: '#ff8000' }]);
});
