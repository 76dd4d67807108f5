import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import { columnsOf, type MemberHistory } from '../../../src/engine/compiled/columns-of.ts';
import { compileFold, type Fold } from '../../../src/engine/compiled/fold.ts';
import type { Program } from '../../../src/model/program.ts';
import { historyOf } from '../../simulate/support/columns.ts';
import { programOf } from '../support/play.ts';
import { startOfDay } from './support/both.ts';

const text = readFileSync('examples/online-retail/online-retail.loyalty', 'utf8');
const program = await programOf(text);
const dearer = await programOf(text.replace('give  1 Point per 1 GBP', 'give  5 Point per 2 GBP'));
const [begins, until] = [startOfDay('Europe/London', '2010-12-01'), startOfDay('Europe/London', '2012-02-01') - 1];

/** Members who joined on different days, and whose returns name an order: days and orders are others in each block. */
function block(number: number): readonly MemberHistory[] {
    const random = new Random(1);
    return Array.from({ length: 8 }, (_, index) => {
        const { member, occurrences } = historyOf(random, `m${100 + index}`);
        const orders = occurrences.map(each => ({ ...each, order: each.event === 'purchase' ? each.id : undefined }));
        const bought = orders.filter(({ event }) => event === 'purchase');
        const named = orders.map((each, place) => {
            const before = bought.filter(({ sequence }) => sequence < each.sequence);
            return each.event === 'return' && place % 3 > 0
                ? { ...each, order: before[(place + number) % before.length]?.id }
                : each;
        });
        return { member: { ...member, joined: 14_900 + 9 * number + random.int(60) }, occurrences: named };
    });
}

function foldOver(histories: readonly MemberHistory[], own: Program): Fold {
    const fold = compileFold({ program: own, ...columnsOf(histories), begins, until, tells: true });
    if (fold.kind === 'refused') throw new Error(fold.reasons.join());
    return fold;
}

/** Figures and told rows of a block, as text. */
function ran(fold: Fold, [from, to]: readonly [number, number] = [0, 8]): string {
    fold.run(from, to);
    const { count, kind, at, row, what, lot, x, y, z } = fold.told;
    const rows = [kind, at, row, what, lot, x, y, z].map(column => column.subarray(0, count).join());
    return [...rows, ...[...fold.results].map(([name, values]) => `${name} ${values.subarray(from, to).join()}`)].join(
        '\n',
    );
}

/** By code that has run nothing else. */
const byItself = async (histories: readonly MemberHistory[], source: string): Promise<string> =>
    ran(foldOver(histories, await programOf(source)));

test('code that was made for one block of a history runs the next one', async () => {
    const [first, second] = [block(1), block(2)];
    const folds = [foldOver(first, program), foldOver(second, program)];
    const [one, other] = folds;
    // It writes into the same rows: it was not made again.
    expect(one?.told).toBe(other?.told);
    const expected = await Promise.all([first, second].map(each => byItself(each, text)));
    expect(folds.map(fold => ran(fold))).toEqual(expected);
    expect(expected[0]).not.toBe(expected[1]);
});

test('programs that differ in numbers are run in turns over the same columns, and come to what each comes to by itself', async () => {
    const histories = block(3);
    const { columns, events } = columnsOf(histories);
    const folds = [program, dearer].map(own => {
        const fold = compileFold({ program: own, columns, events, begins, until, tells: true });
        if (fold.kind === 'refused') throw new Error(fold.reasons.join());
        return fold;
    });
    const turns = [
        [0, 3],
        [3, 8],
    ] as const;
    const inTurns = turns.map(turn => folds.map(fold => ran(fold, turn)));
    const alone = await Promise.all(
        [text, text.replace('give  1 Point per 1 GBP', 'give  5 Point per 2 GBP')].map(programOf),
    );
    for (const [version, own] of alone.entries()) {
        const fold = foldOver(histories, own);
        expect(turns.map(turn => ran(fold, turn))).toEqual(inTurns.map(each => each[version]));
    }
    expect(inTurns[0]?.[0]).not.toBe(inTurns[0]?.[1]);
});
