import { describe, expect, test } from 'vitest';
import { compile } from '../../src/language/compile.ts';
import { applyFix, findingsIn, report, URI } from './support/marked.ts';

const HEAD = 'program P { currency EUR timezone "Europe/Berlin" }\n';
const RULES = `item { category : one of coffee, pastry }
price A on item {
  where category is coffee
  discount 10%
}
price B on item {
  during weekdays
  discount 5%
}
`;
const codes = async (text: string): Promise<string[]> =>
    (await findingsIn(HEAD + text)).map(({ code, span }) => `${span.line} ${code}`);

describe('a finding that is meant to be so', () => {
    test('is ignored above its declaration, above its line, and behind it', async () => {
        const remark = '// loyalty-ignore points/worth: they only count badges';
        expect(await codes('points Star {}')).toEqual(['1 points/worth']);
        expect(await codes(`${remark}\npoints Star {}`)).toEqual([]);
        expect(await codes(`${remark}\n\n/** Badges. */\npoints Star {}`)).toEqual([]);
        expect(await codes(`points Star {} ${remark}`)).toEqual([]);
        expect(await codes(`points Star {} // badges\n${remark}`)).toEqual(['1 points/worth', '2 ignore/unused']);
    });

    test('is ignored in all of the block that the line opens, and not behind it', async () => {
        const text = RULES.replace('price B', '// loyalty-ignore rules/may-both-apply: never on one day\nprice B');
        expect(await codes(RULES)).toEqual(['6 rules/may-both-apply']);
        expect(await codes(text)).toEqual([]);
        expect(await codes(`// loyalty-ignore rules/may-both-apply: never on one day\n${RULES}`)).toEqual([
            '1 ignore/unused',
            '7 rules/may-both-apply',
        ]);
    });

    test('is told again after its day', async () => {
        const until = (day: string) => codes(`// loyalty-ignore points/worth until ${day}: soon\npoints Star {}`);
        expect(await until('2026-06-15')).toEqual([]);
        expect(await until('2026-06-14')).toEqual(['1 ignore/expired', '2 points/worth']);
        expect(await until('2026-06-31')).toEqual(['1 ignore/form', '2 points/worth']);
    });

    test('needs a reason', async () => {
        expect(await codes('// loyalty-ignore points/worth\npoints Star {}')).toEqual([
            '1 ignore/reason',
            '2 points/worth',
        ]);
        expect(await codes('// loyalty-ignore points/worth until 2030-01-01:\npoints Star {}')).toEqual([
            '1 ignore/reason',
            '2 points/worth',
        ]);
    });

    test('one of several that is not found is taken out of the list', async () => {
        const text = `${HEAD}// loyalty-ignore budgets/never-counts, points/worth: they only count badges\npoints Star {}`;
        const [finding] = await findingsIn(text);
        expect(finding?.message).toBe("'budgets/never-counts' is not found here: the remark should go.");
        expect(finding && applyFix(text, finding)).toBe(
            `${HEAD}// loyalty-ignore points/worth: they only count badges\npoints Star {}`,
        );
    });

    test('an error is never ignored', async () => {
        expect(await codes('// loyalty-ignore names/unknown: later\nearn Base on purchase { give 1 Sta }')).toEqual([
            '1 ignore/error',
            '2 names/unknown',
        ]);
    });

    test('while there are errors, nobody says that a remark is of no use', async () => {
        expect(await codes('// loyalty-ignore points/worth: soon\npoints Star { worth 1 EURO }')).toEqual([
            '2 names/unknown',
        ]);
    });

    test('in a text or in a comment of several lines it is no remark', async () => {
        expect(await codes('/* // loyalty-ignore points/worth: x\n*/\npoints Star "// loyalty-ignore x" {}')).toEqual([
            '3 points/worth',
        ]);
    });

    test('keeps its meaning without a clock', async () => {
        const text = `${HEAD}// loyalty-ignore points/worth until 2000-01-01: soon\npoints Star {}`;
        expect((await compile([{ uri: URI, text }])).findings).toEqual([]);
    });

    test.each([
        '',
        ':',
        ' :::',
        ' ,',
        ' a/b/c: x',
        ' until',
        ' until until: x',
        ' points/worth, : x',
        ' '.repeat(5000),
    ])('what can not be read is said: %j', async rest => {
        const found = await report(`${HEAD}// loyalty-ignore${rest}\npoints Star { worth 1 EUR }`);
        expect(found.length).toBeGreaterThan(0);
        for (const line of found) expect(line).toContain('warning ignore/');
    });
});
