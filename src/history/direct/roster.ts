import type { NumberArray } from '../columns/layout.ts';
import { columnNames } from '../columns/layout.ts';
import type { Database } from '../database.ts';
import type { SourcePlan } from '../mapping.ts';
import { NO_MOMENT } from '../row-numbers.ts';
import { stepAside } from './aside.ts';
import type { MemberIds } from './ids.ts';
import { type Output, outputOf } from './outputs.ts';
import { type FileSources, numbersIn, takingOf, UNCLEAR } from './sources.ts';

/** Members as their file has them, in the order of their ids. */
export interface Roster {
    readonly source: number;
    readonly outputs: readonly Output[];
    readonly ids: readonly number[];
    /** By output, then by member. */
    readonly values: readonly (readonly number[])[];
    /** Numbers of rows. */
    readonly rows: readonly number[];
    /** When each joins, `NO_MOMENT` where that is not said; absent where it is never said. */
    readonly joined: readonly number[] | undefined;
    /** Rows of the file, and those that are no member. */
    readonly read: number;
    readonly unused: number;
}

export async function readRoster(
    { file, number, sources }: FileSources,
    ids: MemberIds,
    database: Database,
    sourceCount: number,
): Promise<Roster> {
    const [source, ...others] = sources;
    if (source?.id === undefined || others.length > 0) return stepAside('members come from several sources');
    const outputs = await outputsOf(source, file, sourceCount);
    const taking = takingOf([{ file, number, sources }]);
    const columns = [
        `${ids.sql(file, source.id)} AS m`,
        `${taking.sql.get(file) ?? '0'} AS k`,
        `CAST(file_row_number + ${file.firstRow} AS DOUBLE) AS n`,
        ...outputs.map((output, index) => `${output.sql.get(file) ?? '0'} AS o${index}`),
    ];
    const found = {
        ids: [] as number[],
        rows: [] as number[],
        values: outputs.map((): number[] => []),
        read: 0,
        unused: 0,
    };
    for await (const chunk of database.chunks(`SELECT ${columns.join(', ')} FROM ${file.table} ORDER BY m, n`)) {
        const [members, keys, rows] = [numbersIn(chunk, 0), numbersIn(chunk, 1), numbersIn(chunk, 2)];
        const values = outputs.map((_, index) => numbersIn(chunk, index + 3));
        const count = chunk.rowCount;
        found.read += count;
        for (let at = 0; at < count; at++) {
            const key = keys[at] ?? UNCLEAR;
            if (key === UNCLEAR) stepAside('a filter asks for a text with blanks');
            if ((taking.takers[key] ?? -1) < 0) {
                found.unused++;
                continue;
            }
            const id = members[at] ?? -1;
            if (id < 0 || id === found.ids.at(-1)) stepAside('a member has no id, or stands in several rows');
            found.ids.push(id);
            found.rows.push(rows[at] ?? 0);
            for (const [index, output] of outputs.entries()) {
                const value = values[index]?.[at] ?? 0;
                if (value === output.strange) stepAside('a value is to be asked about');
                found.values[index]?.push(value);
            }
        }
    }
    return { ...found, source: source.index, outputs, joined: joinedOf(source, outputs, found.values) };
}

async function outputsOf(source: SourcePlan, file: FileSources['file'], sourceCount: number): Promise<Output[]> {
    const names = columnNames([source])[0] ?? [];
    const outputs: Output[] = [];
    for (const [index, field] of source.fields.entries())
        outputs.push(await outputOf(names[index] ?? '', [{ source: source.index, file, field }], sourceCount));
    return outputs;
}

/** Members are enrolled at the start of the day of joining. */
function joinedOf(
    { fields, localZone, ownZone }: SourcePlan,
    outputs: readonly Output[],
    values: readonly (readonly number[])[],
): readonly number[] | undefined {
    const index = fields.findIndex(({ use }) => use === 'joined');
    if (index < 0) return undefined;
    if (ownZone) return stepAside('members have zones of their own');
    const starts = new Map<number, number>();
    return values[index]?.map(day => {
        if (day === outputs[index]?.unknown) return NO_MOMENT;
        const start = starts.get(day) ?? localZone.startOfDay(day);
        starts.set(day, start);
        return start;
    });
}

/** The values of some members, one after the other. */
export function putValues(into: NumberArray, values: readonly number[], from: number): void {
    for (let at = 0; at < into.length; at++) into[at] = values[from + at] ?? 0;
}
