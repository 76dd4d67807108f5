import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { good, misspelt } from './support/programs.ts';
import { openSession } from './support/session.ts';

describe('files that are no programs', () => {
    test('an empty file has nothing wrong in it', async () => {
        const { exitCode, stderr } = await openSession({ 'a.loyalty': '' }).run('check');
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    });

    test.each([
        ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])],
        ['text in UTF-16', new Uint8Array(Buffer.from(`\ufeff${good}`, 'utf16le'))],
        ['text in Windows-1252', new Uint8Array(Buffer.from('// Käse', 'latin1'))],
    ])('%s is a finding, in every command', async (_, bytes) => {
        const session = openSession({ 'a.loyalty': bytes, 'b.loyalty': good });
        const checked = await session.run('check', '--format', 'json');
        expect(checked.exitCode).toBe(1);
        expect(JSON.parse(checked.stdout).findings).toMatchObject([
            { code: 'file/not-text', file: 'a.loyalty', message: "'a.loyalty' must be a text in UTF-8." },
        ]);
        for (const command of ['fmt', 'test']) {
            const { exitCode, stderr } = await session.run(command);
            expect(exitCode).toBe(1);
            expect(stderr).toContain("'a.loyalty' must be a text in UTF-8.");
        }
    });

    test('a file of ten megabytes is refused at once, in a sentence', async () => {
        const session = openSession({ 'a.loyalty': `// ${'x'.repeat(100)}\n`.repeat(100_000) });
        const began = performance.now();
        const { exitCode, stdout } = await session.run('check', '--format', 'json');
        expect(exitCode).toBe(1);
        expect(stdout).toContain('split it with import');
        expect(performance.now() - began).toBeLessThan(5000);
    });

    test('no such file, no program in a folder, a folder that may not be read', async () => {
        const session = openSession({ 'empty/readme.txt': '' });
        const said = [await session.run('check', 'none.loyalty'), await session.run('check', 'empty')];
        expect(said).toEqual([
            { exitCode: 2, stdout: '', stderr: "Can't read 'none.loyalty': no such file or folder.\n" },
            { exitCode: 2, stdout: '', stderr: "No .loyalty files in 'empty'.\n" },
        ]);
    });
});

describe('hostile names', () => {
    const names = [
        "it's (1).loyalty",
        'a b#c%20?.loyalty',
        'ünï – 日本.loyalty',
        '-rf.loyalty',
        'a\nb.loyalty',
        '$(rm -rf ~)\';".loyalty',
        '..loyalty',
    ];

    test.each(names)('%j is checked, mended and formatted like any other', async name => {
        const session = openSession({ [name]: misspelt });
        const path = `./${name}`;
        const checked = await session.run('check', '--format', 'json', path);
        expect(JSON.parse(checked.stdout).findings).toMatchObject([{ file: name }]);
        expect((await session.run('check', '--fix', path)).exitCode).toBe(0);
        expect(session.read(name)).toBe(good);
        expect((await session.run('fmt', '--check', path)).exitCode).toBe(0);
        expect(session.files()).toEqual([name]);
    });

    test('a name can not forge lines of the output', async () => {
        const { stdout } = await openSession({ 'a\n::error::forged.loyalty': misspelt }).run(
            'check',
            '--format',
            'github',
        );
        expect(stdout).not.toMatch(/^::error::forged/m);
    });

    test('a link to a folder above leads nowhere, a link to a file is that file', async () => {
        const session = openSession({ 'real/a.loyalty': misspelt });
        symlinkSync('..', join(session.folder, 'real/up'));
        symlinkSync('real/a.loyalty', join(session.folder, 'link.loyalty'));
        const { summary } = JSON.parse((await session.run('check', '--format', 'json')).stdout);
        expect(summary.files).toBe(2);
        await session.run('check', '--fix', 'link.loyalty');
        expect(session.read('real/a.loyalty')).toBe(good);
    });
});
