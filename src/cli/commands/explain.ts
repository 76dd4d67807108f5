import { Option } from 'commander';
import { didYouMean } from '../../base/did-you-mean.ts';
import { storyFormats } from '../../report/story/formats.ts';
import { collect, date } from '../arguments.ts';
import type { CliCommand } from '../command.ts';
import { withHistory } from '../data.ts';
import { exitCodes } from '../exit-code.ts';
import { WrongUse } from '../failure.ts';
import type { Io } from '../io.ts';
import { compileProgram, compilePrograms } from '../programs.ts';
import { render } from '../rendering.ts';
import { displayPath } from '../sources.ts';

interface ExplainOptions {
    readonly data?: readonly string[];
    readonly program: string;
    /** Local day. */
    readonly at?: number;
    readonly defaults?: string;
    readonly format: keyof typeof storyFormats;
}

const formats = Object.keys(storyFormats);

export const explain: CliCommand = {
    name: 'explain',
    register: (program, start) => {
        program
            .command('explain')
            .description('tell the story of a member, what a diagnostic means, or which defaults hold')
            .argument('[what]', 'the id of a member, or the code of a diagnostic such as names/unknown')
            .option('--program <path>', 'the program (for members)', '.')
            .option('--no-cache', 'read the data anew, and keep nothing of it for the next time')
            .option('--data <dataset-or-folder>', 'which dataset, or where its files lie (for members)', collect)
            .option('--at <date>', 'tell the story up to the end of this day', date)
            .addOption(new Option('--format <format>', 'how a story is told').choices(formats).default('text'))
            .option('--defaults <file>', 'print every default that a program relies on')
            .action((what: string | undefined, options: ExplainOptions) => {
                if (options.defaults !== undefined) return start(io => explainDefaults(options.defaults ?? '', io));
                if (what === undefined)
                    throw new WrongUse("Say what to explain: a member's id, a code, or --defaults FILE.");
                if (options.data === undefined && isCode(what)) return start(io => explainCode(what, io));
                return start(
                    io => explainMember(what, options, io),
                    () => true,
                );
            });
    },
};

const isCode = (text: string): boolean => /^[a-z]+(?:-[a-z]+)*\/[a-z0-9-]+$/.test(text);

async function explainCode(code: string, io: Io): Promise<number> {
    const { diagnosticEntries } = await import('../entries.ts');
    const { renderEntry } = await import('../explanations.ts');
    const entry = diagnosticEntries.find(it => it.code === code);
    if (entry === undefined) {
        throw new WrongUse(
            `There is no diagnostic '${code}'.${didYouMean(
                code,
                diagnosticEntries.map(it => it.code),
            )}`,
        );
    }
    io.stdout.write(renderEntry(entry, Math.min(io.stdout.columns, 100)));
    return exitCodes.ok;
}

async function explainDefaults(path: string, io: Io): Promise<number> {
    const { defaultsOf, isWrittenIn } = await import('../../language/defaults/defaults.ts');
    const { renderDefaults } = await import('../explanations.ts');
    const compiled = await compilePrograms([path], io);
    if (compiled === undefined) return exitCodes.findings;
    const byPath = new Map([...compiled.texts].map(([uri, text]) => [displayPath(uri, io), text]));
    for (const program of compiled.programs) {
        const defaults = defaultsOf(program, (declared, clause) =>
            isWrittenIn(byPath.get(displayPath(declared.span.file, io)) ?? '', declared, clause),
        );
        const placeOf = ({ declared: { span } }: (typeof defaults)[number]) =>
            `${displayPath(span.file, io)}:${span.line + 1}`;
        io.stdout.write(renderDefaults(defaults, placeOf, Math.min(io.stdout.columns, 100)));
    }
    return exitCodes.ok;
}

async function explainMember(member: string, options: ExplainOptions, io: Io): Promise<number> {
    const compiled = await compileProgram(options.program, io);
    if (compiled === undefined) return exitCodes.findings;
    const { program, texts } = compiled;
    const { tellStory } = await import('../../simulate/story.ts');
    const story = await withHistory(program, texts, options, io, async history => {
        const found = await tellStory(program, history, member, { at: options.at, signal: io.signal });
        if (found === undefined) throw new WrongUse(`There is no member '${member}' in the data.`);
        return found;
    });
    if (story === undefined) return exitCodes.unusableData;
    io.stdout.write(await render(storyFormats[options.format], story, io.stdout, io));
    return exitCodes.ok;
}
