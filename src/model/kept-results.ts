/** What long computations came to, kept by all that they depend on. */
export interface KeptResults {
    /**
     * What was kept of the same, or what `work` gives, which is kept then: plain data, as JSON can say it. `kind` names
     * the computation with its version; `asked` is all that it depends on. What `isResult` does not know is of no use.
     */
    of<Result>(
        kind: string,
        asked: Uint8Array,
        work: () => Result,
        isResult: (kept: unknown) => kept is Result,
    ): Result;
}
