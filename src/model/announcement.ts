import type { Value } from './value.ts';

/** Something that happens for everybody: a price changes, a product is launched. Known beforehand, for the whole run. */
export interface Announcement {
    readonly event: string;
    /** Instant. */
    readonly at: number;
    readonly fields: ReadonlyMap<string, Value>;
}
