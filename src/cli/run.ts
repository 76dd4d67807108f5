import { CommanderError } from 'commander';
import type { Start } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { reportFailure } from './failure.ts';
import type { Io } from './io.ts';
import { createProgram } from './program.ts';

/** Runs one command line (without `node` and the script) to its exit code; never throws, never ends the process. */
export async function run(argv: readonly string[], given: Io): Promise<number> {
    const io = argv.includes('--no-color') ? { ...given, env: { ...given.env, NO_COLOR: '1' } } : given;
    let exitCode: number = exitCodes.ok;
    const start: Start = async (work, isHeavy) => {
        const heavily = (await isHeavy?.(io)) ? io.runInProcess : undefined;
        exitCode = await (heavily?.(argv) ?? work(io));
    };
    try {
        await createProgram(argv, io, start).parseAsync([...argv], { from: 'user' });
        return exitCode;
    } catch (failure) {
        // Commander has said what was wrong, or printed what it was asked for.
        if (failure instanceof CommanderError) return failure.exitCode === 0 ? exitCodes.ok : exitCodes.wrongUse;
        return reportFailure(failure, io, argv.includes('--verbose'));
    }
}
