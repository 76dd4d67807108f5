import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/language/compile.ts';
import { isFile } from '../../src/language/generated/ast.ts';
import { createLoyaltyServices } from '../../src/language/services.ts';
import { findingsIn, report } from './support/marked.ts';

const coffee = readFileSync(new URL('../../examples/coffee/coffee.loyalty', import.meta.url), 'utf8');
const { loyalty } = createLoyaltyServices();

/** `kind name` of every declaration that is understood. */
function understood(text: string): string[] {
    const root = loyalty.parser.LangiumParser.parse(text).value;
    if (!isFile(root)) return [];
    return root.declarations.map(
        each => `${each.$type} ${'name' in each ? each.name : 'title' in each ? each.title : ''}`,
    );
}

describe('a broken file', () => {
    test('that is empty should declare a program', async () => {
        expect(await report('')).toEqual([
            '1:1 warning names/no-program This file should declare a program or be imported by one.',
        ]);
    });

    test('that is not text is refused in one sentence', async () => {
        expect(await report('\u0000\u0001PK\u0003')).toEqual([
            '1:1 error syntax/unexpected The file is not text: it must be a program in UTF-8.',
            '1:1 warning names/no-program This file should declare a program or be imported by one.',
        ]);
    });

    test('of ten megabytes is refused at once', async () => {
        const before = performance.now();
        const found = await report('earn x '.repeat(1_500_000));
        expect(found[0]).toMatch(/must have at most 4000000: split it with import/);
        expect(performance.now() - before).toBeLessThan(2000);
    });

    test('with ten thousand parentheses is read without exhausting the stack', async () => {
        const nested = `program P { currency EUR timezone "UTC" }\nsegment S { when ${'('.repeat(10_000)}visits over lifetime >= 1${')'.repeat(10_000)} }`;
        expect((await report(nested)).at(0)).toMatch(/Parentheses must be at most 64 deep/);
    });

    test('with ten thousand times not, and, or is answered', async () => {
        const nots = `program P { currency EUR timezone "UTC" }\nsegment S { when ${'not '.repeat(10_000)}visits over lifetime >= 1 }`;
        expect(await report(nots)).not.toEqual([]);
        const ands = `program P { currency EUR timezone "UTC" }\nsegment S { when ${'visits over lifetime >= 1 and '.repeat(3_000)}visits over lifetime >= 1 }`;
        expect(await report(ands)).toEqual([]);
    });
});

describe('the coffee program', () => {
    const whole = understood(coffee);

    test('has no findings', async () => {
        expect(await report(coffee)).toEqual([]);
    });

    const braces = [...coffee.matchAll(/[{}]/g)]
        .map(match => match.index)
        .filter(index => !/\/\/[^\n]*$/.test(coffee.slice(0, index)));

    test(`without any one of its ${braces.length} braces is understood but for what the brace belongs to`, () => {
        const worst: string[] = [];
        for (const index of braces) {
            const left = understood(coffee.slice(0, index) + coffee.slice(index + 1));
            const lost = whole.filter(each => !left.includes(each)).length;
            if (lost > 1) worst.push(`${coffee.slice(0, index).split('\n').length}: ${lost} lost`);
        }
        expect(worst).toEqual([]);
    });

    test('without a brace says so near the place', async () => {
        const index = coffee.indexOf('}', coffee.indexOf('points Star'));
        const found = await findingsIn(coffee.slice(0, index) + coffee.slice(index + 1));
        expect(found.filter(each => each.severity === 'error').map(each => each.message)).toEqual([
            expect.stringMatching(/^The block that begins on line \d+ must end with '}' before 'tiers' on line \d+\.$/),
        ]);
    });

    test('loses at most its own declaration when any one word is missing', { timeout: 60_000 }, () => {
        const tokens = loyalty.parser.Lexer.tokenize(coffee).tokens.filter((_, index) => index % 3 === 0);
        let kept = 0;
        for (const token of tokens) {
            const left = understood(
                coffee.slice(0, token.startOffset) + coffee.slice((token.endOffset ?? token.startOffset) + 1),
            );
            kept += whole.filter(each => left.includes(each)).length / whole.length;
        }
        expect(kept / tokens.length).toBeGreaterThan(0.97);
    });
});

describe('a comparison', () => {
    const shop =
        'program P { currency EUR timezone "UTC" channels email }\nmember { city : text  consent : set of channels }\n';

    test('written with = is told how it is written', async () => {
        expect(await report(`${shop}segment S { when member.city = "Ulm" }`)).toContain(
            "3:30 error syntax/unexpected '=' gives a field its value; a comparison must be written with 'is', '<', '<=', '>' or '>='.",
        );
    });

    test('of a set with one value is told about has', async () => {
        expect(await report(`${shop}segment S { when member.consent is email }`)).toEqual([
            "3:18 error types/mismatch Here must be a single value (ask a set with 'has email'), not a set of email.",
        ]);
        expect(await report(`${shop}segment S { when member.consent has email }`)).toEqual([]);
    });

    test('about one member is refused in a goal', async () => {
        expect(await report(`${shop}goal "g" { visits over last 12 months >= 3 }`)).toEqual([
            "3:12 error types/not-here 'visits over last 12 months' must be asked in rules about one member.",
        ]);
    });
});

describe('words that authors want as names', () => {
    test('stay usable for tiers, fields, events, rules and people', async () => {
        const text = `program Shop { currency EUR timezone "UTC" }
member { order : text  price : number  rating : number  date : date  points : text }
event visit { spend : money  rating : number  channel : one of first, best, member }
points Star { worth 0.01 EUR }
tiers Level { qualify by spend over lifetime  tier None  tier Member from 10 EUR  tier Best from 20 EUR  tier Review from 30 EUR }
earn earned on visit { when visit.rating >= 3 and visit.channel is best and Level is at least Member  give 1 Star per 1 EUR of visit.spend }
trigger send on visit { when member.order is "x" and member.price >= 3  tag "y" }
test "t" {
  member member { price = 3  order = "x" }
  2026-01-01 member: visit spend = 5 EUR, rating = 4, channel = first
  expect member earned 0 Star
}`;
        expect(await report(text)).toEqual([]);
    });
});

describe('several files', () => {
    const main =
        'import "points.loyalty"\nprogram P { currency EUR timezone "UTC" }\nearn Base on purchase { give 1 Star per 1 EUR }';

    test('make one program, and a part sees the currency of the program that imports it', async () => {
        const parts = { 'points.loyalty': 'points Star { worth 0.01 EUR }' };
        expect(await report(main, parts)).toEqual([]);
        const compiled = await compile([
            { uri: 'memory:/p.loyalty', text: main },
            { uri: 'memory:/points.loyalty', text: parts['points.loyalty'] },
        ]);
        expect(compiled.programs.map(each => each.points.map(points => points.name))).toEqual([['Star']]);
    });

    test('see only what they import', async () => {
        const found = await report(main.replace('import "points.loyalty"\n', ''), {
            'points.loyalty': 'program Q { currency EUR timezone "UTC" }\npoints Star { worth 0.01 EUR }',
        });
        expect(found).toEqual(["2:32 error names/unknown Unknown unit 'Star'. It must be declared."]);
    });

    test('two programs side by side do not see each other', async () => {
        const other =
            'program Q { currency EUR timezone "UTC" }\npoints Star { worth 0.01 EUR }\nearn Base on purchase { give 2 Star per 1 EUR }';
        const one =
            'program P { currency EUR timezone "UTC" }\npoints Star { worth 0.01 EUR }\nearn Base on purchase { give 1 Star per 1 EUR }';
        expect(await report(one, { 'q.loyalty': other })).toEqual([]);
    });

    test('that import each other in a circle are read once', async () => {
        const a = 'import "b.loyalty"\nprogram P { currency EUR timezone "UTC" }\npoints Star { worth 0.01 EUR }';
        const b = 'import "program.loyalty"\nearn Base on purchase { give 1 Star per 1 EUR }';
        expect(await report(a, { 'b.loyalty': b })).toEqual([]);
    });
});
