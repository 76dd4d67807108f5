import { hashText } from '../base/random.ts';
import type { SourceText } from './tasks.ts';

/** The same for the same text, on every machine; another one, but for a chance of one in 2^64, for another text. */
export function fingerprint(text: string): string {
    return `${hashText(text, 1).toString(36)}-${hashText(text, 2).toString(36)}`;
}

/** Of the files of a program, in whichever order. */
export function fingerprintOf(sources: readonly SourceText[]): string {
    const sorted = sources.toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
    return fingerprint(JSON.stringify(sorted.map(({ uri, text }) => [uri, text])));
}
