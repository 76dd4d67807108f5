import { Command } from 'commander';
import type { CliCommand, Start } from './command.ts';
import { check } from './commands/check.ts';
import { compare } from './commands/compare.ts';
import { docs } from './commands/docs.ts';
import { explain } from './commands/explain.ts';
import { fmt } from './commands/fmt.ts';
import { generateData } from './commands/generate-data.ts';
import { init } from './commands/init.ts';
import { lsp } from './commands/lsp.ts';
import { simulate } from './commands/simulate.ts';
import { test } from './commands/test.ts';
import { applyConfig } from './config.ts';
import type { Io } from './io.ts';
import { version } from './version.ts';

/** In the order in which one meets them. */
export const commands: readonly CliCommand[] = [
    init,
    check,
    fmt,
    test,
    simulate,
    compare,
    explain,
    docs,
    generateData,
    lsp,
];

const firstWord = (name: string): string => name.split(' ', 1)[0] ?? name;
const commandWords = commands.map(({ name }) => firstWord(name));

const exitCodesHelp = `
Exit codes:
  0    all well
  1    findings, failed tests, missed goals, too little coverage, or a condition of --fail-on that came true
  2    wrong use: an unknown option, no such file, a file that can't be written
  3    data that can't be used: too many rejected rows, a missing column
  70   a bug in loyalty
  130  interrupted`;

/**
 * The grammar of the command line, of which `argv` tells which part is needed. Throws a `CommanderError` where there is
 * nothing to do but to end.
 */
export function createProgram(argv: readonly string[], io: Io, start: Start): Command {
    const program = new Command('loyalty')
        .description('Write, check, test and simulate customer-loyalty programs.')
        .version(version, '-V, --version', 'print the version')
        .option('--verbose', 'where something is wrong with loyalty itself, say where')
        .option('--no-color', 'no colours (as NO_COLOR=1)')
        .helpOption('-h, --help', 'print help')
        .helpCommand('help [command]', 'print help for a command')
        .addHelpText('after', exitCodesHelp)
        .exitOverride()
        .configureOutput({
            writeOut: io.stdout.write,
            writeErr: io.stderr.write,
            outputError: (text, write) => write(`${asSentence(text)}\n`),
            getOutHelpWidth: () => Math.min(io.stdout.columns, 100),
            getErrHelpWidth: () => Math.min(io.stderr.columns, 100),
            getOutHasColors: () => false,
            getErrHasColors: () => false,
        });
    program.hook('preAction', (_, command) => applyConfig(command, commandWords, io));
    const named = commands.filter(({ name }) => firstWord(name) === argv.find(it => !it.startsWith('-')));
    for (const command of named.length > 0 ? named : commands) command.register(program, start);
    showUsageAfterError(program, program.name());
    return program;
}

function showUsageAfterError(command: Command, name: string): void {
    command.showHelpAfterError(`Usage: ${name} ${command.usage()}\n'${name} --help' says more.`);
    for (const child of command.commands) showUsageAfterError(child, `${name} ${child.name()}`);
}

/** `error: unknown option '--fx'\n(Did you mean --fix?)` as one of our messages. */
function asSentence(text: string): string {
    const [, what = text.trim(), near] = text.match(/^error: (.*?)\.?\s*(?:\n?\(Did you mean (.*?)\?\))?\s*$/s) ?? [];
    const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1)}.`;
    return near === undefined ? sentence : `${sentence} Did you mean '${near.replace(/^one of /, '')}'?`;
}
