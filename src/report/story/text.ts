import { groupDigits } from '../../base/text.ts';
import type { StoryDocument, StoryEntry } from '../../model/documents/story.ts';
import { plain } from '../escape.ts';
import { type Surroundings, textWidth } from '../format.ts';
import { type Paint, paint } from '../layout/paint.ts';
import { displayWidth, padEnd, wrap } from '../layout/width.ts';

/** From the first event to the last: what happened, why, what did not and why not; then where the member stands. */
export function storyText(document: StoryDocument, surroundings: Surroundings): string {
    const width = textWidth(surroundings);
    const brush = paint(surroundings.colour);
    const title = plain(`${document.member} in ${document.program}, as of ${document.at}`);
    const blocks = [
        [...wrap(title, width).map(brush.strong), ...pairs(document.facts, width)],
        ...document.entries.map(entry => entryLines(entry, width, brush)),
        [brush.strong(plain(`Where ${document.member} stands`)), ...standingLines(document, width)],
    ];
    return `${blocks.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

const LEADS = { did: '', why: 'because ', 'why not': 'but not: ' } as const;

function entryLines(entry: StoryEntry, width: number, brush: Paint): string[] {
    const [first = '', ...rest] = wrap(plain(`${entry.at}  ${entry.title}`), width);
    const lines = entry.lines.flatMap(({ kind, text }) => {
        const depth = kind === 'did' ? 2 : 6;
        const wrapped = wrap(plain(`${LEADS[kind]}${text}`), width - depth);
        return wrapped.map(line => ' '.repeat(depth) + (kind === 'did' ? line : brush.faint(line)));
    });
    const standing = standingAfter(entry);
    return [
        brush.strong(first),
        ...rest,
        ...lines,
        ...(standing === '' ? [] : wrap(standing, width - 4).map(line => `  → ${line}`)),
    ];
}

function standingAfter({ balances, tiers }: StoryEntry): string {
    const held = Object.entries(balances).map(([name, amount]) => `${groupDigits(amount)} ${name}`);
    const reached = Object.entries(tiers).map(([ladder, tier]) => `${ladder} ${tier}`);
    return plain([...held, ...reached].join(', '));
}

function standingLines({ standing }: StoryDocument, width: number): string[] {
    const missing = standing.flatMap(({ missing }) => (missing === undefined ? [] : [missing]));
    return [
        ...pairs(standing, width),
        ...missing.flatMap(text => wrap(plain(text), width - 2).map(line => `  ${line}`)),
    ];
}

function pairs(facts: readonly { readonly name: string; readonly value: string }[], width: number): string[] {
    const names = facts.map(({ name }) => plain(name));
    const column = Math.min(32, Math.max(0, ...names.map(displayWidth))) + 2;
    return facts.flatMap(({ value }, index) => {
        const wrapped = wrap(plain(value), Math.max(20, width - column - 2));
        return wrapped.map((line, y) => `  ${padEnd(y === 0 ? (names[index] ?? '') : '', column)}${line}`);
    });
}
