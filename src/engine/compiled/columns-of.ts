import { invariant } from '../../base/invariant.ts';
import { Rational } from '../../base/rational.ts';
import type { Column, HistoryColumns, TextColumn } from '../../model/columns.ts';
import type { Member, Occurrence } from '../../model/occurrence.ts';
import type { Value } from '../../model/value.ts';

/** Members with what happened to them, in the order of time. */
export interface MemberHistory {
    readonly member: Member;
    readonly occurrences: readonly Occurrence[];
}

export interface ColumnsOf {
    readonly columns: HistoryColumns;
    /** Kind of event by number of the source. */
    readonly events: readonly string[];
}

/** Small histories as columns: tests and sources that are in memory anyway. Where the amounts of lines are not whole minor units they are cut there. */
export function columnsOf(histories: readonly MemberHistory[]): ColumnsOf {
    const sorted = histories.toSorted((a, b) => (a.member.id < b.member.id ? -1 : 1));
    const rows = sorted.flatMap(({ occurrences }) => occurrences.flatMap(rowsOf));
    const events = [...new Set(rows.map(({ event }) => event))];
    const counts = sorted.map(({ occurrences }) => occurrences.flatMap(rowsOf).length);
    const begins = Int32Array.from([0, ...counts]);
    for (let index = 1; index < begins.length; index++) begins[index] = (begins[index] ?? 0) + (begins[index - 1] ?? 0);
    const isWhole = rows.every(({ at }) => at % 1000 === 0);
    const step = isWhole ? 1000 : 1;
    const moments = rows.map(({ at }) => at / step);
    const columns: HistoryColumns = {
        memberCount: sorted.length,
        rowCount: rows.length,
        begins,
        memberIds: textColumn(sorted.map(({ member }) => member.id)),
        memberFields: fieldColumns(sorted.map(({ member }) => memberValues(member))),
        source: Uint8Array.from(rows, ({ event }) => events.indexOf(event)),
        continues: Uint8Array.from(rows, ({ continues }) => (continues ? 1 : 0)),
        place: Float64Array.from(rows, (_, index) => index),
        moment: { values: isWhole ? Int32Array.from(moments) : Float64Array.from(moments), step },
        fields: fieldColumns(rows.map(({ fields }) => fields)),
    };
    return { columns, events };
}

interface Row {
    readonly event: string;
    readonly at: number;
    readonly continues: boolean;
    readonly fields: ReadonlyMap<string, Value>;
}

function rowsOf(occurrence: Occurrence): Row[] {
    const { event, at, id, order, redeems } = occurrence;
    const own = new Map<string, Value>([...occurrence.fields, ['id', id], ['order', order]]);
    const [redemption] = redeems;
    if (redemption !== undefined) {
        own.set('reward', redemption.reward);
        own.set('times', Rational.of(redemption.times));
    }
    const lines = occurrence.lines.length === 0 ? [undefined] : occurrence.lines;
    return lines.map((line, index) => {
        const fields = new Map(own);
        if (line !== undefined) {
            for (const [name, value] of line.fields) fields.set(name, value);
            fields.set('sku', line.sku);
            fields.set('quantity', line.quantity);
            fields.set('cost', line.cost);
            fields.set('tax', line.tax);
            if (line.atListPrice !== true) fields.set(line.paid ? 'paid' : 'amount', line.price.mul(line.quantity));
        }
        return { event, at, continues: index > 0, fields };
    });
}

function memberValues({ joined, referrer, fields }: Member): ReadonlyMap<string, Value> {
    return new Map<string, Value>([...fields, ['joined', joined], ['referrer', referrer]]);
}

function fieldColumns(rows: readonly ReadonlyMap<string, Value>[]): ReadonlyMap<string, Column> {
    const names = new Set(
        rows.flatMap(row => [...row].flatMap(([name, value]) => (value === undefined ? [] : [name]))),
    );
    return new Map(
        [...names].map(name => [
            name,
            columnOf(
                rows.map(row => row.get(name)),
                name,
            ),
        ]),
    );
}

function columnOf(values: readonly Value[], name: string): Column {
    if (name === 'id') return textColumn(values.map(value => (typeof value === 'string' ? value : '')));
    const known = values.filter(value => value !== undefined);
    const isText = known.some(value => typeof value === 'string');
    if (isText) return codeColumn(values.map(value => (typeof value === 'string' ? value : '')));
    if (known.some(value => value instanceof Set))
        return codeColumn(values.map(value => (value instanceof Set ? [...value].toSorted().join('\n') : '')));
    return numberColumn(values);
}

function numberColumn(values: readonly Value[]): Column {
    const numbers = values.map(value => {
        if (value === undefined) return undefined;
        return value instanceof Rational ? value : Rational.of(Number(value));
    });
    const per = numbers.reduce((all, each) => (each === undefined ? all : multipleOf(all, each.denominator)), 1n);
    const whole = numbers.map(each =>
        each === undefined ? undefined : Number(each.numerator * (per / each.denominator)),
    );
    const least = whole.reduce<number>((low, each) => Math.min(low, each ?? low), 0);
    const isKnown = !whole.includes(undefined);
    const unknown = isKnown ? undefined : least - 1;
    invariant(Number.isSafeInteger(least - 1), 'numbers of columns are safe');
    return { kind: 'number', values: Float64Array.from(whole, each => each ?? least - 1), per: Number(per), unknown };
}

function multipleOf(a: bigint, b: bigint): bigint {
    let [x, y] = [a, b];
    while (y !== 0n) [x, y] = [y, x % y];
    return (a / x) * b;
}

function codeColumn(values: readonly string[]): Column {
    const texts = ['', ...new Set(values.filter(value => value !== ''))];
    const codes = new Map(texts.map((text, code) => [text, code]));
    return { kind: 'code', codes: Int32Array.from(values, value => codes.get(value) ?? 0), texts };
}

function textColumn(values: readonly string[]): TextColumn {
    const encoded = values.map(value => new TextEncoder().encode(value));
    const bytes = new Uint8Array(encoded.reduce((sum, { length }) => sum + length, 0));
    const ends = new Int32Array(values.length);
    let end = 0;
    for (const [index, each] of encoded.entries()) {
        bytes.set(each, end);
        end += each.length;
        ends[index] = end;
    }
    return { kind: 'text', bytes, ends };
}
