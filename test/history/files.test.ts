import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { story, withFolder, withHistory } from './support/story.ts';

const COLUMNS = { member: 'm', time: 'at', sku: 'sku', price: 'price' };
const CSV = 'm,at,sku,price\nann,2026-03-01,TEA,3.10\n';
const STORY = ['ann', '  2026-03-01 00:00 purchase: 1 x TEA at 3.1'];

const read = (
    content: string | Uint8Array,
    from = 'p.csv',
    columns: Record<string, string> = COLUMNS,
): Promise<string[]> => story({ files: { [from]: content }, sources: [['purchase', { from, columns }]] });

test('line ends, byte order marks, blanks and blank lines make no difference', async () => {
    expect(await read(CSV)).toEqual(STORY);
    expect(await read(CSV.replaceAll('\n', '\r\n'))).toEqual(STORY);
    expect(await read(CSV.trimEnd())).toEqual(STORY);
    expect(await read(`${CSV.replaceAll('\n', '\r\n').trimEnd()}\r`)).toEqual(STORY);
    expect(await read(`\uFEFF${CSV}`)).toEqual(STORY);
    expect(await read('m , at,sku,price\n\n ann ,2026-03-01, "TEA" ,"3.10"\n\n')).toEqual(STORY);
    expect(await read(gzipSync(CSV), 'p.csv.gz')).toEqual(STORY);
});

test('the delimiter is the one that divides the header', async () => {
    for (const delimiter of [';', '\t', '|']) expect(await read(CSV.replaceAll(',', delimiter))).toEqual(STORY);
    expect(
        await read('m;at;"sku, or article";price\nann;2026-03-01;TEA;3.10\n', 'p.csv', {
            ...COLUMNS,
            sku: 'sku, or article',
        }),
    ).toEqual(STORY);
});

test('fields hold delimiters, quotes and line ends when they are quoted', async () => {
    const lines = await read('m,at,sku,price\nann,2026-03-01,"a ""b"", c\nd",3\nbob,x,y,1\n');
    expect(lines).toEqual([
        'ann',
        '  2026-03-01 00:00 purchase: 1 x a "b", c\nd at 3',
        expect.stringContaining("! p.csv:3 Column 'at': 'x' is not a date"),
        '# 1 row could not be used: see the list of rejects.',
    ]);
});

test('columns may have any name', async () => {
    const nasty = `the "price"; DROP TABLE staged; --'`;
    const content = `m,at,sku,"${nasty.replaceAll('"', '""')}"\nann,2026-03-01,TEA,3.10\n`;
    expect(await read(content, 'p.csv', { ...COLUMNS, price: nasty })).toEqual(STORY);
});

test('values may hold anything without becoming a statement', async () => {
    const id = `x'; DROP TABLE history; --`;
    const lines = await story({
        files: { 'p.csv': `m,at,price,o\n"${id}",2026-03-01,3,"A'1"\n`, 'm.csv': 'id\nann\n' },
        sources: [
            ['member', { from: 'm.csv', columns: { id: 'id' } }],
            ['purchase', { from: 'p.csv', columns: { member: 'm', time: 'at', price: 'price', order: 'o' } }],
        ],
    });
    expect(lines.slice(0, 2)).toEqual(['ann', `! p.csv:2 Unknown member '${id}'.`]);
});

test('a column that is not there is reported where it is mapped, with the one that was meant', async () => {
    expect(
        await read('m,at,skv,unit_price\nann,2026-03-01,TEA,3\n', 'p.csv', {
            ...COLUMNS,
            price: 'unit_prise',
            sku: 'article',
        }),
    ).toEqual([
        `data/unknown-column "article" File 'p.csv' has no column 'article'.`,
        `data/unknown-column "unit_prise" File 'p.csv' has no column 'unit_prise'. Did you mean 'unit_price'? => "unit_price`,
    ]);
});

test('a filter needs its column as well', async () => {
    const sources = [['purchase', { from: 'p.csv', where: ['typ is sale'], columns: COLUMNS }]] as const;
    expect(await story({ files: { 'p.csv': 'type,m,at,sku,price\n' }, sources })).toEqual([
        `data/unknown-column "typ" File 'p.csv' has no column 'typ'. Did you mean 'type'? => "type`,
    ]);
});

test('two columns of one name are an error where one of them is meant', async () => {
    expect(await read('m,at,sku,price,price\n')).toEqual([
        `data/duplicate-column "price" File 'p.csv' has 2 columns named 'price'.`,
    ]);
    expect(await read(`${CSV.replace('price', 'price,x,x').replace('3.10', '3.10,,')}`)).toEqual(STORY);
});

test('a file that is not there is reported with the one that was meant', async () => {
    const sources = [['purchase', { from: 'data/purchases.csv', columns: COLUMNS }]] as const;
    expect(await story({ files: { 'data/purchase.csv': CSV }, sources })).toEqual([
        `data/missing-file "data/purchases.csv" There is no file 'purchases.csv' in 'data'. Did you mean 'purchase.csv'? => "data/purchase.csv`,
    ]);
    const pattern = [['purchase', { from: 'data/*.csv', columns: COLUMNS }]] as const;
    expect(await story({ files: { 'data/.hidden.csv': CSV }, sources: pattern })).toEqual([
        `data/missing-file "data/*.csv" There is no file '*.csv' in 'data'.`,
    ]);
});

test('a file that cannot be read is reported as a whole', async () => {
    const reasons = async (content: string | Uint8Array, from?: string): Promise<string> =>
        (await read(content, from)).join('\n').replace(/^data\/unreadable-file "[^"]*" /, '');
    expect(await reasons('')).toBe("'p.csv' cannot be read: it is empty: the first line must name the columns.");
    expect(await reasons('\nm,at\n')).toBe(
        "'p.csv' cannot be read: its first line is empty: it must name the columns.",
    );
    expect(await reasons('"m,at\n')).toBe("'p.csv' cannot be read: its header has a quote that is not closed.");
    expect(await reasons(Buffer.from(`\uFEFF${CSV}`, 'utf16le'))).toBe(
        "'p.csv' cannot be read: it is UTF-16: save it as UTF-8.",
    );
    expect(await reasons(Buffer.from('m,Größe\n', 'latin1'))).toBe(
        "'p.csv' cannot be read: its header is not UTF-8: save the file as UTF-8.",
    );
    expect(await reasons(gzipSync(CSV.repeat(9)).subarray(0, 40), 'p.csv.gz')).toMatch(
        /^'p.csv.gz' cannot be read: it cannot be unpacked \(.*\)\.$/,
    );
    expect(await reasons('PAR1', 'p.parquet')).toMatch(
        /^'p.parquet' cannot be read: it cannot be read as Parquet \(.*\)\.$/,
    );
    expect(await reasons('[]', 'p.json')).toBe("'p.json' cannot be read: it has no objects with fields.");
    expect(await read('x', 'p.xlsx')).toEqual([
        expect.stringMatching(/^data\/unknown-format "p.xlsx" The name of 'p.xlsx' must say how to read it/),
    ]);
});

test('a mapping without what every row needs is an error', async () => {
    expect(await read(CSV, 'p.csv', { member: 'm' })).toEqual([
        `data/unmapped "p.csv" The columns of 'p.csv' must be mapped to 'time' and one of 'price', 'amount' and 'paid': each purchase needs it.`,
    ]);
});

test('no path leads out of the folder', async () => {
    const refusal = (from: string): Promise<string[]> =>
        read(CSV, 'data/p.csv').then(() =>
            story({ files: { 'p.csv': CSV }, sources: [['purchase', { from, columns: COLUMNS }]] }),
        );
    for (const path of [
        '../p.csv',
        'data/../../p.csv',
        '/etc/passwd',
        'C:\\data.csv',
        '\\\\server\\p.csv',
        '~/p.csv',
        'https://x.example/p.csv',
        's3://b/p.parquet',
        '..',
        '',
    ]) {
        expect(await refusal(path)).toEqual([
            `data/outside-folder "${path}" Data must lie in the folder of the program (or the one given for data): '${path}' leads out of it.`,
        ]);
    }
});

test('no link leads out of the folder', async () => {
    await withFolder({ 'secret/p.csv': CSV }, async outside => {
        const asked = { files: { 'other/q.csv': CSV }, sources: [] };
        await withHistory(asked, async (_history, _text, folder) => {
            await symlink(join(outside, 'secret', 'p.csv'), join(folder, 'p.csv'));
            await symlink(join(outside, 'secret'), join(folder, 'linked'));
            await symlink(join(folder, 'other', 'q.csv'), join(folder, 'inside.csv'));
            const stories = ['p.csv', 'linked/p.csv', 'linked/*.csv', '*/p.csv', 'inside.csv'].map(from =>
                story({
                    files: {},
                    sources: [['purchase', { from, columns: COLUMNS }]],
                    request: { baseFolder: folder },
                }),
            );
            const [file, within, globbed, found, inside] = await Promise.all(stories);
            for (const refused of [file, within, globbed, found]) expect(refused?.[0]).toContain('leads out of it');
            expect(inside).toEqual(STORY);
        });
    });
});

test('data given by folder is found there, with or without the first folders of its path', async () => {
    await withFolder({ 'p.csv': CSV }, async dataFolder => {
        const sources = [['purchase', { from: 'data/year/p.csv', columns: COLUMNS }]] as const;
        expect(await story({ files: {}, sources, request: { dataFolder } })).toEqual(STORY);
        await mkdir(join(dataFolder, 'year'));
        await writeFile(join(dataFolder, 'year', 'p.csv'), CSV.replace('TEA', 'CUP'));
        expect((await story({ files: {}, sources, request: { dataFolder } }))[1]).toContain('CUP');
        const missing = await story({ files: {}, sources, request: { dataFolder: join(dataFolder, 'no') } });
        expect(missing[0]).toContain(`There is no folder '${join(dataFolder, 'no')}'`);
    });
});
