import type { Rational } from '../../base/rational.ts';

/** What a measure is when an event begins, and when metrics have taken the event in. */
export interface Moved {
    readonly from: Rational;
    readonly to: Rational;
}
