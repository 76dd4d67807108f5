/** The same for every command; documented in `loyalty --help`. */
export const exitCodes = {
    ok: 0,
    /** Findings, failed tests, missed goals. */
    findings: 1,
    /** An unknown flag, no such file, no room for a report: what was asked for can't be done. */
    wrongUse: 2,
    /** Too many rejects, a missing column. */
    unusableData: 3,
    /** A mistake of ours. */
    bug: 70,
    interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
