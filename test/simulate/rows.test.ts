import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLine } from '../../src/simulate/csv.ts';
import { ledgerColumns, ledgerRow } from '../../src/simulate/rows/ledger-row.ts';
import { memberColumns } from '../../src/simulate/rows/member-row.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { BERLIN, sourceOf } from './support/histories.ts';
import { CLUB, programOf } from './support/programs.ts';

const club = await programOf(CLUB);
const HISTORY = `
    2026-01-05 ann buys 1200 as A1
    2026-01-06 ann buys 60 redeeming MoneyOff
    2026-01-07 ann returns 200 of A1`;

describe('a cell of CSV', () => {
    it.each([
        ['=cmd()', "'=cmd()"],
        ['+1+1', "'+1+1"],
        ['-12.50', '-12.50'],
        ['-2+3', "'-2+3"],
        ['@sum', "'@sum"],
        ['\tx', "'\tx"],
        ['a,b', '"a,b"'],
        ['say "hi"', '"say ""hi"""'],
        ['=1,2', '"\'=1,2"'],
        ['line\nbreak', '"line\nbreak"'],
        [17, '17'],
        [undefined, ''],
    ])('%j is written as %j', (cell, text) => {
        expect(csvCell(cell)).toBe(text);
    });

    it('is never a formula, and a line has as many cells as it was given', () => {
        const cell = fc.oneof(fc.string(), fc.constantFrom('=A1', '+', '-', '@x', '"', ',', '\r\n', '-1', '1e5'));
        fc.assert(
            fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), cells => {
                const parsed = parseCsv(csvLine(cells));
                expect(parsed.map(each => each.replace(/^'(?=[=+\-@\t\r])/, ''))).toEqual(
                    cells.map(each => each.replace(/^'(?=[=+\-@\t\r])/, '')),
                );
                for (const each of parsed)
                    expect(each).not.toMatch(/^(?:[=+@\t\r]|-(?!\d+(?:\.\d+)?$))(?!\d+(?:\.\d+)?$)/);
            }),
        );
    });
});

describe('the files of members and of the ledger', () => {
    it('say where each member stands', async () => {
        const rows: (readonly unknown[])[] = [];
        await simulate({ program: club, source: sourceOf(HISTORY), dataset: 'Test', onMember: row => rows.push(row) });
        const columns = memberColumns(club);
        expect(rows.map(row => Object.fromEntries(columns.map((column, index) => [column, row[index]])))).toEqual([
            {
                member: 'ann',
                joined: undefined,
                Status: 'Gold',
                purchases: 2,
                returns: 1,
                revenue: '937.00',
                discount: '123.00',
                credit: '0.00',
                Star_issued: '1165',
                Star_available: '865',
                Star_pending: '0',
                Star_spent: '100',
                Star_expired: '0',
                Star_taken_back: '200',
                Star_debt: '0',
                triggers: 1,
            },
        ]);
    });

    it('hold every movement of points and money, every tier and trigger', async () => {
        const lines: string[] = [csvLine(ledgerColumns)];
        await simulate({
            program: club,
            source: sourceOf(HISTORY),
            dataset: 'Test',
            onOutcome: outcome => {
                const row = ledgerRow(outcome, club, BERLIN);
                if (row !== undefined) lines.push(csvLine(row));
            },
        });
        await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/ledger.txt');
    });
});

/** RFC 4180, one record. */
function parseCsv(line: string): string[] {
    const cells: string[] = [];
    const cell = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/gy;
    for (let match = cell.exec(line); match !== null; match = cell.exec(line)) {
        cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
        if (match[3] === '') break;
    }
    return cells;
}
