/** Breakdowns that lie further back are forgotten. */
const MEMORY_MS = 3 * 60 * 1000;
const MOST_IN_MEMORY = 8;
const FIRST_WAIT_MS = 500;

/** When a server that broke down is started again: at once, then after longer and longer waits, and at last no more. */
export class Recovery {
    private breakdowns: readonly number[] = [];

    /** `now`: milliseconds on any clock. How long to wait before it is started again; undefined: it is left alone. */
    next(now: number): number | undefined {
        this.breakdowns = [...this.breakdowns.filter(time => time > now - MEMORY_MS), now];
        const times = this.breakdowns.length;
        if (times > MOST_IN_MEMORY) return undefined;
        return times === 1 ? 0 : FIRST_WAIT_MS * 2 ** (times - 2);
    }
}
