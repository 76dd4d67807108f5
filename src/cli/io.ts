/** What a command may know of the world and do to it: the process in `main.ts`, strings and a folder in tests. */
export interface Io {
    /** Absolute; what relative paths start from. */
    readonly cwd: string;
    readonly env: Environment;
    /** Results. */
    readonly stdout: Output;
    /** Messages, progress. */
    readonly stderr: Output;
    /** Milliseconds since 1970. */
    readonly now: () => number;
    /** Aborted when the user wants to stop. */
    readonly signal: AbortSignal;
    /** Absolute or relative to `cwd`. */
    readonly readFile: (path: string) => Promise<Uint8Array>;
    /** Either the whole content is there afterwards, or what was there before. */
    readonly writeFileAtomic: (path: string, content: string | Uint8Array) => Promise<void>;
    /** As `writeFileAtomic`, for content that something else writes: `write` is given the path of a draft. */
    readonly replaceFile: (path: string, write: (draft: string) => Promise<void>) => Promise<void>;
    /** Something temporary that others make: it is removed when the process has to end in the middle. */
    readonly noteDraft: (path: string, isOpen: boolean) => void;
    /**
     * Runs the whole command line in a process that can be ended at any instant, however busy it is.
     * Absent where we are in it already, and in tests.
     */
    readonly runInProcess?: ((argv: readonly string[]) => Promise<number>) | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Output {
    readonly write: (text: string) => void;
    readonly isTTY: boolean;
    /** Width of the terminal; 80 where there is none. */
    readonly columns: number;
}

/** https://no-color.org, https://force-color.org; CI logs show colours but are no terminals, so they get none. */
export function hasColour(output: Output, env: Environment): boolean {
    if (env.NO_COLOR) return false;
    if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
    return output.isTTY && env.TERM !== 'dumb';
}

/** Whether lines may be drawn over: progress bars. */
export const isLively = (output: Output, env: Environment): boolean => output.isTTY && env.TERM !== 'dumb' && !env.CI;
