import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';

/** What was asked for can't be done. The message is one sentence for the user. */
export class WrongUse extends Error {}

/** The data can't be used. */
export class UnusableData extends Error {}

/** The user wants to stop. */
export class Interrupted extends Error {}

/** Says what went wrong and returns the exit code that belongs to it. */
export function reportFailure(failure: unknown, io: Io, verbose: boolean): ExitCode {
    if (io.signal.aborted || failure instanceof Interrupted) return exitCodes.interrupted;
    if (failure instanceof WrongUse) return say(failure.message, exitCodes.wrongUse, io);
    if (failure instanceof UnusableData) return say(failure.message, exitCodes.unusableData, io);
    const stack = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
    if (verbose) io.stderr.write(`${stack}\n`);
    const what = (failure instanceof Error ? failure.message : String(failure)).split('\n', 1)[0];
    const hint = verbose ? '' : '; --verbose shows more';
    return say(`This is a bug in loyalty, please report it at ${reportBugsAt} (${what})${hint}.`, exitCodes.bug, io);
}

const reportBugsAt = 'the issue tracker of the project';

function say(message: string, exitCode: ExitCode, io: Io): ExitCode {
    io.stderr.write(`${message}\n`);
    return exitCode;
}

/** In words, for what the file system most often refuses; `undefined` for what is no refusal of the system. */
export function systemRefusal(error: unknown): string | undefined {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
    if (!('syscall' in error)) return undefined;
    return refusals[error.code] ?? error.message;
}

const refusals: Readonly<Record<string, string>> = {
    ENOENT: 'no such file or folder',
    ENOTDIR: 'a part of the path is no folder',
    EISDIR: 'it is a folder',
    EACCES: 'permission denied',
    EPERM: 'not permitted',
    EROFS: 'the disk is read-only',
    ENOSPC: 'no space left on the disk',
    EDQUOT: 'no space left for this user',
    EFBIG: 'the file gets too large',
    EMFILE: 'too many open files',
    ENAMETOOLONG: 'the name is too long',
    ELOOP: 'its links lead in a circle',
};
