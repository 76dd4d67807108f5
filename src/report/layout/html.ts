import { html } from '../escape.ts';
import type { Block, Chart, Highlight, NumberedClause, Page, Row, Section, SideBySide, Table } from './page.ts';
import { SORT_HASH, SORT_SCRIPT } from './sort-script.ts';
import { STYLE } from './style.ts';

/** Draws a picture as the text of an `<svg>` element. */
export type Draw = (chart: Chart) => string;

/**
 * One file that needs nothing else: no fonts, no images from elsewhere, no script but the one that sorts tables, and a
 * policy that forbids others should a name ever slip through.
 */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

export function htmlPage(page: Page, draw: Draw, footer: string): string {
    const policy = page.sortable === true ? `${POLICY}; script-src '${SORT_HASH}'` : POLICY;
    const script = page.sortable === true ? `\n<script>${SORT_SCRIPT}</script>` : '';
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${html(page.title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<header>
<h1>${html(page.title)}</h1>
<p class="subtitle">${html(page.subtitle)}</p>
</header>
${highlightList(page.highlights)}
${contents(page.sections)}
${page.sections.map(section => sectionHtml(section, draw)).join('\n')}
</main>
<footer><p>${html(footer)}</p></footer>${script}
</body>
</html>
`;
}

function highlightList(highlights: readonly Highlight[]): string {
    if (highlights.length === 0) return '';
    const items = highlights.map(
        ({ label, value, note, mood }) =>
            `<div class="${mood}"><dt>${html(label)}</dt><dd><strong>${html(value)}</strong><span>${html(note)}</span></dd></div>`,
    );
    return `<dl class="highlights">\n${items.join('\n')}\n</dl>`;
}

function contents(sections: readonly Section[]): string {
    if (sections.length < 4) return '';
    const links = sections.map(({ id, heading }) => `<a href="#${html(id)}">${html(heading)}</a>`);
    return `<nav aria-label="Contents">${links.join('\n')}</nav>`;
}

function sectionHtml(section: Section, draw: Draw): string {
    const id = html(section.id);
    return `<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${html(section.heading)}</h2>
${section.blocks.map(block => blockHtml(block, draw)).join('\n')}
</section>`;
}

function blockHtml(block: Block, draw: Draw): string {
    switch (block.kind) {
        case 'paragraph':
            return `<p>${html(block.text)}</p>`;
        case 'list':
            return `<ul>\n${block.items.map(({ text, mood }) => `<li class="${mood}">${MARKS[mood]}${html(text)}</li>`).join('\n')}\n</ul>`;
        case 'table':
            return tableHtml(block.table);
        case 'clause':
            return clauseHtml(block.clause);
        case 'side by side':
            return sideBySideHtml(block.pair);
        case 'chart':
            return chartHtml(block.chart, draw);
    }
}

function clauseHtml({ number, title, text, items, more }: NumberedClause): string {
    const heading = title === undefined ? '' : `<h3>${html(number)} ${html(title)}</h3>\n`;
    const label = title === undefined ? `<span class="number">${html(number)}</span> ` : '';
    const list = items.length === 0 ? '' : `\n<ul>\n${items.map(item => `<li>${html(item)}</li>`).join('\n')}\n</ul>`;
    return `<div class="clause">${heading}${text === '' ? '' : `<p>${label}${html(text)}</p>`}${list}${more === '' ? '' : `\n<p>${html(more)}</p>`}</div>`;
}

/** Read aloud as words: the colour alone would not say it. */
const MARKS = {
    good: '<span class="mark" aria-hidden="true">✓</span>',
    bad: '<span class="mark" aria-hidden="true">✗</span>',
    neutral: '',
} as const;

function chartHtml(chart: Chart, draw: Draw): string {
    const id = html(`chart-${chart.id}`);
    return `<figure aria-labelledby="${id}-title" aria-describedby="${id}-reading">
<h3 id="${id}-title">${html(chart.title)}</h3>
<div class="picture" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-reading">${draw(chart)}</div>
<figcaption id="${id}-reading">${html(chart.reading)}</figcaption>
<details><summary>The figures</summary>
${tableHtml(chart.table)}
</details>
</figure>`;
}

/** Figures far from what they say are hard to follow across a wide page. */
const NARROW_COLUMNS = 4;

/** More rows than these may be divided between pages of paper. */
const LONG_ROWS = 15;

function tableHtml({ caption, columns, rows }: Table): string {
    const heads = columns.map(({ heading, align }) => `<th scope="col" class="${align}">${html(heading)}</th>`);
    const hasHead = columns.some(({ heading }) => heading !== '');
    const head = hasHead ? `<thead><tr>${heads.join('')}</tr></thead>\n` : '';
    const body = rows.map(row => rowHtml(row, columns));
    const width = columns.length <= NARROW_COLUMNS ? ' class="narrow"' : '';
    const length = rows.length > LONG_ROWS ? ' long' : '';
    return `<div class="table${length}"><table${width}>
<caption>${html(caption)}</caption>
${head}<tbody>
${body.join('\n')}
</tbody>
</table></div>`;
}

/** Told in full only to those who open it: stories are long. */
function sideBySideHtml({ heading, caption, sides, rows }: SideBySide): string {
    const cell = (lines: readonly string[]): string => `<td>${lines.map(line => `<p>${html(line)}</p>`).join('')}</td>`;
    const body = rows.map(
        ({ label, lines: [left, right] }) => `<tr><th scope="row">${html(label)}</th>${cell(left)}${cell(right)}</tr>`,
    );
    const heads = ['When', ...sides].map(side => `<th scope="col">${html(side)}</th>`);
    return `<details class="stories"><summary>${html(heading)}</summary>
<div class="table long"><table class="stories">
<caption>${html(caption)}</caption>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>
</details>`;
}

function rowHtml(row: Row, columns: Table['columns']): string {
    const cells = row.cells.map((cell, x) => {
        const align = columns[x]?.align ?? 'left';
        return x === 0
            ? `<th scope="row" class="${align}">${html(cell)}</th>`
            : `<td class="${align}">${html(cell)}</td>`;
    });
    return `<tr${row.strong === true ? ' class="strong"' : ''}>${cells.join('')}</tr>`;
}
