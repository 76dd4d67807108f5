import { Rational } from '../base/rational.ts';
import type { Arithmetic, Comparison, Expression } from '../model/expression.ts';
import type { Program } from '../model/program.ts';
import type { Type } from '../model/type.ts';
import type { Value } from '../model/value.ts';
import { combine, moveDate, toRational } from './calculation.ts';
import { orderMeasure, orderValues } from './order-measure.ts';
import type { Scope } from './scope.ts';

type Truth = boolean | undefined;

/** What an expression is worth in a scope; `undefined` when it depends on something that is not known. */
export function evaluate(expression: Expression, scope: Scope, program: Program): Value {
    const value = worthOf(expression, scope, program);
    if (scope.observer !== undefined && expression.type.kind === 'truth') scope.observer.judged(expression, value);
    return value;
}

function worthOf(expression: Expression, scope: Scope, program: Program): Value {
    switch (expression.kind) {
        case 'constant':
            return expression.value;
        case 'member field':
            return scope.memberField(expression.field);
        case 'event field':
            return scope.eventField(expression.event, expression.field);
        case 'item field':
            return scope.itemField(expression.field);
        case 'order field':
            return scope.orderField(expression.field);
        case 'metric':
            if (expression.of !== undefined)
                return scope.groupMetric?.(expression.metric, expression.window, expression.of);
            return scope.metric(expression.metric, expression.window);
        case 'order measure':
            return orderMeasure(expression, scope, (part, line) => evaluate(part, line, program));
        case 'points balance':
            return scope.pointsBalance(expression.points, expression.what);
        case 'points expiring':
            return scope.expiring(expression.points, expression.within);
        case 'tier':
            return scope.tier(expression.ladder);
        case 'missing':
            return scope.missing(expression.ladder, expression.tier);
        case 'today':
            return scope.today?.();
        case 'since last':
            return scope.sinceLast(
                expression.event,
                expression.type.kind === 'duration' ? expression.type.unit : 'days',
                expression.first === true,
            );
        case 'segment':
            return scope.segment(expression.segment);
        case 'ranked':
            return scope.ranked?.(expression.ranking)?.isIn;
        case 'contract':
            return scope.contract?.(expression.contract);
        case 'journey':
            return scope.journey?.(expression.journey);
        case 'figure':
            return scope.figure?.(expression.figure);
        case 'share of members':
            return scope.shareOfMembers?.(expression.ladder, expression.tier);
        case 'arithmetic':
            return calculate(expression.op, expression.left, expression.right, scope, program);
        case 'falls': {
            const day = evaluate(expression.value, scope, program);
            return typeof day === 'number' ? scope.falls?.(day, expression.near) : undefined;
        }
        case 'compare':
        case 'between':
        case 'in':
        case 'contains':
        case 'known':
        case 'and':
        case 'or':
        case 'not':
        case 'some':
            return judge(expression, scope, program);
    }
}

/** Whether a condition holds. What is unknown does not hold; it is reported to the scope (row 23). */
export function holds(expression: Expression, scope: Scope, program: Program): boolean {
    const truth = evaluate(expression, scope, program);
    if (truth === undefined) scope.onUnknown?.(firstUnknown(expression, scope, program));
    return truth === true;
}

export function allHold(conditions: readonly Expression[], scope: Scope, program: Program): boolean {
    for (const condition of conditions) if (!holds(condition, scope, program)) return false;
    return true;
}

/** The first thing in an unknown expression that is not known, in the author's words. */
export function firstUnknown(expression: Expression, scope: Scope, program: Program): string {
    for (const part of partsOf(expression)) {
        if (evaluate(part, scope, program) === undefined) return firstUnknown(part, scope, program);
    }
    return expression.text;
}

export function partsOf(expression: Expression): readonly Expression[] {
    switch (expression.kind) {
        case 'arithmetic':
        case 'compare':
            return [expression.left, expression.right];
        case 'between':
            return [expression.value, expression.low, expression.high];
        case 'in':
            return [expression.value, ...expression.options];
        case 'contains':
            return [expression.set, expression.value];
        case 'known':
        case 'falls':
            return [expression.value];
        case 'and':
        case 'or':
        case 'some':
            return expression.parts;
        case 'not':
            return [expression.operand];
        case 'constant':
        case 'member field':
        case 'event field':
        case 'item field':
        case 'order field':
        case 'order measure':
        case 'metric':
        case 'points balance':
        case 'points expiring':
        case 'tier':
        case 'missing':
        case 'today':
        case 'since last':
        case 'segment':
        case 'ranked':
        case 'contract':
        case 'journey':
        case 'figure':
        case 'share of members':
            return [];
    }
}

type Judgement = Extract<
    Expression,
    { kind: 'compare' | 'between' | 'in' | 'contains' | 'known' | 'and' | 'or' | 'not' | 'some' }
>;

/** Kleene's three-valued logic. */
function judge(expression: Judgement, scope: Scope, program: Program): Truth {
    const worth = (part: Expression): Value => evaluate(part, scope, program);
    switch (expression.kind) {
        case 'compare': {
            const { left, right } = expression;
            const order = compareValues(worth(left), worth(right), left.type, program);
            if (scope.observer !== undefined && order !== undefined) {
                scope.observer.compared(right, order);
                scope.observer.compared(left, -order);
            }
            return decide(expression.op, order);
        }
        case 'between': {
            const value = worth(expression.value);
            const against = (bound: Expression, op: Comparison): Truth => {
                const order = compareValues(value, worth(bound), expression.value.type, program);
                if (order !== undefined) scope.observer?.compared(bound, order);
                return decide(op, order);
            };
            return both(against(expression.low, '>='), against(expression.high, '<='));
        }
        case 'in':
            return isAmong(worth(expression.value), expression.options.map(worth), expression.value.type, program);
        case 'contains':
            return contains(expression.set, worth(expression.value), scope, program);
        case 'known':
            return worth(expression.value) !== undefined;
        case 'and':
            return allOf(expression.parts, scope, program);
        case 'or':
            return anyOf(expression.parts, scope, program);
        case 'not':
            return negate(toTruth(worth(expression.operand)));
        case 'some':
            return atLeast(
                expression.count,
                expression.parts.map(part => toTruth(worth(part))),
            );
    }
}

function allOf(parts: readonly Expression[], scope: Scope, program: Program): Truth {
    let truth: Truth = true;
    for (const part of parts) {
        const value = evaluate(part, scope, program);
        if (value === false) return false;
        if (value === undefined) truth = undefined;
    }
    return truth;
}

function anyOf(parts: readonly Expression[], scope: Scope, program: Program): Truth {
    let truth: Truth = false;
    for (const part of parts) {
        const value = evaluate(part, scope, program);
        if (value === true) return true;
        if (value === undefined) truth = undefined;
    }
    return truth;
}

function atLeast(count: number, truths: readonly Truth[]): Truth {
    const holding = truths.filter(truth => truth === true).length;
    if (holding >= count) return true;
    return holding + truths.filter(truth => truth === undefined).length >= count ? undefined : false;
}

const toTruth = (value: Value): Truth => (typeof value === 'boolean' ? value : undefined);
const negate = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

function both(a: Truth, b: Truth): Truth {
    if (a === false || b === false) return false;
    return a === undefined || b === undefined ? undefined : true;
}

function isAmong(value: Value, options: readonly Value[], type: Type, program: Program): Truth {
    if (value === undefined) return undefined;
    if (options.some(option => compareValues(value, option, type, program) === 0)) return true;
    return options.includes(undefined) ? undefined : false;
}

/** What is looked through: a set, or the different values of a measure. */
export function elementsOf(set: Expression, scope: Scope, program: Program): Value {
    if (set.kind === 'metric') return scope.distinct(set.metric, set.window);
    if (set.kind !== 'order measure') return evaluate(set, scope, program);
    const values = orderValues(set, scope, (part, line) => evaluate(part, line, program));
    return values && new Set(values.map(toKey));
}

function contains(set: Expression, value: Value, scope: Scope, program: Program): Truth {
    const values = elementsOf(set, scope, program);
    if (value === undefined || !(values instanceof Set)) return undefined;
    return values.has(toKey(value));
}

/** How a value is named among the different values of a metric. */
export function toKey(value: Exclude<Value, undefined>): string {
    return typeof value === 'object' && !(value instanceof Rational) ? [...value].toSorted().join(' ') : String(value);
}

function decide(op: Comparison, order: number | undefined): Truth {
    if (order === undefined) return undefined;
    switch (op) {
        case '<':
            return order < 0;
        case '<=':
            return order <= 0;
        case '>':
            return order > 0;
        case '>=':
            return order >= 0;
        case '=':
            return order === 0;
        case '<>':
            return order !== 0;
    }
}

/** Negative, zero or positive; tiers by rank. `undefined` when either is unknown. */
export function compareValues(a: Value, b: Value, type: Type, program: Program): number | undefined {
    if (a === undefined || b === undefined) return undefined;
    if (type.kind === 'tier') return rankOf(String(a), type.ladder, program) - rankOf(String(b), type.ladder, program);
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    const [x, y] = [toRational(a), toRational(b)];
    if (x !== undefined && y !== undefined) return x.compare(y);
    const [left, right] = [toKey(a), toKey(b)];
    if (left === right) return 0;
    return left < right ? -1 : 1;
}

function rankOf(tier: string, ladder: string, program: Program): number {
    const tiers = program.ladders.find(({ name }) => name === ladder)?.tiers;
    return tiers?.findIndex(({ name }) => name === tier) ?? -1;
}

function calculate(op: Arithmetic, left: Expression, right: Expression, scope: Scope, program: Program): Value {
    const a = evaluate(left, scope, program);
    const b = evaluate(right, scope, program);
    if (a === undefined || b === undefined) return undefined;
    if (typeof a === 'number' && typeof b === 'number' && op === '-') return Rational.of(a - b);
    if (typeof a === 'number' && right.type.kind === 'duration') return moveDate(a, op, b, right.type.unit);
    if (typeof b === 'number' && left.type.kind === 'duration' && op === '+') return moveDate(b, op, a, left.type.unit);
    const [x, y] = [toRational(a), toRational(b)];
    return x === undefined || y === undefined ? undefined : combine(op, x, y);
}
