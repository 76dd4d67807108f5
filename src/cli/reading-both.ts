import type { DataSource, Dataset } from '../model/dataset.ts';
import type { EventKind, Field } from '../model/event.ts';
import type { Program } from '../model/program.ts';
import { describeType, sameType, type Type } from '../model/type.ts';
import { WrongUse } from './failure.ts';
import type { Version } from './versions.ts';

/** What reads the data for two versions, so that each finds in it what it asks for. */
export interface Reader {
    readonly program: Program;
    /** What the reader of the result must know, a sentence each. */
    readonly remarks: readonly string[];
}

/** The new version with all that only the old one asks of the data. Throws where the same data can't serve both. */
export function readerOfBoth(old: Version, fresh: Version): Reader {
    const [before, after] = [old.program, fresh.program];
    if (before.currency.code !== after.currency.code || before.currency.decimals !== after.currency.decimals) {
        throw new WrongUse(
            `The versions can't be compared: '${old.label}' is in ${before.currency.code}, '${fresh.label}' in ${after.currency.code}.`,
        );
    }
    const both = { old, new: fresh };
    const program: Program = {
        ...after,
        memberFields: mergedFields('members', before.memberFields, after.memberFields, both),
        itemFields: mergedFields('items', before.itemFields, after.itemFields, both),
        events: mergedEvents(before.events, after.events, both),
        datasets: mergedDatasets(before.datasets, after.datasets),
    };
    return { program, remarks: [...dataRemarks(before, after, both), ...zoneRemarks(before, after, both)] };
}

interface Both {
    readonly old: Version;
    readonly new: Version;
}

function mergedFields(of: string, before: readonly Field[], after: readonly Field[], both: Both): Field[] {
    const common = after.map(field => {
        const was = before.find(({ name }) => name === field.name);
        return was === undefined ? field : { ...field, type: mergedType(field, was, of, both) };
    });
    const only = before.filter(({ name }) => !after.some(field => field.name === name));
    return [...common, ...only];
}

/** Choices of both versions can be read; types that differ can't. */
function mergedType(field: Field, was: Field, of: string, both: Both): Type {
    const [a, b] = [field.type, was.type];
    const choices = (a.kind === 'choice' && b.kind === 'choice') || (a.kind === 'set' && b.kind === 'set');
    if (choices) return { ...a, values: [...new Set([...a.values, ...b.values])] };
    if (sameType(a, b)) return a;
    throw new WrongUse(
        `The versions have different ${of}: '${field.name}' is ${describeType(b)} in '${both.old.label}' and ${describeType(a)} in '${both.new.label}', so the same data can't be read for both.`,
    );
}

function mergedEvents(before: readonly EventKind[], after: readonly EventKind[], both: Both): EventKind[] {
    const common = after.map(event => {
        const was = before.find(({ name }) => name === event.name);
        if (was === undefined) return event;
        return { ...event, fields: mergedFields(`events '${event.name}'`, was.fields, event.fields, both) };
    });
    return [...common, ...before.filter(({ name }) => !after.some(event => event.name === name))];
}

function mergedDatasets(before: readonly Dataset[], after: readonly Dataset[]): Dataset[] {
    const common = after.map(dataset => {
        const was = before.find(({ name }) => name === dataset.name);
        return was === undefined
            ? dataset
            : { ...dataset, sources: dataset.sources.map(each => withColumns(each, was)) };
    });
    return after.length === 0 ? [...before] : common;
}

/** With the columns that only the other version reads. */
function withColumns(source: DataSource, { sources }: Dataset): DataSource {
    const was = sources.find(each => each.target === source.target && each.path === source.path);
    const missing = was?.columns.filter(({ field }) => !source.columns.some(column => column.field === field)) ?? [];
    return { ...source, columns: [...source.columns, ...missing] };
}

function dataRemarks(before: Program, after: Program, both: Both): string[] {
    const differs = after.datasets.some(dataset => {
        const was = before.datasets.find(({ name }) => name === dataset.name);
        return was !== undefined && shapeOf(was) !== shapeOf(dataset);
    });
    if (!differs) return [];
    return [
        `The versions read their data differently: both were run over the members and events as '${both.new.label}' reads them.`,
    ];
}

const ROLES = new Set([
    'id',
    'member',
    'time',
    'order',
    'line',
    'sku',
    'quantity',
    'price',
    'amount',
    'paid',
    'joined',
]);

/** Whom and what the dataset takes from where; not which fields it knows of them. */
function shapeOf({ sources }: Dataset): string {
    return JSON.stringify(
        sources.map(({ target, path, filters, columns, timeZone }) => [
            target,
            path,
            filters.map(({ column, op, values }) => [column, op, values]),
            columns
                .filter(({ field }) => ROLES.has(field))
                .map(({ field, column, negated }) => [field, column, negated]),
            timeZone,
        ]),
    );
}

function zoneRemarks(before: Program, after: Program, both: Both): string[] {
    if (JSON.stringify(before.timeZone) === JSON.stringify(after.timeZone)) return [];
    return [`The versions have different time zones: times in the data were read as in '${both.new.label}'.`];
}
