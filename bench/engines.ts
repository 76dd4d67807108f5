import { compileFold } from '../src/engine/compiled/fold.ts';
import { checksum, FIGURES, type Figures, foldByHand, noFigures } from './ref-1/by-hand.ts';
import { columnsOfRows, drawRows, END_DAY, FIRST_DAY } from './ref-1/customers.ts';
import { peers } from './ref-1/engines.ts';
import { figuresAsked, figuresOf } from './ref-1/figures.ts';
import { runHosted } from './ref-1/host.ts';
import { referenceProgram } from './ref-1/program.ts';
import { type Comparison, inTurns, millisecondsOf } from './rounds.ts';

const DAY = 86_400_000;
const ROUNDS = Number(process.env.LOYALTY_BENCH_ROUNDS ?? 15);
const CUSTOMERS = 100_000;
/** Engines that are asked event by event are measured over so many of them. */
const FEW = 500;

/** REF-1 by generated code beside engines of rules: the time of one event, and the same figures of the same customers. */
export async function besideEngines(): Promise<readonly Comparison[]> {
    const rows = drawRows(CUSTOMERS, 2_000_000);
    const { columns, events } = columnsOfRows(rows);
    const program = await referenceProgram();
    const span = { begins: FIRST_DAY * DAY, until: (END_DAY + 1) * DAY - 1 };
    const fold = compileFold({ program, columns, events, ...span, figures: figuresAsked(program), tells: false });
    if (fold.kind === 'refused') throw new Error(fold.reasons.join('\n'));
    const byHand = noFigures(CUSTOMERS);
    foldByHand(rows, byHand, 'point per euro');
    fold.run(0, CUSTOMERS);
    const expected = checksumOfFew(byHand);
    same('generated code', checksumOfFew(figuresOf(fold)), expected);
    const few = columns.begins[FEW] ?? 0;
    const engines = await peers();
    const nanoseconds = (of: number, work: () => unknown) => async (): Promise<number> =>
        ((await millisecondsOf(work)) * 1e6) / of;
    const measures = Object.fromEntries([
        ['ours', nanoseconds(rows.customer.length, () => fold.run(0, CUSTOMERS))],
        ...engines.map(({ name, decide }) => [
            name,
            nanoseconds(few, async () => {
                const out = noFigures(CUSTOMERS);
                await runHosted(rows, FEW, decide, out);
                same(name, checksumOfFew(out), expected);
            }),
        ]),
    ]) as Record<string, () => Promise<number>>;
    const results = await inTurns(measures, ROUNDS);
    console.log(`Figures of ${FEW} customers, by all of them: checksum ${expected}.`);
    return engines.map(
        ({ name }): Comparison => ({
            what: `REF-1, an event by ${name}`,
            unit: 'ns',
            ours: results[name] ?? [],
            other: 'generated code',
            others: results.ours ?? [],
        }),
    );
}

const checksumOfFew = (figures: Figures): number =>
    // Every figure has its column.
    checksum(
        Object.fromEntries(FIGURES.map(figure => [figure, figures[figure].subarray(0, FEW)])) as unknown as Figures,
    );

function same(who: string, sum: number, expected: number): void {
    if (sum !== expected) throw new Error(`${who} comes to ${sum}, by hand it is ${expected}`);
}
