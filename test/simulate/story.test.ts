import { describe, expect, it } from 'vitest';
import { parseDate } from '../../src/base/calendar.ts';
import { plainSurroundings } from '../../src/report/format.ts';
import { storyFormats } from '../../src/report/story/formats.ts';
import { tellStory } from '../../src/simulate/story.ts';
import { sourceOf } from './support/histories.ts';
import { CLUB, HEAD, programOf } from './support/programs.ts';

const club = await programOf(CLUB);

async function story(history: string, member = 'ann', at?: string, program = club): Promise<string | undefined> {
    const told = await tellStory(program, sourceOf(history), member, {
        at: at === undefined ? undefined : parseDate(at),
    });
    return told && storyFormats.text.render(told, plainSurroundings);
}

describe("a member's story", () => {
    it('tells a big mistake that is undone minutes later, and what stays of it', async () => {
        await expect(
            await story(
                `
                2026-05-18 09:52 ann buys 2.90 as A1
                2026-12-09 09:15 ann buys 168469.60 as A2
                2026-12-09 09:27 ann returns 151622.64 of A2`,
                'ann',
                '2027-01-02',
            ),
        ).toMatchFileSnapshot('golden/big-mistake.txt');
    });

    it('tells discounts, rewards, what expired and what is missing', async () => {
        await expect(
            await story(
                `
                2026-01-05 ann buys 200
                2026-01-06 ann buys 60 redeeming MoneyOff
                2026-01-07 ann buys 20 redeeming MoneyOff
                2026-01-08 ann returns 1 TEA at 5`,
                'ann',
                '2026-06-30',
            ),
        ).toMatchFileSnapshot('golden/rewards.txt');
    });

    it('of a friend is told although others are run with it', async () => {
        const program = await programOf(`${HEAD}
            points Star { worth 0.02 EUR }
            earn Base on purchase { give 1 Star per 1 EUR }
            budget Small { covers Base at most 1 EUR }`);
        const text = await story('2026-01-05 bob buys 45\n2026-01-06 ann buys 40', 'ann', undefined, program);
        expect(text).toContain('Earned 5 Star by Base, usable at once, clipped by');
        expect(text).not.toContain('45');
    });

    it('is not told of someone who is not there', async () => {
        expect(await story('2026-01-05 ann buys 200', 'bob')).toBeUndefined();
    });

    it('ends with the day that is asked for', async () => {
        const text = await story('2026-01-05 ann buys 200\n2026-02-05 ann buys 70', 'ann', '2026-01-31');
        expect(text).toContain('as of 2026-01-31');
        expect(text).not.toContain('70.00');
    });
});
