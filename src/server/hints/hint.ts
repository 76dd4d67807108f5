import type { Settings } from '../settings.ts';

/** Something that follows from the text and stands nowhere in it. */
export interface Hint {
    /** The setting that turns it off. */
    readonly kind: keyof Settings['inlayHints'];
    /** Where it is shown, in characters of the file. */
    readonly offset: number;
    readonly label: string;
    /** Markdown; asked for once somebody points at the hint. */
    readonly explanation: () => string;
}
