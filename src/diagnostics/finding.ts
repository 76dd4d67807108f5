import type { Span } from '../base/span.ts';

/** error: must be mended, nothing runs. warning: should be. info: can be. The verb of the message follows. */
export type Severity = 'error' | 'warning' | 'info';

export const severities = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

/** A reported problem, in every layer. */
export interface Finding {
    /** `category/what-is-wrong`; the key of its entry. */
    readonly code: string;
    readonly severity: Severity;
    /** One sentence in the words of the author's program. */
    readonly message: string;
    readonly span: Span;
    /** The end of the span as line and column from zero, for those who cannot count. */
    readonly endLine: number;
    readonly endColumn: number;
    readonly fixes: readonly Fix[];
    readonly related: readonly { readonly message: string; readonly span: Span }[];
}

/** A certain way to mend it. */
export interface Fix {
    readonly title: string;
    readonly edits: readonly Edit[];
}

/** Replaces [start, end) of the file by `text`. */
export interface Edit {
    readonly file: string;
    readonly start: number;
    readonly end: number;
    readonly text: string;
}
