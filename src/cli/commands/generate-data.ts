import { resolve } from 'node:path';
import { Option } from 'commander';
import { profiles } from '../../history/generate/profile.ts';
import { positiveNumber, wholeNumber } from '../arguments.ts';
import type { CliCommand } from '../command.ts';
import { chooseData } from '../data.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { compileProgram } from '../programs.ts';
import { writeData } from '../writing-data.ts';

interface GenerateOptions {
    readonly program?: string;
    readonly data?: string;
    readonly members: number;
    readonly months: number;
    readonly seed: number;
    readonly profile: keyof typeof profiles;
    readonly out: string;
}

const profileNames = Object.keys(profiles);

export const generateData: CliCommand = {
    name: 'generate data',
    register: (program, start) => {
        program
            .command('generate')
            .description('make something up')
            .command('data')
            .description('members and what they did, made up from a seed: the same request writes the same files')
            .requiredOption('--out <folder>', 'where the files are written')
            .option('--program <path>', 'a program whose fields, and files of its dataset, are written')
            .option('--data <dataset>', 'which of its datasets')
            .option('--members <number>', 'how many', positiveNumber, 1000)
            .option('--months <number>', 'how long', positiveNumber, 12)
            .option('--seed <number>', 'another seed, other data', wholeNumber, 1)
            .addOption(new Option('--profile <profile>', 'how they behave').choices(profileNames).default('coffee'))
            .action((options: GenerateOptions) =>
                start(
                    io => generate(options, io),
                    () => true,
                ),
            );
    },
};

async function generate(options: GenerateOptions, io: Io): Promise<number> {
    const { members, months, seed, out } = options;
    const request = { members, months, seed, profile: profiles[options.profile] };
    const compiled = options.program === undefined ? undefined : await compileProgram(options.program, io);
    if (options.program !== undefined && compiled === undefined) return exitCodes.findings;
    const program = compiled?.program;
    const named = options.data === undefined ? [] : [options.data];
    const dataset = program === undefined ? undefined : (await chooseData(program, named, io)).dataset;
    const files = await writeData({ ...request, program, dataset }, resolve(io.cwd, out), io);
    for (const { path, rows } of files) io.stdout.write(`${path}: ${rows} rows\n`);
    return exitCodes.ok;
}
