import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Option } from 'commander';
import { profiles } from '../../history/generate/profile.ts';
import type { CliCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { WrongUse } from '../failure.ts';
import type { Io } from '../io.ts';
import { compileProgram } from '../programs.ts';
import { ciFiles, type Service, services } from '../starter/ci.ts';
import { starterFiles } from '../starter/files.ts';
import { writeData } from '../writing-data.ts';

export const init: CliCommand = {
    name: 'init',
    register: (program, start) => {
        program
            .command('init')
            .description('a project to start from: program, data, tests, a CI file')
            .argument('[folder]', 'where', '.')
            .addOption(
                new Option('--ci <service>', 'continuous integration for which service')
                    .choices(services)
                    .default('github'),
            )
            .action((folder: string, { ci }: { readonly ci: Service }) => start(io => startProject(folder, ci, io)));
    },
};

/** Writes nothing where something of the same name is already there. */
async function startProject(folder: string, ci: Service, io: Io): Promise<number> {
    const absolute = resolve(io.cwd, folder);
    const files = { ...starterFiles, ...ciFiles[ci] };
    for (const path of [...Object.keys(files), 'data']) {
        if ((await stat(join(absolute, path)).catch(() => undefined)) === undefined) continue;
        throw new WrongUse(`There is a '${path}' in '${folder}' already: nothing was written.`);
    }
    for (const [path, text] of Object.entries(files)) await io.writeFileAtomic(join(absolute, path), text);
    const compiled = await compileProgram(join(absolute, 'rewards.loyalty'), io);
    const dataset = compiled?.program.datasets[0];
    await writeData(
        { program: compiled?.program, dataset, members: 200, months: 14, seed: 1, profile: profiles.coffee },
        absolute,
        io,
    );
    const inside = folder === '.' ? '' : `cd ${folder} && `;
    io.stdout.write(`A project is in '${folder}'. Go on with: ${inside}loyalty test\n`);
    return exitCodes.ok;
}
