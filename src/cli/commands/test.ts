import { Option } from 'commander';
import type { TestsDocument } from '../../model/documents/tests.ts';
import { testsFormats } from '../../report/tests/formats.ts';
import type { CliCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { compilePrograms } from '../programs.ts';
import { render } from '../rendering.ts';
import { displayPath } from '../sources.ts';
import { watch } from '../watching.ts';
import { isLarge } from '../workspace.ts';

interface TestOptions {
    readonly filter?: string;
    readonly watch?: true;
    readonly format: keyof typeof testsFormats;
}

const formats = Object.keys(testsFormats);

export const test: CliCommand = {
    name: 'test',
    register: (program, start) => {
        program
            .command('test')
            .description('run the tests that stand in programs')
            .argument('[path...]', 'files, and folders with all .loyalty files below (default: here)')
            .option('--filter <text>', 'only tests with this in their names')
            .option('--watch', 'again after every change, until Ctrl-C')
            .addOption(new Option('--format <format>', 'how results are shown').choices(formats).default('text'))
            .action((paths: readonly string[], options: TestOptions) => {
                const places = paths.length === 0 ? ['.'] : paths;
                if (options.watch) return start(io => watch(places, () => testPrograms(places, options, io), io));
                return start(
                    io => testPrograms(places, options, io),
                    io => isLarge(places, io),
                );
            });
    },
};

async function testPrograms(paths: readonly string[], options: TestOptions, io: Io): Promise<number> {
    const { runTests } = await import('../../simulate/tests.ts');
    const compiled = await compilePrograms(paths, io);
    if (compiled === undefined) return exitCodes.findings;
    const tests = compiled.programs.flatMap(program => {
        io.signal.throwIfAborted();
        return runTests(program, { filter: options.filter, now: io.now }).tests;
    });
    const document = toDocument(tests, io);
    const byPath = new Map([...compiled.texts].map(([uri, text]) => [displayPath(uri, io), text]));
    io.stdout.write(await render(testsFormats[options.format], document, io.stdout, io, file => byPath.get(file)));
    return document.summary.passed === document.summary.tests ? exitCodes.ok : exitCodes.findings;
}

function toDocument(tests: TestsDocument['tests'], io: Io): TestsDocument {
    const count = (status: TestsDocument['tests'][number]['status']) => tests.filter(it => it.status === status).length;
    return {
        schema: 'loyalty/tests/1',
        tests: tests.map(test => ({ ...test, file: displayPath(test.file, io) })),
        summary: { tests: tests.length, passed: count('passed'), failed: count('failed'), errors: count('error') },
    };
}
