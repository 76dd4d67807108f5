import { markdown } from '../escape.ts';
import {
    type Block,
    left,
    type NumberedClause,
    type Page,
    type Row,
    row,
    type Section,
    type SideBySide,
    type Table,
} from './page.ts';

/** For pull requests and wikis: GitHub's flavour, without pictures. */
export function markdownPage(page: Page): string {
    const parts = [
        `# ${markdown(page.title)}`,
        markdown(page.subtitle),
        ...(page.highlights.length === 0 ? [] : [highlightList(page)]),
        ...page.sections.flatMap(sectionParts),
    ];
    return `${parts.join('\n\n')}\n`;
}

function highlightList({ highlights }: Page): string {
    return highlights
        .map(({ label, value, note }) => `- **${markdown(label)}: ${markdown(value)}** (${markdown(note)})`)
        .join('\n');
}

function sectionParts(section: Section): string[] {
    return [`## ${markdown(section.heading)}`, ...section.blocks.flatMap(blockParts)];
}

function blockParts(block: Block): string[] {
    switch (block.kind) {
        case 'paragraph':
            return [markdown(block.text)];
        case 'list':
            return [block.items.map(({ text, mood }) => `- ${MARKS[mood]}${markdown(text)}`).join('\n')];
        case 'table':
            return [tableText(block.table)];
        case 'clause':
            return clauseParts(block.clause);
        case 'side by side':
            return [
                `<details><summary>${markdown(block.pair.heading)}</summary>`,
                tableText(asTable(block.pair)),
                '</details>',
            ];
        case 'chart':
            return [
                markdown(block.chart.reading),
                `<details><summary>${markdown(block.chart.title)}</summary>`,
                tableText(block.chart.table),
                '</details>',
            ];
    }
}

function clauseParts({ number, title, text, items, more }: NumberedClause): string[] {
    const heading = title === undefined ? [] : [`### ${number} ${markdown(title)}`];
    const body = title === undefined ? `${number}&nbsp; ${markdown(text)}` : markdown(text);
    const list = items.length === 0 ? [] : [items.map(item => `- ${markdown(item)}`).join('\n')];
    return [...heading, ...(text === '' ? [] : [body]), ...list, ...(more === '' ? [] : [markdown(more)])];
}

function asTable({ caption, sides, rows }: SideBySide): Table {
    const cells = rows.map(({ label, lines: [before, after] }) => row(label, before.join(' '), after.join(' ')));
    return { caption, columns: ['When', ...sides].map(left), rows: cells };
}

const MARKS = { good: '✅ ', bad: '❌ ', neutral: '' } as const;

function tableText({ columns, rows }: Table): string {
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    return [
        line(columns.map(({ heading }) => markdown(heading))),
        line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
        ...rows.map(row => line(rowCells(row))),
    ].join('\n');
}

function rowCells(row: Row): string[] {
    return row.cells.map(cell => (row.strong === true && cell !== '' ? `**${markdown(cell)}**` : markdown(cell)));
}
