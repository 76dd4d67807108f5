import { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import type { Value } from '../../model/value.ts';
import type { Scope } from '../scope.ts';
import { type Worth, worthOf } from './expression.ts';
import type { Look } from './look.ts';
import { refuse } from './refusal.ts';
import type { Sheet } from './sheet.ts';

/** Something of the member or the event that prices ask: code hands its value over as a number. */
export interface AskedValue {
    readonly key: string;
    readonly code: string;
    /** NaN is unknown. */
    readonly decode: (value: number) => Value;
}

const LEAVES = ['member field', 'event field', 'metric', 'points balance', 'tier', 'missing', 'since last'] as const;
type Leaf = Extract<Expression, { kind: (typeof LEAVES)[number] }>;

const isLeaf = (node: object): node is Leaf =>
    'kind' in node && 'text' in node && LEAVES.some(kind => kind === node.kind);

/** What rules ask, wherever in them: they are plain data. */
function leavesIn(node: unknown, segments: Sheet['program']['segments']): Leaf[] {
    if (typeof node !== 'object' || node === null || node instanceof Rational) return [];
    if (isLeaf(node)) return [node];
    const found = Object.values(node).flatMap(each => leavesIn(each, segments));
    if (!('kind' in node && node.kind === 'segment' && 'segment' in node)) return found;
    return [...found, ...leavesIn(segments.find(({ name }) => name === node.segment)?.when, segments)];
}

/** Fields of items that are asked for, wherever. */
export function itemFieldsIn(node: unknown): Set<string> {
    if (typeof node !== 'object' || node === null || node instanceof Rational) return new Set();
    const own = 'kind' in node && node.kind === 'item field' && 'field' in node ? [String(node.field)] : [];
    return new Set([...own, ...Object.values(node).flatMap(each => [...itemFieldsIn(each)])]);
}

/** Questions that `scopeOver` has no answer to. */
const UNANSWERED: ReadonlySet<string> = new Set(['points expiring', 'ranked', 'contract', 'journey']);

function refuseUnanswered(node: unknown, segments: Sheet['program']['segments']): void {
    if (typeof node !== 'object' || node === null || node instanceof Rational) return;
    if ('kind' in node && node.kind === 'segment' && 'segment' in node)
        refuseUnanswered(segments.find(({ name }) => name === node.segment)?.when, segments);
    if ('kind' in node && 'text' in node && UNANSWERED.has(String(node.kind)))
        refuse(`'${String(node.text)}' is not compiled in a price`);
    for (const part of Object.values(node)) refuseUnanswered(part, segments);
}

export function askedBy(sheet: Sheet, rules: unknown, look: Look): AskedValue[] {
    refuseUnanswered(rules, sheet.program.segments);
    const found = new Map<string, AskedValue>();
    for (const leaf of leavesIn(rules, sheet.program.segments)) {
        const key = keyOf(leaf);
        if (!found.has(key)) found.set(key, { key, ...handedOver(sheet, leaf, worthOf(sheet, leaf, look)) });
    }
    return [...found.values()];
}

function keyOf(leaf: Leaf): string {
    switch (leaf.kind) {
        case 'member field':
            return `member ${leaf.field}`;
        case 'event field':
            return `event ${leaf.event}.${leaf.field}`;
        case 'metric':
            return `metric ${leaf.metric} ${JSON.stringify(leaf.window)}`;
        case 'points balance':
            return `points ${leaf.points} ${leaf.what}`;
        case 'tier':
            return `tier ${leaf.ladder}`;
        case 'missing':
            return `missing ${leaf.ladder} ${leaf.tier}`;
        case 'since last':
            return `since ${leaf.first === true ? 'first' : 'last'} ${leaf.event}`;
    }
}

function handedOver(sheet: Sheet, { type, text }: Expression, worth: Worth): Omit<AskedValue, 'key'> {
    switch (worth.kind) {
        case 'number': {
            const { code, per, unknown } = worth.num;
            const isDate = type.kind === 'date';
            return {
                code: unknown === '' ? code : `(${unknown} ? NaN : ${code})`,
                decode: value => (Number.isNaN(value) ? undefined : isDate ? value / per : Rational.of(value, per)),
            };
        }
        case 'code': {
            const isSet = type.kind === 'set';
            return {
                code: worth.code,
                decode: value => {
                    const found = worth.texts[value] || undefined;
                    return isSet && found !== undefined ? new Set(found.split('\n')) : found;
                },
            };
        }
        case 'rank': {
            const tiers = sheet.program.ladders.find(({ name }) => name === worth.ladder)?.tiers;
            return { code: worth.code, decode: value => tiers?.[value]?.name ?? '' };
        }
        case 'truth':
        case 'text':
            return refuse(`'${text}' is not compiled in a price`);
    }
}

/** What code has handed over, as conditions ask it. */
export function scopeOver(asked: readonly AskedValue[], values: Float64Array, first: number): Scope {
    const places = new Map(asked.map(({ key, decode }, index) => [key, { decode, place: first + index }]));
    const at = (key: string): Value => {
        const found = places.get(key);
        return found?.decode(values[found.place] ?? NaN);
    };
    return {
        memberField: field => at(`member ${field}`),
        eventField: (event, field) => at(`event ${event}.${field}`),
        itemField: () => undefined,
        orderField: () => undefined,
        metric: (metric, window) => at(`metric ${metric} ${JSON.stringify(window)}`),
        distinct: () => undefined,
        pointsBalance: (points, what) => at(`points ${points} ${what}`),
        expiring: () => undefined,
        tier: ladder => String(at(`tier ${ladder}`) ?? ''),
        missing: (ladder, tier) => at(`missing ${ladder} ${tier}`),
        sinceLast: (event, _, isFirst) => at(`since ${isFirst ? 'first' : 'last'} ${event}`),
        segment: () => undefined,
    };
}
