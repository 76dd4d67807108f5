import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { playTest, programOf } from './support/play.ts';

const program = await programOf(readFileSync('examples/coffee/coffee.loyalty', 'utf8'));

describe('the coffee chain', () => {
    it.each(program.tests)('$name', test => {
        const { failures, lines } = playTest(program, test);
        expect(failures).toEqual([]);
        for (const line of lines.values()) expect(line.lawBreaches()).toEqual([]);
    });
});
