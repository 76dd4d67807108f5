import { describe, expect, test } from 'vitest';
import { good } from './support/programs.ts';
import { openSession } from './support/session.ts';

describe('wrong use ends with 2, says what was wrong in a sentence, and what would be right', () => {
    const lines: readonly (readonly [line: string, stderr: string])[] = [
        [
            'chek',
            "Unknown command 'chek'. Did you mean 'check'?\nUsage: loyalty [options] [command]\n'loyalty --help' says more.\n",
        ],
        [
            'check --formt json',
            "Unknown option '--formt'. Did you mean '--format'?\nUsage: loyalty check [options] [path...]\n'loyalty check --help' says more.\n",
        ],
        [
            'check --format xml',
            "Option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, sarif, junit, github, gitlab.\n" +
                "Usage: loyalty check [options] [path...]\n'loyalty check --help' says more.\n",
        ],
        ['check --dry-run', "'--dry-run' says what '--fix' would do: give both.\n"],
        ['check none.loyalty', "Can't read 'none.loyalty': no such file or folder.\n"],
        ['explain', "Say what to explain: a member's id, a code, or --defaults FILE.\n"],
        ['explain names/unknwn', "There is no diagnostic 'names/unknwn'. Did you mean 'names/unknown'?\n"],
        [
            'simulate a.loyalty --from 2026-02-30',
            "Option '--from <date>' argument '2026-02-30' is invalid. It must be a date such as 2026-03-31.\n" +
                "Usage: loyalty simulate [options] <program>\n'loyalty simulate --help' says more.\n",
        ],
        [
            'simulate a.loyalty --max-rejects many',
            "Option '--max-rejects <share>' argument 'many' is invalid. It must be a share such as 1% or 0.01.\n" +
                "Usage: loyalty simulate [options] <program>\n'loyalty simulate --help' says more.\n",
        ],
        [
            'simulate a.loyalty --report out.pdf',
            "'out.pdf' must end with one of .txt, .md, .json, .html, .xml, .sarif, .github.txt, .gitlab.json: it decides the format.\n",
        ],
        [
            'simulate a.loyalty --ledger out.xlsx',
            "'out.xlsx' must end with one of .csv, .parquet: it decides the format.\n",
        ],
        ['simulate a.loyalty', "The program 'Rewards' has no dataset that says which files to read.\n"],
        [
            'lsp',
            "Required option '--stdio' not specified.\nUsage: loyalty lsp [options]\n'loyalty lsp --help' says more.\n",
        ],
    ];

    test.each(lines)('loyalty %s', async (line, stderr) => {
        const session = openSession({ 'a.loyalty': good });
        expect(await session.run(...line.split(' '))).toEqual({ exitCode: 2, stdout: '', stderr });
        expect(session.files()).toEqual(['a.loyalty']);
    });
});

describe('datasets and folders', () => {
    const source = 'purchase from "p.csv" { member = "m"  time = "t"  price = "p" }';
    const two = `${good}\ndataset Spring { ${source} }\ndataset Autumn { ${source} }\n`;

    test.each([
        ['', "The program 'Rewards' has several datasets, name one: --data Spring, --data Autumn.\n"],
        ['--data Sprong', "'Sprong' is neither a dataset of 'Rewards' nor a folder. Did you mean 'Spring'?\n"],
    ])('%s', async (options, stderr) => {
        const argv = ['simulate', 'a.loyalty', ...options.split(' ').filter(it => it !== '')];
        expect(await openSession({ 'a.loyalty': two }).run(...argv)).toEqual({ exitCode: 2, stdout: '', stderr });
    });
});
