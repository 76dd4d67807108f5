import { plain } from '../escape.ts';
import type { Block, Highlight, Mood, NumberedClause, Page, Section } from './page.ts';
import { type Paint, paint } from './paint.ts';
import { textTable } from './text-table.ts';
import { displayWidth, wrap } from './width.ts';

/** A page for the terminal or a mail, without details and pictures. */
export function textPage(page: Page, width: number, colour: boolean): string {
    const brush = paint(colour);
    const title = wrap(plain(page.title), width);
    const lines = [
        ...title.map(brush.strong),
        '═'.repeat(Math.max(...title.map(displayWidth))),
        ...wrap(plain(page.subtitle), width),
        ...highlightLines(page.highlights, width, brush),
        ...page.sections.filter(section => section.detail !== true).flatMap(each => sectionLines(each, width, brush)),
    ];
    return `${lines.join('\n')}\n`;
}

/** `Goals: 1 of 2 met (missed: Gold stays special)`: only bad news comes before everything else. */
function highlightLines(highlights: readonly Highlight[], width: number, brush: Paint): string[] {
    const told = highlights.filter(({ mood }) => mood === 'bad');
    return told.flatMap(({ label, value, note, mood }) =>
        wrap(plain(`${label}: ${value} (${note})`), width).map(line => brush.mood(mood, line)),
    );
}

function sectionLines(section: Section, width: number, brush: Paint): string[] {
    const blocks = section.blocks.filter(({ kind }) => kind !== 'chart' && kind !== 'side by side');
    if (blocks.length === 0) return [];
    const heading = plain(section.heading);
    return ['', brush.strong(heading), ...blocks.flatMap(block => blockLines(block, width - 2, brush)).map(indent)];
}

function blockLines(block: Block, width: number, brush: Paint): string[] {
    switch (block.kind) {
        case 'paragraph':
            return wrap(plain(block.text), width);
        case 'list':
            return block.items.flatMap(({ text, mood }) => itemLines(plain(text), mood, width, brush));
        case 'table':
            return textTable(block.table, width);
        case 'clause':
            return clauseLines(block.clause, width, brush);
        case 'side by side':
            return [];
        case 'chart':
            return [];
    }
}

function clauseLines({ number, title, text, items, more }: NumberedClause, width: number, brush: Paint): string[] {
    const heading = title === undefined ? [] : [brush.strong(plain(`${number} ${title}`))];
    const body = plain(title === undefined ? `${number} ${text}` : text);
    return [
        ...heading,
        ...(body === '' ? [] : wrap(body, width)),
        ...items.flatMap(item => itemLines(plain(item), 'neutral', width, brush)),
        ...(more === '' ? [] : wrap(plain(more), width)),
    ];
}

const MARKS: { readonly [mood in Mood]: string } = { good: '✓', bad: '✗', neutral: '·' };

function itemLines(text: string, mood: Mood, width: number, brush: Paint): string[] {
    const [first = '', ...rest] = wrap(text, width - 2);
    return [brush.mood(mood, `${MARKS[mood]} ${first}`), ...rest.map(line => brush.mood(mood, `  ${line}`))];
}

const indent = (line: string): string => (line === '' ? line : `  ${line}`);
