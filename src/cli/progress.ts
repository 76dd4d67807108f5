import { plain } from '../report/escape.ts';
import { type Io, isLively } from './io.ts';

/** How far long work is. On a terminal a bar that draws over itself; elsewhere a line now and then. */
export interface Progress {
    /** `share` from 0 to 1, `undefined` where nobody knows; `detail`: `12,000 members`. */
    readonly report: (share: number | undefined, detail: string) => void;
    /** Removes the bar. */
    readonly end: () => void;
}

const FRAME_MS = 100;
const LINE_MS = 10_000;
const BAR_WIDTH = 24;

/** `what` says what is being done: `Simulating`. */
export function createProgress(what: string, io: Io): Progress {
    const say = (share: number | undefined, detail: string) =>
        `${what}${share === undefined ? '' : ` ${Math.floor(Math.min(share, 1) * 100)}%`}, ${plain(detail)}`;
    let saidAt = io.now();
    let isDrawn = false;
    const isDue = (after: number) => {
        const now = io.now();
        if (now - saidAt < after) return false;
        saidAt = now;
        return true;
    };
    if (!isLively(io.stderr, io.env)) {
        const line = (share: number | undefined, detail: string) => {
            if (isDue(LINE_MS)) io.stderr.write(`${say(share, detail)}\n`);
        };
        return { report: line, end: () => {} };
    }
    return {
        report: (share, detail) => {
            if (!isDue(FRAME_MS)) return;
            isDrawn = true;
            io.stderr.write(`\r\u001b[2K${`${bar(share)} ${say(share, detail)}`.slice(0, io.stderr.columns - 1)}`);
        },
        end: () => {
            if (isDrawn) io.stderr.write('\r\u001b[2K');
            isDrawn = false;
        },
    };
}

function bar(share: number | undefined): string {
    const full = Math.round(Math.min(share ?? 0, 1) * BAR_WIDTH);
    return `[${'█'.repeat(full)}${'·'.repeat(BAR_WIDTH - full)}]`;
}
