import { didYouMean } from '../../base/did-you-mean.ts';
import { Rational } from '../../base/rational.ts';
import type { CalendarUnit, Comparison, Expression, Window } from '../../model/expression.ts';
import type { Metric, MetricSource } from '../../model/metric.ts';
import { describeType, sameType, type Type } from '../../model/type.ts';
import { outOfRange } from '../checks/rules.ts';
import {
    aggregateOf,
    incomplete,
    mismatch,
    needsWindow,
    notACondition,
    notHere,
    noWindow,
    unitMissing,
    unknownValue,
} from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { FIGURES, GIVEN, ORDER, POINTS_ACCOUNT } from '../library.ts';
import { isAccount, lowerAccount } from './accounts.ts';
import { insertAfter, type Lowering, moneyIn, NUMBER, PERCENT, replace, spanOf, TRUTH, textOf } from './context.ts';
import { figureOf, pointsFigureOf } from './figure.ts';
import { ofGroup } from './group.ts';
import { checkInJourney, lowerHappened } from './happened.ts';
import { lowerMembership, type Sides } from './membership.ts';
import { quoteIfNeeded, writeClosest } from './mend.ts';
import { date, duration, rational, share, whole } from './number.ts';
import { lowerOrderMeasure, orderField } from './order-measure.ts';
import { isStanding, standing } from './standing.ts';
import { ownerOf, typeOfField } from './type.ts';
import { lowerWalletName } from './wallet-name.ts';

/** What an expression may ask at its place. */
export interface Around {
    /** The event of the occasion, and the event that it closes. */
    readonly events: readonly string[];
    /** Fields of items are known. */
    readonly items: boolean;
    /** `order.total` and its like are known. */
    readonly order: boolean;
    /** Figures of a simulation are known, and nothing about one member is. */
    readonly goal: boolean;
    /** Points whose expiry is near: `Star.expiring` means those. */
    readonly expiring: string | undefined;
    /** Members are compared with each other: whose comparison it is says how. */
    readonly ranked?: (lowering: Lowering, node: ast.Ranked) => Expression | undefined;
}

export const ABOUT_MEMBER: Around = { events: [], items: false, order: false, goal: false, expiring: undefined };

/** A condition; undefined when it has been reported as wrong. */
export function lowerCondition(
    lowering: Lowering,
    node: ast.Expression | undefined,
    around: Around,
): Expression | undefined {
    const lowered = lowerExpression(lowering, node, around);
    if (!lowered || !node) return undefined;
    if (lowered.type.kind === 'truth') return lowered;
    lowering.report(notACondition, node, [textOf(node)]);
    return undefined;
}

export function lowerConditions(
    lowering: Lowering,
    nodes: readonly (ast.WhenClause | ast.WhereClause)[],
    around: Around,
): readonly Expression[] {
    return nodes.map(node => lowerCondition(lowering, node.condition, around)).filter(each => each !== undefined);
}

export function lowerExpression(
    lowering: Lowering,
    node: ast.Expression | undefined,
    around: Around,
): Expression | undefined {
    if (!node) return undefined;
    const place = { span: spanOf(node), text: textOf(node) };
    const lower = (each: ast.Expression | undefined): Expression | undefined => lowerExpression(lowering, each, around);
    if (ast.isOr(node) || ast.isAnd(node)) {
        const kind = ast.isOr(node) ? 'or' : 'and';
        const parts = operands(node).map(each => lowerCondition(lowering, each, around));
        return parts.every(part => part !== undefined) ? { ...place, kind, type: TRUTH, parts } : undefined;
    }
    if (ast.isNot(node)) {
        const operand = lowerCondition(lowering, node.operand, around);
        return operand && { ...place, kind: 'not', type: TRUTH, operand };
    }
    if (ast.isAnyOf(node)) {
        const parts = node.parts.map(each => lowerCondition(lowering, each, around)).filter(each => each !== undefined);
        return {
            ...place,
            kind: 'some',
            type: TRUTH,
            count: whole(lowering, node.count, node, 'The number of conditions'),
            parts,
        };
    }
    if (ast.isIs(node)) return lowerIs(lowering, node, around);
    if (ast.isInList(node) || ast.isHas(node)) {
        const single: Sides['single'] = (each, left) => lowerSingle(lowering, each, left, around);
        return lowerMembership(lowering, node, { left: lower, single });
    }
    if (ast.isCompare(node)) {
        const left = lower(node.left);
        const right = operand(lowering, node.right, left, around);
        return left && right && { ...place, kind: 'compare', type: TRUTH, op: comparison(node.op), left, right };
    }
    if (ast.isHappened(node)) {
        const condition = (each: ast.Expression, event: string): Expression | undefined =>
            lowerCondition(lowering, each, { ...ABOUT_MEMBER, events: [event] });
        return lowerHappened(lowering, node, condition);
    }
    if (ast.isBetween(node)) {
        const value = lower(node.left);
        const low = operand(lowering, node.low, value, around);
        const high = operand(lowering, node.high, value, around);
        return value && low && high && { ...place, kind: 'between', type: TRUTH, value, low, high };
    }
    if (ast.isArithmetic(node)) return lowerArithmetic(lowering, node, around);
    if (ast.isNumberLiteral(node)) return { ...place, kind: 'constant', type: NUMBER, value: rational(node.value) };
    if (ast.isPercentLiteral(node)) return { ...place, kind: 'constant', type: PERCENT, value: share(node.value) };
    if (ast.isQuantity(node)) {
        const type = unitType(node.unit?.ref);
        return type && { ...place, kind: 'constant', type, value: rational(node.value) };
    }
    if (ast.isDurationLiteral(node)) {
        const { count, unit } = duration(lowering, node.duration);
        return { ...place, kind: 'constant', type: { kind: 'duration', unit }, value: Rational.of(count) };
    }
    if (ast.isDateLiteral(node))
        return { ...place, kind: 'constant', type: { kind: 'date' }, value: date(lowering, node.value, node) };
    if (ast.isTextLiteral(node)) return { ...place, kind: 'constant', type: { kind: 'text' }, value: node.value };
    if (ast.isNameRef(node)) return ofGroup(lowering, node, lowerName(lowering, node, around));
    if (ast.isAggregate(node)) return lowerAggregate(lowering, node, around);
    if (around.goal && (ast.isMissing(node) || ast.isDaysSince(node))) {
        lowering.report(notHere, node, [textOf(node), 'in rules about one member']);
        return undefined;
    }
    if (ast.isRanked(node)) {
        if (!around.ranked) lowering.report(notHere, node, [textOf(node), 'in a segment or by a tier']);
        return around.ranked?.(lowering, node);
    }
    if (ast.isMissing(node)) return lowerMissing(lowering, node);
    if (ast.isShareOfMembers(node)) {
        const tier = node.tier?.ref;
        if (!around.goal) lowering.report(notHere, node, [textOf(node), 'in a goal']);
        return tier && around.goal
            ? { ...place, kind: 'share of members', type: PERCENT, ladder: tier.$container.name, tier: tier.name }
            : undefined;
    }
    if (ast.isDaysSince(node)) {
        const event = node.event?.ref?.name;
        return event ? { ...place, kind: 'since last', type: { kind: 'duration', unit: 'days' }, event } : undefined;
    }
    return undefined;
}

/** Operands of a chain of `and` or of `or`, without recursion: chains may be long. */
function operands(node: ast.And | ast.Or): ast.Expression[] {
    const parts: ast.Expression[] = [];
    let current: ast.Expression | undefined = node;
    while (current && current.$type === node.$type) {
        const chain = current as ast.And | ast.Or; // same $type as `node`, checked in the loop's condition
        if (chain.right) parts.unshift(chain.right);
        current = chain.left;
    }
    if (current) parts.unshift(current);
    return parts;
}

/** The right side of a comparison: of the left side's type, with a hint where only the unit is missing. */
function operand(
    lowering: Lowering,
    node: ast.Expression | undefined,
    left: Expression | undefined,
    around: Around,
): Expression | undefined {
    const right = lowerExpression(lowering, node, around);
    if (!left || !right || !node || comparable(left.type, right.type)) return right;
    const unit = unitName(left.type);
    if (right.type.kind === 'number' && ast.isNumberLiteral(node) && unit) {
        lowering.report(unitMissing, node, [right.text, unit], {
            fixes: [{ title: `Write ${right.text} ${unit}`, edits: [insertAfter(node, ` ${unit}`)] }],
        });
    } else lowering.report(mismatch, node, [describeType(left.type), describeType(right.type)]);
    return undefined;
}

/** Numbers and percentages are both shares; everything else compares with its own kind. */
export function comparable(a: Type, b: Type): boolean {
    const pure = (type: Type): boolean => type.kind === 'number' || type.kind === 'percent';
    return sameType(a, b) || (pure(a) && pure(b));
}

function unitName(type: Type): string | undefined {
    if (type.kind === 'money') return type.currency;
    if (type.kind === 'points') return type.points;
    return type.kind === 'duration' ? type.unit : undefined;
}

export function unitType(unit: ast.Unit | undefined): Type | undefined {
    if (ast.isCurrency(unit)) return moneyIn(unit.name);
    return ast.isPoints(unit) ? { kind: 'points', points: unit.name } : undefined;
}

function comparison(op: string): Comparison {
    return op === '<=' || op === '>=' || op === '<' || op === '>' ? op : '=';
}

function lowerIs(lowering: Lowering, node: ast.Is, around: Around): Expression | undefined {
    const place = { span: spanOf(node), text: textOf(node) };
    const left = lowerExpression(lowering, node.left, around);
    if (!left) return undefined;
    if (node.known) {
        const known: Expression = { ...place, kind: 'known', type: TRUTH, value: left };
        return node.negated ? { ...place, kind: 'not', type: TRUTH, operand: known } : known;
    }
    if (left.type.kind === 'set') {
        const one = node.value ? textOf(node.value) : '…';
        lowering.report(mismatch, { node, property: 'left' }, [
            `a single value (ask a set with 'has ${one}')`,
            describeType(left.type),
        ]);
        return undefined;
    }
    const right = lowerSingle(lowering, node.value, left, around);
    if (!right) return undefined;
    const ordered =
        left.type.kind === 'tier' ||
        unitName(left.type) !== undefined ||
        left.type.kind === 'number' ||
        left.type.kind === 'percent' ||
        left.type.kind === 'date';
    if (node.atLeast && !ordered) {
        lowering.report(mismatch, { node, property: 'left' }, [
            'a tier, a number or an amount',
            describeType(left.type),
        ]);
        return undefined;
    }
    return { ...place, kind: 'compare', type: TRUTH, op: node.atLeast ? '>=' : node.negated ? '<>' : '=', left, right };
}

/** A single value right of `is`, `in`, `has`, `=`: checked against what the left side can be. */
export function lowerSingle(
    lowering: Lowering,
    node: ast.Expression | undefined,
    left: { readonly type: Type },
    around: Around,
): Expression | undefined {
    if (!node) return undefined;
    const type = left.type;
    const place = { span: spanOf(node), text: textOf(node) };
    if (ast.isConstantRef(node)) {
        const target = node.value?.ref;
        if (!target) return undefined;
        if (ast.isTier(target))
            return type.kind === 'tier'
                ? { ...place, kind: 'constant', type, value: target.name }
                : wrong(lowering, node, type, 'a tier');
        return type.kind === 'choice' || type.kind === 'set'
            ? { ...place, kind: 'constant', type, value: target.name }
            : wrong(lowering, node, type, `the value ${target.name}`);
    }
    if (ast.isTextLiteral(node) && (type.kind === 'choice' || type.kind === 'set')) {
        if (type.values.includes(node.value)) return { ...place, kind: 'constant', type, value: node.value };
        lowering.report(unknownValue, node, [node.value, type.values.join(', '), didYouMean(node.value, type.values)], {
            fixes: writeClosest(node.value, type.values, node, quoteIfNeeded),
        });
        return undefined;
    }
    if (ast.isTextLiteral(node) && type.kind === 'group')
        return { ...place, kind: 'constant', type, value: node.value };
    const value = lowerExpression(lowering, node, around);
    if (!value || comparable(type, value.type)) return value;
    const unit = unitName(type);
    if (value.type.kind === 'number' && unit) {
        lowering.report(unitMissing, node, [value.text, unit], {
            fixes: [{ title: `Write ${value.text} ${unit}`, edits: [insertAfter(node, ` ${unit}`)] }],
        });
        return undefined;
    }
    return wrong(lowering, node, type, describeType(value.type));
}

function wrong(lowering: Lowering, node: ast.Expression, wanted: Type, found: string): undefined {
    lowering.report(mismatch, node, [describeType(wanted), found]);
    return undefined;
}

function lowerArithmetic(lowering: Lowering, node: ast.Arithmetic, around: Around): Expression | undefined {
    const left = lowerExpression(lowering, node.left, around);
    const right = lowerExpression(lowering, node.right, around);
    if (!left || !right) return undefined;
    const place = { span: spanOf(node), text: textOf(node) };
    const amount = (type: Type): boolean => type.kind === 'money' || type.kind === 'points';
    const pure = (type: Type): boolean => type.kind === 'number' || type.kind === 'percent';
    if (node.op === '+' || node.op === '-') {
        if (amount(left.type) && right.type.kind === 'percent') {
            const one: Expression = { ...place, kind: 'constant', type: NUMBER, value: Rational.ONE };
            const factor: Expression = { ...place, kind: 'arithmetic', type: NUMBER, op: node.op, left: one, right };
            return { ...place, kind: 'arithmetic', type: left.type, op: '*', left, right: factor };
        }
        if ((amount(left.type) || pure(left.type)) && comparable(left.type, right.type))
            return { ...place, kind: 'arithmetic', type: left.type, op: node.op, left, right };
        return wrong(lowering, node.right, left.type, describeType(right.type));
    }
    if (node.op === '*') {
        if (pure(right.type) && (amount(left.type) || pure(left.type)))
            return { ...place, kind: 'arithmetic', type: pure(left.type) ? NUMBER : left.type, op: '*', left, right };
        if (pure(left.type) && amount(right.type))
            return { ...place, kind: 'arithmetic', type: right.type, op: '*', left, right };
        return wrong(lowering, node.right, NUMBER, describeType(right.type));
    }
    if (pure(right.type) && (amount(left.type) || pure(left.type)))
        return { ...place, kind: 'arithmetic', type: left.type, op: '/', left, right };
    if (amount(left.type) && sameType(left.type, right.type))
        return { ...place, kind: 'arithmetic', type: NUMBER, op: '/', left, right };
    return wrong(lowering, node.right, left.type, describeType(right.type));
}

function lowerMissing(lowering: Lowering, node: ast.Missing): Expression | undefined {
    const tier = node.tier?.ref;
    const ladder = tier?.$container;
    if (!tier || !ladder) return undefined;
    const qualify = ladder.clauses.find(ast.isQualifyClause);
    const measure = qualify && lowerExpression({ ...lowering, report: () => {} }, qualify.metric, ABOUT_MEMBER);
    if (!measure || !(tier.from ?? tier.share)) {
        lowering.report(notHere, node, [textOf(node), `of a tier with a threshold; '${tier.name}' has none`]);
        return undefined;
    }
    return {
        span: spanOf(node),
        text: textOf(node),
        kind: 'missing',
        type: measure.type,
        ladder: ladder.name,
        tier: tier.name,
    };
}

/** A path: the head decides what the rest means. */
function lowerName(lowering: Lowering, node: ast.NameRef, around: Around): Expression | undefined {
    const head = node.head?.ref;
    if (!head) return undefined;
    const place = { span: spanOf(node), text: textOf(node) };
    const field = node.tail[0]?.ref;
    if (node.tail.length > 0 && !field) return undefined;
    if (ast.isMetric(head)) {
        if (around.goal) return elsewhere(lowering, node, 'in rules about one member');
        if (node.window?.kind === 'order') {
            const body = head.aggregate && lowerAggregateBody({ ...lowering, report: () => {} }, head.aggregate);
            return lowerOrderMeasure(lowering, node, body, around);
        }
        const window = lowerWindow(lowering, node);
        const type = head.daily ? dailyType(lowering, head.daily) : metricType(lowering, head.aggregate);
        return window && type && { ...place, kind: 'metric', type, metric: head.name, window };
    }
    if (ast.isPoints(head)) return lowerPoints(lowering, node, head, field, around);
    if (ast.isWallet(head))
        return around.goal
            ? elsewhere(lowering, node, 'in rules about one member')
            : lowerWalletName(lowering, node, head);
    if (field && isAccount(field)) {
        if (around.goal) return elsewhere(lowering, node, 'in rules about one member');
        const window = lowerWindow(lowering, node);
        return window && lowerAccount(lowering, node, field, window);
    }
    if (node.window) {
        const fixed = textOf(node).replace(/ over .*$/, '');
        lowering.report(noWindow, node, [fixed], {
            fixes: [{ title: 'Leave the period out', edits: [replace(node, fixed)] }],
        });
        return undefined;
    }
    if (isStanding(head))
        return around.goal ? elsewhere(lowering, node, 'in rules about one member') : standing(place, head);
    if (ast.isField(head)) return lowerBareField(lowering, node, head);
    if (!field) {
        const names = fieldNames(lowering, head);
        lowering.report(incomplete, node, [
            place.text,
            names
                .slice(0, 6)
                .map(name => `${place.text}.${name}`)
                .join(', '),
        ]);
        return undefined;
    }
    if (around.goal) return elsewhere(lowering, node, 'in rules about one member');
    if (ast.isMemberDecl(head))
        return { ...place, kind: 'member field', type: typeOfField(lowering, field, 'member'), field: field.name };
    if (ast.isItemDecl(head)) {
        return around.items
            ? { ...place, kind: 'item field', type: typeOfField(lowering, field, 'item'), field: field.name }
            : elsewhere(lowering, node, "in 'where' or in a rule on item");
    }
    if (head.name === ORDER) {
        if (!around.order) return elsewhere(lowering, node, 'in prices and rewards');
        if (field.name === 'number') return orderNumber(place);
        return {
            ...place,
            kind: 'order field',
            type: typeOfField(lowering, field, ORDER),
            field: orderField(field.name),
        };
    }
    if (!around.events.includes(head.name))
        return elsewhere(
            lowering,
            node,
            head.name === GIVEN ? 'in an invariant on an event' : `in a rule on ${head.name}`,
        );
    return {
        ...place,
        kind: 'event field',
        type: typeOfField(lowering, field, ownerOf(field)),
        event: head.name,
        field: field.name,
    };
}

/** The orders before this one, and one. */
export function orderNumber(place: { readonly span: Expression['span']; readonly text: string }): Expression {
    const window: Window = { kind: 'lifetime' };
    const left: Expression = { ...place, kind: 'metric', type: NUMBER, metric: 'orders', window };
    const right: Expression = { ...place, text: '1', kind: 'constant', type: NUMBER, value: Rational.ONE };
    return { ...place, kind: 'arithmetic', type: NUMBER, op: '+', left, right };
}

function elsewhere(lowering: Lowering, node: ast.NameRef, where: string): undefined {
    lowering.report(notHere, node, [textOf(node), where]);
    return undefined;
}

/** A field without a prefix: of the item in question, or a figure of a goal. */
function lowerBareField(lowering: Lowering, node: ast.NameRef, field: ast.Field): Expression | undefined {
    const place = { span: spanOf(node), text: textOf(node) };
    const owner = ownerOf(field);
    const type = typeOfField(lowering, field, owner);
    if (owner !== FIGURES) return { ...place, kind: 'item field', type, field: field.name };
    const figure = figureOf(field.name);
    return figure && { ...place, kind: 'figure', type, figure };
}

function fieldNames(lowering: Lowering, head: ast.EventDecl | ast.MemberDecl | ast.ItemDecl): string[] {
    const fields = ast.isMemberDecl(head)
        ? lowering.names.memberFields(lowering.root)
        : ast.isItemDecl(head)
          ? lowering.names.itemFields(lowering.root)
          : lowering.names.eventFields(lowering.root, head.name);
    return fields.map(each => each.name);
}

function lowerPoints(
    lowering: Lowering,
    node: ast.NameRef,
    head: ast.Points,
    field: ast.Field | undefined,
    around: Around,
): Expression | undefined {
    const place = { span: spanOf(node), text: textOf(node) };
    const points = head.name;
    const type: Type = { kind: 'points', points };
    if (!field) {
        const names = lowering.names.eventFields(lowering.root, POINTS_ACCOUNT).map(each => `${points}.${each.name}`);
        lowering.report(incomplete, node, [place.text, names.slice(0, 6).join(', ')]);
        return undefined;
    }
    if (around.goal) {
        const asked = pointsFigureOf(points, field.name);
        return asked ? { ...place, kind: 'figure', ...asked } : elsewhere(lowering, node, 'in rules about one member');
    }
    switch (field.name) {
        case 'earned':
        case 'spent':
        case 'expired': {
            const window = lowerWindow(lowering, node);
            return (
                window && {
                    ...place,
                    kind: 'metric',
                    type,
                    metric: pointsMetric(lowering, node, points, field.name),
                    window,
                }
            );
        }
        case 'balance':
        case 'pending':
        case 'debt':
            return noPeriod(lowering, node, { ...place, kind: 'points balance', type, points, what: field.name });
        case 'expiring':
            return around.expiring === points
                ? { ...place, kind: 'points expiring', type, points, within: undefined }
                : elsewhere(lowering, node, `in a trigger 'before ${points}.expiry'`);
        default:
            return elsewhere(lowering, node, 'in a goal');
    }
}

function noPeriod(lowering: Lowering, node: ast.NameRef, expression: Expression): Expression | undefined {
    if (!node.window) return expression;
    lowering.report(noWindow, node, [textOf(node).replace(/ over .*$/, '')]);
    return undefined;
}

/** The metric behind `Star.earned`: made once, named as it is written. */
function pointsMetric(
    lowering: Lowering,
    node: ast.NameRef,
    points: string,
    flow: 'earned' | 'spent' | 'expired',
): string {
    const name = `${points}.${flow}`;
    if (!lowering.inlineMetrics.has(name)) {
        lowering.inlineMetrics.set(name, {
            ...{ name, title: name, doc: '', span: spanOf(node), inline: true, fn: 'sum' },
            source: { kind: 'posting', points, flow },
            value: undefined,
            where: undefined,
            type: { kind: 'points', points },
        });
    }
    return name;
}

function lowerAggregate(lowering: Lowering, node: ast.Aggregate, around: Around): Expression | undefined {
    if (around.goal) {
        lowering.report(notHere, node, [textOf(node), 'in rules about one member']);
        return undefined;
    }
    const body = lowerAggregateBody(lowering, node);
    if (node.window?.kind === 'order') return lowerOrderMeasure(lowering, node, body, around);
    const window = node.window && windowOf(lowering, node.window);
    if (!window || !body) return undefined;
    const name = textOf(node).replace(/ over [^"]*$/, '');
    if (!lowering.inlineMetrics.has(name))
        lowering.inlineMetrics.set(name, {
            ...{ name, title: name, doc: '', span: spanOf(node), inline: true },
            ...body,
        });
    return { span: spanOf(node), text: textOf(node), kind: 'metric', type: body.type, metric: name, window };
}

export type AggregateBody = Pick<Metric, 'fn' | 'source' | 'value' | 'where' | 'type'>;

/** What is added up, over what, under which condition. */
export function lowerAggregateBody(lowering: Lowering, node: ast.Aggregate): AggregateBody | undefined {
    const head = node.of?.head?.ref;
    const fn = aggregateFunction(node.fn);
    if (!head || !node.of) return undefined;
    const field = node.of.tail[0]?.ref;
    if (node.of.tail.length > 0 && !field) return undefined;
    if (!ast.isEventDecl(head) && !ast.isItemDecl(head)) {
        lowering.report(aggregateOf, node.of, [textOf(node.of), 'an event or of items']);
        return undefined;
    }
    const items = ast.isItemDecl(head);
    const around: Around = { ...ABOUT_MEMBER, events: items ? ['purchase'] : [head.name], items };
    const value = field ? lowerName(lowering, node.of, around) : undefined;
    if (field && !value) return undefined;
    if (fn !== 'count' && !value) {
        lowering.report(aggregateOf, node.of, [textOf(node.of), 'a field']);
        return undefined;
    }
    const summable =
        value && (value.type.kind === 'number' || value.type.kind === 'money' || value.type.kind === 'percent');
    if (fn !== 'count' && fn !== 'distinct' && !summable) {
        lowering.report(aggregateOf, node.of, [textOf(node.of), 'a number or money']);
        return undefined;
    }
    const where = node.where ? lowerCondition(lowering, node.where, around) : undefined;
    if (node.where && !where) return undefined;
    const source: MetricSource = items ? { kind: 'item' } : { kind: 'event', event: head.name };
    return {
        fn,
        source,
        value: fn === 'count' ? undefined : value,
        where,
        type: fn === 'count' || fn === 'distinct' || !value ? NUMBER : value.type,
    };
}

/** What accounts hold day by day is money, how many are held is a number. */
function dailyType(lowering: Lowering, { series }: ast.Daily): Type {
    return series === 'balance' ? moneyIn(lowering.currency) : NUMBER;
}

export function lowerDaily(lowering: Lowering, node: ast.Daily): AggregateBody | undefined {
    const where = node.where && lowerCondition(lowering, node.where, { ...ABOUT_MEMBER, events: ['balance'] });
    if (node.where && !where) return undefined;
    const series = node.series === 'accounts' || node.series === 'kinds' ? node.series : 'balance';
    const source: MetricSource = { kind: 'daily', series };
    return { fn: aggregateFunction(node.fn), source, value: undefined, where, type: dailyType(lowering, node) };
}

function metricType(lowering: Lowering, node: ast.Aggregate | undefined): Type | undefined {
    return node && lowerAggregateBody({ ...lowering, report: () => {} }, node)?.type;
}

function aggregateFunction(fn: string): Metric['fn'] {
    switch (fn) {
        case 'count':
        case 'average':
        case 'minimum':
        case 'maximum':
        case 'distinct':
        case 'last':
            return fn;
        default:
            return 'sum';
    }
}

/** The period of a measure; one that is missing is reported. */
function lowerWindow(lowering: Lowering, node: ast.NameRef): Window | undefined {
    if (node.window) return windowOf(lowering, node.window);
    const text = textOf(node);
    lowering.report(needsWindow, node, [text], {
        fixes: ['over last 12 months', 'over calendar year', 'over lifetime'].map(period => ({
            title: `Ask ${period}`,
            edits: [insertAfter(node, ` ${period}`)],
        })),
    });
    return undefined;
}

export function windowOf(lowering: Lowering, node: ast.Window): Window {
    switch (node.kind) {
        case 'last':
            return { kind: 'rolling', duration: duration(lowering, node.duration) };
        case 'calendar':
            return {
                kind: 'calendar',
                unit: calendarUnit(node.unit?.replace(/s$/, '')),
                offset: node.previous ? -1 : 0,
                ...(node.count === undefined ? {} : { count: periods(lowering, node) }),
            };
        case 'membership':
            return { kind: 'membership year', ...(node.previous ? { previous: true } : {}) };
        case 'journey':
            checkInJourney(lowering, node);
            return { kind: 'journey' };
        case 'order':
            lowering.report(notHere, node, [textOf(node), 'in prices and rewards, behind a measure of items']);
            return { kind: 'lifetime' };
        default:
            return { kind: 'lifetime' };
    }
}

function periods(lowering: Lowering, node: ast.Window): number {
    const count = whole(lowering, node.count, node, 'The number of periods');
    if (count < 1) lowering.report(outOfRange, node, ['The number of periods', 'above zero', textOf(node)]);
    return count;
}

export function calendarUnit(unit: string | undefined): CalendarUnit {
    return unit === 'day' || unit === 'week' || unit === 'month' || unit === 'quarter' || unit === 'half-year'
        ? unit
        : 'year';
}
