import { dayOf } from '../../base/calendar.ts';
import type { Random } from '../../base/random.ts';
import { Rational } from '../../base/rational.ts';
import type { Field } from '../../model/event.ts';
import type { Program } from '../../model/program.ts';
import type { Type } from '../../model/type.ts';
import type { Value } from '../../model/value.ts';
import type { Clues } from './clues.ts';
import type { Rule } from './rule.ts';
import type { Line, Trial } from './trial.ts';

/** What a search draws from. */
export interface Source {
    readonly program: Program;
    readonly rule: Rule;
    readonly clues: Clues;
    readonly random: Random;
}

/** A first, plain trial: a purchase (or what the rule looks at) on a day like others. */
export function plainTrial({ program, rule }: Source): Trial {
    const { reward, event, hasFriend, isTimed } = rule;
    const closes = program.events.find(({ name }) => name === event)?.closes;
    return {
        tiers: [],
        facts: new Map(),
        joined: undefined,
        balances: reward === undefined ? [] : [{ points: reward.costs.points, amount: reward.costs.amount }],
        contracts: [],
        event,
        day: plainDay(program),
        minute: undefined,
        before: 0,
        gap: 1,
        fields: new Map(),
        opens: closes,
        opening: new Map(),
        lines: event === 'purchase' ? [{ ...plainLine, price: Rational.of(40) }] : [],
        redeems: reward?.name,
        waits: isTimed ? WAITS : 0,
        hasFriend,
    };
}

/** Long enough for whatever happens once a year. */
const WAITS = 400;

/** The first Wednesday of a month that is like others, within the validity of the program. */
export function plainDay({ valid }: Program): number {
    const first = Math.max(dayOf(2026, 3, 4), valid.from ?? 0);
    return valid.through === undefined ? first : Math.min(first, valid.through);
}

const plainLine = { sku: undefined, quantity: Rational.ONE, fields: new Map<string, Value>() };

/** A trial with something of everything that may make a difference; `chance` between none of it and all. */
export function drawTrial(source: Source, chance: number): Trial {
    const { program, rule, clues, random } = source;
    const plain = plainTrial(source);
    const may = (): boolean => random.next() < chance;
    const fields = (owner: string, all: readonly Field[]): ReadonlyMap<string, Value> =>
        new Map(
            all.flatMap(field => {
                if (!may()) return [];
                const value = drawValue(field, clues.fields.get(`${owner}.${field.name}`) ?? [], source);
                return value === undefined ? [] : [[field.name, value] as const];
            }),
        );
    const ofEvent = (event: string | undefined): ReadonlyMap<string, Value> => {
        const known = program.events.find(({ name }) => name === event)?.fields ?? [];
        return fields(event ?? '', known.filter(isSaid));
    };
    const happening = ofEvent(plain.event);
    const [code] = clues.codes.length > 0 ? [random.pick(clues.codes)] : [];
    return {
        ...plain,
        tiers: program.ladders.flatMap(({ name, tiers, isStages }) =>
            isStages === true || tiers.length === 0 || !may() ? [] : [{ ladder: name, tier: random.pick(tiers).name }],
        ),
        facts: fields('member', program.memberFields.filter(isSaid)),
        joined: may() ? plain.day - random.pick([0, 1, 30, 365, 800]) : undefined,
        balances: [
            ...plain.balances,
            ...program.points.flatMap(({ name }) =>
                may() && plain.balances.length === 0 ? [{ points: name, amount: random.pick(counts(clues)) }] : [],
            ),
        ],
        contracts: program.contracts.flatMap(({ name }) => (may() ? [name] : [])),
        event: rule.isTimed && plain.event === undefined && may() ? 'purchase' : plain.event,
        day: may() ? drawDay(source, plain.day) : plain.day,
        minute: may() ? random.pick([undefined, ...clues.minutes]) : undefined,
        // One event is easier to read than several.
        before: chance > 0.5 && may() ? random.pick([1, 2, 3, 4, 9]) : 0,
        gap: random.pick([1, 7, 30]),
        fields: new Map([...happening, ...(code !== undefined && may() ? [['code', code] as const] : [])]),
        opening: plain.opens === undefined ? new Map() : ofEvent(plain.opens),
        lines: Array.from({ length: may() ? random.pick([1, 2, 3]) : 1 }, (_, index) =>
            drawLine(source, fields('item', program.itemFields.filter(isSaid)), index),
        ),
    };
}

/** What a test says in other ways. */
const UNSAID = new Set(['joined', 'referrer', 'code', 'timezone', 'member', 'time', 'order', 'line', 'sku', 'paid']);

const isSaid = ({ name }: Field): boolean => !UNSAID.has(name);

function drawLine({ clues, random }: Source, fields: ReadonlyMap<string, Value>, index: number): Line {
    const skus = (clues.fields.get('item.sku') ?? []).filter(each => typeof each === 'string');
    const sku = skus.length > 0 && random.next() < 0.7 ? random.pick(skus) : `ARTICLE-${index + 1}`;
    const quantity = random.next() < 0.5 ? Rational.ONE : random.pick(counts(clues));
    return { sku, quantity, price: random.pick([...amounts(clues), Rational.of(4)]), fields };
}

const SOME = [1, 2, 3, 5, 10].map(each => Rational.of(each));

const counts = ({ numbers }: Clues): readonly Rational[] => [
    ...SOME,
    ...numbers.filter(each => each.denominator === 1n && each.le(MOST)),
];

const MOST = Rational.of(100_000);

const amounts = ({ numbers }: Clues): readonly Rational[] => [
    ...[10, 40, 100, 500].map(each => Rational.of(each)),
    ...numbers.filter(each => each.le(MOST) && 100n % each.denominator === 0n),
];

function drawDay({ clues, random, program }: Source, plain: number): number {
    const { from, through } = program.valid;
    const day = random.pick([
        ...clues.days,
        ...Array.from({ length: 14 }, (_, n) => plain + n),
        plain + random.int(365),
    ]);
    return Math.min(Math.max(day, from ?? day), through ?? day);
}

function drawValue({ name, type }: Field, known: readonly Value[], source: Source): Value {
    const { random, clues } = source;
    if (known.length > 0 && random.next() < 0.8) return asGiven(type, random.pick(known));
    return drawOfType(type, name, random, clues, source);
}

/** One member of a set is a set. */
const asGiven = (type: Type, value: Value): Value =>
    type.kind === 'set' && typeof value === 'string' ? new Set([value]) : value;

function drawOfType(type: Type, name: string, random: Random, clues: Clues, source: Source): Value {
    switch (type.kind) {
        case 'choice':
            return type.values.length === 0 ? undefined : random.pick(type.values);
        case 'set':
            return new Set(type.values);
        case 'truth':
            return true;
        case 'date':
            return plainDay(source.program) - (/birth|born/i.test(name) ? 36 * 365 : 0) + random.int(60);
        case 'money':
            return random.pick(amounts(clues));
        case 'number':
            return random.pick(counts(clues));
        case 'percent':
        case 'duration':
        case 'points':
        case 'text':
        case 'group':
        case 'tier':
            return undefined;
    }
}
