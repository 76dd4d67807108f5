import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../src/diagnostics/finding.ts';
import { formatText } from '../src/format/format.ts';
import { compile } from '../src/language/compile.ts';
import type { Program } from '../src/model/program.ts';
import { runTests } from '../src/simulate/tests.ts';

/**
 * The reference pages. Code blocks: ```loyalty is a whole program, or a fragment that is completed by the prelude;
 * ```loyalty NAME.loyalty is one file of a program that lies on the page. Tables below a comment
 * `<!-- examples in: FRAME -->` hold clauses in their last column, which stand at `_` in the frame; below
 * `<!-- mistakes in: FRAME -->` the first column gives the message in the second and the last column is right.
 */
const folder = new URL('../docs/language/', import.meta.url);
const names = readdirSync(folder).filter(name => name.endsWith('.md'));
const pages = names.map(name => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

/** What examples may rely on. What a fragment declares itself is left out. */
const prelude = `program Rewards {
  currency EUR
  timezone "Europe/Berlin"
  channels email, sms, push
}
member { birthday : date }
member { city : text }
member { birthplace : text }
member { household : group }
member { consent : set of channels }
item { category : one of coffee, pastry, beans, other }
item { organic : one of yes, no }
event purchase { channel : one of store, app, web }
event stay { nights : number  spend : money }
event review { rating : number }
points Star { worth 0.02 EUR }
points Night { use status }
tiers Status {
  qualify by spend over last 12 months
  tier Friend
  tier Silver from 300 EUR
  tier Gold from 1000 EUR
}
segment Regulars { when visits over last 12 months >= 12 }
metric coffees { sum of item.quantity where category is coffee }
earn Base on purchase { give 1 Star per 1 EUR }
price MemberPrice on item { when Status is Gold  discount 5% }
invariant NoDebt { always Star.balance >= 0 Star }
coupon SunDays { code "SUNDAY" }
reward FreeCoffee { costs 100 Star  give 1 unit of "COFFEE" free }
trigger WinBack without purchase for 90 days { send "we-miss-you" by email }
`;

describe.each(pages)('$name', ({ name, text }) => {
    const blocks = codeBlocks(text);

    it('has programs without errors', async () => {
        const found = await compileAll(blocks.filter(each => !each.file).map(each => completed(each.code)));
        for (const [index, each] of found.entries()) {
            expect(each.findings.filter(isError).map(messageOf), blocks.filter(it => !it.file)[index]?.code).toEqual(
                [],
            );
            for (const test of each.program ? runTests(each.program).tests : [])
                expect(
                    // A page may show an invariant that is broken.
                    test.expectations.filter(it => it.status !== 'passed' && !it.text.startsWith('invariant ')),
                    test.name,
                ).toEqual([]);
        }
        const files = blocks
            .filter(each => each.file)
            .map(each => ({ uri: `file:///page/${each.file}`, text: each.code }));
        if (files.length > 0) expect((await compile(files)).findings.map(messageOf)).toEqual([]);
    });

    it('has programs in the one layout', () => {
        for (const { code } of blocks) expect(formatText(code)).toEqual({ kind: 'formatted', text: code });
    });

    it('has clauses that may be written so', async () => {
        const rows = tables(text, 'examples').flatMap(({ frame, rows }) =>
            rows.map(row => ({ frame, code: codes(row.at(-1)), row })),
        );
        for (const { code, row } of rows) expect(code, row.join(' | ')).not.toEqual([]);
        const found = await compileAll(rows.map(({ frame, code }) => framed(frame, code)));
        for (const [index, each] of found.entries())
            expect(each.findings.filter(isError).map(messageOf), rows[index]?.code.join('\n')).toEqual([]);
    });

    it('has mistakes with the messages that they get', async () => {
        const rows = tables(text, 'mistakes').flatMap(({ frame, rows }) => rows.map(row => ({ frame, row })));
        const wrong = await compileAll(rows.map(({ frame, row }) => framed(frame, codes(row[0]))));
        const right = await compileAll(rows.map(({ frame, row }) => framed(frame, codes(row[2]))));
        for (const [index, { row }] of rows.entries()) {
            const [example, message, meant] = row;
            expect(wrong[index]?.findings.map(messageOf), example).toContain(message);
            expect(right[index]?.findings.map(messageOf), meant).not.toContain(message);
            expect(right[index]?.findings.filter(isError).map(messageOf), meant).toEqual([]);
        }
    });

    it('links to pages that are there', () => {
        const links = [...text.matchAll(/\]\(([\w-]+\.md)(#[\w-]+)?\)/g)];
        for (const [, target, anchor] of links) {
            expect(names, target).toContain(target);
            const headings = headingsOf(pages.find(each => each.name === target)?.text ?? '');
            if (anchor) expect(headings, `${name}: ${target}${anchor}`).toContain(anchor);
        }
    });
});

it('every file of the grammar has a page, and the index names every page', () => {
    const grammar = readdirSync(new URL('../src/language/grammar/', import.meta.url)).map(name =>
        name.replace('.langium', ''),
    );
    const constructs = grammar.filter(name => name !== 'loyalty' && name !== 'terminals');
    expect(names).toEqual(expect.arrayContaining(constructs.map(name => `${name}.md`)));
    const index = pages.find(each => each.name === 'index.md')?.text ?? '';
    for (const name of names) if (name !== 'index.md') expect(index, name).toContain(`(${name})`);
});

interface CodeBlock {
    readonly code: string;
    /** Name of the file, for programs of several. */
    readonly file: string | undefined;
}

function codeBlocks(page: string): CodeBlock[] {
    return [...page.matchAll(/^```loyalty *([^\n]*)\n([\s\S]*?)^```$/gm)].map(([, info = '', code = '']) => ({
        code,
        file: info.endsWith('.loyalty') ? info : undefined,
    }));
}

/** Tables below a comment of this kind: its frame, and the cells of the rows. */
function tables(page: string, kind: 'examples' | 'mistakes'): { frame: string; rows: string[][] }[] {
    const found = page.matchAll(new RegExp(`<!-- ${kind} in: ([\\s\\S]*?) -->\\n+((?:\\|.*\\n)+)`, 'g'));
    return [...found].map(([, frame = '', table = '']) => ({
        frame,
        rows: table
            .trim()
            .split('\n')
            .slice(2)
            .map(line =>
                line
                    .slice(1, -1)
                    .split(' | ')
                    .map(cell => cell.trim()),
            ),
    }));
}

/** What stands in backquotes. */
function codes(cell: string | undefined): string[] {
    return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

function framed(frame: string, clauses: readonly string[]): string {
    return completed(frame.replace('_', clauses.join('\n ')));
}

/** A fragment with what it does not declare itself of the prelude; a text with a program of its own is whole. */
function completed(text: string): string {
    if (/^program /m.test(text)) return text;
    const own = new Set([...text.matchAll(/^ *(\w+ \w+)/gm)].map(([, head = '']) => head));
    const isThere = (line: string): boolean => {
        const [, field] = /^(?:member|item) \{ (\w+) :/.exec(line) ?? [];
        return field ? new RegExp(`\\b${field} *:`).test(text) : own.has(line.split(' ').slice(0, 2).join(' '));
    };
    return `${prelude
        .split(/\n(?=\w)/)
        .filter(each => !isThere(each))
        .join('\n')}\n${text}`;
}

interface Compiled {
    readonly findings: readonly Finding[];
    readonly program: Program | undefined;
}

/** Compiles texts that do not see each other. */
async function compileAll(texts: readonly string[]): Promise<Compiled[]> {
    const uris = texts.map((_, index) => `file:///${index}/page.loyalty`);
    const { findings, programs } = await compile(texts.map((text, index) => ({ uri: uris[index] ?? '', text })));
    return uris.map(uri => ({
        findings: findings.filter(each => each.span.file === uri),
        program: programs.find(each => each.files[0] === uri),
    }));
}

const isError = (finding: Finding): boolean => finding.severity === 'error';
const messageOf = (finding: Finding): string => finding.message;

function headingsOf(page: string): string[] {
    return [...page.matchAll(/^#+ (.*)$/gm)].map(
        ([, heading = '']) =>
            `#${heading
                .toLowerCase()
                .replace(/[^\w\s-]/g, '')
                .replaceAll(' ', '-')}`,
    );
}
