import type { Expression } from './expression.ts';
import type { Span } from './source.ts';
import type { Duration } from './type.ts';

/** A few steps with a member, one after the other. */
export interface Journey {
    readonly steps: readonly JourneyStep[];
    /** Who meets it leaves; with `within` the journey is over at the end of that time, and not before. */
    readonly aim: { readonly condition: Expression; readonly within: Duration | undefined } | undefined;
    /** Who meets one of these leaves, too. */
    readonly stops: readonly Expression[];
    /** Whether an occasion that comes while the member is in it begins it anew. */
    readonly startsOver: boolean;
}

export type JourneyStep = {
    readonly span: Span;
    readonly text: string;
} /** Number of one of the trigger's actions. */ & (
    | { readonly kind: 'act'; readonly action: number }
    /** The next steps come so much later, or when the event happens. */
    | { readonly kind: 'wait'; readonly duration: Duration; readonly event: string | undefined }
    /** Where the condition does not hold, it goes on at another step. */
    | { readonly kind: 'look'; readonly condition: Expression; readonly otherwise: number }
    | { readonly kind: 'go'; readonly to: number }
    | { readonly kind: 'stop' }
);
