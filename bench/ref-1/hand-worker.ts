import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type Figures, foldByHand } from './by-hand.ts';
import type { Rows } from './customers.ts';

/* A thread that reads its rows from raw columns and folds them as one writes it by hand, into figures that all share. */

export interface HandOrder {
    readonly folder: string;
    readonly from: number;
    readonly until: number;
    readonly out: Figures;
}

export function foldRaw({ folder, from, until, out }: HandOrder): void {
    const part = <A extends Int32Array | Uint8Array>(name: string, array: A): A => {
        const file = openSync(join(folder, 'raw', name), 'r');
        const bytes = new Uint8Array(array.buffer);
        for (let done = 0; done < bytes.length; )
            done += readSync(file, bytes, done, bytes.length - done, from * array.BYTES_PER_ELEMENT + done);
        closeSync(file);
        return array;
    };
    const [whole, small] = [
        (name: string) => part(name, new Int32Array(until - from)),
        (name: string) => part(name, new Uint8Array(until - from)),
    ];
    const rows: Rows = {
        customers: out.tier.length,
        customer: whole('customer'),
        time: whole('time'),
        type: small('type'),
        amount: whole('amount'),
        category: small('category'),
        transaction: whole('transaction'),
        refunded: whole('refunded'),
        birthMonth: new Uint8Array(readFileSync(join(folder, 'raw/birthMonth'))),
    };
    foldByHand(rows, out, 'point per euro');
}

if (parentPort !== null) {
    // Both ends are compiled from the same types.
    foldRaw(workerData as HandOrder);
    parentPort.postMessage('done');
}
