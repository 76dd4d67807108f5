import type { Program } from '../model/program.ts';
import { WrongUse } from './failure.ts';
import type { Io } from './io.ts';
import { compileProgram } from './programs.ts';

/** The version before and the first day of this one; `findings` after saying why it cannot be followed by this one. */
export async function versionBefore(
    path: string,
    program: Program,
    io: Io,
): Promise<{ readonly program: Program; readonly until: number } | 'findings'> {
    const { relayGaps } = await import('../simulate/relay.ts');
    const compiled = await compileProgram(path, io);
    if (compiled === undefined) return 'findings';
    const until = program.valid.from;
    if (until === undefined)
        throw new WrongUse(
            `The program '${program.name}' must say from when on it holds: 'valid from 2026-07-01'. Until then the version before does.`,
        );
    const gaps = relayGaps(compiled.program, program);
    if (gaps.length === 0) return { program: compiled.program, until };
    for (const gap of gaps) io.stderr.write(`${gap}\n`);
    return 'findings';
}
