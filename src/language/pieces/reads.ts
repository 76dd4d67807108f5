/** Something that others are made of: it says when it was last different. */
export interface Source {
    readonly changedAt: number;
}

let now = 0;
let sources: Set<Source> | undefined;

/** Something is different from now on: the moment of it. */
export function tick(): number {
    return ++now;
}

/** The moment of the last change. */
export function moment(): number {
    return now;
}

export function isRecording(): boolean {
    return sources !== undefined;
}

/** Something is being read: whoever records this depends on it. */
export function noteRead(source: Source | undefined): void {
    if (source) sources?.add(source);
}

export interface Recorded<T> {
    readonly value: T;
    /** All that was read meanwhile. */
    readonly sources: readonly Source[];
    readonly at: number;
}

/** Does some work and says what it has read. */
export function recordReads<T>(work: () => T): Recorded<T> {
    const outer = sources;
    const own = new Set<Source>();
    sources = own;
    try {
        return { value: work(), sources: [...own], at: now };
    } finally {
        sources = outer;
        // Who asked for this depends on the same.
        for (const source of own) outer?.add(source);
    }
}

/** Does some work that nobody depends on: on what comes of it, perhaps. */
export function unrecorded<T>(work: () => T): T {
    const outer = sources;
    sources = undefined;
    try {
        return work();
    } finally {
        sources = outer;
    }
}

/** Whether the same work would still read the same. */
export function isFresh({ sources: read, at }: Recorded<unknown>): boolean {
    return read.every(({ changedAt }) => changedAt <= at);
}
