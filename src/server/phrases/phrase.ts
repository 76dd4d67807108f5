/** What a clause, a declaration or a word in an expression means, for hovers and completion. */
export interface Phrase {
    readonly meaning: string;
    /** What holds where nobody writes it: a clause without its full stop. */
    readonly otherwise?: string;
    /**
     * Ways to write it. `‹text›` is a place to fill in, `‹a|b›` a choice, `‹points*›` the program's names of that
     * kind, `‹›` where the cursor ends; places of the same name, `‹who=ann›`, are filled in together.
     */
    readonly snippets: readonly string[];
}

export const phrase = (meaning: string, otherwise: string, ...snippets: readonly string[]): Phrase => ({
    meaning,
    ...(otherwise === '' ? {} : { otherwise }),
    snippets,
});
