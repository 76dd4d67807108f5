import { columnNames, type NamedShape, ORDER } from '../columns/layout.ts';
import { quotedIdentifier } from '../database.ts';
import type { SourcePlan } from '../mapping.ts';
import type { Plan } from '../plan.ts';
import { stepAside } from './aside.ts';
import { type Clock, clockOf, type TimeType, timeType } from './clock.ts';
import type { ParquetFile } from './column-facts.ts';
import type { MemberIds } from './ids.ts';
import { digitsOf, type Output, outputOf, type Use } from './outputs.ts';
import { type FileSources, NOBODY, type Taking, takingOf } from './sources.ts';

/** How all rows of events are read, in one statement. */
export interface EventsPlan {
    readonly taking: Taking;
    readonly outputs: readonly Output[];
    readonly clock: Clock;
    /** Member, time, key, place, then the outputs. */
    readonly sql: (isSorted: boolean) => string;
    /** Gives the first and the last time of rows that are taken. */
    readonly span: string;
    readonly sources: readonly SourcePlan[];
    /** By source: the outputs of which a row needs one; none where it needs none. */
    readonly priced: readonly (readonly number[])[];
    readonly grouped: readonly boolean[];
    readonly returns: readonly boolean[];
}

export async function planEvents(plan: Plan, files: readonly FileSources[], ids: MemberIds): Promise<EventsPlan> {
    const sources = files.flatMap(each => each.sources);
    const asked = await outputsOf(plan, files);
    const types = new Set(files.map(({ file, sources: own }) => timeTypeOf(file, own)));
    const zones = new Set(sources.map(({ zone }) => zone));
    const [[type], [zone]] = [[...types], [...zones]];
    if (type === undefined || zone === undefined || types.size > 1 || zones.size > 1)
        return stepAside('times are of several kinds');
    const taking = takingOf(files);
    return {
        taking,
        outputs: asked,
        clock: clockOf(type, zone),
        sql: isSorted => sqlOf(files, { taking, outputs: asked, ids, isSorted }),
        span: spanSql(files, taking),
        priced: pricedOf(plan, asked),
        sources: plan.sources,
        grouped: plan.sources.map(({ grouped }) => grouped),
        returns: plan.sources.map(({ source }) => source.target === 'return'),
    };
}

function timeTypeOf(file: ParquetFile, sources: readonly SourcePlan[]): TimeType {
    const columns = new Set(sources.map(({ time }) => time));
    const [column] = columns;
    if (column === undefined || columns.size > 1) return stepAside('the time stands in several columns');
    return timeType(file.type(column));
}

/** Fields by the name of their column, then orders. */
async function outputsOf(plan: Plan, files: readonly FileSources[]): Promise<Output[]> {
    const names = columnNames(plan.sources);
    const uses = new Map<string, Use[]>();
    const put = (name: string, use: Use): void => void uses.set(name, [...(uses.get(name) ?? []), use]);
    for (const { file, sources } of files) {
        for (const { index: source, fields } of sources)
            for (const [place, field] of fields.entries()) put(names[source]?.[place] ?? '', { source, file, field });
    }
    const outputs: Output[] = [];
    for (const [name, own] of uses) outputs.push(await outputOf(name, own, plan.sources.length));
    const orders = await orderOutput(plan, files);
    return orders === undefined ? outputs : [...outputs, orders];
}

/** Whole numbers only: as they are written, they are their texts. */
async function orderOutput(plan: Plan, files: readonly FileSources[]): Promise<Output | undefined> {
    const sql = new Map<ParquetFile, string>();
    const has = plan.sources.map(() => false);
    let most = 0;
    for (const { file, sources } of files) {
        for (const { index, order } of sources) {
            if (order === undefined) continue;
            if (digitsOf(file.type(order)) > 0) stepAside('orders are no whole numbers');
            const found = await file.extremes(order);
            if (Number(found.least) < 0) stepAside('orders are below zero');
            most = Math.max(most, Number(found.most));
            const expression = quotedIdentifier(order);
            if ((sql.get(file) ?? expression) !== expression) stepAside('the order stands in several columns');
            sql.set(file, expression);
            has[index] = true;
        }
    }
    if (sql.size === 0) return undefined;
    if (most >= 10 ** 15) stepAside('orders are too large');
    const [width, type] = most < 2 ** 31 ? (['i32', 'INTEGER'] as const) : (['f64', 'DOUBLE'] as const);
    const shape = { kind: 'number', width, per: 1, unknown: -1 } as const;
    const cast = new Map([...sql].map(([file, name]) => [file, `coalesce(CAST(${name} AS ${type}), -1)`]));
    return { name: ORDER, shape, sql: cast, has, unknown: -1, strange: Number.NaN };
}

const pricedOf = ({ sources }: Plan, outputs: readonly Output[]): number[][] => {
    const names = columnNames(sources);
    return sources.map(({ index, prices }) =>
        prices.map(field => outputs.findIndex(({ name }) => name === names[index]?.[field])),
    );
};

function spanSql(files: readonly FileSources[], { sql, takers }: Taking): string {
    const keys = [...takers.keys()].filter(key => takers[key] !== NOBODY);
    const parts = files.map(
        ({ file, sources }) =>
            `SELECT epoch(${quotedIdentifier(only(sources.map(({ time }) => time)))}) AS s, ${sql.get(file) ?? '0'} AS k FROM ${file.table}`,
    );
    return `SELECT min(s), max(s) FROM (${parts.join(' UNION ALL ')}) WHERE k IN (${keys.join(', ')})`;
}

interface Statement {
    readonly taking: Taking;
    readonly outputs: readonly Output[];
    readonly ids: MemberIds;
    readonly isSorted: boolean;
}

function sqlOf(files: readonly FileSources[], { taking, outputs, ids, isSorted }: Statement): string {
    const parts = files.map(({ file, number, sources }) => {
        const [member, time] = [only(sources.map(each => each.member)), only(sources.map(each => each.time))];
        const columns = [
            `${ids.sql(file, member)} AS m`,
            `coalesce(epoch(${quotedIdentifier(time)}), -1e18) AS s`,
            `${taking.sql.get(file) ?? '0'} AS k`,
            `CAST(file_row_number + ${file.firstRow} AS DOUBLE) AS n`,
            ...outputs.map((output, index) => `${output.sql.get(file) ?? nothing(output)} AS o${index}`),
            ...(isSorted ? [`${number} AS f`] : []),
        ];
        return `SELECT ${columns.join(', ')} FROM ${file.table}`;
    });
    const all = parts.join(' UNION ALL ');
    if (!isSorted) return all;
    const columns = ['m', 's', 'k', 'n', ...outputs.map((_, index) => `o${index}`)];
    return `SELECT ${columns.join(', ')} FROM (${all}) ORDER BY m, s, f, n`;
}

function only(columns: readonly (string | undefined)[]): string {
    const [column, ...others] = new Set(columns);
    if (column === undefined || others.length > 0) return stepAside('a role stands in several columns of a file');
    return column;
}

const nothing = ({ shape, unknown, strange }: Output): string => {
    if (shape.kind === 'code') return `CAST(0 AS ${strange === 255 ? 'UTINYINT' : 'USMALLINT'})`;
    return `CAST(${unknown} AS ${shape.kind === 'number' && shape.width === 'f64' ? 'DOUBLE' : 'INTEGER'})`;
};

export const layoutFields = (outputs: readonly Output[]): NamedShape[] =>
    outputs.map(({ name, shape }) => ({ name, shape }));
