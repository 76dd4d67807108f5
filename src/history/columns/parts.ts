import { type Block, columnsOf } from './block.ts';
import type { ColumnHistory } from './from-history.ts';

/** Some members of a block, by their numbers in it; half-open. */
export interface BlockPart {
    readonly block: Block;
    /** Of the block, from 0 on. */
    readonly number: number;
    readonly from: number;
    readonly until: number;
}

/** Enough work to be worth a message; few enough that threads end at about the same time. */
const PART_ROWS = 8192;

/** All members in the order of their ids, in parts of about as many rows each. */
export async function* partsOf(history: ColumnHistory, rows = PART_ROWS): AsyncGenerator<BlockPart> {
    let number = 0;
    for await (const block of history.blocks()) {
        const { begins } = columnsOf(history.layout, block);
        let from = 0;
        for (let until = 1; until <= block.members; until++) {
            const isFull = (begins[until] ?? 0) - (begins[from] ?? 0) >= rows;
            if (!isFull && until < block.members) continue;
            yield { block, number, from, until };
            from = until;
        }
        number++;
    }
}
