import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differences } from '../../src/base/differences.ts';

test('what is on one of two lists and not on the other', () => {
    const lists = fc.uniqueArray(fc.integer({ min: 0, max: 9 }));
    fc.assert(
        fc.property(lists, lists, (before, now) => {
            const { gone, come } = differences(before, now);
            expect(gone).toEqual(before.filter(each => !now.includes(each)));
            expect(come).toEqual(now.filter(each => !before.includes(each)));
        }),
    );
});
