import type { Instant } from '../base/zone.ts';

/** The order of what falls due at one instant. Windows of metrics (in the second phase) move by being asked. */
export const PHASES = { release: 1, contract: 2, review: 3, expire: 4, trigger: 5, invariant: 6 } as const;

export type Task =
    | {
          readonly kind: 'release' | 'expire';
          readonly points: string;
          readonly lot: number;
          /** The group whose balance it is in; absent: the member's own. */
          readonly account?: string | undefined;
      }
    | { readonly kind: 'inactive'; readonly points: string }
    | { readonly kind: 'period'; readonly ladder: string }
    | { readonly kind: 'end of keep' | 'review' | 'grace' | 'end'; readonly ladder: string }
    | { readonly kind: 'end of term' | 'end of commitment'; readonly contract: string }
    | {
          readonly kind: 'rebate';
          readonly rebate: string;
          readonly step: 'begin' | 'partial' | 'final';
          readonly first: number;
      }
    | { readonly kind: 'end of period'; readonly invariant: string }
    | { readonly kind: 'list price'; readonly sku: string }
    | { readonly kind: 'annual'; readonly trigger: string }
    | { readonly kind: 'periodic'; readonly trigger: string; readonly round: number }
    | { readonly kind: 'on day'; readonly trigger: string }
    | { readonly kind: 'silence'; readonly trigger: string; readonly since: Instant }
    | { readonly kind: 'open'; readonly trigger: string; readonly case: string }
    | { readonly kind: 'before expiry'; readonly trigger: string; readonly day: number }
    /** For what happens for everybody at a moment. */
    | { readonly kind: 'announced'; readonly trigger: string; readonly moment: Instant }
    /** A wait of a journey is over; without a step, the journey is. */
    | { readonly kind: 'journey'; readonly trigger: string; readonly run: number; readonly step: number | undefined }
    | { readonly kind: 'delayed'; readonly trigger: string; readonly event: number }
    | {
          readonly kind: 'watched';
          readonly trigger: string;
          readonly since: Instant;
          readonly group: 'fired' | 'held out';
      }
    /** Messages that the quiet hours held, by their numbers among the actions; `isWhole`: it did nothing else. */
    | {
          readonly kind: 'deliver';
          readonly trigger: string;
          readonly cause: string | undefined;
          readonly messages: readonly number[];
          readonly isWhole: boolean;
      };

/** Something that will happen by itself. */
export interface Due {
    readonly at: Instant;
    readonly phase: number;
    /** Position within the phase: number of the lot, of the ladder, of the trigger's declaration. */
    readonly order: number;
    readonly task: Task;
}

/** Latest first, so that the next is taken from the end. */
export type DueQueue = Due[];

export function schedule(queue: DueQueue, due: Due): void {
    let [low, high] = [0, queue.length];
    while (low < high) {
        const middle = (low + high) >>> 1;
        const other = queue[middle];
        // What was scheduled first comes first among equals.
        if (other !== undefined && compareDue(other, due) > 0) low = middle + 1;
        else high = middle;
    }
    queue.splice(low, 0, due);
}

export const nextDue = (queue: DueQueue): Due | undefined => queue.at(-1);

function compareDue(a: Due, b: Due): number {
    return a.at - b.at || a.phase - b.phase || a.order - b.order;
}
