import type { Command } from 'commander';
import { Option } from 'commander';
import { Rational } from '../base/rational.ts';
import type { CoverageDocument } from '../model/documents/coverage.ts';
import type { Program } from '../model/program.ts';
import { coverageFormats } from '../report/coverage/formats.ts';
import { collect, exactShare } from './arguments.ts';
import type { Io } from './io.ts';
import { render } from './rendering.ts';
import { writeReports } from './reports.ts';
import { NoSuchProgram } from './revision.ts';
import { displayPath } from './sources.ts';
import { compileVersionOf } from './versions.ts';

export interface CoverageOptions {
    readonly coverage?: true | undefined;
    readonly coverageFormat: keyof typeof coverageFormats;
    readonly coverageReport?: readonly string[];
    readonly coverageMin?: Rational;
    readonly changedSince?: string;
}

export function addCoverageOptions(command: Command): Command {
    const formats = Object.keys(coverageFormats);
    return command
        .option('--coverage', 'say which rules, branches and boundaries no test reaches')
        .addOption(new Option('--coverage-format <format>', 'how it is shown').choices(formats).default('text'))
        .option(
            '--coverage-report <file>',
            'write it: .html, .md, .json, .txt, .info (LCOV) or .xml (Cobertura); may be repeated',
            collect,
        )
        .option('--coverage-min <share>', 'exit with 1 when less is reached, such as 80%', exactShare)
        .option('--changed-since <old>', 'only of what has changed since a file, a folder or git:main');
}

/** Whether anything of it is asked for. */
export const isCovered = ({ coverage, coverageReport, coverageMin, changedSince }: CoverageOptions): boolean =>
    coverage === true || coverageReport !== undefined || coverageMin !== undefined || changedSince !== undefined;

/** The program as it was; absent where it is new. `findings` after saying what is wrong with it. */
export async function versionSince(
    label: string | undefined,
    program: Program,
    io: Io,
): Promise<{ readonly program: Program | undefined } | undefined | 'findings'> {
    if (label === undefined) return undefined;
    try {
        const version = await compileVersionOf(label, program, io);
        return version ?? 'findings';
    } catch (error) {
        if (error instanceof NoSuchProgram) return { program: undefined };
        throw error;
    }
}

/** People look for paths, not for URIs. */
export const withPaths = (document: CoverageDocument, io: Io): CoverageDocument => ({
    ...document,
    programs: document.programs.map(each => ({ ...each, file: displayPath(each.file, io) })),
    places: document.places.map(each => ({ ...each, file: displayPath(each.file, io) })),
    ...(document.tests === undefined
        ? {}
        : { tests: document.tests.map(each => ({ ...each, file: displayPath(each.file, io) })) }),
});

export async function writeCoverage(
    document: CoverageDocument,
    {
        coverage,
        coverageFormat,
        coverageReport = [],
    }: Pick<CoverageOptions, 'coverage' | 'coverageFormat' | 'coverageReport'>,
    io: Io,
): Promise<void> {
    if (coverage === true) {
        const text = await render(coverageFormats[coverageFormat], document, io.stdout, io);
        io.stdout.write(coverageFormat === 'text' ? `\n${text}` : text);
    }
    await writeReports(coverageReport, document, coverageFormats, 'coverage', io);
    sayMinimum(document, io);
}

function sayMinimum({ minimum, summary, changedSince }: CoverageDocument, io: Io): void {
    if (minimum?.status !== 'missed') return;
    const { reached, all, share } = summary.all;
    const what = changedSince === undefined ? '' : ` of what has changed since ${changedSince}`;
    io.stderr.write(
        `Too little${what} is reached: ${percent(share)} (${reached} of ${all}), and at least ${percent(minimum.share)} is asked for.\n`,
    );
}

const percent = (share: string): string =>
    `${(Rational.parse(share) ?? Rational.ZERO).mul(Rational.of(100)).toFixed(1).replace(/\.0$/, '')}%`;
