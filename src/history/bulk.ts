import { Rational } from '../base/rational.ts';
import type { RowFilter } from '../model/dataset.ts';
import type { Database } from './database.ts';
import { quotedIdentifier, quotedString } from './database.ts';
import { BESIDE, REFUSED } from './dictionary.ts';
import { holds } from './intake.ts';
import { columnsOf, type FieldPlan, type SourcePlan } from './mapping.ts';
import { readMoment } from './moment.ts';
import { ROWS_PER_FILE } from './row-numbers.ts';
import { codeColumn, type StagingShape } from './staging.ts';

/** A file as the database reads it: rows with their numbers, cells as texts that say them exactly. */
export interface BulkTable {
    /** What follows FROM. */
    readonly from: string;
    /** The row's number, as the row by row reading counts. */
    readonly number: string;
    /** The text of a column; NULL is empty. */
    readonly text: (column: string) => string;
}

export interface BulkRequest {
    readonly database: Database;
    readonly table: BulkTable;
    /** Number of the file. */
    readonly file: number;
    readonly sources: readonly SourcePlan[];
    readonly shape: StagingShape;
}

/** Distinct texts of a column that are worth being read one by one. */
const MOST_DISTINCT = 300_000;
/** Distinct texts of a column that rows are chosen by. */
const MOST_CHOICES = 1000;

/** Something in the file asks for being read row by row: a row that is refused, a value that has no number. */
class NotInBulk extends Error {}

/**
 * Stages all rows of a file at once, without a row or a text in JavaScript but the distinct ones: each of them is read
 * by the same reader as a cell would be, and becomes a number that the database gives to the rows. `undefined` where
 * any row could not be staged as it is: nothing has been staged then, and reading row by row says why.
 */
export async function loadInBulk(
    request: BulkRequest,
): Promise<{ readonly rows: number; readonly unused: number } | undefined> {
    if (!request.sources.every(isPlain)) return undefined;
    const { database } = request;
    try {
        return await new BulkLoad(request).run();
    } catch (cause) {
        if (!(cause instanceof NotInBulk)) throw cause;
        return undefined;
    } finally {
        for (const table of await database.rows(`SELECT table_name FROM duckdb_tables() WHERE temporary`))
            await database.run(`DROP TABLE ${quotedIdentifier(String(table[0]))}`);
    }
}

/** Members, lists of prices and what happens for everybody are few, and become more than rows. */
const isPlain = ({ kind, listsPrices, announces }: SourcePlan): boolean => kind !== 0 && !listsPrices && !announces;

class BulkLoad {
    readonly #database: Database;
    readonly #request: BulkRequest;
    readonly #columns: readonly string[];
    #maps = 0;

    constructor(request: BulkRequest) {
        this.#request = request;
        this.#database = request.database;
        this.#columns = [...new Set(request.sources.flatMap(columnsOf))];
    }

    async run(): Promise<{ rows: number; unused: number }> {
        const { sources, table } = this.#request;
        const texts = this.#columns.map(name => `${table.text(name)} AS ${this.#cell(name)}`);
        await this.#database.run(
            `CREATE TEMP TABLE cells AS SELECT ${[`${table.number} AS number`, ...texts].join(', ')} FROM ${table.from}`,
        );
        const chosen: string[] = [];
        for (const { filters } of sources) chosen.push(await this.#chosenBy(filters));
        const inserts: string[] = [];
        for (const [index, source] of sources.entries())
            inserts.push(await this.#insertFor(source, chosen[index] ?? 'true', chosen));
        for (const insert of inserts) await this.#database.run(insert);
        const unused = `NOT (${chosen.map(each => `(${each})`).join(' OR ')})`;
        return {
            rows: await this.#database.number('SELECT count(*) FROM cells'),
            unused: await this.#database.number(`SELECT count(*) FROM cells WHERE ${unused}`),
        };
    }

    #cell(column: string): string {
        return `t${this.#columns.indexOf(column)}`;
    }

    /** The condition of all filters, by the distinct texts that they accept. */
    async #chosenBy(filters: readonly RowFilter[]): Promise<string> {
        const conditions: string[] = [];
        for (const filter of filters) {
            const cell = `coalesce(${this.#cell(filter.column)}, '')`;
            const texts = await this.#distinct(cell, 'true', MOST_CHOICES);
            const accepted = texts.filter(text => holds(filter, text.trim()));
            conditions.push(accepted.length === 0 ? 'false' : `${cell} IN (${accepted.map(quotedString).join(', ')})`);
        }
        return conditions.length === 0 ? 'true' : conditions.join(' AND ');
    }

    async #distinct(cell: string, condition: string, most: number): Promise<string[]> {
        const rows = await this.#database.rows(
            `SELECT DISTINCT ${cell} FROM cells WHERE ${condition} LIMIT ${most + 1}`,
        );
        if (rows.length > most) throw new NotInBulk();
        return rows.map(([text]) => String(text));
    }

    async #insertFor(source: SourcePlan, chosen: string, all: readonly string[]): Promise<string> {
        const { shape, file } = this.#request;
        const cell = (column: string | undefined): string =>
            column === undefined ? "''" : `trim(coalesce(${this.#cell(column)}, ''), ${BLANKS})`;
        const joins: string[] = [];
        const time = await this.#momentsOf(source, chosen);
        joins.push(time.join);
        const codes: string[] = [];
        for (const field of source.fields) {
            const map = await this.#codesOf(field, chosen);
            joins.push(map.join);
            codes.push(map.value);
        }
        await this.#checkRows(source, chosen, { cell, joins, codes });
        const takers = all.map(each => `(${each})::INTEGER`).join(' + ');
        const named = codes.map((code, index) => `${code} AS ${codeColumn(index)}`);
        const rows = `SELECT number, (${chosen}) AS is_chosen, (${takers}) AS takers, ${cell(source.member)} AS member,
            ${cell(source.order)} AS ordering, ${cell(source.id)} AS ident, ${time.value} AS moment${named.map(each => `, ${each}`).join('')}
            FROM cells ${joins.join(' ')}`;
        const before = (column: string): string => `lag(${column}) OVER (ORDER BY number)`;
        const follows =
            source.grouped && source.id === undefined
                ? `coalesce(takers = 1 AND ${before('takers')} = 1 AND ${before('is_chosen')} AND ordering <> ''
                   AND ordering = ${before('ordering')} AND member = ${before('member')} AND moment = ${before('moment')}, false)`
                : 'false';
        const staged = Array.from({ length: shape.codes }, (_, index) =>
            index < codes.length ? codeColumn(index) : '0',
        );
        const values = [
            ...[source.kind, source.index, 'continues', 'member', 'ordering', 'moment'],
            `${file * ROWS_PER_FILE}::DOUBLE + number`,
            ...staged,
            ...(shape.hasIds ? ['ident'] : []),
        ];
        return `INSERT INTO staged SELECT ${values.join(', ')} FROM
            (SELECT *, (${follows})::USMALLINT AS continues FROM (${rows})) WHERE is_chosen`;
    }

    async #momentsOf({ time, zone }: SourcePlan, chosen: string): Promise<Join> {
        if (time === undefined) throw new NotInBulk();
        return this.#map(time, chosen, 'DOUBLE', text => {
            const moment = text === '' ? undefined : readMoment(text, zone);
            if (moment === undefined) throw new NotInBulk();
            return moment;
        });
    }

    #codesOf({ column, dictionary }: FieldPlan, chosen: string): Promise<Join> {
        return this.#map(column, chosen, 'INTEGER', text => {
            const code = dictionary.encode(text);
            if (code === REFUSED || code === BESIDE) throw new NotInBulk();
            return code;
        });
    }

    /** Each distinct text of a column with what is made of it. */
    async #map(column: string, chosen: string, type: string, read: (text: string) => number): Promise<Join> {
        const cell = `coalesce(${this.#cell(column)}, '')`;
        const texts = await this.#distinct(cell, chosen, MOST_DISTINCT);
        const name = `map${this.#maps++}`;
        await this.#database.run(`CREATE TEMP TABLE ${name} (text VARCHAR, value ${type})`);
        const appender = await this.#database.appender(name);
        for (const text of texts) {
            appender.appendVarchar(text);
            const value = read(text.trim());
            if (type === 'DOUBLE') appender.appendDouble(value);
            else appender.appendInteger(value);
            appender.endRow();
        }
        appender.closeSync();
        return { join: `LEFT JOIN ${name} ON ${name}.text = ${cell}`, value: `${name}.value` };
    }

    /** What a row needs besides cells that can be read: members, ids that are whole, prices. */
    async #checkRows(
        source: SourcePlan,
        chosen: string,
        { cell, joins, codes }: { cell: (column: string | undefined) => string; joins: string[]; codes: string[] },
    ): Promise<void> {
        const member = cell(source.member);
        const wrong = [`${member} = ''`];
        for (const text of [member, cell(source.order), cell(source.id)]) wrong.push(`contains(${text}, chr(0))`);
        if (source.prices.length > 0)
            wrong.push(source.prices.map(index => priceless(source, index, codes)).join(' AND '));
        const sql = `SELECT count(*) FROM cells ${joins.join(' ')} WHERE (${chosen}) AND (${wrong.map(each => `(${each})`).join(' OR ')})`;
        if ((await this.#database.number(sql)) > 0) throw new NotInBulk();
    }
}

interface Join {
    readonly join: string;
    readonly value: string;
}

/** Yes and no are no prices. */
function priceless({ fields }: SourcePlan, index: number, codes: readonly string[]): string {
    const values = fields[index]?.dictionary.entries() ?? [];
    const none = values.flatMap(([, value], place) => (value instanceof Rational ? [] : [place + 1]));
    return `${codes[index]} IN (${[0, ...none].join(', ')})`;
}

/** What `trim` of JavaScript takes away. */
const BLANK_CODES = [
    ...[9, 10, 11, 12, 13, 32, 160, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff],
    ...Array.from({ length: 11 }, (_, index) => 0x2000 + index),
];
const BLANKS = BLANK_CODES.map(code => `chr(${code})`).join(' || ');
