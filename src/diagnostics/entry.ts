import type { Severity } from './finding.ts';

/**
 * One diagnostic: test, page, `loyalty explain CODE` and quick fix come from it.
 * In `bad`, «…» marks what is reported. `good` is what the author should have written:
 * where `fixable`, applying the first fix to `bad` gives `good`.
 */
export interface DiagnosticEntry {
    /** `category/what-is-wrong`, lower case, words joined by hyphens. */
    readonly code: string;
    readonly severity: Severity;
    /** One line: what it is. */
    readonly title: string;
    /** Why it matters and what to do, in the words of program designers. */
    readonly explanation: string;
    readonly bad: string;
    readonly good: string;
    readonly fixable: boolean;
    /** Why nobody but the author can mend it. An entry without it has one right answer, and should have a fix. */
    readonly severalAnswers?: string;
}
