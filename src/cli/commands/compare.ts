import { Option } from 'commander';
import { comparisonFormats } from '../../report/comparison/formats.ts';
import type { EngineChoice } from '../../simulate/count-folded.ts';
import { collect, date, positiveNumber, share, wholeNumber } from '../arguments.ts';
import type { CliCommand } from '../command.ts';
import { runComparison } from '../comparing.ts';
import { type DataOptions, sampleOf, withHistory } from '../data.ts';
import { exitCodes } from '../exit-code.ts';
import { WrongUse } from '../failure.ts';
import type { Io } from '../io.ts';
import { readerOfBoth } from '../reading-both.ts';
import { render } from '../rendering.ts';
import { checkReports, writeReports } from '../reports.ts';
import { compileVersions } from '../versions.ts';

interface CompareOptions extends DataOptions {
    readonly report?: readonly string[];
    readonly failOn?: readonly string[];
    readonly engine?: EngineChoice;
    readonly threads?: number;
    readonly format: keyof typeof comparisonFormats;
}

const formats = Object.keys(comparisonFormats);

export const compare: CliCommand = {
    name: 'compare',
    register: (program, start) => {
        program
            .command('compare')
            .description('two versions over the same members: who wins, who loses, what it costs, which edit did it')
            .argument('<old>', 'a program, a folder with one, or a git revision such as git:main or git:main:path')
            .argument('<new>', 'a program, or a folder with one')
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
                    'what runs members: code made of both versions where it can, or what it says; both come to the same',
                ).choices(['auto', 'compiled', 'interpreter']),
            )
            .option('--threads <number>', 'how many threads run members; as many as cores by default', positiveNumber)
            .option('--max-rejects <share>', 'fail if more rows than this share can not be used, such as 1%', share)
            .option(
                '--fail-on <condition>',
                'exit with 1 when it comes true: "cost > 1%", "losers > 0.5%", "any Gold loses tier"; may be repeated',
                collect,
            )
            .option(
                '--report <file>',
                'write a report: .html, .md, .json, .txt, .sarif, .xml (JUnit) or .gitlab.json; may be repeated',
                collect,
            )
            .addOption(new Option('--format <format>', 'how figures are shown').choices(formats).default('text'))
            .action((old: string, fresh: string, options: CompareOptions) => {
                checkReports(options.report ?? [], comparisonFormats);
                return start(
                    io => comparePrograms(old, fresh, options, io),
                    () => true,
                );
            });
    },
};

async function comparePrograms(old: string, fresh: string, options: CompareOptions, io: Io): Promise<number> {
    const versions = await compileVersions(old, fresh, io);
    if (versions === undefined) return exitCodes.findings;
    const { parseConditions, judged } = await import('../../simulate/compare/conditions/conditions.ts');
    const conditions = parseConditions(options.failOn ?? [], versions.old.program, versions.new.program);
    if (conditions.kind === 'wrong') throw new WrongUse(conditions.message);
    const reader = readerOfBoth(versions.old, versions.new);
    const { texts } = versions.new.program.datasets.length > 0 ? versions.new : versions.old;
    const document = await withHistory(reader.program, texts, options, io, (history, dataset) =>
        runComparison(
            {
                ...versions,
                history,
                reader: reader.program,
                dataset,
                threads: options.threads,
                sample: sampleOf(options),
                until: options.to,
                remarks: reader.remarks,
                engine: options.engine,
            },
            io,
        ),
    );
    if (document === undefined) return exitCodes.unusableData;
    const result = { ...document, conditions: judged(conditions.conditions, document) };
    io.stdout.write(await render(comparisonFormats[options.format], result, io.stdout, io));
    await writeReports(options.report ?? [], result, comparisonFormats, 'report', io);
    return result.conditions.some(({ status }) => status === 'failed') ? exitCodes.findings : exitCodes.ok;
}
