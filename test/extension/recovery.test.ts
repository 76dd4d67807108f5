import { expect, test } from 'vitest';
import { Recovery } from '../../src/extension/recovery.ts';

test('a server that breaks down is started again at once, then after longer waits, and not for ever', () => {
    const recovery = new Recovery();
    const waits = Array.from({ length: 9 }, (_, index) => recovery.next(index * 1000));
    expect(waits).toEqual([0, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, undefined]);
});

test('breakdowns of long ago are forgotten', () => {
    const recovery = new Recovery();
    for (let time = 0; time < 20; time++) expect(recovery.next(time * 4 * 60_000)).toBe(0);
});
