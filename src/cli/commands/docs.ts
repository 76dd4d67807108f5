import { Option } from 'commander';
import type { TermsDocument } from '../../model/documents/terms.ts';
import { termsFormats } from '../../report/terms/formats.ts';
import type { CliCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { WrongUse } from '../failure.ts';
import type { Io } from '../io.ts';
import { compileProgram } from '../programs.ts';
import { render } from '../rendering.ts';
import { toPath, toUri } from '../sources.ts';
import { compileVersions, type Version } from '../versions.ts';

interface DocsOptions {
    readonly for: TermsDocument['audience'];
    readonly changesFrom?: string;
    readonly format?: keyof typeof termsFormats;
    readonly out?: string;
}

const formats = Object.keys(termsFormats) as readonly (keyof typeof termsFormats)[];
const audiences: readonly TermsDocument['audience'][] = ['customers', 'colleagues'];

export const docs: CliCommand = {
    name: 'docs',
    register: (program, start) => {
        program
            .command('docs')
            .description(
                'the program as terms and conditions in plain words, with examples worked by the program itself',
            )
            .argument('[program]', 'a program, or a folder with one (default: here)', '.')
            .addOption(new Option('--for <readers>', 'who reads it').choices(audiences).default('customers'))
            .option('--changes-from <old>', 'instead: what is new since this version, such as git:main')
            .option('--out <file>', 'write it there: .html, .md, .json or .txt')
            .addOption(new Option('--format <format>', 'how it is written').choices(formats))
            .action((path: string, options: DocsOptions) => {
                const format = formatOf(options);
                return start(
                    io => writeDocs(path, options, format, io),
                    () => true,
                );
            });
    },
};

/** By the ending of the file where nothing else is said. */
function formatOf({ format, out }: DocsOptions): keyof typeof termsFormats {
    if (format !== undefined) return format;
    if (out === undefined) return 'text';
    const ending = out.slice(out.lastIndexOf('.') + 1).toLowerCase();
    const found = formats.find(each => termsFormats[each].extension === ending);
    if (found !== undefined) return found;
    const endings = formats.map(each => `.${termsFormats[each].extension}`).join(', ');
    throw new WrongUse(`'${out}' must end with one of ${endings}, or say --format.`);
}

async function writeDocs(
    path: string,
    options: DocsOptions,
    format: keyof typeof termsFormats,
    io: Io,
): Promise<number> {
    const document = await (options.changesFrom === undefined
        ? terms(path, options.for, io)
        : changes(options.changesFrom, path, options.for, io));
    if (document === undefined) return exitCodes.findings;
    if (options.out === undefined) {
        io.stdout.write(await render(termsFormats[format], document, io.stdout, io));
        return exitCodes.ok;
    }
    const plain = { ...io.stdout, isTTY: false, columns: 100 };
    await io.writeFileAtomic(
        options.out,
        await render(termsFormats[format], document, plain, { ...io, env: { NO_COLOR: '1' } }),
    );
    io.stderr.write(`It is in '${options.out}'.\n`);
    return exitCodes.ok;
}

async function terms(path: string, audience: TermsDocument['audience'], io: Io): Promise<TermsDocument | undefined> {
    const compiled = await compileProgram(path, io);
    if (compiled === undefined) return undefined;
    const { termsOf } = await import('../../report/terms/terms.ts');
    const { workedExamples } = await import('../../simulate/examples/examples.ts');
    return termsOf(compiled.program, audience, workedExamples(compiled.program, audience));
}

async function changes(
    old: string,
    path: string,
    audience: TermsDocument['audience'],
    io: Io,
): Promise<TermsDocument | undefined> {
    const versions = await compileVersions(old, path, io);
    if (versions === undefined) return undefined;
    const { changeLog } = await import('../../simulate/examples/change-log.ts');
    const told = ({ program, texts }: Version) => ({
        program,
        texts: (file: string) => texts.get(file.startsWith('file:') ? toUri(toPath(file)) : file),
    });
    return changeLog(told(versions.old), told(versions.new), audience);
}
