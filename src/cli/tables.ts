import { closeSync, openSync, writeSync } from 'node:fs';
import type { TableColumn } from '../history/parquet-table.ts';
import type { Program } from '../model/program.ts';
import type { Io } from './io.ts';

export type Row = readonly (string | number | undefined)[];

/** Takes the rows of a table as they come. */
export type AddRow = (row: Row) => void;

/**
 * Lets `work` add rows to a file, CSV or Parquet by its name, which is in its place when the work is done, and only
 * then. Without a path, rows are dropped.
 */
export async function withTable<Result>(
    path: string | undefined,
    columns: readonly TableColumn[],
    io: Io,
    work: (add: AddRow) => Promise<Result>,
): Promise<Result> {
    if (path === undefined) return work(() => {});
    const results: Result[] = [];
    const write = path.toLowerCase().endsWith('.parquet') ? writeParquet : writeCsv;
    await io.replaceFile(path, async draft => {
        await write(draft, columns, async add => {
            results.push(await work(add));
        });
    });
    // The work has been done exactly once, or `replaceFile` has thrown.
    return results[0] as Result;
}

/** Fewer and larger writes. */
const CHUNK = 1 << 16;

async function writeCsv(
    path: string,
    columns: readonly TableColumn[],
    work: (add: AddRow) => Promise<void>,
): Promise<void> {
    const { csvLine } = await import('../simulate/csv.ts');
    const file = openSync(path, 'w');
    let pending = `${csvLine(columns.map(it => it.name))}\n`;
    const flush = () => {
        writeSync(file, pending);
        pending = '';
    };
    try {
        await work(row => {
            pending += `${csvLine(row)}\n`;
            if (pending.length > CHUNK) flush();
        });
        flush();
    } finally {
        closeSync(file);
    }
}

async function writeParquet(
    path: string,
    columns: readonly TableColumn[],
    work: (add: AddRow) => Promise<void>,
): Promise<void> {
    const { ParquetTable } = await import('../history/parquet-table.ts');
    const table = await ParquetTable.open(columns);
    try {
        await work(row => table.add(row));
        await table.write(path);
    } finally {
        await table.close();
    }
}

/** Columns of numbers and times; all others are text. */
type Kinds = Readonly<Record<string, TableColumn['type']>>;

export function ledgerTable(names: readonly string[], program: Program): readonly TableColumn[] {
    const money = { kind: 'decimal', digits: program.currency.decimals } as const;
    const points = { kind: 'decimal', digits: Math.max(0, ...program.points.map(it => it.decimals)) } as const;
    const time = { kind: 'time' } as const;
    return typed(names, { time, usable_from: time, expires: time, lot: { kind: 'integer' }, amount: points, money });
}

/** Every column that begins with the name of points holds an amount of them. */
export function memberTable(names: readonly string[], program: Program): readonly TableColumn[] {
    const money = { kind: 'decimal', digits: program.currency.decimals } as const;
    const count = { kind: 'integer' } as const;
    const kinds: Kinds = {
        joined: { kind: 'date' },
        purchases: count,
        returns: count,
        triggers: count,
        revenue: money,
        discount: money,
        credit: money,
    };
    const amounts = program.points.flatMap(points =>
        names
            .filter(name => name.startsWith(`${points.name}_`))
            .map(name => [name, { kind: 'decimal', digits: points.decimals }] as const),
    );
    return typed(names, { ...Object.fromEntries(amounts), ...kinds });
}

function typed(names: readonly string[], kinds: Kinds): readonly TableColumn[] {
    return names.map(name => ({ name, type: Object.hasOwn(kinds, name) ? (kinds[name] ?? TEXT) : TEXT }));
}

const TEXT = { kind: 'text' } as const;
