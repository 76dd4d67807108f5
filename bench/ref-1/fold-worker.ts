import { parentPort, workerData } from 'node:worker_threads';
import { revive } from '../../src/base/revive.ts';
import { compileFold } from '../../src/engine/compiled/fold.ts';
import { type Block, columnsOf } from '../../src/history/columns/block.ts';
import type { Layout } from '../../src/history/columns/layout.ts';
import type { Program } from '../../src/model/program.ts';
import type { Figures } from './by-hand.ts';
import { figuresAsked, figuresOf } from './figures.ts';

/* A thread that folds blocks of a history, one by one, and answers with the figures of their members. */

export interface FoldOrder {
    readonly program: Program;
    readonly layout: Layout;
    readonly events: readonly string[];
    readonly span: { readonly begins: number; readonly until: number };
}

/** What a thread says first, before it is asked anything. */
export type Answer = Figures | 'ready';

// Both ends are compiled from the same types.
const { program, layout, events, span } = revive(workerData) as FoldOrder;

parentPort?.on('message', (block: Block) => {
    const fold = compileFold({
        program,
        columns: columnsOf(layout, block),
        events,
        ...span,
        figures: figuresAsked(program),
        tells: false,
    });
    if (fold.kind === 'refused') throw new Error(fold.reasons.join('\n'));
    fold.run(0, block.members);
    parentPort?.postMessage(figuresOf(fold) satisfies Answer);
});
parentPort?.postMessage('ready' satisfies Answer);
