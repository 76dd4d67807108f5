import { parentPort, workerData } from 'node:worker_threads';

/* A thread that answers the first part and breaks down at the second, as its order says. */

let parts = 0;
const held: number[][] = [];

parentPort?.on('message', () => {
    parts++;
    if (parts === 1) return parentPort?.postMessage('done');
    if (workerData === 'exit') process.exit(9);
    if (workerData === 'throw') throw new Error('the oracle is silent');
    if (workerData === 'hang') for (;;) held.length = 0;
    for (;;) held.push(new Array<number>(100_000).fill(parts));
});
