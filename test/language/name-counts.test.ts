import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NameCounts } from '../../src/language/lower/name-counts.ts';

test('lists that follow one another are each known to have a name twice, or not to', () => {
    const item = fc.array(fc.constantFrom('Gold', 'Silver', 'Base', 'Star', 'Bonus', 'Friend'), { maxLength: 2 });
    fc.assert(
        fc.property(fc.array(item, { maxLength: 8 }), fc.array(fc.array(fc.nat(7), { maxLength: 8 })), (all, picks) => {
            const counts = new NameCounts<readonly string[]>(names => names);
            for (const pick of picks) {
                const items = [...new Set(pick)].flatMap(index => (all[index] ? [all[index]] : []));
                const names = items.flat();
                expect(counts.hasTwice(items)).toBe(new Set(names).size < names.length);
            }
        }),
    );
});
