import { describe, expect, test } from 'vitest';
import { good, misspelt, withDataset } from './support/programs.ts';
import { openSession } from './support/session.ts';

describe('check', () => {
    test('a good program passes', async () => {
        const { exitCode, stdout, stderr } = await openSession({ 'a.loyalty': good }).run('check');
        expect({ exitCode, stdout, stderr }).toMatchSnapshot();
    });

    test('a misspelt name fails, with its line, a way out and exit code 1', async () => {
        const { exitCode, stdout, stderr } = await openSession({ 'a.loyalty': misspelt }).run('check', 'a.loyalty');
        expect({ exitCode, stdout, stderr }).toMatchSnapshot();
    });

    test('--fix mends it in place', async () => {
        const session = openSession({ 'a.loyalty': misspelt });
        const { exitCode, stderr } = await session.run('check', '--fix');
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: 'Mended 1 file.\n' });
        expect(session.read('a.loyalty')).toBe(good);
        expect(session.files()).toEqual(['a.loyalty']);
    });

    test('--fix --dry-run shows the change and writes nothing', async () => {
        const session = openSession({ 'a.loyalty': misspelt });
        const { stdout, exitCode } = await session.run('check', '--fix', '--dry-run');
        expect(stdout).toMatchSnapshot();
        expect(exitCode).toBe(0);
        expect(session.read('a.loyalty')).toBe(misspelt);
    });

    test('--fix keeps the byte order mark and Windows line ends', async () => {
        const windows = `\ufeff${misspelt.replaceAll('\n', '\r\n')}`;
        const session = openSession({ 'a.loyalty': windows });
        await session.run('check', '--fix');
        expect(session.read('a.loyalty')).toBe(windows.replace('Sta per', 'Star per'));
    });

    test('--format json is one document with lines and columns from 1', async () => {
        const { stdout } = await openSession({ 'a.loyalty': misspelt }).run('check', '--format', 'json');
        expect(JSON.parse(stdout)).toMatchSnapshot();
    });

    test.each(['sarif', 'junit', 'github', 'gitlab'])('--format %s names the file and the code', async format => {
        const { exitCode, stdout } = await openSession({ 'a.loyalty': misspelt }).run('check', '--format', format);
        expect(exitCode).toBe(1);
        expect(stdout).toContain('a.loyalty');
        expect(stdout).toContain('names/unknown');
    });

    test('--fail-on decides what fails', async () => {
        const session = openSession({ 'a.loyalty': good.replace('  worth 0.02 EUR\n', '  decimals 2\n') });
        const exitCodes = [];
        for (const severity of ['error', 'warning', 'info']) {
            exitCodes.push((await session.run('check', '--fail-on', severity)).exitCode);
        }
        const { summary } = JSON.parse((await session.run('check', '--format', 'json')).stdout);
        expect({ exitCodes, summary }).toMatchSnapshot();
    });

    test('a baseline makes known findings silent, wherever their lines go, and new ones fail', async () => {
        const session = openSession({ 'a.loyalty': misspelt });
        const made = await session.run('check', '--write-baseline', 'known.json');
        expect(made).toEqual({ exitCode: 0, stdout: '', stderr: "1 finding is in 'known.json' now.\n" });
        const moved = openSession({
            'a.loyalty': `// a line above\n${misspelt}`,
            'known.json': session.read('known.json'),
        });
        expect((await moved.run('check', '--baseline', 'known.json')).exitCode).toBe(0);
        const worse = openSession({
            'a.loyalty': misspelt.replace('per 1 EUR', 'per 1 EURO'),
            'known.json': session.read('known.json'),
        });
        expect((await worse.run('check', '--baseline', 'known.json')).exitCode).toBe(1);
    });

    test('what a baseline knows and is found no more is said, and taken out where that is asked for', async () => {
        const session = openSession({ 'a.loyalty': misspelt, 'b.loyalty': misspelt });
        await session.run('check', '--write-baseline', 'known.json');
        const mended = openSession({
            'a.loyalty': good,
            'b.loyalty': misspelt,
            'known.json': session.read('known.json'),
        });
        const told = "1 finding of 'known.json' is found no more: --update-baseline takes it out.\n";
        expect((await mended.run('check', '--baseline', 'known.json')).stderr).toBe(told);
        // The other file was not looked at, and is there.
        expect((await mended.run('check', 'b.loyalty', '--baseline', 'known.json')).stderr).toBe('');
        const taken = await mended.run('check', '--baseline', 'known.json', '--update-baseline');
        expect(taken).toMatchObject({
            exitCode: 0,
            stderr: "1 finding that is found no more is out of 'known.json' now.\n",
        });
        const { findings } = JSON.parse(mended.read('known.json'));
        expect(findings.map(({ file }: { readonly file: string }) => file)).toEqual(['b.loyalty']);
        const without = openSession({ 'b.loyalty': good, 'known.json': session.read('known.json') });
        expect((await without.run('check', '--baseline', 'known.json')).stderr).toContain('2 findings');
        expect((await without.run('check', '--update-baseline')).exitCode).toBe(2);
    });

    test('a baseline that is none is wrong use', async () => {
        const { exitCode, stderr } = await openSession({ 'a.loyalty': good, 'b.json': '[]' }).run(
            'check',
            '--baseline',
            'b.json',
        );
        expect(exitCode).toBe(2);
        expect(stderr).toBe("'b.json' is not a baseline; 'loyalty check --write-baseline b.json' makes one.\n");
    });

    test('folders are walked, but for node_modules and dot folders', async () => {
        const session = openSession({
            'one/a.loyalty': good,
            'one/two/b.loyalty': good,
            'node_modules/c.loyalty': misspelt,
            '.hidden/d.loyalty': misspelt,
            'e.txt': misspelt,
        });
        const { stdout } = await session.run('check', '--format', 'json');
        expect(JSON.parse(stdout).summary.files).toBe(2);
    });

    test('imports are read from where they lie', async () => {
        const [head = '', ...rest] = good.split(/(?=^points)/m);
        const session = openSession({
            'main.loyalty': `import "./parts/points.loyalty"\n\n${head}`,
            'parts/points.loyalty': rest.join(''),
        });
        const { exitCode, stdout } = await session.run('check', 'main.loyalty');
        expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
    });

    test('a column that the data beside the program does not have is found, and --fix mends it', async () => {
        const session = openSession({
            'a.loyalty': withDataset,
            'data.csv': 'member,at,prize\nann,2026-03-02,40.00\n',
        });
        const { exitCode, stdout } = await session.run('check');
        expect({ exitCode, stdout }).toMatchInlineSnapshot(`
          {
            "exitCode": 1,
            "stdout": "error: File 'data.csv' has no column 'price'. Did you mean 'prize'?
            a.loyalty:26:14  data/unknown-column
            26 │     price  = "price"
               │              ^^^^^^^
            Fix: Write 'prize'

          1 error in 1 file.
          ",
          }
        `);
        expect((await session.run('check', '--fix')).exitCode).toBe(0);
        expect(session.read('a.loyalty')).toContain('price  = "prize"');
    });

    test('data that is not there is no mistake of the program', async () => {
        expect((await openSession({ 'a.loyalty': withDataset }).run('check')).exitCode).toBe(0);
    });
});
