import type { CalendarUnit, Expression, Times } from './expression.ts';
import type { Declared } from './source.ts';

/** What must hold for every member, whenever its occasion comes. */
export interface Invariant extends Declared {
    readonly occasion: InvariantOccasion;
    /** It is about these members and occasions only. */
    readonly when: readonly Expression[];
    /** Of items, about these lines only. */
    readonly where: readonly Expression[];
    readonly during: Times;
    /** All of these must hold. */
    readonly always: readonly Expression[];
}

export type InvariantOccasion =
    /** After every event with all that it sets going, and after all that falls due at one instant. */
    | { readonly kind: 'standing' }
    /** After each event of this kind, with all that it sets going. */
    | { readonly kind: 'event'; readonly event: string }
    /** Each line of each purchase. */
    | { readonly kind: 'item' }
    | {
          readonly kind: 'tier';
          readonly ladder: string;
          readonly change: 'reached' | 'lost' | 'changed';
          readonly tier: string | undefined;
      }
    /** The last moment of each calendar period of the member's clock. */
    | { readonly kind: 'end of period'; readonly unit: CalendarUnit }
    /** When nothing more comes: the end of a simulation, or of a test. */
    | { readonly kind: 'end' };
