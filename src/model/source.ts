import type { Span } from '../base/span.ts';

export type { Span };

/** What every declaration of a program has. */
export interface Declared {
    readonly name: string;
    /** Display name for people; falls back to `name`. */
    readonly title: string;
    /** Text of the doc comment, without its markers; empty where there is none. */
    readonly doc: string;
    readonly span: Span;
}
