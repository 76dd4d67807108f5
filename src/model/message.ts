import type { Limit } from './earn.ts';

/** When no message is sent, minutes of the local day: from `start` until before `end`, over midnight where it is later. */
export interface Quiet {
    readonly start: number;
    readonly end: number;
}

/** At most so many messages, over all triggers of the program. */
export interface MessageLimit {
    readonly limit: Limit;
    /** Counts messages by this channel only; absent, a message counts once by however many channels it goes. */
    readonly channel: string | undefined;
}

/** What the messages of one trigger are bound to. */
export interface Messaging {
    /** Field of the member with the channels that they consent to; absent, none is asked for. */
    readonly consent: string | undefined;
    readonly quiet: Quiet | undefined;
    /** Whether the limits on messages hold for it, and count it. */
    readonly limited: boolean;
}

/** What messages are bound to where nothing is written. */
export const FREE_MESSAGING: Messaging = { consent: undefined, quiet: undefined, limited: true };
