import type { Zone } from '../base/zone.ts';
import type { ColumnMapping, DataSource, RowFilter } from '../model/dataset.ts';
import type { Program } from '../model/program.ts';
import type { Type } from '../model/type.ts';
import { Dictionary } from './dictionary.ts';
import {
    type CellReader,
    choiceReader,
    Refusal,
    readDay,
    readerOf,
    readFlagWord,
    readNegated,
    readNotNegative,
    readNotPositive,
    readNumber,
    readTaxRate,
    readText,
    readZoneName,
    short,
} from './values.ts';

/** What becomes of a cell. Those of members, of events and of lines keep their names; the others are built in. */
export type FieldUse =
    | 'member'
    | 'joined'
    | 'referrer'
    | 'event'
    | 'shipping'
    | 'credit'
    | 'reward'
    | 'times'
    | 'item'
    | 'line'
    | 'sku'
    | 'quantity'
    | 'price'
    | 'amount'
    | 'paid'
    | 'cost'
    | 'tax'
    /** `yes`: stored value is sold. An amount: this part of the order was paid with a gift card. */
    | 'gift_card';

/** What the values of a field are; `mixed` are numbers in some rows and something else in others. */
export type Holding = 'number' | 'day' | 'truth' | 'text' | 'set' | 'mixed';

export interface FieldPlan {
    readonly use: FieldUse;
    readonly name: string;
    readonly column: string;
    readonly holds: Holding;
    readonly dictionary: Dictionary;
    /** All texts that it takes, where they are declared. */
    readonly choices?: readonly string[];
}

/** How rows of one source become members (`kind` 0) or events of one kind. */
export interface SourcePlan {
    readonly index: number;
    readonly source: DataSource;
    /** Position in the list of kinds: 0 is the member, every event has its own. */
    readonly kind: number;
    /** Of times without offset. */
    readonly zone: Zone;
    /** Of the program: where local days begin, unless members have zones of their own. */
    readonly localZone: Zone;
    readonly ownZone: boolean;
    /** Rows with the same order are one event. */
    readonly grouped: boolean;
    readonly id: string | undefined;
    readonly member: string | undefined;
    readonly time: string | undefined;
    readonly order: string | undefined;
    readonly fields: readonly FieldPlan[];
    readonly filters: readonly RowFilter[];
    /** Fields of which a row needs one: what a line of a purchase costs. */
    readonly prices: readonly number[];
    /** Rows are no member's: they say what articles cost from when on. */
    readonly listsPrices: boolean;
    /** Rows are no member's: they happen for everybody. */
    readonly announces: boolean;
}

/** The event whose rows are a list of prices. */
export const PRICE_LIST = 'price_change';

const GROUPED = new Set(['purchase', 'return']);

export function planSource(
    source: DataSource,
    at: { readonly index: number; readonly kind: number; readonly zone: Zone; readonly localZone: Zone },
    hasPriceList: boolean,
    program: Program,
): SourcePlan {
    const column = (role: string): string | undefined => source.columns.find(({ field }) => field === role)?.column;
    const isMember = source.target === 'member';
    const roles = new Set(isMember ? ['id'] : ['id', 'member', 'time', 'order']);
    const fields = source.columns
        .filter(mapping => !roles.has(mapping.field))
        .map(mapping =>
            isMember ? memberField(mapping, program, at.zone) : eventField(mapping, source, program, at.zone),
        );
    return {
        ...at,
        source,
        ownZone: program.timeZone.kind === 'member',
        grouped: GROUPED.has(source.target),
        id: column('id'),
        member: column(isMember ? 'id' : 'member'),
        time: column('time'),
        order: column('order'),
        fields,
        filters: source.filters,
        listsPrices: source.target === PRICE_LIST,
        announces: program.events.some(({ name, everybody }) => everybody === true && name === source.target),
        prices:
            source.target === 'purchase' && !hasPriceList
                ? fields.flatMap((field, index) => (isPrice(field) ? [index] : []))
                : [],
    };
}

/** Names of columns that a plan reads, each once. */
export function columnsOf(plan: SourcePlan): string[] {
    const roles = [plan.id, plan.member, plan.time, plan.order].filter(column => column !== undefined);
    return [
        ...new Set([...roles, ...plan.fields.map(field => field.column), ...plan.filters.map(filter => filter.column)]),
    ];
}

function memberField(mapping: ColumnMapping, program: Program, zone: Zone): FieldPlan {
    const { field: name, column } = mapping;
    const plan = (use: FieldUse, holds: Holding, read: CellReader): FieldPlan => ({
        ...{ use, name, column, holds },
        dictionary: new Dictionary(read),
    });
    if (name === 'joined') return plan('joined', 'day', text => readDay(text, zone));
    if (name === 'referrer') return plan('referrer', 'text', readText);
    if (name === 'timezone') return plan('member', 'text', readZoneName);
    const field = program.memberFields.find(candidate => candidate.name === name);
    return typed({ use: 'member', mapping, type: field?.type ?? TEXT, zone });
}

function eventField(mapping: ColumnMapping, source: DataSource, program: Program, zone: Zone): FieldPlan {
    const { field: name } = mapping;
    const own = program.events.find(event => event.name === source.target)?.fields.find(field => field.name === name);
    const grouped = GROUPED.has(source.target);
    if (own === undefined || own.builtIn) {
        const builtIn = builtInField(mapping, grouped, program);
        if (builtIn !== undefined) return builtIn;
        const item = grouped ? program.itemFields.find(field => field.name === name) : undefined;
        if (item !== undefined) return typed({ use: 'item', mapping, type: item.type, zone });
    }
    return typed({ use: 'event', mapping, type: own?.type ?? TEXT, zone });
}

function builtInField(mapping: ColumnMapping, grouped: boolean, program: Program): FieldPlan | undefined {
    const { field: name, column, negated, signed = false } = mapping;
    const plan = (use: FieldUse, holds: Holding, read: CellReader): FieldPlan => ({
        ...{ use, name, column, holds },
        dictionary: new Dictionary(read),
    });
    if (name === 'reward') {
        const choices = program.rewards.map(reward => reward.name);
        return { ...plan('reward', 'text', choiceReader(choices)), choices };
    }
    if (name === 'times') return plan('times', 'number', readTimes);
    if (!grouped) return undefined;
    const number = (use: FieldUse): FieldPlan => {
        const dictionary = negated
            ? new Dictionary(readNotPositive)
            : new Dictionary(signed ? readNumber : readNotNegative, true);
        return { use, name, column, holds: 'number', dictionary };
    };
    switch (name) {
        case 'sku':
            return plan('sku', 'text', readText);
        case 'line':
            return { use: 'line', name, column, holds: 'number', dictionary: new Dictionary(readNumber, true) };
        case 'quantity':
        case 'price':
        case 'amount':
        case 'cost':
        case 'shipping':
        case 'credit':
            return number(name);
        case 'list_price':
            return number('item');
        case 'tax':
            return plan('tax', 'number', readTaxRate);
        case 'paid':
        case 'gift_card':
            return plan(
                name,
                'mixed',
                text => readFlagWord(text) ?? (negated ? readNotPositive : signed ? readNumber : readNotNegative)(text),
            );
        default:
            return undefined;
    }
}

function typed(field: { use: FieldUse; mapping: ColumnMapping; type: Type; zone: Zone }): FieldPlan {
    const { use, mapping, type, zone } = field;
    const numeric = NUMERIC.has(type.kind);
    const read = numeric && mapping.negated ? readNegated : readerOf(type, zone);
    const dictionary = new Dictionary(read, numeric && !mapping.negated);
    const choices = type.kind === 'choice' ? { choices: type.values } : {};
    return { use, name: mapping.field, column: mapping.column, holds: HOLDING[type.kind], dictionary, ...choices };
}

const readTimes: CellReader = text => {
    const value = readNotNegative(text);
    if (value instanceof Refusal || value.denominator === 1n) return value;
    return new Refusal(`'${short(text)}' is not a whole number.`);
};

const isPrice = ({ use, name }: FieldPlan): boolean =>
    use === 'price' || use === 'amount' || use === 'paid' || (use === 'item' && name === 'list_price');

const TEXT: Type = { kind: 'text' };
const HOLDING: Readonly<Record<Type['kind'], Holding>> = {
    money: 'number',
    points: 'number',
    number: 'number',
    duration: 'number',
    percent: 'number',
    date: 'day',
    truth: 'truth',
    choice: 'text',
    set: 'set',
    text: 'text',
    group: 'text',
    tier: 'text',
};
const NUMERIC: ReadonlySet<Type['kind']> = new Set(['money', 'number', 'points', 'duration']);
