import type { Command } from 'commander';
import type { Io } from './io.ts';

/** One command of the command line; lives in a file of its own in `commands/`. */
export interface CliCommand {
    /** As typed: `check`, `generate data`. */
    readonly name: string;
    /** Adds it with its arguments and options; loads nothing that only its work needs. */
    readonly register: (program: Command, start: Start) => void;
}

/** Starts the work of the command that was chosen; `work` returns the exit code. */
export type Start = (work: Work, isHeavy?: (io: Io) => boolean | Promise<boolean>) => Promise<void>;

export type Work = (io: Io) => Promise<number>;
