import { Rational } from '../../base/rational.ts';
import type { Column, HistoryColumns } from '../../model/columns.ts';
import type { Member } from '../../model/occurrence.ts';
import type { Fold } from './fold.ts';
import type { Shape } from './shape.ts';

const decoder = new TextDecoder();

export function memberId({ memberIds: { bytes, ends } }: HistoryColumns, member: number): string {
    return decoder.decode(bytes.subarray(member === 0 ? 0 : ends[member - 1], ends[member]));
}

/** A member as far as the figures of a run ask. */
export function memberOf({ sheet }: Pick<Fold, 'sheet'>, member: number): Member {
    const { columns } = sheet.shape;
    const joined = columns.memberFields.get('joined');
    const day = joined?.kind === 'number' ? joined.values[member] : undefined;
    const isKnown = day !== undefined && joined?.kind === 'number' && day !== joined.unknown;
    return {
        id: memberId(columns, member),
        joined: isKnown ? day : undefined,
        referrer: textAt(columns.memberFields.get('referrer'), member),
        fields: new Map(),
    };
}

/** Of the event that begins in a row: its id, or a name that no other has. */
export const idOf = ({ columns, events }: Shape, row: number): string =>
    textAt(columns.fields.get('id'), row) ?? `${events[columns.source[row] ?? 0] ?? ''} ${row}`;

/** A text of a column; absent where it is not known. */
export function textAt(column: Column | undefined, index: number): string | undefined {
    switch (column?.kind) {
        case 'code':
            return column.texts[column.codes[index] ?? 0] || undefined;
        case 'number': {
            const value = column.values[index];
            return value === undefined || value === column.unknown ? undefined : String(value);
        }
        case 'text':
            return (
                decoder.decode(column.bytes.subarray(index === 0 ? 0 : column.ends[index - 1], column.ends[index])) ||
                undefined
            );
        case undefined:
            return undefined;
    }
}

/** A number of a column; absent where it is not known. */
export function numberAt(column: Column | undefined, index: number): Rational | undefined {
    if (column?.kind !== 'number' || column.values[index] === column.unknown) return undefined;
    return Rational.of(column.values[index] ?? 0, column.per);
}
