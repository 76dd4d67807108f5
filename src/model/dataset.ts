import type { Declared, Span } from './source.ts';

export interface Dataset extends Declared {
    readonly sources: readonly DataSource[];
}

/** One file (or glob of files) and how its columns become members or events. */
export interface DataSource {
    readonly span: Span;
    /** `member`, or the name of an event. */
    readonly target: string;
    /** As written, relative to the file that declares it; never leaves the folder given for data. */
    readonly path: string;
    readonly pathSpan: Span;
    /** Only rows where every one of these holds. */
    readonly filters: readonly RowFilter[];
    readonly columns: readonly ColumnMapping[];
    /** IANA zone of times without offset; the program's where absent. */
    readonly timeZone: string | undefined;
}

export interface RowFilter {
    readonly column: string;
    readonly columnSpan: Span;
    readonly op: 'is' | 'is not' | 'in';
    readonly values: readonly string[];
}

export interface ColumnMapping {
    /**
     * A field of the target or of its items, or one of the built-in roles
     * `id`, `member`, `time`, `order`.
     */
    readonly field: string;
    readonly column: string;
    /** The sign is turned: refunds that are stored as negative numbers. */
    readonly negated: boolean;
    /** What is below zero is meant so: deposits that come back, corrections. */
    readonly signed?: boolean;
    readonly span: Span;
    readonly columnSpan: Span;
}
