import { Rational } from '../../base/rational.ts';
import type { Program } from '../../model/program.ts';
import type { Value } from '../../model/value.ts';

/** What a rule, and whatever it names, compares something with: where its conditions turn, something may happen. */
export interface Clues {
    /** Values by `member.city`, `item.sku`, `purchase.channel`. */
    readonly fields: ReadonlyMap<string, readonly Value[]>;
    /** Amounts and counts, each as it is and a little beside it. */
    readonly numbers: readonly Rational[];
    /** Local days, and minutes of the day. */
    readonly days: readonly number[];
    readonly minutes: readonly number[];
    /** Codes of coupons. */
    readonly codes: readonly string[];
}

interface Found {
    readonly fields: Map<string, Set<Value>>;
    readonly numbers: Map<string, Rational>;
    readonly days: Set<number>;
    readonly minutes: Set<number>;
    readonly codes: Set<string>;
    readonly names: Set<string>;
}

export function cluesOf(rule: object, program: Program): Clues {
    const found: Found = {
        fields: new Map(),
        numbers: new Map(),
        days: new Set(),
        minutes: new Set(),
        codes: new Set(),
        names: new Set(),
    };
    const named = new Map<string, object>(
        [
            ...[program.metrics, program.segments, program.earns, program.coupons ?? []],
            ...[program.rewards, program.contracts, program.ladders, program.combinations],
        ]
            .flat()
            .map(each => ['name' in each ? each.name : '', each]),
    );
    walk(rule, found);
    for (const name of found.names) {
        const other = named.get(name);
        if (other !== undefined && other !== rule) walk(other, found);
    }
    return {
        fields: new Map([...found.fields].map(([field, values]) => [field, [...values]])),
        numbers: [...found.numbers.values()].filter(number => number.sign() > 0),
        days: [...found.days],
        minutes: [...found.minutes],
        codes: [...found.codes],
    };
}

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Names of metrics, segments, rules and coupons stand in these places of the model. */
const NAMING = ['metric', 'segment', 'coupon', 'contract', 'ladder'];

function walk(value: unknown, found: Found): void {
    if (value instanceof Rational) {
        for (const each of [value, value.add(Rational.ONE)]) found.numbers.set(each.toDecimal(), each);
        return;
    }
    if (!isNode(value)) return;
    if (value.kind === 'compare') note(value.left, [value.right], found);
    if (value.kind === 'in' && Array.isArray(value.options)) note(value.value, value.options, found);
    if (value.kind === 'contains') note(value.set, [value.value], found);
    if (value.kind === 'between') note(value.value, [value.low, value.high], found);
    if (value.kind === 'units') put('item.sku', value.sku, found);
    if (Array.isArray(value.weekdays)) noteDuring(value, found);
    if (Array.isArray(value.codes)) for (const code of value.codes) if (typeof code === 'string') found.codes.add(code);
    for (const key of NAMING) if (typeof value[key] === 'string') found.names.add(value[key]);
    if (Array.isArray(value.rules)) for (const rule of value.rules) if (typeof rule === 'string') found.names.add(rule);
    for (const [key, part] of Object.entries(value)) if (key !== 'span' && key !== 'type') walk(part, found);
}

function noteDuring(during: Node, { days, minutes }: Found): void {
    for (const day of [during.from, during.through]) if (typeof day === 'number') days.add(day);
    const hours = isNode(during.hours) ? during.hours : {};
    if (typeof hours.start === 'number') minutes.add(hours.start);
    if (typeof hours.end === 'number') minutes.add((hours.end + 24 * 60 - 1) % (24 * 60));
}

function note(field: unknown, constants: readonly unknown[], found: Found): void {
    const name = fieldName(field);
    if (name === undefined) return;
    for (const constant of constants)
        if (isNode(constant) && constant.kind === 'constant') put(name, constant.value as Value, found);
}

function fieldName(node: unknown): string | undefined {
    if (!isNode(node)) return undefined;
    if (node.kind === 'item field') return `item.${String(node.field)}`;
    if (node.kind === 'member field') return `member.${String(node.field)}`;
    return node.kind === 'event field' ? `${String(node.event)}.${String(node.field)}` : undefined;
}

function put(name: string, value: unknown, found: Found): void {
    if (value !== undefined) found.fields.set(name, (found.fields.get(name) ?? new Set()).add(value as Value));
}
