import { expect, test } from 'vitest';
import { invariant, unreachable } from '../../src/base/invariant.ts';

test('an invariant that holds is silent, a broken one says what should have been true', () => {
    invariant(1 + 1 === 2, 'sums add up');
    expect(() => invariant(false, 'a lot is not empty')).toThrow('Invariant broken: a lot is not empty');
});

test('reaching the unreachable names the value', () => {
    // A value that the types forbid can only come from a cast.
    expect(() => unreachable('weird' as never)).toThrow('unexpected value weird');
});
