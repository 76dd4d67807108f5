import { invariant } from '../base/invariant.ts';
import type { Instant } from '../base/zone.ts';
import type { TimeLine } from '../engine/time-line.ts';
import type { Occurrence } from '../model/occurrence.ts';
import { DueHeap } from './due-heap.ts';
import type { Rankings } from './rankings.ts';

export type Gift = Parameters<TimeLine['receive']>[0];

/**
 * Time lines of many members that share something, moved on together: what falls due for one happens before a later
 * event of another.
 */
export class TimeOrder {
    readonly #members = new Map<string, TimeLine>();
    readonly #due = new DueHeap();
    readonly #rankings: Rankings | undefined;
    /** Gifts to members who are not here. */
    lostGifts = 0;

    constructor(rankings?: Rankings) {
        this.#rankings = rankings;
    }

    add(timeLine: TimeLine): void {
        this.#members.set(timeLine.member, timeLine);
        this.#reschedule(timeLine);
    }

    /** Nothing happens to this member any more. */
    remove(member: string): void {
        this.#members.delete(member);
    }

    apply(occurrence: Occurrence): void {
        const timeLine = this.#members.get(occurrence.member);
        invariant(timeLine !== undefined, 'every event is of a member of the history');
        this.advance(occurrence.at);
        timeLine.apply(occurrence);
        this.#reschedule(timeLine);
    }

    receive(to: string, gift: Gift): void {
        const timeLine = this.#members.get(to);
        if (timeLine === undefined) {
            if (!('occurrence' in gift)) this.lostGifts++;
            return;
        }
        timeLine.receive(gift);
        this.#reschedule(timeLine);
    }

    /** Something was changed on a time line from another: what falls due next there may be new. */
    touch(member: string): void {
        const timeLine = this.#members.get(member);
        if (timeLine !== undefined) this.#reschedule(timeLine);
    }

    /**
     * Lets everything happen that falls due up to this instant, one instant of one member after the other. All
     * members are ranked before anything of that instant happens.
     */
    advance(to: Instant): void {
        for (let at = this.#rankings?.next(to); at !== undefined; at = this.#rankings?.next(to)) {
            this.#fallDue(at - 1);
            this.#rankings?.take(at, this.#members.values());
        }
        this.#fallDue(to);
    }

    #fallDue(to: Instant): void {
        for (let due = this.#due.take(to); due !== undefined; due = this.#due.take(to)) {
            const timeLine = this.#members.get(due.member);
            // What was due may have gone or moved since it was noted: then it is noted again where it is now.
            if (timeLine === undefined || timeLine.nextDue() !== due.at) continue;
            timeLine.advance(due.at);
            this.#reschedule(timeLine);
        }
    }

    #reschedule(timeLine: TimeLine): void {
        const at = timeLine.nextDue();
        if (at !== undefined) this.#due.add({ at, member: timeLine.member });
    }
}
