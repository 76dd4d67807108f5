import type { Instant } from '../base/zone.ts';
import type { Engine } from '../engine/engine.ts';
import { dismiss } from '../engine/groups.ts';
import type { Observer } from '../engine/observer.ts';
import type { Shared } from '../engine/shared.ts';
import type { TimeLine } from '../engine/time-line.ts';
import type { Member, Occurrence } from '../model/occurrence.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Program } from '../model/program.ts';
import type { MemberEvents, Source } from './source.ts';

/** Runs a program over a history and tells what happens, to nobody in particular: tallies, stories and files listen. */
export interface Replay {
    readonly program: Program;
    readonly source: Pick<Source, 'members' | 'timeOrder' | 'prices' | 'announcements'>;
    /** The version before, whose rules hold until this instant. */
    readonly after?: { readonly program: Program; readonly until: Instant } | undefined;
    /** First instant of the data: calendars begin there. */
    readonly begins: Instant | undefined;
    /** Last instant: what falls due later does not happen. */
    readonly until: Instant;
    /** Called once for each member before anything happens to it. */
    readonly open: (member: Member) => Listener;
    readonly signal?: AbortSignal | undefined;
    /** Every few thousand events. */
    readonly onProgress?: ((done: { readonly events: number; readonly members: number }) => void) | undefined;
}

/** Hears what happens to one member. */
export interface Listener {
    readonly sink: (outcome: Outcome) => void;
    readonly explain?: boolean;
    /** Watches what is decided. */
    readonly observer?: Observer | undefined;
    /** The member's time line, before anything happens on it. */
    readonly opened?: (timeLine: TimeLine) => void;
    /** All that falls due before an event has happened; it comes next. */
    readonly applying?: (occurrence: Occurrence, timeLine: TimeLine) => void;
    /** An event has been taken in, with all that it set going. */
    readonly applied?: (occurrence: Occurrence, timeLine: TimeLine) => void;
    /** Nothing happens any more. */
    readonly close: (timeLine: TimeLine) => void;
}

/** What is known of the run as a whole at its end. */
export interface Replayed {
    readonly shared: Shared;
    /** Gifts to members who are not in the data. */
    readonly lostGifts: number;
}

export function optionsOf({ sink, explain, observer }: Listener, { begins }: Replay, shared: Shared) {
    return { sink, shared, explain: explain ?? false, observer, ...(begins === undefined ? {} : { begins }) };
}

/** One member by itself. */
export function replayMember(
    { member, occurrences }: MemberEvents,
    request: Replay,
    engine: Engine,
    shared: Shared,
): void {
    const { signal, until } = request;
    signal?.throwIfAborted();
    const listener = request.open(member);
    const timeLine = engine.open(member, optionsOf(listener, request, shared));
    listener.opened?.(timeLine);
    for (const occurrence of occurrences) {
        if (occurrence.at > until) break;
        if (listener.applying !== undefined) {
            // What falls due before an event comes first in any case.
            timeLine.advance(occurrence.at);
            listener.applying(occurrence, timeLine);
        }
        timeLine.apply(occurrence);
        listener.applied?.(occurrence, timeLine);
    }
    timeLine.finish(until);
    listener.close(timeLine);
    dismiss(shared, [member.id]);
}

const EVENTS_PER_PULSE = 2000;

/** Reports progress, and lets others work (and abort) every few thousand events. */
export function createPulse({ onProgress, signal }: Replay): (events: number, members: number) => Promise<void> {
    const done = { events: 0, members: 0 };
    let next = EVENTS_PER_PULSE;
    return async (events, members) => {
        done.events += events;
        done.members += members;
        if (done.events < next) return;
        next = done.events + EVENTS_PER_PULSE;
        onProgress?.({ ...done });
        await new Promise(resolve => setTimeout(resolve, 0));
        signal?.throwIfAborted();
    };
}
