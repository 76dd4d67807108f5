import { Option } from 'commander';
import type { ComparisonDocument } from '../../model/documents/comparison.ts';
import { comparisonFormats } from '../../report/comparison/formats.ts';
import { collect, date, positiveNumber, share, wholeNumber } from '../arguments.ts';
import type { CliCommand } from '../command.ts';
import { runComparison } from '../comparing.ts';
import { type DataOptions, sampleOf, withHistory } from '../data.ts';
import { exitCodes } from '../exit-code.ts';
import { WrongUse } from '../failure.ts';
import type { Io } from '../io.ts';
import { readerOfBoth } from '../reading-both.ts';
import { render } from '../rendering.ts';
import { compileVersions } from '../versions.ts';

interface CompareOptions extends DataOptions {
    readonly report?: readonly string[];
    readonly failOn?: readonly string[];
    readonly threads?: number;
    readonly format: keyof typeof comparisonFormats;
}

const formats = Object.keys(comparisonFormats);

/** By the ending of a report's name. */
const reportFormats = new Map(Object.values(comparisonFormats).map(it => [it.extension as string, it]));

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
            .option('--threads <number>', 'how many threads run members; as many as cores by default', positiveNumber)
            .option('--max-rejects <share>', 'fail if more rows than this share can not be used, such as 1%', share)
            .option(
                '--fail-on <condition>',
                'exit with 1 when it comes true: "cost > 1%", "losers > 0.5%", "any Gold loses tier"; may be repeated',
                collect,
            )
            .option('--report <file>', 'write a report: .html, .md, .json or .txt; may be repeated', collect)
            .addOption(new Option('--format <format>', 'how figures are shown').choices(formats).default('text'))
            .action((old: string, fresh: string, options: CompareOptions) => {
                checkReports(options.report ?? []);
                return start(
                    io => comparePrograms(old, fresh, options, io),
                    () => true,
                );
            });
    },
};

/** Nobody should wait for a comparison to be told that its report can't be written. */
function checkReports(paths: readonly string[]): void {
    const wrong = paths.find(path => !reportFormats.has(endingOf(path)));
    if (wrong === undefined) return;
    const endings = [...reportFormats.keys()].map(it => `.${it}`).join(', ');
    throw new WrongUse(`'${wrong}' must end with one of ${endings}: it decides the format.`);
}

const endingOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toLowerCase();

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
            },
            io,
        ),
    );
    if (document === undefined) return exitCodes.unusableData;
    const result = { ...document, conditions: judged(conditions.conditions, document) };
    io.stdout.write(await render(comparisonFormats[options.format], result, io.stdout, io));
    for (const path of options.report ?? []) await writeReport(path, result, io);
    return result.conditions.some(({ status }) => status === 'failed') ? exitCodes.findings : exitCodes.ok;
}

async function writeReport(path: string, document: ComparisonDocument, io: Io): Promise<void> {
    const format = reportFormats.get(endingOf(path));
    if (format === undefined) return;
    const plain = { ...io.stdout, isTTY: false, columns: 100 };
    await io.writeFileAtomic(path, await render(format, document, plain, { ...io, env: { NO_COLOR: '1' } }));
    io.stderr.write(`The report is in '${path}'.\n`);
}
