/** Keeps a text for each workspace from one start of the server to the next. */
export interface KeptTexts {
    readonly read: (workspace: string) => Promise<string | undefined>;
    readonly write: (workspace: string, text: string) => Promise<void>;
}
