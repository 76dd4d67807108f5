import { Rational } from '../../base/rational.ts';
import type { Comparison, Expression } from '../../model/expression.ts';
import { describeType, type Type } from '../../model/type.ts';
import { mismatch, notACondition, notHere } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { ownerIn } from '../like-fields.ts';
import { type AggregateBody, type Inside, lowerDayByDay, lowerSummedUp } from './aggregate.ts';
import { lowerArithmetic } from './arithmetic.ts';
import { ABOUT_MEMBER, type Around } from './around.ts';
import { comparable, isOrdered, reportUnlike, shareValues, unitType } from './comparable.ts';
import { type Lowering, NUMBER, PERCENT, spanOf, TRUTH, textOf } from './context.ts';
import { lowerFalls } from './falls.ts';
import { ofGroup } from './group.ts';
import { lowerHappened } from './happened.ts';
import { lowerMembership, type Sides } from './membership.ts';
import { lowerBareField, lowerFieldOf, lowerName } from './name.ts';
import { isNamed, lowerNamed } from './named-value.ts';
import { date, duration, rational, share, whole } from './number.ts';
import { lowerOrderMeasure } from './order-measure.ts';
import { windowOf } from './window.ts';

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
    if (ast.isFalls(node)) return lowerFalls(lowering, node, lower(node.left));
    if (ast.isBetween(node)) {
        const value = lower(node.left);
        const low = operand(lowering, node.low, value, around);
        const high = operand(lowering, node.high, value, around);
        return value && low && high && { ...place, kind: 'between', type: TRUTH, value, low, high };
    }
    if (ast.isArithmetic(node)) return lowerArithmetic(lowering, node, lower(node.left), lower(node.right));
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
    if (ast.isNameRef(node)) return ofGroup(lowering, node, lowerNameIn(lowering, node, around));
    if (ast.isFieldOf(node)) {
        const [head, field] = [ownerIn(node), node.field?.ref];
        return head && field && lowerFieldOf(lowering, node, head, field, around);
    }
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
    if (ast.isToday(node)) {
        if (!around.goal && !around.past) return { ...place, kind: 'today', type: { kind: 'date' } };
        lowering.report(notHere, node, [textOf(node), 'in rules, of the day on which something happens']);
        return undefined;
    }
    if (ast.isDaysSince(node)) {
        const event = node.event?.ref?.name;
        const first = node.first ? { first: true } : {};
        return event
            ? { ...place, kind: 'since last', type: { kind: 'duration', unit: 'days' }, event, ...first }
            : undefined;
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
    return reportUnlike(lowering, node, left.type, right);
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
    if (node.atLeast && !isOrdered(left.type)) {
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
    if (ast.isConstantRef(node) && ast.isField(node.value?.ref))
        return fieldAmong(lowering, node, left, lowerBareField(lowering, node, node.value.ref));
    if (ast.isFieldOf(node)) return fieldAmong(lowering, node, left, lowerExpression(lowering, node, around));
    if (isNamed(node, left.type)) return lowerNamed(lowering, node, left.type);
    const value = lowerExpression(lowering, node, around);
    if (!value || comparable(left.type, value.type)) return value;
    return reportUnlike(lowering, node, left.type, value);
}

/** A field right of `is`, `in`, `has`: one that can have a value of the left side. */
function fieldAmong(
    lowering: Lowering,
    node: ast.Expression,
    left: { readonly type: Type },
    field: Expression | undefined,
): Expression | undefined {
    if (!field || shareValues(left.type, field.type)) return field;
    if (left.type.kind !== 'set' && comparable(left.type, field.type)) return field;
    return reportUnlike(lowering, node, left.type, field);
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

/** What is added up, over what, under which condition. */
export function lowerAggregateBody(lowering: Lowering, node: ast.Aggregate): AggregateBody | undefined {
    return lowerSummedUp(lowering, node, insideOf(lowering));
}

export function lowerDaily(lowering: Lowering, node: ast.Daily): AggregateBody | undefined {
    return lowerDayByDay(lowering, node, insideOf(lowering).condition);
}

const insideOf = (lowering: Lowering): Inside => ({
    name: (node, around) => lowerNameIn(lowering, node, around),
    condition: (node, around) => lowerCondition(lowering, node, around),
});

function lowerNameIn(lowering: Lowering, node: ast.NameRef, around: Around): Expression | undefined {
    const silent: Lowering = { ...lowering, report: () => {} };
    return lowerName(lowering, node, around, metric => lowerAggregateBody(silent, metric));
}
