import type { CliCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { BYTE_ORDER_MARK, displayPath, toPath } from '../sources.ts';
import { isLarge, openWorkspace } from '../workspace.ts';

interface FmtOptions {
    readonly check?: true;
}

export const fmt: CliCommand = {
    name: 'fmt',
    register: (program, start) => {
        program
            .command('fmt')
            .description('give programs their layout')
            .argument('[path...]', 'files, and folders with all .loyalty files below (default: here)')
            .option('--check', 'write nothing; name the files that would change, and fail if there are any')
            .action((paths: readonly string[], options: FmtOptions) => {
                const places = paths.length === 0 ? ['.'] : paths;
                return start(
                    io => formatPrograms(places, options, io),
                    io => isLarge(places, io),
                );
            });
    },
};

/** Files that can't be formatted are named and left as they are; the others are formatted. */
async function formatPrograms(paths: readonly string[], options: FmtOptions, io: Io): Promise<number> {
    const { formatText } = await import('../../format/format.ts');
    const workspace = await openWorkspace(paths, io);
    const problems = workspace.unreadable.map(it => it.message);
    let changed = 0;
    for (const [uri, text] of workspace.texts) {
        io.signal.throwIfAborted();
        const formatted = formatText(text);
        const path = displayPath(uri, io);
        if (formatted.kind === 'refused')
            problems.push(`'${path}${line(formatted.line)}' stays as it is: ${formatted.reason}`);
        else if (formatted.text !== text) {
            changed++;
            io.stdout.write(`${path}\n`);
            const mark = workspace.byteOrderMarks.has(uri) ? BYTE_ORDER_MARK : '';
            if (!options.check) await io.writeFileAtomic(toPath(uri), mark + formatted.text);
        }
    }
    for (const problem of problems) io.stderr.write(`${problem}\n`);
    io.stderr.write(summary(workspace.files, changed, options));
    return problems.length > 0 || (options.check && changed > 0) ? exitCodes.findings : exitCodes.ok;
}

function summary(files: number, changed: number, { check }: FmtOptions): string {
    const count = (value: number) => `${value} ${value === 1 ? 'file' : 'files'}`;
    if (changed === 0) return `${count(files)}, all in good layout.\n`;
    return `${count(changed)} of ${files} ${check ? 'would change' : 'changed'}.\n`;
}

const line = (fromZero: number | undefined): string => (fromZero === undefined ? '' : `:${fromZero + 1}`);
