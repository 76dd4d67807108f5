import { Rational } from '../../base/rational.ts';
import type { CoverageOutcome, CoveragePlace } from '../../model/documents/coverage.ts';
import type { During, Expression } from '../../model/expression.ts';
import type { Program } from '../../model/program.ts';
import type { Span } from '../../model/source.ts';
import type { Type } from '../../model/type.ts';
import { type Declaration, declarationsOf, kindOf } from '../compare/difference/declarations.ts';
import { sayTime } from '../say-times.ts';

export type OutcomeName = CoverageOutcome['outcome'];

/** Something of a program that can be reached. */
export interface Place extends Pick<CoveragePlace, 'kind' | 'of' | 'ofKind' | 'text'> {
    /** The part of the program by which the interpreter speaks of it. */
    readonly part: object;
    /** What can come of it: some thresholds have only one side. */
    readonly outcomes: readonly OutcomeName[];
    /** `earns Base`: the declaration, as versions are compared. */
    readonly declaration: string;
    readonly span: Span;
}

export const OUTCOMES = {
    rule: ['applies'],
    branch: ['true', 'false'],
    boundary: ['below', 'at', 'above'],
} as const satisfies Readonly<Record<Place['kind'], readonly OutcomeName[]>>;

/** All that can be reached, in the order in which it is declared; what is written once is one place. */
export function placesOf(program: Program): Place[] {
    const found = declarationsOf(program)
        .filter(({ list, declared }) => declared !== undefined && !LOOKERS_ON.has(list))
        .flatMap(declaration => [...rulesIn(declaration), ...decisionsIn(declaration, program)]);
    return distinct(found);
}

/** They judge, or say what would be: they do nothing to a member. */
const LOOKERS_ON = new Set(['goals', 'invariants', 'assumptions', 'migrations']);

/** Lists whose declarations do something to members. */
const RULES = new Set(['earns', 'prices', 'rewards', 'contracts', 'rebates', 'triggers', 'budgets']);

/** A rule, the steps of a journey, the tiers of a ladder, what members send each other, what loading a wallet gives. */
function rulesIn(declaration: Declaration): Place[] {
    const { list, declared, value } = declaration;
    if (declared === undefined || typeof value !== 'object' || value === null) return [];
    const rule = (part: object, of: string, ofKind: string, span: Span): Place => {
        const { rule: outcomes } = OUTCOMES;
        return { kind: 'rule', part, outcomes, of, ofKind, text: of, declaration: keyOf(declaration), span };
    };
    const own = RULES.has(list) ? [rule(value, declared.title, kindOfRule(declaration), declared.span)] : [];
    const tiers = inner(value, 'tiers')
        .slice(1)
        .map(tier => rule(tier, tier.title ?? tier.name ?? '', 'tier', tier.span));
    const journey = 'journey' in value ? value.journey : undefined;
    const steps = inner(journey, 'steps').flatMap(step =>
        step.kind === 'act'
            ? [{ ...rule(step, declared.title, 'journey', step.span), text: step.text ?? declared.title }]
            : [],
    );
    const { span, title } = declared;
    const transfer = 'transfer' in value && isObject(value.transfer) ? value.transfer : undefined;
    const sent = transfer === undefined ? [] : [rule(transfer, title, 'transfer', spanOf(transfer) ?? span)];
    const bonuses = 'bonuses' in value && Array.isArray(value.bonuses) ? value.bonuses : [];
    const given = bonuses.length === 0 ? [] : [rule(bonuses, title, 'wallet bonus', span)];
    return [...own, ...tiers, ...steps, ...sent, ...given];
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const spanOf = (value: object): Span | undefined => ('span' in value ? (value.span as Span) : undefined);

const kindOfRule = ({ list, value }: Declaration): string =>
    typeof value === 'object' && value !== null && 'journey' in value ? 'journey' : kindOf(list);

interface Inner {
    readonly name?: string;
    readonly title?: string;
    readonly kind?: string;
    readonly text?: string;
    readonly span: Span;
}

/** Tiers have names, steps have texts; both say where they stand. */
const inner = (value: unknown, key: string): readonly Inner[] => {
    if (typeof value !== 'object' || value === null || !(key in value)) return [];
    const list: unknown = (value as Readonly<Record<string, unknown>>)[key];
    return Array.isArray(list) ? (list as readonly Inner[]) : [];
};

/** Conditions, times and thresholds, wherever in a declaration they stand: no construct can be forgotten. */
function decisionsIn(declaration: Declaration, program: Program): Place[] {
    const found: Place[] = [];
    const { declared } = declaration;
    if (declared === undefined) return found;
    const add: Add = (part, kind, text, { of, ofKind, span }, outcomes = OUTCOMES[kind]) =>
        found.push({ part, kind, text, outcomes, declaration: keyOf(declaration), of, ofKind, span });
    const where = { of: declared.title, ofKind: kindOfRule(declaration), span: declared.span };
    visit(declaration.value, { ...where, program }, add);
    return found;
}

interface Where {
    readonly of: string;
    readonly ofKind: string;
    readonly span: Span;
    readonly program: Program;
}

type Add = (
    part: object,
    kind: 'branch' | 'boundary',
    text: string,
    where: Where,
    outcomes?: readonly OutcomeName[],
) => void;

function visit(value: unknown, around: Where, add: Add): void {
    if (typeof value !== 'object' || value === null || value instanceof Rational) return;
    if (value instanceof Map || value instanceof Set || Array.isArray(value)) {
        for (const each of value) visit(each, around, add);
        return;
    }
    const where = within(value, around);
    if (isDuring(value)) {
        add(value, 'branch', sayTime(value), where);
        return;
    }
    if (isExpression(value)) {
        if (value.type.kind === 'truth' && !JOINING.has(value.kind)) add(value, 'branch', value.text, where);
        for (const bound of boundsOf(value)) add(bound, 'boundary', value.text, where, sidesOf(bound, where.program));
    }
    for (const { step, text } of stepsIn(value, where.program.currency.code)) add(step, 'boundary', text, where);
    for (const [key, each] of Object.entries(value)) if (key !== 'type') visit(each, where, add);
}

/** A tier is what its conditions are about; whatever else has a place stands there. */
function within(value: object, around: Where): Where {
    const span = 'span' in value ? (value.span as Span) : around.span;
    if (!('rank' in value && 'title' in value)) return { ...around, span };
    return { ...around, of: String(value.title), ofKind: 'tier', span };
}

const isDuring = (value: object): value is During => 'weekdays' in value && 'season' in value;

const isExpression = (value: object): value is Expression =>
    'kind' in value && 'type' in value && 'text' in value && 'span' in value && typeof value.type === 'object';

/** Their parts are what is decided. */
const JOINING = new Set<Expression['kind']>(['and', 'or', 'not', 'some', 'constant']);

/** Constants of a kind that has a below and an above. */
function boundsOf(condition: Expression): Expression[] {
    if (condition.kind === 'between') return [condition.low, condition.high].filter(isThreshold);
    if (condition.kind !== 'compare' || condition.op === '=' || condition.op === '<>') return [];
    return [condition.left, condition.right].filter(isThreshold);
}

const MEASURED = new Set<Type['kind']>(['money', 'points', 'number', 'percent', 'duration', 'date', 'tier']);

/** Nobody stands below the lowest tier, or above the highest. */
function sidesOf(bound: Expression, { ladders }: Program): readonly OutcomeName[] {
    if (bound.kind !== 'constant' || bound.type.kind !== 'tier') return OUTCOMES.boundary;
    const { ladder } = bound.type;
    const tiers = ladders.find(({ name }) => name === ladder)?.tiers ?? [];
    const rank = tiers.findIndex(({ name }) => name === bound.value);
    const isSide = { below: rank > 0, at: true, above: rank < tiers.length - 1 };
    return OUTCOMES.boundary.filter(side => isSide[side]);
}

/** Nothing lies below nothing. */
const isThreshold = ({ kind, type, ...rest }: Expression): boolean =>
    kind === 'constant' && MEASURED.has(type.kind) && !('value' in rest && isZero(rest.value));

const isZero = (value: unknown): boolean => value instanceof Rational && value.isZero();

/** Steps of brackets, but for the first where everything is above it. */
function stepsIn(value: object, currency: string): { readonly step: object; readonly text: string }[] {
    if (!('kind' in value && value.kind === 'brackets' && 'steps' in value && Array.isArray(value.steps))) return [];
    const steps = value.steps as readonly { readonly from: Rational }[];
    const unit = stepUnit(value, currency);
    return steps.flatMap(step =>
        step.from.le(Rational.ONE) ? [] : [{ step, text: `from ${step.from.toString()}${unit}` }],
    );
}

/** Prices count units or money, earning rules what they measure. */
function stepUnit(brackets: object, currency: string): string {
    const by: unknown = 'by' in brackets ? brackets.by : undefined;
    if (by === 'quantity') return ' units';
    if (by === 'amount') return ` ${currency}`;
    return typeof by === 'object' && by !== null && isExpression(by) && by.type.kind === 'money' ? ` ${currency}` : '';
}

const keyOf = ({ list, name }: Declaration): string => `${list} ${name}`;

/** What a program says once may stand in its model twice. */
function distinct(places: readonly Place[]): Place[] {
    const seen = new Set<object>();
    return places.filter(({ part }) => !seen.has(part) && seen.add(part));
}
