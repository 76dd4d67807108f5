/** One member's story, as `loyalty explain MEMBER` tells it. */
export interface StoryDocument {
    readonly schema: 'loyalty/story/1';
    readonly program: string;
    readonly member: string;
    readonly at: string;
    readonly facts: readonly { readonly name: string; readonly value: string }[];
    readonly entries: readonly StoryEntry[];
    /** What holds at the end: tiers, balances, what is missing to the next tier. */
    readonly standing: readonly { readonly name: string; readonly value: string; readonly missing?: string }[];
}

export interface StoryEntry {
    /** Local time, `2011-12-09 09:15`. */
    readonly at: string;
    readonly title: string;
    /** One sentence each: what happened, why, and why not. */
    readonly lines: readonly { readonly kind: 'did' | 'why' | 'why not'; readonly text: string }[];
    /** Standing after it. */
    readonly balances: { readonly [points: string]: string };
    readonly tiers: { readonly [ladder: string]: string };
}
