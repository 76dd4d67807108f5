/** A program in plain words, made from the model: `loyalty docs`. Texts are raw; each format escapes them. */
export interface TermsDocument {
    readonly schema: 'loyalty/terms/1';
    readonly program: string;
    readonly version?: string;
    /** Customers read what concerns them; colleagues read that, and what it costs, how it is watched and where data comes from. */
    readonly audience: 'customers' | 'colleagues';
    readonly sections: readonly TermsSection[];
}

export interface TermsSection {
    readonly id: string;
    readonly heading: string;
    readonly clauses: readonly Clause[];
    readonly tables: readonly TermsTable[];
}

/** One numbered paragraph, `2.1`. */
export interface Clause {
    /** Display name of what it is about; absent: what holds for the section as a whole. */
    readonly title?: string;
    /** What the author says of it. */
    readonly note?: string;
    readonly sentences: readonly string[];
    readonly items?: readonly string[];
    /** After the items. */
    readonly more?: readonly string[];
}

export interface TermsTable {
    readonly caption: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
}
