import type { Place } from './place.ts';

export interface InvariantFigures {
    readonly name: string;
    readonly place?: Place;
    readonly title: string;
    readonly text: string;
    /** `not looked at`: its occasion never came, or it is about nobody. */
    readonly status: 'kept' | 'broken' | 'not looked at';
    /** How often it was looked at, and how often it was found broken, for how many members. */
    readonly checked: number;
    readonly broken: number;
    readonly members: number;
    /** Times that it could not be decided because a value was missing. */
    readonly undecided: number;
    /** The first of them, by time, then by member. */
    readonly first: readonly {
        readonly member: string;
        /** Local time, `2011-12-09 09:15`. */
        readonly at: string;
        /** Id of the event; absent for what fell due by itself. */
        readonly event?: string;
        /** With which values. */
        readonly found: string;
    }[];
}
