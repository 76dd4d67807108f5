import { Option } from 'commander';
import type { TestsDocument } from '../../model/documents/tests.ts';
import type { Program } from '../../model/program.ts';
import { coverageFormats } from '../../report/coverage/formats.ts';
import { testsFormats } from '../../report/tests/formats.ts';
import type { Covered } from '../../simulate/coverage/document.ts';
import type { CliCommand } from '../command.ts';
import {
    addCoverageOptions,
    type CoverageOptions,
    isCovered,
    versionSince,
    withPaths,
    writeCoverage,
} from '../covering.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { compilePrograms } from '../programs.ts';
import { render } from '../rendering.ts';
import { checkReports } from '../reports.ts';
import { displayPath } from '../sources.ts';
import { watch } from '../watching.ts';
import { isLarge } from '../workspace.ts';

interface TestOptions extends CoverageOptions {
    readonly filter?: string;
    readonly watch?: true;
    readonly format: keyof typeof testsFormats;
}

const formats = Object.keys(testsFormats);

export const test: CliCommand = {
    name: 'test',
    register: (program, start) => {
        const command = program
            .command('test')
            .description('run the tests that stand in programs')
            .argument('[path...]', 'files, and folders with all .loyalty files below (default: here)')
            .option('--filter <text>', 'only tests with this in their names')
            .option('--watch', 'again after every change, until Ctrl-C')
            .addOption(new Option('--format <format>', 'how results are shown').choices(formats).default('text'));
        addCoverageOptions(command).action((paths: readonly string[], options: TestOptions) => {
            checkReports(options.coverageReport ?? [], coverageFormats);
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
    const covered: Covered[] = [];
    const tests: TestsDocument['tests'][number][] = [];
    for (const program of compiled.programs) {
        io.signal.throwIfAborted();
        const coverage = isCovered(options) ? await startCoverage(program, options, io) : undefined;
        if (coverage === 'findings') return exitCodes.findings;
        const run = runTests(program, { filter: options.filter, now: io.now, coverage: coverage?.coverage });
        tests.push(...run.tests);
        if (coverage !== undefined)
            covered.push({
                program,
                figures: coverage.coverage.figures(),
                tests: run.tests,
                ...(coverage.since === undefined ? {} : { since: coverage.since }),
            });
    }
    const document = toDocument(tests, io);
    const byPath = new Map([...compiled.texts].map(([uri, text]) => [displayPath(uri, io), text]));
    // One output, one document.
    const target = options.coverage && options.coverageFormat !== 'text' ? io.stderr : io.stdout;
    target.write(await render(testsFormats[options.format], document, target, io, file => byPath.get(file)));
    const isReached = covered.length === 0 || (await sayCoverage(covered, options, io));
    return isReached && document.summary.passed === document.summary.tests ? exitCodes.ok : exitCodes.findings;
}

async function startCoverage(program: Program, { changedSince }: TestOptions, io: Io) {
    const { createCoverage } = await import('../../simulate/coverage/coverage.ts');
    const since = await versionSince(changedSince, program, io);
    return since === 'findings' ? since : { coverage: createCoverage(program), since };
}

/** Whether enough is reached. */
async function sayCoverage(covered: readonly Covered[], options: TestOptions, io: Io): Promise<boolean> {
    const { coverageDocument } = await import('../../simulate/coverage/document.ts');
    const { coverageMin: minimum, changedSince } = options;
    const document = withPaths(coverageDocument(covered, { of: 'tests', changedSince, minimum }), io);
    await writeCoverage(document, options, io);
    return document.minimum?.status !== 'missed';
}

function toDocument(tests: TestsDocument['tests'], io: Io): TestsDocument {
    const count = (status: TestsDocument['tests'][number]['status']) => tests.filter(it => it.status === status).length;
    return {
        schema: 'loyalty/tests/1',
        tests: tests.map(test => ({ ...test, file: displayPath(test.file, io) })),
        summary: { tests: tests.length, passed: count('passed'), failed: count('failed'), errors: count('error') },
    };
}
