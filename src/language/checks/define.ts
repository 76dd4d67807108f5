import type { DiagnosticEntry } from '../../diagnostics/entry.ts';

/** An entry whose message is made of these arguments. */
export interface Check<A extends readonly unknown[]> extends DiagnosticEntry {
    readonly message: (...args: A) => string;
}

export function check<A extends readonly unknown[]>(entry: Check<A>): Check<A> {
    return entry;
}
