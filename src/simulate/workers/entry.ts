import { parentPort, workerData } from 'node:worker_threads';
import { revive } from '../../base/revive.ts';
import { type Block, columnsOf } from '../../history/columns/block.ts';
import { eventsBySource } from '../../history/columns/compiled-parts.ts';
import type { ColumnHistory } from '../../history/columns/from-history.ts';
import { memberReader } from '../../history/columns/members.ts';
import { comparedMembers } from './compared-members.ts';
import type { Order, Part } from './orders.ts';
import { simulateMembers } from './simulated-part.ts';

/* A thread that runs members: it begins with its order, gets parts one by one, and answers each. */

// Both ends are compiled from the same types.
const { reading, work } = revive(workerData) as Order<Pick<ColumnHistory, 'layout' | 'files'>>;
const { program, dataset, columns } = reading;
const reader = memberReader(program, dataset, columns);
const events = eventsBySource(program, dataset);

parentPort?.on('message', async ({ block, from, until }: Part<Block>) => {
    const opened = columnsOf(columns.layout, block);
    const members = () => reader.members(opened, from, until);
    const part = { columns: opened, events, from, until };
    if (work.kind === 'simulation') parentPort?.postMessage(await simulateMembers(work, members, part));
    else parentPort?.postMessage(await comparedMembers(work, members));
});
