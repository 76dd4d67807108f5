import { afterAll, beforeAll, expect, test } from 'vitest';
import { HoverRequest, MarkupContent } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { main, rules } from './support/example.ts';
import { Session, uriOf } from './support/session.ts';

let editor: Session;
beforeAll(async () => {
    editor = await new Session({ 'main.loyalty': main, 'rules.loyalty': rules }).start();
});
afterAll(() => editor.end());

async function hoverOver(name: string, text: string, marked: string): Promise<string> {
    const offset = text.indexOf(marked.replace('‸', '')) + Math.max(0, marked.indexOf('‸'));
    const position = TextDocument.create('', '', 0, text).positionAt(offset);
    const hover = await editor.client.sendRequest(HoverRequest.type, { textDocument: { uri: uriOf(name) }, position });
    return hover && MarkupContent.is(hover.contents) ? hover.contents.value : '';
}

const inMain = (marked: string): Promise<string> => hoverOver('main.loyalty', main, marked);
const inRules = (marked: string): Promise<string> => hoverOver('rules.loyalty', rules, marked);

test('an event that every program knows stays what it is when a program adds fields to it', async () => {
    const hover = await inRules('event ‸purchase');
    expect(hover).toContain(
        'A member buys.\n\nKnown to every program; here it gets fields of its own.\n\nIts fields: `',
    );
    expect(hover).toMatch(/`net`, `paid`/);
});

test('points: what they are, what is said of them, and what nobody wrote and holds all the same', async () => {
    expect(await inRules('give 1 ‸Star')).toBe(`\`\`\`loyalty
points Star
\`\`\`

*points*

What members collect.

Not written, and so:
- Points are whole: they have no decimals. Otherwise: \`decimals 2\`.
- The points of an event are rounded down, once, when they are posted. Otherwise: \`round half up\`.
- Points can be spent at once. Otherwise: \`pending 14 days\`.
- What expires soonest is spent first, then what is oldest. Otherwise: \`spend oldest first\`.
- A return takes back what the goods have earned. Otherwise: \`return keeps points\`.
- Points taken back after they were spent are a debt, which later earning fills first. Otherwise: \`debt forgiven\`.
- Points spent on what is returned come back, and stay usable for at least 30 days. Otherwise: \`restored for 60 days\`.
- Members cannot give them to others. Otherwise: \`transfer to members\`.`);
});

test('while the program has errors, what holds for lack of each clause', async () => {
    await editor.open('broken.loyalty', 'program P { currency EUR timezone "UTC" }\npoints Q { worth 1 EU }\n');
    const text = 'program P { currency EUR timezone "UTC" }\npoints Q { worth 1 EU }\n';
    expect(await hoverOver('broken.loyalty', text, 'points ‸Q')).toContain('- points never expire');
});

test('a tier: its ladder and its threshold', async () => {
    expect(await inRules('at least ‸Gold')).toBe(`\`\`\`loyalty
Gold  // tier of Status
\`\`\`

*tier*

From 300 EUR of spend over last 12 months; the limit itself belongs to it.`);
    expect(await inMain('tier ‸Friend')).toContain('Where everyone starts.');
});

test('a field: its type and title', async () => {
    expect(await inRules('member.‸birthday')).toBe(`\`\`\`loyalty
member.birthday : a date
\`\`\`

*field*

day of birth`);
});

test('a field with values', async () => {
    expect(await inRules('purchase.‸channel is not')).toContain('purchase.channel : one of store, app');
});

test('a name that every program knows says so, and what it means', async () => {
    expect(await inMain('by ‸spend')).toBe(`\`\`\`loyalty
metric spend { sum of purchase.net }
\`\`\`

*metric* · money

Spent on goods, without tax, less returns.

Known to every program.`);
});

test('a rule: where it looks', async () => {
    expect(await inRules('50% of ‸Base')).toContain('earn Base on purchase');
});

test('a channel, a person', async () => {
    expect(await inRules('by ‸email')).toContain('email  // channel');
    expect(await inMain('expect ‸ann')).toContain('member ann { tier Gold }');
});

test('a clause: what it means and what holds without it', async () => {
    expect(await inMain('u‸pgrade')).toBe(
        'When a member who meets a higher tier gets it.\n\nIf it is not written, a member who meets a higher tier gets it immediately.',
    );
});

test('words within conditions', async () => {
    expect(await inRules('Status ‸is at least')).toContain('`is at least` asks the place on a ladder');
});

test('nothing over numbers, braces and blanks', async () => {
    expect(await inMain('worth  ‸0.02')).toBe('');
    expect(await inMain('points Star ‸{')).toBe('');
});

test('what authors write is text and not markup', async () => {
    const text =
        'program P { currency EUR timezone "UTC" }\n/** <img src=x> **bold** [a](b) */\npoints Q { worth 1 EUR }\n';
    await editor.open('markup.loyalty', text);
    expect(await hoverOver('markup.loyalty', text, 'points ‸Q')).toContain(
        '\\<img src=x\\> \\*\\*bold\\*\\* \\[a\\]\\(b\\)',
    );
});
