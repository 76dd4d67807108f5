/** What `loyalty test --coverage` prints: what of a program was reached, by its tests or by members of the data. Lines count from 1. */
export interface CoverageDocument {
    readonly schema: 'loyalty/coverage/1';
    /** Who was watched. */
    readonly of: 'tests' | 'members';
    /** How many of them. */
    readonly watched: number;
    readonly programs: readonly { readonly name: string; readonly title: string; readonly file: string }[];
    /** Only declarations that are new or other than in this version. */
    readonly changedSince?: string;
    readonly places: readonly CoveragePlace[];
    /** Absent where members were watched. */
    readonly tests?: readonly TestCoverage[];
    readonly summary: {
        readonly rules: CoverageShare;
        readonly branches: CoverageShare;
        readonly boundaries: CoverageShare;
        readonly all: CoverageShare;
    };
    readonly minimum?: { readonly share: string; readonly status: 'met' | 'missed' };
}

/**
 * - rule: it did something at all
 * - branch: a condition, which holds or does not
 * - boundary: a threshold, which amounts may lie below, at or above; a tier, which members may stand below, at or above,
 *   as far as there are tiers below and above it
 */
export interface CoveragePlace {
    readonly kind: 'rule' | 'branch' | 'boundary';
    /** The declaration that it stands in, as people know it. */
    readonly of: string;
    /** `earning rule`, `tier` … */
    readonly ofKind: string;
    readonly text: string;
    readonly file: string;
    readonly line: number;
    readonly outcomes: readonly CoverageOutcome[];
}

export interface CoverageOutcome {
    readonly outcome: 'applies' | 'true' | 'false' | 'below' | 'at' | 'above';
    /** How many tests, or members, came to it. */
    readonly reached: number;
    /** Their names; absent for members. */
    readonly by?: readonly string[];
}

export interface TestCoverage {
    readonly name: string;
    readonly file: string;
    readonly line: number;
    /** Outcomes that it came to. */
    readonly reached: number;
    /** Of those, the ones that no other test came to. */
    readonly alone: number;
}

/** Of outcomes. */
export interface CoverageShare {
    readonly reached: number;
    readonly all: number;
    /** Exact where it ends, else four digits; 1 where there is nothing to reach. */
    readonly share: string;
}
