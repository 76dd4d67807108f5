/** Where something stands in an author's text. Offsets, lines and columns count from zero; `end` is excluded. */
export interface Span {
    /** The URI or path under which the text was given to `compile`. */
    readonly file: string;
    readonly start: number;
    readonly end: number;
    /** Line of `start`. */
    readonly line: number;
    /** Column of `start`. */
    readonly column: number;
}
