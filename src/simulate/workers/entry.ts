import { parentPort, workerData } from 'node:worker_threads';
import { revive } from '../../base/revive.ts';
import { type Block, columnsOf } from '../../history/columns/block.ts';
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

parentPort?.on('message', async ({ block, from, until }: Part<Block>) => {
    const members = () => reader.members(columnsOf(columns.layout, block), from, until);
    if (work.kind === 'simulation') parentPort?.postMessage(await simulateMembers(work, members));
    else parentPort?.postMessage(await comparedMembers(work, members));
});
