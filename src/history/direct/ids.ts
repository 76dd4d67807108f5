import { type Database, quotedIdentifier } from '../database.ts';
import { stepAside } from './aside.ts';
import type { ParquetFile } from './column-facts.ts';
import { digitsOf } from './outputs.ts';

/** Members by numbers that stand in the order of their ids. */
export interface MemberIds {
    /** -1 where nobody stands. */
    readonly sql: (file: ParquetFile, column: string) => string;
    readonly textOf: (number: number) => string;
    /** Some are whole numbers and some are not: which of them are members says in which order they stand. */
    readonly isMixed: boolean;
}

export interface IdColumn {
    readonly file: ParquetFile;
    readonly column: string;
}

const MOST = 10 ** 15;

/** Whole numbers stand for themselves; texts are numbered in the order of their bytes. */
export async function memberIds(columns: readonly IdColumn[], database: Database): Promise<MemberIds> {
    const kinds = new Set(columns.map(({ file, column }) => file.type(column) === 'VARCHAR'));
    if (kinds.size !== 1) return stepAside('ids are of several kinds');
    return kinds.has(true) ? numberedTexts(columns, database) : wholeNumbers(columns);
}

async function wholeNumbers(columns: readonly IdColumn[]): Promise<MemberIds> {
    let most = 0;
    for (const { file, column } of columns) {
        if (digitsOf(file.type(column)) > 0) stepAside('ids are no whole numbers');
        const found = await file.extremes(column);
        if (Number(found.least) < 0) stepAside('ids are below zero');
        most = Math.max(most, Number(found.most));
    }
    if (most >= MOST) stepAside('ids are too large');
    const type = most < 2 ** 31 ? 'INTEGER' : 'DOUBLE';
    return {
        sql: (_, column) => `coalesce(CAST(${quotedIdentifier(column)} AS ${type}), -1)`,
        textOf: String,
        isMixed: false,
    };
}

const MOST_TEXTS = 2_000_000;
const WHOLE = /^(0|[1-9]\d{0,14})$/;

async function numberedTexts(columns: readonly IdColumn[], database: Database): Promise<MemberIds> {
    const each = columns.map(({ file, column }) => `SELECT ${quotedIdentifier(column)} AS id FROM ${file.table}`);
    const found = await database.rows(
        `SELECT DISTINCT id FROM (${each.join(' UNION ALL ')}) WHERE id <> '' ORDER BY id LIMIT ${MOST_TEXTS + 1}`,
    );
    if (found.length > MOST_TEXTS) stepAside('there are too many ids that are texts');
    let ids = found.map(([id]) => String(id));
    if (ids.some(id => id !== id.trim() || id.includes('\0'))) stepAside('an id is not plain');
    const whole = ids.filter(id => WHOLE.test(id)).length;
    if (whole === ids.length) ids = ids.toSorted((a, b) => Number(a) - Number(b));
    await database.run('CREATE TABLE numbered (id VARCHAR, number INTEGER)');
    const appender = await database.appender('numbered');
    for (const [number, id] of ids.entries()) {
        appender.appendVarchar(id);
        appender.appendInteger(number);
        appender.endRow();
    }
    appender.closeSync();
    if (ids.length > 0) await database.run('CREATE TYPE ids AS ENUM (SELECT id FROM numbered ORDER BY number)');
    await database.run('DROP TABLE numbered');
    return {
        sql: (_, column) =>
            ids.length === 0
                ? '-1'
                : `coalesce(CAST(enum_code(TRY_CAST(${quotedIdentifier(column)} AS ids)) AS INTEGER), -1)`,
        textOf: number => ids[number] ?? '',
        isMixed: whole > 0 && whole < ids.length,
    };
}
