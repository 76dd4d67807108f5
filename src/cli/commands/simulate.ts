import { Option } from 'commander';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import { coverageFormats } from '../../report/coverage/formats.ts';
import { simulationFormats } from '../../report/simulation/formats.ts';
import type { EngineChoice } from '../../simulate/count-folded.ts';
import { collect, date, positiveNumber, share, wholeNumber } from '../arguments.ts';
import type { CliCommand } from '../command.ts';
import { writeCoverage } from '../covering.ts';
import { type DataOptions, sampleOf, withHistory } from '../data.ts';
import { exitCodes } from '../exit-code.ts';
import { WrongUse } from '../failure.ts';
import type { Io } from '../io.ts';
import { compileProgram } from '../programs.ts';
import { render } from '../rendering.ts';
import { checkReports, writeReports } from '../reports.ts';
import { runSimulation } from '../simulating.ts';
import { versionBefore } from '../version-before.ts';

interface SimulateOptions extends DataOptions {
    readonly members?: string;
    readonly ledger?: string;
    readonly engine?: EngineChoice;
    readonly forecastSeeds: number;
    readonly after?: string;
    readonly threads?: number;
    readonly rejects?: string;
    readonly report?: readonly string[];
    readonly coverage?: true;
    readonly coverageReport?: readonly string[];
    readonly format: keyof typeof simulationFormats;
}

const formats = Object.keys(simulationFormats);

export const simulate: CliCommand = {
    name: 'simulate',
    register: (program, start) => {
        program
            .command('simulate')
            .description(
                'replay a history: figures, per rule, tier and month; goals and invariants decide the exit code',
            )
            .argument('<program>', 'the program, or a folder with one')
            .option(
                '--data <dataset-or-folder>',
                'which dataset, or where its files lie; may be given for both',
                collect,
            )
            .option('--from <date>', 'first day of events', date)
            .option('--to <date>', 'last day of events', date)
            .option('--no-cache', 'read the data anew, and keep nothing of it for the next time')
            .option('--sample <members>', 'only so many members, chosen by the seed', positiveNumber)
            .option('--seed <number>', 'another seed, another sample', wholeNumber, 1)
            .addOption(
                new Option(
                    '--engine <engine>',
                    'what runs members: code made of the program where it can, or what it says; both come to the same',
                ).choices(['auto', 'compiled', 'interpreter']),
            )
            .option('--after <program>', 'the version before: its rules hold until this program is valid')
            .option('--forecast-seeds <number>', 'how often assumptions are drawn; 0 for no forecast', wholeNumber, 100)
            .option('--threads <number>', 'how many threads run members; as many as cores by default', positiveNumber)
            .option('--max-rejects <share>', 'fail if more rows than this share can not be used, such as 1%', share)
            .option('--rejects <file>', 'write the rows that can not be used, as CSV')
            .option('--members <file>', 'write where every member stands at the end, as .csv or .parquet')
            .option('--ledger <file>', 'write every movement of points, as .csv or .parquet')
            .option(
                '--report <file>',
                'write a report: .html, .md, .json, .txt, .sarif, .xml (JUnit) or .gitlab.json; may be repeated',
                collect,
            )
            .option('--coverage', 'say which share of members reaches each rule, branch and boundary')
            .option(
                '--coverage-report <file>',
                'write that by itself: .html, .md, .json, .txt, .info (LCOV) or .xml (Cobertura); may be repeated',
                collect,
            )
            .addOption(new Option('--format <format>', 'how figures are shown').choices(formats).default('text'))
            .action((path: string, options: SimulateOptions) => {
                checkOutputs(options);
                checkReports(options.coverageReport ?? [], coverageFormats);
                return start(
                    io => simulateProgram(path, options, io),
                    () => true,
                );
            });
    },
};

/** Nobody should wait for a simulation to be told that its report can't be written. */
function checkOutputs({ report = [], members, ledger }: SimulateOptions): void {
    checkReports(report, simulationFormats);
    const check = (path: string | undefined, endings: readonly string[]) => {
        if (path === undefined || endings.includes(endingOf(path))) return;
        throw new WrongUse(
            `'${path}' must end with one of ${endings.map(it => `.${it}`).join(', ')}: it decides the format.`,
        );
    };
    check(members, tableEndings);
    check(ledger, tableEndings);
}

const tableEndings = ['csv', 'parquet'];

const endingOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toLowerCase();

async function simulateProgram(path: string, options: SimulateOptions, io: Io): Promise<number> {
    const compiled = await compileProgram(path, io);
    if (compiled === undefined) return exitCodes.findings;
    const { program, texts } = compiled;
    const { members, ledger, rejects, to } = options;
    const after = options.after === undefined ? undefined : await versionBefore(options.after, program, io);
    if (after === 'findings') return exitCodes.findings;
    const isWatched = options.coverage === true || options.coverageReport !== undefined;
    const coverage = isWatched ? await coverageOf(program) : undefined;
    const forecast = { draws: options.forecastSeeds, seed: options.seed ?? 1 };
    const document = await withHistory(program, texts, options, io, async (history, dataset) => {
        const asked = {
            program,
            history,
            dataset,
            threads: options.threads,
            sample: sampleOf(options),
            engine: options.engine,
            until: to,
            members,
            ledger,
            forecast,
            after,
            coverage,
        };
        const figures = await runSimulation(asked, io);
        if (rejects !== undefined) await io.replaceFile(rejects, draft => history.writeRejects(draft));
        return figures;
    });
    if (document === undefined) return exitCodes.unusableData;
    io.stdout.write(await render(simulationFormats[options.format], shown(document, options), io.stdout, io));
    await writeReports(options.report ?? [], shown(document, options), simulationFormats, 'report', io);
    if (document.coverage !== undefined)
        await writeCoverage(document.coverage, { ...options, coverage: undefined, coverageFormat: 'text' }, io);
    const isKept = (document.invariants ?? []).every(it => it.status !== 'broken');
    return isKept && document.goals.every(it => it.status === 'met') ? exitCodes.ok : exitCodes.findings;
}

const coverageOf = async (program: Program) =>
    (await import('../../simulate/coverage/coverage.ts')).createCoverage(program);

/** What was only watched for its own report is left out. */
const shown = ({ coverage, ...rest }: SimulationDocument, options: SimulateOptions): SimulationDocument =>
    options.coverage === true && coverage !== undefined ? { ...rest, coverage } : rest;
