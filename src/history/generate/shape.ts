import type { ColumnMapping, DataSource, Dataset, RowFilter } from '../../model/dataset.ts';
import type { EventKind, Field } from '../../model/event.ts';
import type { Program } from '../../model/program.ts';
import type { Type } from '../../model/type.ts';
import { type Format, formatOf } from '../formats.ts';
import { segmentsBelow } from '../paths.ts';

/** What the columns of Parquet are; text says everything else. */
export type ColumnKind = 'text' | 'money' | 'number' | 'date' | 'time';

/** A file to be written: the sources that read it say which columns it has. */
export interface FileShape {
    /** Relative to the folder, with slashes; patterns are replaced by a name. */
    readonly path: string;
    readonly format: Format;
    readonly columns: readonly string[];
    readonly kinds: readonly ColumnKind[];
    readonly sources: readonly DataSource[];
}

export interface Shape {
    readonly files: readonly FileShape[];
    /** Paths that cannot be written, as sentences. */
    readonly problems: readonly string[];
}

/** The files of a dataset. */
export function shapeOf(dataset: Dataset, program: Pick<Program, 'memberFields' | 'itemFields' | 'events'>): Shape {
    const bySource = Map.groupBy(dataset.sources, source => pathOf(source.path));
    const problems: string[] = [];
    const files: FileShape[] = [];
    for (const [path, sources] of bySource) {
        const format = path === undefined ? undefined : formatOf(path);
        if (path === undefined || format === undefined) {
            problems.push(...sources.map(source => `'${source.path}' names no file that could be written.`));
            continue;
        }
        const columns = [...new Set(sources.flatMap(namesOf))];
        const kinds = columns.map(column => kindOf(column, sources, program));
        files.push({ path, format, columns, kinds, sources });
    }
    return { files, problems };
}

/** A text that passes the filter. */
export function passing({ op, values }: RowFilter): string {
    if (op !== 'is not') return values[0] ?? '';
    return values.includes('other') ? `not ${values.join(' or ')}` : 'other';
}

const namesOf = (source: DataSource): string[] => [...source.columns, ...source.filters].map(({ column }) => column);

/** `data/*.csv` is written as `data/1.csv`, folders of any depth are left out. */
function pathOf(path: string): string | undefined {
    const segments = segmentsBelow(path)?.filter(segment => segment !== '**');
    return segments?.map(segment => segment.replaceAll(/[*?]+/g, '1')).join('/');
}

const MONEY = new Set(['price', 'amount', 'cost', 'list_price', 'shipping', 'credit', 'paid']);

function kindOf(
    column: string,
    sources: readonly DataSource[],
    program: Pick<Program, 'memberFields' | 'itemFields' | 'events'>,
): ColumnKind {
    const source = sources.find(({ columns }) => columns.some(mapping => mapping.column === column));
    const field = source?.columns.find(mapping => mapping.column === column)?.field;
    if (source === undefined || field === undefined) return 'text';
    if (field === 'time') return 'time';
    if (field === 'joined') return 'date';
    if (field === 'quantity' || field === 'line' || field === 'times') return 'number';
    if (MONEY.has(field)) return 'money';
    const fields =
        source.target === 'member' ? program.memberFields : [...ownFields(source, program), ...program.itemFields];
    return kindOfType(fields.find(({ name }) => name === field)?.type);
}

const ownFields = (source: DataSource, { events }: Pick<Program, 'events'>): readonly Field[] =>
    events.find(({ name }) => name === source.target)?.fields ?? [];

function kindOfType(type: Type | undefined): ColumnKind {
    switch (type?.kind) {
        case 'money':
            return 'money';
        case 'number':
        case 'points':
        case 'duration':
            return 'number';
        case 'date':
            return 'date';
        default:
            return 'text';
    }
}

const NOWHERE = { file: '', start: 0, end: 0, line: 0, column: 0 };
const declared = (name: string) => ({ name, title: name, doc: '', span: NOWHERE });
const field = (name: string, type: Type): Field => ({ ...declared(name), type, builtIn: false });

/** What is written where no program says otherwise: members.csv, purchases.csv and returns.csv. */
export function defaultProgram(categories: readonly string[], channels: readonly string[]) {
    const channel = field('channel', { kind: 'choice', of: 'channel', values: channels });
    const events: readonly EventKind[] = [
        { ...declared('purchase'), builtIn: true, fields: [channel], closes: undefined },
        { ...declared('return'), builtIn: true, fields: [], closes: undefined },
    ];
    return {
        memberFields: [field('birthday', { kind: 'date' }), field('city', { kind: 'text' })],
        itemFields: [field('category', { kind: 'choice', of: 'category', values: categories })],
        events,
        rewards: [],
    };
}

export const defaultDataset: Dataset = {
    ...declared('Made'),
    sources: [
        source('member', 'members.csv', 'id=member_id joined=joined birthday=birthday city=city referrer=referred_by'),
        source(
            'purchase',
            'purchases.csv',
            'member=member_id time=at order=order_id line=line sku=sku category=category quantity=quantity price=unit_price cost=unit_cost channel=channel',
        ),
        source(
            'return',
            'returns.csv',
            'member=member_id time=at order=order_id sku=sku quantity=quantity amount=amount',
        ),
    ],
};

function source(target: string, path: string, columns: string): DataSource {
    const mappings = columns.split(' ').map((pair): ColumnMapping => {
        const [name = '', column = ''] = pair.split('=');
        return { field: name, column, negated: false, span: NOWHERE, columnSpan: NOWHERE };
    });
    return { span: NOWHERE, target, path, pathSpan: NOWHERE, filters: [], columns: mappings, timeZone: undefined };
}
