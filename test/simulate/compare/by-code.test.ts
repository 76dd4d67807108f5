import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import { type EngineChoice, type EngineUsed, NotCompiled } from '../../../src/simulate/count-folded.ts';
import { columnSource, historyOf } from '../support/columns.ts';
import { HEAD } from '../support/programs.ts';
import { compareTexts } from './support.ts';

const random = new Random(11);
const source = columnSource(Array.from({ length: 14 }, (_, index) => historyOf(random, `m${100 + index}`)));

const PROGRAM = `${readFileSync('examples/online-retail/online-retail.loyalty', 'utf8')}
points Mile { decimals 2 worth 0.013 GBP }
segment Regulars { when visits over last 6 months >= 4 }
segment Patrons { when Circle is Patron and spend over last 12 months >= 100 GBP }
earn Miles on purchase { give 0.37 Mile per 1 GBP }
trigger Thanks on reaching Friend { send "thanks" by email }
`;

/** Each can be made alone. */
const EDITS: readonly (readonly [string, string])[] = [
    ['give  1 Point per 1 GBP', 'give  3 Point per 2 GBP'],
    ['where category is merchandise', ''],
    ['Friend from 500 GBP', 'Friend from 150 GBP'],
    ['25% of Base', '40% of Base'],
    ['worth   0.01 GBP', 'worth   0.012 GBP'],
    ['expire  after 12 months at end of month', 'expire  after 2 months'],
    ['pending 30 days', 'pending 3 days'],
    ['without purchase for 90 days', 'without purchase for 30 days'],
    ['hold out 10%', 'hold out 60%'],
    ['visits over last 6 months >= 4', 'visits over last 2 months >= 2'],
    ['0.37 Mile', '0.4 Mile'],
    ['trigger Thanks on reaching Friend { send "thanks" by email }', ''],
    ['tier Friend', 'tier Fan from 100 GBP tier Friend'],
    ['points Mile {', 'segment Quiet { when visits over last 3 months is 0 } points Mile {'],
    ['timezone "Europe/London"', 'timezone "Australia/Sydney"'],
];

const edited = (chosen: readonly number[]): string =>
    chosen.reduce((text, index) => {
        const [was, is] = EDITS[index] ?? ['', ''];
        if (!text.includes(was)) throw new Error(`the program says '${was}'`);
        return text.replace(was, is);
    }, PROGRAM);

async function comparison(before: string, after: string, engine: EngineChoice): Promise<string> {
    const used: string[] = [];
    const onEngine = (each: EngineUsed) => void used.push(...(engine === 'auto' ? each.reasons : []), each.engine);
    const document = await compareTexts(before, after, source, { engine, onEngine });
    expect(used).toEqual([engine === 'auto' ? 'compiled' : engine]);
    return JSON.stringify(document);
}

describe('a comparison by code', () => {
    it('says the same to the last byte as one by the interpreter, whatever was edited', async () => {
        const choices = fc.uniqueArray(fc.integer({ min: 0, max: EDITS.length - 1 }), { maxLength: 2 });
        await fc.assert(
            fc.asyncProperty(choices, choices, async (before, after) => {
                const [old, fresh] = [edited(before.slice(0, 1)), edited(after)];
                expect(await comparison(old, fresh, 'auto')).toBe(await comparison(old, fresh, 'interpreter'));
            }),
            {
                numRuns: 5,
                examples: [
                    [[], [0, 9, 13]],
                    [[3], [14]],
                ],
            },
        );
    });

    it('is refused with the reason where it was asked for and one version cannot be', async () => {
        const other = PROGRAM.replace('expire  after 12 months at end of month', 'expire after 12 months inactive');
        await expect(compareTexts(PROGRAM, other, source, { engine: 'compiled' })).rejects.toThrow(NotCompiled);
        const used: string[] = [];
        const onEngine = ({ engine, reasons }: EngineUsed) => void used.push(`${engine}: ${reasons.join()}`);
        const document = await compareTexts(PROGRAM, other, source, { onEngine });
        expect(used).toEqual(["interpreter: the inactivity of 'Point' is not compiled"]);
        expect(document.members.all).toBe(14);
    });

    it('falls back when only the data of a later part cannot be counted by code', async () => {
        const histories = Array.from({ length: 9 }, (_, index) => historyOf(random, `n${index}`));
        const last = histories.at(-1);
        const [first] = last?.occurrences ?? [];
        if (last === undefined || first === undefined) throw new Error('there are members');
        const answered = { ...first, event: 'survey', lines: [], id: 'answer', at: first.at + 1 };
        const more = { ...last, occurrences: [first, answered, ...last.occurrences.slice(1)] };
        const mixed = columnSource([...histories.slice(0, -1), more]);
        const text = `${HEAD} points Star { worth 0.01 EUR } earn Base on purchase { give 1 Star per 1 EUR }`;
        const fresh = text.replace('1 Star', '2 Star');
        const [auto, interpreter] = await Promise.all(
            (['auto', 'interpreter'] as const).map(engine => compareTexts(text, fresh, mixed, { engine })),
        );
        expect(JSON.stringify(auto)).toBe(JSON.stringify(interpreter));
        expect(auto?.members.better).toBe(9);
    });
});
