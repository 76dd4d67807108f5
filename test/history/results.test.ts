import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { Results } from '../../src/history/cache/results.ts';

let folder = '';
beforeEach(async () => {
    await rm(folder, { recursive: true, force: true });
    folder = await mkdtemp(join(tmpdir(), 'results-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const isNumber = (kept: unknown): kept is number => typeof kept === 'number';
/** What the third of something comes to, and whether it was worked out. */
function third(of: number, kind = 'third'): string {
    let worked = 'kept';
    const asked = new Uint8Array(Float64Array.of(of).buffer);
    const result = new Results(folder).of(
        kind,
        asked,
        () => {
            worked = 'worked out';
            return of / 3;
        },
        isNumber,
    );
    expect(result).toBe(of / 3);
    return worked;
}
const onlyFile = async (): Promise<string> => join(folder, (await readdir(folder))[0] ?? '');

test('a result is worked out once for what it depends on', () => {
    expect(third(1)).toBe('worked out');
    expect(third(1)).toBe('kept');
    expect(third(2)).toBe('worked out');
    expect(third(1, 'another version')).toBe('worked out');
    expect(third(2)).toBe('kept');
});

test.each([
    ['cut off', (text: string) => text.slice(0, -1)],
    ['changed', (text: string) => text.replace('3333', '4444')],
    ['empty', () => ''],
])('what is %s is worked out again, and kept', async (_, damage) => {
    third(1);
    const file = await onlyFile();
    await writeFile(file, damage(await readFile(file, 'utf8')));
    expect(third(1)).toBe('worked out');
    expect(third(1)).toBe('kept');
});

test('what is of another form is worked out again', () => {
    const results = new Results(folder);
    const isText = (kept: unknown): kept is string => typeof kept === 'string';
    const asked = new Uint8Array(Float64Array.of(1).buffer);
    results.of('third', asked, () => 'a third', isText);
    expect(third(1)).toBe('worked out');
});

test('where nothing can be written, it is worked out each time', async () => {
    await writeFile(join(folder, 'file'), '');
    folder = join(folder, 'file');
    expect(third(1)).toBe('worked out');
    expect(third(1)).toBe('worked out');
    folder = join(folder, '..');
});

test('nothing is left behind but results', async () => {
    third(1);
    third(2);
    expect((await readdir(folder)).filter(name => !name.endsWith('.result'))).toEqual([]);
});
