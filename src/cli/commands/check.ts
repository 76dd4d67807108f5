import { Option } from 'commander';
import { type Severity, severities } from '../../diagnostics/finding.ts';
import { withSeverities } from '../../diagnostics/severities.ts';
import type { FindingsDocument } from '../../model/documents/findings.ts';
import { findingsFormats } from '../../report/findings/formats.ts';
import { collect } from '../arguments.ts';
import { goneFrom, readBaseline, tellGone, withoutKnown, writeBaseline } from '../baseline.ts';
import type { CliCommand } from '../command.ts';
import { unifiedDiff } from '../diff.ts';
import { exitCodes } from '../exit-code.ts';
import { WrongUse } from '../failure.ts';
import { toFindingsDocument } from '../findings.ts';
import { mend, type Texts } from '../fixing.ts';
import type { Io } from '../io.ts';
import { render } from '../rendering.ts';
import { checkReports, writeReports } from '../reports.ts';
import { parseSeverities } from '../severities.ts';
import { BYTE_ORDER_MARK, displayPath, toPath } from '../sources.ts';
import { columnFindings, compileTexts, isLarge, openWorkspace, type Workspace } from '../workspace.ts';

interface CheckOptions {
    readonly fix?: true;
    readonly dryRun?: true;
    readonly format: keyof typeof findingsFormats;
    readonly failOn: Severity;
    readonly report?: readonly string[];
    readonly severity?: readonly string[];
    readonly baseline?: string;
    readonly updateBaseline?: true;
    readonly writeBaseline?: string;
}

const formats = Object.keys(findingsFormats);

export const check: CliCommand = {
    name: 'check',
    register: (program, start) => {
        program
            .command('check')
            .description('say what is wrong in programs')
            .argument('[path...]', 'files, and folders with all .loyalty files below (default: here)')
            .option('--fix', 'mend what can be mended with certainty')
            .option('--dry-run', 'with --fix: show the changes, write nothing')
            .addOption(new Option('--format <format>', 'how findings are shown').choices(formats).default('text'))
            .addOption(
                new Option('--fail-on <severity>', 'the mildest that fails').choices(severities).default('error'),
            )
            .option(
                '--report <file>',
                'write findings as well: .txt, .json, .sarif, .xml (JUnit) or .gitlab.json; may be repeated',
                collect,
            )
            .option(
                '--severity <code=severity>',
                'take a finding for an error, a warning or an info, or turn it off; may be repeated',
                collect,
            )
            .option('--baseline <file>', 'be silent about the findings that this file knows')
            .option('--update-baseline', 'with --baseline: take out of it what is found no more')
            .option('--write-baseline <file>', 'make such a file of the findings there are now')
            .action((paths: readonly string[], options: CheckOptions) => {
                checkReports(options.report ?? [], findingsFormats);
                const places = paths.length === 0 ? ['.'] : paths;
                return start(
                    io => checkPrograms(places, options, io),
                    io => isLarge(places, io),
                );
            });
    },
};

async function checkPrograms(paths: readonly string[], options: CheckOptions, io: Io): Promise<number> {
    if (options.dryRun && !options.fix) throw new WrongUse("'--dry-run' says what '--fix' would do: give both.");
    if (options.updateBaseline && options.baseline === undefined)
        throw new WrongUse("'--update-baseline' takes out of '--baseline FILE' what is found no more: give both.");
    const known = options.baseline === undefined ? [] : await readBaseline(options.baseline, io);
    const workspace = await openWorkspace(paths, io);
    const { texts, document: found } = await inspect(workspace, options, io);
    if (options.writeBaseline !== undefined) {
        await writeBaseline(options.writeBaseline, found, io);
        const count = found.findings.length;
        io.stderr.write(`${count} ${count === 1 ? 'finding is' : 'findings are'} in '${options.writeBaseline}' now.\n`);
        return exitCodes.ok;
    }
    const document = withoutKnown(found, new Set(known.map(({ fingerprint }) => fingerprint)));
    if (options.baseline !== undefined) {
        const gone = await goneFrom(known, found, file => texts.has(file), io);
        await tellGone(options.baseline, { known, gone }, options.updateBaseline === true, io);
    }
    // With --dry-run, standard output is the difference.
    const target = options.dryRun ? io.stderr : io.stdout;
    target.write(await render(findingsFormats[options.format], document, target, io, file => texts.get(file)));
    await writeReports(options.report ?? [], document, findingsFormats, 'report', io);
    return doesFail(document, options.failOn) ? exitCodes.findings : exitCodes.ok;
}

interface Inspection {
    /** By the paths that the document names. */
    readonly texts: ReadonlyMap<string, string>;
    readonly document: FindingsDocument;
}

async function inspect(workspace: Workspace, options: CheckOptions, io: Io): Promise<Inspection> {
    const read = new Map<string, string>();
    const bySeverity = await parseSeverities(options.severity ?? []);
    const find = async (texts: Texts) => {
        const { findings, programs } = await compileTexts(texts, read, io);
        return withSeverities([...findings, ...(await columnFindings(programs))], bySeverity);
    };
    const mended = options.fix ? await mend(workspace.texts, find) : undefined;
    const texts = mended?.texts ?? workspace.texts;
    const findings = mended?.findings ?? (await find(texts));
    if (mended !== undefined) await keep(mended.texts, workspace, options, io);
    const document = toFindingsDocument([...workspace.unreadable, ...findings], workspace.files, io);
    const byPath = [...read, ...texts].map(([uri, text]) => [displayPath(uri, io), text] as const);
    return { texts: new Map(byPath), document };
}

/** Writes what was mended, or shows it. */
async function keep(texts: Texts, workspace: Workspace, { dryRun }: CheckOptions, io: Io): Promise<void> {
    let changed = 0;
    for (const [uri, text] of texts) {
        const before = workspace.texts.get(uri);
        if (before === undefined || before === text) continue;
        changed++;
        if (dryRun) io.stdout.write(unifiedDiff(displayPath(uri, io), before, text));
        else await io.writeFileAtomic(toPath(uri), workspace.byteOrderMarks.has(uri) ? BYTE_ORDER_MARK + text : text);
    }
    const files = `${changed} ${changed === 1 ? 'file' : 'files'}`;
    io.stderr.write(dryRun ? `--fix would change ${files}.\n` : `Mended ${files}.\n`);
}

function doesFail(document: FindingsDocument, failOn: Severity): boolean {
    const { errors, warnings, infos } = document.summary;
    const counts: Readonly<Record<Severity, number>> = {
        error: errors,
        warning: errors + warnings,
        info: errors + warnings + infos,
    };
    return counts[failOn] > 0;
}
