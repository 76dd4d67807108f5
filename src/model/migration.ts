import type { Rational, Rounding } from '../base/rational.ts';
import type { Span } from './source.ts';

/** What becomes of members whom another version of the program has known until now. Names of that version are texts. */
export interface Migration {
    readonly span: Span;
    /** Absent: every version that has no block of its own. */
    readonly version: string | undefined;
    readonly tiers: readonly { readonly from: string; readonly ladder: string; readonly tier: string }[];
    /** Ladders that are given up. */
    readonly endedLadders: readonly string[];
    readonly points: readonly PointsMove[];
    /** `to` absent: it ends. */
    readonly contracts: readonly { readonly from: string; readonly to: string | undefined }[];
    readonly round: Rounding;
    readonly expiry: 'kept' | 'new';
    readonly offers: 'kept' | 'dropped';
    readonly counts: 'kept' | 'restarted';
}

export interface PointsMove {
    readonly from: string;
    /** Absent: they expire. `factor`: whole new points for a whole old one. */
    readonly to: { readonly points: string; readonly factor: Rational } | undefined;
}
