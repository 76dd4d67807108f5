import type { WriteStream } from 'node:tty';
import type { Output } from './io.ts';

/** The part of a process stream that we use. */
export type Stream = Pick<WriteStream, 'write' | 'on'> & { readonly isTTY?: boolean; readonly columns?: number };

/**
 * An output over a stream of the process, which is opened when it is first needed: Node takes its time for that. When
 * its reader has gone (`loyalty check | head`), what is written is dropped in silence; any other refusal, such as a
 * full disk, is told to `onRefusal`.
 */
export function createOutput(open: () => Stream, onRefusal: (error: NodeJS.ErrnoException) => void): Output {
    let isGone = false;
    let opened: Stream | undefined;
    const stream = (): Stream => {
        opened ??= open().on('error', (error: NodeJS.ErrnoException) => {
            if (isGone) return;
            isGone = true;
            if (error.code !== 'EPIPE') onRefusal(error);
        });
        return opened;
    };
    return {
        write: text => {
            if (!isGone) stream().write(text);
        },
        get isTTY() {
            return stream().isTTY === true;
        },
        get columns() {
            return stream().columns || 80;
        },
    };
}

/** Resolves when everything written before is out, or can't get out. */
export function drain(stream: Stream): Promise<void> {
    return new Promise(resolve => {
        stream.on('error', () => resolve());
        stream.write('', () => resolve());
    });
}
