import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/language/compile.ts';
import type { TermsDocument } from '../../src/model/documents/terms.ts';
import type { Program } from '../../src/model/program.ts';
import { plainSurroundings } from '../../src/report/format.ts';
import { formats } from '../../src/report/formats.ts';
import { termsOf } from '../../src/report/terms/terms.ts';
import { changeLog } from '../../src/simulate/examples/change-log.ts';
import { workedExamples } from '../../src/simulate/examples/examples.ts';
import { HOSTILE } from './support/hostile.ts';
import { elementsOf } from './support/markup.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

async function programOf(text: string, uri = 'file:///club.loyalty', others: readonly string[] = []): Promise<Program> {
    const imported = others.map(path => ({ uri: pathToFileURL(path).href, text: readFileSync(path, 'utf8') }));
    const { findings, programs } = await compile([{ uri, text }, ...imported]);
    expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
    const [program] = programs;
    if (program === undefined) throw new Error('there is no program');
    return program;
}

function programIn(path: string): Promise<Program> {
    const text = readFileSync(path, 'utf8');
    const imported = [...text.matchAll(/^import "(.+)"/gm)].map(([, name = '']) => join(dirname(path), name));
    return programOf(text, pathToFileURL(path).href, imported);
}

const told = (program: Program, audience: TermsDocument['audience']): string =>
    formats.terms.markdown.render(termsOf(program, audience, workedExamples(program, audience)));

const clause = async (declarations: string): Promise<string> => {
    const program = await programOf(`program Club { currency EUR timezone "Europe/Berlin" }\n${declarations}`);
    return termsOf(program, 'customers')
        .sections.flatMap(({ clauses, tables }) => [
            ...clauses.flatMap(({ sentences, items = [], more = [] }) => [...sentences, ...items, ...more]),
            ...tables.flatMap(({ rows }) => rows.map(row => row.join(': '))),
        ])
        .join('\n');
};

describe('the terms of an example, read aloud', () => {
    test('coffee, for customers', async () => {
        const program = await programIn(`${root}examples/coffee/coffee.loyalty`);
        await expect(told(program, 'customers')).toMatchFileSnapshot('golden/terms.coffee.txt');
    });

    test('fertiliser, for colleagues', async () => {
        const program = await programIn(`${root}examples/fertiliser/fertiliser.loyalty`);
        await expect(told(program, 'colleagues')).toMatchFileSnapshot('golden/terms.fertiliser.txt');
    });
});

describe('every program that we have is told without a hole', () => {
    const examples = globSync(`${root}examples/*/*.loyalty`).filter(path =>
        /^program /m.test(readFileSync(path, 'utf8')),
    );
    const cases = globSync(`${root}test/cases/**/*.loyalty`);

    test.each([...examples, ...cases].map(path => [basename(path), path] as const))('%s', async (_, path) => {
        const program = await programIn(path);
        for (const audience of ['customers', 'colleagues'] as const) {
            const { sections } = termsOf(program, audience);
            const texts = sections.flatMap(({ clauses, tables }) => [
                ...clauses.flatMap(({ sentences, items = [], more = [] }) => [...sentences, ...items, ...more]),
                ...tables.flatMap(({ rows }) => rows.flat()),
            ]);
            const wrong = texts.filter(text =>
                /undefined|\[object|NaN|\s\s|\s[,.;]|,,|\.\.(?!\.)|\bif\s*[,.:]/.test(text),
            );
            expect(wrong).toEqual([]);
            const named = new Set(sections.flatMap(({ clauses }) => clauses.map(({ title }) => title)));
            expect(named.size).toBeGreaterThan(0);
        }
    });
});

describe('sentences', () => {
    test('of tiers, windows and what counts', async () => {
        const text = await clause(`tiers Status {
            qualify by spend over last 12 months
            review yearly on 1 January
            downgrade to what is met
            tier Friend
            tier Gold from 1_000 EUR or visits over calendar year >= 60
        }`);
        expect(text).toContain(
            'Gold: You spend at least 1,000 EUR over the last 12 months or you have at least 60 purchases in the calendar year.',
        );
        expect(text).toContain('Tiers are reviewed every year on 1 January.');
    });

    test('of earning, limits and times', async () => {
        const text = await clause(`item { category : one of coffee, tea }
        points Star {}
        earn Happy on item {
            where category in coffee, tea
            during weekdays 14:00 to 17:00
            give 2 Star per whole 5 EUR
            limit 500 Star per member per month
        }`);
        expect(text).toContain('For articles whose category is coffee or tea, you earn 2 Star for each full 5 EUR.');
        expect(text).toContain('This holds from Monday to Friday from 14:00 to 17:00.');
        expect(text).toContain('You get at most 500 Star in one calendar month.');
    });

    test('of what is lost, what comes back, and which money goes first', async () => {
        const text = await clause(`points Star {
            worth 0.01 EUR
            expire after 6 months
            reinstated by purchase within 60 days
            lost on leaving Gold
        }
        tiers Status { qualify by spend over last 12 months tier Friend tier Gold from 100 EUR }
        wallet Card { bonus 10 EUR from 50 EUR spend bonus last }`);
        expect(text).toContain(
            'What has expired comes back with your next purchase within 60 days, but not what you lost in this way.',
        );
        expect(text).toContain('The bonus is used after all else.');
    });

    test('of prices do not tell customers what goods cost us', async () => {
        const text = await clause('price Latte on item { where sku is "LATTE" discount 10% floor cost + 5% }');
        expect(text).toContain('For the article LATTE, you pay 10% less.');
        expect(text).not.toMatch(/cost/);
    });
});

test('an example of a purchase is what the engine says', async () => {
    const program = await programOf(
        `program Club { currency EUR timezone "Europe/Berlin" }
        points Star {}
        tiers Status { qualify by spend over lifetime tier Friend tier Gold from 500 EUR }
        earn Base on purchase { give 1 Star per 1 EUR }
        earn Bonus on purchase { give 50% of Base if Status is Gold }`,
    );
    const [examples] = workedExamples(program, 'customers');
    expect(examples?.tables[0]?.rows[1]).toEqual(['50 EUR', '50 Star', '75 Star']);
});

test('a test that fails is no example', async () => {
    const program = await programOf(`program Club { currency EUR timezone "Europe/Berlin" }
        points Star {}
        earn Base on purchase { give 1 Star per 1 EUR }
        test "right" { member ann 2026-03-02 ann: purchase 40 EUR expect ann earned 40 Star }
        test "wrong" { member ann 2026-03-02 ann: purchase 40 EUR expect ann earned 41 Star }`);
    expect(workedExamples(program, 'customers')[0]?.clauses.map(({ title }) => title)).toEqual(['Right']);
});

describe('what is new', () => {
    const text = (threshold: string): string => `program Club { currency EUR timezone "Europe/Berlin" }
tiers Status {
  qualify by spend over last 12 months
  tier Friend
  tier Gold from ${threshold} EUR
}
`;

    test('is said in words', async () => {
        const [old, fresh] = [text('1_000'), text('1_200')];
        const log = changeLog(
            { program: await programOf(old), texts: () => old },
            { program: await programOf(fresh), texts: () => fresh },
            'customers',
        );
        expect(log.sections.map(({ heading, clauses }) => [heading, clauses[0]?.items])).toEqual([
            ['Changed', ['Gold now starts at 1,200 EUR instead of 1,000 EUR.']],
        ]);
    });

    test('is nothing where nothing is', async () => {
        const same = text('1_000');
        const version = { program: await programOf(same), texts: () => same };
        expect(changeLog(version, version, 'customers').sections[0]?.clauses[0]?.sentences).toEqual([
            'No rule differs between the two versions.',
        ]);
    });
});

describe('names break out of nothing', () => {
    const documentWith = (text: string): TermsDocument => ({
        schema: 'loyalty/terms/1',
        program: text,
        version: text,
        audience: 'customers',
        sections: [
            {
                id: 'earning',
                heading: `How you earn ${text}`,
                clauses: [
                    { title: text, note: text, sentences: [text], items: [text], more: [text] },
                    { sentences: [text] },
                ],
                tables: [{ caption: text, columns: [text], rows: [[text]] }],
            },
        ],
    });
    const shapeOf = (html: string): string[] =>
        elementsOf(html).map(({ name, attributes }) => `${name} ${[...attributes.keys()].join(' ')}`);

    test.each(HOSTILE.map(text => [text]))('%j', text => {
        const html = formats.terms.html.render(documentWith(text), plainSurroundings);
        expect(shapeOf(html)).toEqual(shapeOf(formats.terms.html.render(documentWith('plain'), plainSurroundings)));
        const markdown = formats.terms.markdown.render(documentWith(text));
        expect(markdown.replaceAll('@<!-- -->', '')).not.toMatch(/</);
        expect(markdown).not.toMatch(/(?<!\\)\]\(|!\[|(?<!\\)::?\/\/|@\w/);
        expect(markdown.split('\n')).toHaveLength(
            formats.terms.markdown.render(documentWith('plain')).split('\n').length,
        );
    });
});

test('the document keeps its schema', async () => {
    const program = await programIn(`${root}examples/airline/airline.loyalty`);
    const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(
        JSON.parse(readFileSync(`${root}schemas/terms.schema.json`, 'utf8')),
    );
    validate(
        JSON.parse(formats.terms.json.render(termsOf(program, 'colleagues', workedExamples(program, 'colleagues')))),
    );
    expect(validate.errors ?? []).toEqual([]);
});
