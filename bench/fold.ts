import { compileFold, type Fold } from '../src/engine/compiled/fold.ts';
import { checksum, FIGURES, FIGURES_OF_SQL, type Figures, foldByHand, noFigures } from './ref-1/by-hand.ts';
import { columnsOfRows, drawRows, END_DAY, FIRST_DAY } from './ref-1/customers.ts';
import { figuresAsked, figuresOf } from './ref-1/figures.ts';
import { referenceProgram } from './ref-1/program.ts';
import { type Comparison, inTurns, millisecondsOf } from './rounds.ts';

const DAY = 86_400_000;
/** 100,000 customers and 2 million rows; `LOYALTY_BENCH_SCALE=10` makes ten times as many. */
const SCALE = Number(process.env.LOYALTY_BENCH_SCALE ?? 1);
const ROUNDS = Number(process.env.LOYALTY_BENCH_ROUNDS ?? 15);
/** What every implementation of REF-1 comes to on these data, and on ten times as many. */
const KNOWN = new Map([[1, { sum: 142_442_845, sqlsum: 2_158_156_381 }]]);

/** The reference program: generated code beside a loop written by hand, over the same columns in memory. */
export async function foldReferenceProgram(): Promise<readonly Comparison[]> {
    const rows = drawRows(100_000 * SCALE, 2_000_000 * SCALE);
    const { columns, events } = columnsOfRows(rows);
    const program = await referenceProgram();
    const days = { begins: FIRST_DAY * DAY, until: (END_DAY + 1) * DAY - 1 };
    const compiled = (tells: boolean, of = program): Fold => {
        const fold = compileFold({ program: of, columns, events, ...days, figures: figuresAsked(program), tells });
        if (fold.kind === 'refused') throw new Error(fold.reasons.join('\n'));
        return fold;
    };
    const [plain, telling] = [compiled(false), compiled(true)];
    const byHand = noFigures(rows.customers);
    foldByHand(rows, byHand, 'share');
    check(SCALE, checksum(byHand), checksum(byHand, FIGURES_OF_SQL));
    foldByHand(rows, byHand, 'point per euro');
    plain.run(0, rows.customers);
    sameFigures(byHand, figuresOf(plain));
    const results = await inTurns(
        {
            ours: () => millisecondsOf(() => plain.run(0, rows.customers)),
            told: () => millisecondsOf(() => inBlocks(telling, rows.customers)),
            hand: () => millisecondsOf(() => foldByHand(rows, byHand, 'point per euro')),
            // Code is kept by its program: a copy has none.
            compile: () => millisecondsOf(() => compiled(false, { ...program })),
        },
        ROUNDS,
    );
    const what = `REF-1 over ${rows.customer.length.toLocaleString('en')} rows`;
    const compare = (part: string, ours: readonly number[]): Comparison => ({
        what: `${what}, ${part}`,
        unit: 'ms',
        ours,
        other: 'a loop written by hand',
        others: results.hand,
    });
    return [
        compare('generated code', results.ours),
        compare('every outcome written down', results.told),
        compare('making the code, columns looked through', results.compile),
    ];
}

/** Whole members, so that what is told of them is read before the next ones come. */
function inBlocks(fold: Fold, members: number): void {
    for (let from = 0; from < members; from += 4096) fold.run(from, Math.min(members, from + 4096));
}

function check(scale: number, sum: number, sqlsum: number): void {
    const known = KNOWN.get(scale);
    console.log(`REF-1 by hand, scale ${scale}: sum ${sum}, sqlsum ${sqlsum}`);
    if (known !== undefined && (known.sum !== sum || known.sqlsum !== sqlsum))
        throw new Error(`the loop by hand comes to ${sum} and ${sqlsum}, not to ${known.sum} and ${known.sqlsum}`);
}

function sameFigures(byHand: Figures, ours: Figures): void {
    for (const figure of FIGURES) {
        const who = byHand[figure].findIndex((value, index) => value !== ours[figure][index]);
        if (who >= 0)
            throw new Error(
                `${figure} of customer ${who}: ${byHand[figure][who]} by hand, ${ours[figure][who]} by code`,
            );
    }
    console.log(
        `All ${FIGURES.length} figures of each customer are the same; checksum ${checksum(ours)}, ${checksum(ours, FIGURES_OF_SQL)}`,
    );
}
