/** What was asked for, or why it cannot be had: sentences for people. Nothing here throws because of what was given. */
export type Result<T> = ({ readonly ok: true } & T) | Refused;

export interface Refused {
    readonly ok: false;
    /** At least one. */
    readonly problems: readonly string[];
}

export const refuse = (...problems: readonly string[]): Refused => ({ ok: false, problems });
