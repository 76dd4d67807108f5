/** Something that others are made of. */
export interface Source {
    /** What has read it, to be told when it is different; undefined for what must be asked. */
    readonly readers: Set<Reader> | undefined;
    /** For what must be asked: when it was last different. */
    readonly changedAt: number;
}

/** Something that was made of others. */
export interface Reader {
    /** Whether one of them has told that it is different. */
    isStale: boolean;
    /** The one thing that this is a part of, if any: it is different, too. */
    whole?: Reader;
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

/** Tells all that have read it that it is different. */
export function tellReaders(readers: Set<Reader>): void {
    for (const reader of readers) {
        reader.isStale = true;
        if (reader.whole) reader.whole.isStale = true;
    }
    readers.clear();
}

export function isRecording(): boolean {
    return sources !== undefined;
}

/** Something is being read: whoever records this depends on it. */
export function noteRead(source: Source | undefined): void {
    if (source) sources?.add(source);
}

export interface Recorded<T> extends Reader {
    readonly value: T;
    readonly told: readonly Set<Reader>[];
    readonly asked: readonly Source[];
    readonly at: number;
}

/** Does some work and takes note of what it reads. */
export function recordReads<T>(work: () => T): Recorded<T> {
    const outer = sources;
    const own = new Set<Source>();
    sources = own;
    try {
        const value = work();
        const told = [...own].map(({ readers }) => readers).filter(readers => readers !== undefined);
        const asked = [...own].filter(({ readers }) => readers === undefined);
        const recorded: Recorded<T> = { value, told, asked, at: now, isStale: false };
        for (const readers of told) readers.add(recorded);
        return recorded;
    } finally {
        sources = outer;
        // Who asked for this depends on the same.
        for (const source of own) outer?.add(source);
    }
}

/** What nobody needs any longer need not be told. */
export function forgetReader(recorded: Recorded<unknown>): void {
    for (const readers of recorded.told) readers.delete(recorded);
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
export function isFresh({ isStale, asked, at }: Recorded<unknown>): boolean {
    return !isStale && asked.every(({ changedAt }) => changedAt <= at);
}
