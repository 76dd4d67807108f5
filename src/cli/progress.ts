import { type Io, isLively } from './io.ts';

/** How far long work is. On a terminal a bar that draws over itself; elsewhere a line now and then. */
export interface Progress {
    /** `total` absent: nobody knows. */
    readonly report: (done: number, total?: number) => void;
    /** Removes the bar. */
    readonly end: () => void;
}

const FRAME_MS = 100;
const LINE_MS = 10_000;
const BAR_WIDTH = 24;

/** `what` is what is counted: `Simulating members`. */
export function createProgress(what: string, io: Io): Progress {
    return isLively(io.stderr, io.env) ? createBar(what, io) : createLines(what, io);
}

/** Nothing is drawn for work that ends before the second frame. */
function createBar(what: string, io: Io): Progress {
    let lastAt = io.now();
    let isDrawn = false;
    return {
        report: (done, total) => {
            if (io.now() - lastAt < FRAME_MS) return;
            lastAt = io.now();
            isDrawn = true;
            io.stderr.write(
                `\r\u001b[2K${cut(`${bar(done, total)} ${what} ${figures(done, total)}`, io.stderr.columns - 1)}`,
            );
        },
        end: () => {
            if (isDrawn) io.stderr.write('\r\u001b[2K');
            isDrawn = false;
        },
    };
}

function createLines(what: string, io: Io): Progress {
    let lastAt = io.now();
    return {
        report: (done, total) => {
            if (io.now() - lastAt < LINE_MS) return;
            lastAt = io.now();
            io.stderr.write(`${what}: ${figures(done, total)}\n`);
        },
        end: () => {},
    };
}

function bar(done: number, total: number | undefined): string {
    if (total === undefined || total === 0) return `[${'·'.repeat(BAR_WIDTH)}]`;
    const full = Math.round(Math.min(done / total, 1) * BAR_WIDTH);
    return `[${'█'.repeat(full)}${'·'.repeat(BAR_WIDTH - full)}]`;
}

function figures(done: number, total: number | undefined): string {
    const count = (value: number) => Math.round(value).toLocaleString('en-US');
    if (total === undefined || total === 0) return count(done);
    return `${Math.floor(Math.min(done / total, 1) * 100)}% (${count(done)} of ${count(total)})`;
}

const cut = (text: string, columns: number): string =>
    text.length <= columns ? text : text.slice(0, Math.max(columns, 0));
