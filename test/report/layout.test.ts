import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { left, right, row, strong } from '../../src/report/layout/page.ts';
import { textTable } from '../../src/report/layout/text-table.ts';
import { displayWidth, wrap } from '../../src/report/layout/width.ts';

describe('columns of a terminal', () => {
    it.each([
        ['Gold', 4],
        ['Café', 4],
        ['Cafe\u0301', 4],
        ['日本', 4],
        ['🎁', 2],
        ['👩‍👩‍👧', 2],
        ['', 0],
    ])('%j fills %i', (text, width) => {
        expect(displayWidth(text)).toBe(width);
    });

    it('wrapped lines are never too wide, and lose nothing but blanks', () => {
        fc.assert(
            fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 30 }), (text, width) => {
                const lines = wrap(text, width);
                expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
                expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
            }),
        );
    });
});

describe('a table of text', () => {
    const columns = [left('Rule'), right('Points')];

    it('aligns words to the left, figures to the right, and draws a line above sums', () => {
        const rows = [row('Base', '1,200'), row('日本', '7'), strong('All', '1,207')];
        expect(textTable({ caption: '', columns, rows }, 80)).toEqual([
            'Rule  Points',
            '────  ──────',
            'Base   1,200',
            '日本       7',
            '────  ──────',
            'All    1,207',
        ]);
    });

    it('wraps the words where it would be too wide', () => {
        const rows = [row('A rule with a very long name', '1,200')];
        expect(textTable({ caption: '', columns, rows }, 24)).toEqual([
            'Rule              Points',
            '────────────────  ──────',
            'A rule with a      1,200',
            'very long name',
        ]);
    });
});

describe('a table that is too wide', () => {
    const columns = [
        left('Points'),
        ...['Issued', 'Pending', 'Available', 'Spent', 'Expired', 'Taken back', 'Still owed'].map(right),
    ];
    const figures = ['11,163,787', '1,516,953', '9,100,107', '0', '0', '546,727', '106,170.60 GBP'];

    it('never cuts a figure in two', () => {
        const lines = textTable({ caption: '', columns, rows: [row('Point', ...figures)] }, 78);
        const words = lines.flatMap(line => line.split(/\s+/));
        for (const figure of figures.flatMap(each => each.split(' '))) expect(words).toContain(figure);
        expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(78);
    });
});
