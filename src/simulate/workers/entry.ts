import { parentPort, workerData } from 'node:worker_threads';
import { revive } from '../../base/revive.ts';
import { type Block, columnsOf } from '../../history/columns/block.ts';
import { eventsBySource } from '../../history/columns/compiled-parts.ts';
import type { ColumnHistory } from '../../history/columns/from-history.ts';
import { memberReader } from '../../history/columns/members.ts';
import type { HistoryColumns } from '../../model/columns.ts';
import { comparedMembers } from './compared-members.ts';
import type { Order, Part } from './orders.ts';
import { simulateMembers } from './simulated-part.ts';

/* A thread that runs members: it begins with its order, gets parts one by one, and answers each. */

// Both ends are compiled from the same types.
const { reading, work } = revive(workerData) as Order<Pick<ColumnHistory, 'layout' | 'files'>>;
const { program, dataset, columns } = reading;
const reader = memberReader(program, dataset, columns);
const events = eventsBySource(program, dataset);

/** Parts of a block mostly come one after the other: what is made for its columns serves all of them. */
let opened: { readonly number: number; readonly columns: HistoryColumns } | undefined;

parentPort?.on('message', async ({ block, number, from, until }: Part<Block>) => {
    if (opened?.number !== number) opened = { number, columns: columnsOf(columns.layout, block) };
    const own = opened.columns;
    const members = (first: number, end: number) => reader.members(own, first, end);
    const part = { columns: own, events, from, until, members };
    if (work.kind === 'simulation') parentPort?.postMessage(await simulateMembers(work, part));
    else parentPort?.postMessage(await comparedMembers(work, part));
});
