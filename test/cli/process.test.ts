import { execFileSync } from 'node:child_process';
import {
    closeSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    openSync,
    readdirSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { start } from './support/process.ts';
import { good, misspelt, withDataset } from './support/programs.ts';
import { openSession } from './support/session.ts';

const onPosix = process.platform === 'win32' ? test.skip : test;

/** Resolves when a file is there, and fails loudly when it never is. */
async function until(isThere: () => boolean): Promise<void> {
    for (let waited = 0; waited < 20_000; waited += 20) {
        if (isThere()) return;
        await sleep(20);
    }
    throw new Error('what the test waits for never happened');
}

/** A purchase a day of many members, out of order. */
function manyPurchases(rows: number): string {
    const lines = Array.from({ length: rows }, (_, row) => {
        const day = new Date(Date.UTC(2026, 0, 1 + ((row * 7) % 360))).toISOString().slice(0, 10);
        return `m${row % 997},${day},${(row % 90) + 1}.50`;
    });
    return `member,at,price\n${lines.join('\n')}\n`;
}

describe('Ctrl-C in the middle', () => {
    onPosix('of making up data: 130 within a second, and no file', async () => {
        const { folder, files } = openSession();
        const { child, ended } = start(
            ['generate', 'data', '--out', 'data', '--members', '200000', '--months', '48'],
            folder,
        );
        await until(() => existsSync(join(folder, 'data')) && readdirSync(join(folder, 'data')).length > 0);
        const asked = performance.now();
        child.kill('SIGINT');
        const { exitCode } = await ended;
        expect(performance.now() - asked).toBeLessThan(1000);
        expect({ exitCode, files: files() }).toEqual({ exitCode: 130, files: [] });
    });

    onPosix('of a simulation: 130 within a second, the old report untouched, no draft left', async () => {
        const given = { 'a.loyalty': withDataset, 'data.csv': manyPurchases(400_000), 'report.html': 'old' };
        const { folder, files, read } = openSession(given);
        const temporary = join(folder, 'temporary');
        mkdirSync(temporary);
        const argv = ['simulate', 'a.loyalty', '--report', 'report.html', '--ledger', 'ledger.parquet'];
        const { child, ended } = start(argv, folder, 'pipe', { TMPDIR: temporary });
        await until(() => readdirSync(temporary).some(name => name.startsWith('loyalty-')));
        await sleep(500);
        const asked = performance.now();
        child.kill('SIGINT');
        const { exitCode } = await ended;
        expect(performance.now() - asked).toBeLessThan(1000);
        expect(exitCode).toBe(130);
        expect(files().filter(path => !path.includes('node-compile-cache'))).toEqual(Object.keys(given).sort());
        expect(read('report.html')).toBe('old');
    });

    onPosix('of a parser that is busy with a large program', async () => {
        const busy = `${good}${'segment S when (((((((((1 EUR < 2 EUR)))))))))\n'.repeat(60_000)}`;
        const { folder, files } = openSession({ 'a.loyalty': busy.slice(0, 3_500_000) });
        const { child, ended } = start(['check', 'a.loyalty'], folder);
        await sleep(1500);
        const asked = performance.now();
        child.kill('SIGINT');
        const { exitCode } = await ended;
        expect(performance.now() - asked).toBeLessThan(1000);
        expect({ exitCode, files: files() }).toEqual({ exitCode: 130, files: ['a.loyalty'] });
    });

    onPosix('of watching tests', async () => {
        const { folder } = openSession({ 'a.loyalty': good });
        const { child, ended } = start(['test', '--watch'], folder);
        let runs = 0;
        child.stderr?.on('data', text => {
            if (String(text).includes('Waiting for changes') && ++runs === 1)
                writeFileSync(join(folder, 'a.loyalty'), good);
        });
        await until(() => runs === 2);
        child.kill('SIGINT');
        const { exitCode, stdout } = await ended;
        expect(exitCode).toBe(130);
        expect(stdout.match(/1 test passed/g)).toHaveLength(2);
    });
});

/** Small disks can be made by root only, and not in every container. */
function canMount(): boolean {
    const folder = mkdtempSync(join(tmpdir(), 'loyalty-mount-'));
    try {
        execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
        execFileSync('umount', [folder]);
        return true;
    } catch {
        return false;
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

const hasFullDisk = existsSync('/dev/full');

describe('a disk that is full', () => {
    test.runIf(hasFullDisk)('while a report is written: a sentence and 2', async () => {
        const session = openSession({ 'a.loyalty': withDataset, 'data.csv': manyPurchases(10) });
        symlinkSync('/dev/full', join(session.folder, 'report.html'));
        const { exitCode, stderr } = await session.run('simulate', 'a.loyalty', '--report', 'report.html');
        const told = `Can't write '${join(session.folder, 'report.html')}': no space left on the disk.\n`;
        expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: told });
    });

    test.runIf(canMount())('in the middle of a report: the old one stays, no draft is left', async () => {
        const session = openSession({ 'a.loyalty': withDataset, 'data.csv': manyPurchases(10), 'disk/readme': '' });
        const disk = join(session.folder, 'disk');
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk]);
        try {
            writeFileSync(join(disk, 'report.html'), 'old');
            const { exitCode, stderr } = await session.run('simulate', 'a.loyalty', '--report', 'disk/report.html');
            const told = `Can't write '${join(disk, 'report.html')}': no space left on the disk.\n`;
            expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: told });
            expect(readdirSync(disk)).toEqual(['report.html']);
            expect(session.read('disk/report.html')).toBe('old');
        } finally {
            execFileSync('umount', [disk]);
        }
    });

    test.runIf(hasFullDisk)('while the result is printed: a sentence and 2', async () => {
        const { folder } = openSession({ 'a.loyalty': good });
        const full = openSync('/dev/full', 'w');
        const { exitCode, stderr } = await start(['check'], folder, full).ended;
        closeSync(full);
        expect({ exitCode, stderr }).toEqual({
            exitCode: 2,
            stderr: "Can't write the result: no space left on the disk.\n",
        });
    });
});

onPosix('a reader that has gone away is no reason to complain', async () => {
    const { folder } = openSession({ 'a.loyalty': misspelt.repeat(200) });
    const { child, ended } = start(['check', '--format', 'json'], folder);
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { exitCode, stderr } = await ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
});

test('standard input is not waited for, and exit codes reach the shell', async () => {
    const { folder } = openSession({ 'a.loyalty': misspelt });
    expect((await start(['check'], folder).ended).exitCode).toBe(1);
    expect((await start(['chek'], folder).ended).exitCode).toBe(2);
    expect((await start(['--version'], folder).ended).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
