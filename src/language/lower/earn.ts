import { Rational } from '../../base/rational.ts';
import type { Basis, Combination, Earn, EarnOccasion, Give } from '../../model/earn.ts';
import type { Expression } from '../../model/expression.ts';
import { describeType, type Type } from '../../model/type.ts';
import {
    circular,
    clauseMissing,
    groupMember,
    otherOccasion,
    outOfRange,
    pointlessClause,
    wrongUnit,
} from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, moneyIn, removeLine, spanOf, textOf } from './context.ts';
import { lowerTimes } from './during.ts';
import { lowerBrackets } from './earn-brackets.ts';
import {
    ABOUT_MEMBER,
    type Around,
    comparable,
    lowerCondition,
    lowerConditions,
    lowerExpression,
    unitType,
} from './expression.ts';
import { checkGiftLife, lowerGiftLife } from './gift-life.ts';
import { givenUnit } from './given-unit.ts';
import { lowerLimit } from './limit.ts';
import { duration, rational, share } from './number.ts';
import { lowerGroupCap, lowerGroupCount } from './price-amounts.ts';
import { roundingMode } from './rounding.ts';
import { lowerRow } from './streak.ts';

export function lowerEarn(lowering: Lowering, node: ast.Earn): Earn | undefined {
    const occasion = lowerOccasion(node);
    if (!occasion) return undefined;
    const clauses = once(lowering, node.clauses, `the rule '${node.name}'`);
    const around = aroundOf(lowering, occasion);
    const lines: Around = { ...around, items: true };
    const gives = [
        ...clauses.filter(ast.isGive).map(each => lowerGive(lowering, each, around, occasion)),
        ...clauses.filter(ast.isEarnBrackets).map(each => lowerBrackets(lowering, each, around, occasion)),
    ].filter(each => each !== undefined);
    if (!clauses.some(each => ast.isGive(each) || ast.isEarnBrackets(each)))
        lowering.report(clauseMissing, { node, property: 'name' }, [`The rule '${node.name}'`, 'give …']);
    for (const where of clauses.filter(ast.isWhereClause)) {
        if (!hasLines(occasion))
            lowering.report(pointlessClause, where, ['where', `'${occasionName(occasion)}' has no items`], {
                fixes: [{ title: 'Leave it out', edits: [removeLine(where)] }],
            });
    }
    return {
        ...declared(node),
        occasion,
        when: lowerConditions(lowering, clauses.filter(ast.isWhenClause), around),
        where: hasLines(occasion) ? lowerConditions(lowering, clauses.filter(ast.isWhereClause), lines) : [],
        during: lowerTimes(lowering, clauses.filter(ast.isDuring)),
        paidWith: lowerPaidWith(lowering, clauses.find(ast.isPaidWith), occasion),
        gives,
        limits: clauses
            .filter(ast.isLimit)
            .map(each => lowerLimit(lowering, each))
            .filter(each => each !== undefined),
        round: roundingMode(clauses.find(ast.isRoundClause)?.mode),
        roundEach: roundsEach(lowering, clauses.find(ast.isRoundClause), occasion),
    };
}

function lowerOccasion(node: ast.Earn): EarnOccasion | undefined {
    const on = node.on?.ref;
    if (!on) return undefined;
    if (ast.isItemDecl(on)) return { kind: 'item' };
    return node.referred ? { kind: 'referred', event: on.name } : { kind: 'event', event: on.name, first: node.first };
}

export function occasionName(occasion: EarnOccasion): string {
    return occasion.kind === 'item' ? 'item' : occasion.event;
}

function lowerPaidWith(lowering: Lowering, clause: ast.PaidWith | undefined, occasion: EarnOccasion): Earn['paidWith'] {
    if (clause && !hasLines(occasion))
        lowering.report(pointlessClause, clause, ['paid with', 'only a purchase is paid']);
    return clause?.tenders.map(each => (each === 'credit' || each === 'money' ? each : 'gift card'));
}

function roundsEach(lowering: Lowering, clause: ast.RoundClause | undefined, occasion: EarnOccasion): boolean {
    if (!clause?.each) return false;
    if (occasion.kind === 'item') return true;
    lowering.report(pointlessClause, clause, ['per item', "only a rule 'on item' looks at each line by itself"]);
    return false;
}

function hasLines(occasion: EarnOccasion): boolean {
    return occasion.kind === 'item' || occasion.event === 'purchase';
}

/** What expressions of a rule on this occasion may ask. */
export function aroundOf(lowering: Lowering, occasion: EarnOccasion): Around {
    if (occasion.kind === 'item') return { ...ABOUT_MEMBER, events: ['purchase'], items: true };
    return { ...ABOUT_MEMBER, events: eventAndClosed(lowering, occasion.event) };
}

/** An event, and the event that it closes: a rule on the closing sees the fields of both. */
export function eventAndClosed(lowering: Lowering, event: string): string[] {
    const closes = lowering.names.eventsNamed(lowering.root, event).find(each => each.closes)?.closes?.ref?.name;
    return closes ? [event, closes] : [event];
}

function typeOfUnit(unit: Give['unit']): Type {
    return unit.kind === 'points' ? { kind: 'points', points: unit.points } : moneyIn(unit.currency);
}

export function lowerGive(
    lowering: Lowering,
    node: ast.Give,
    around: Around,
    occasion: EarnOccasion | undefined,
): Give | undefined {
    const basis = lowerBasis(lowering, node, around, occasion);
    const unit = node.percent
        ? unitOfRules(lowering, node, occasion)
        : givenUnit(lowering, node.unit?.ref, { node, property: 'unit' });
    const condition = node.condition && lowerCondition(lowering, node.condition, around);
    if (!basis || !unit || (node.condition && !condition)) return undefined;
    if (node.to === 'referrer' && occasion?.kind !== 'referred') {
        lowering.report(pointlessClause, node, [
            'to referrer',
            "only a rule 'on first purchase of referred member' knows who referred whom",
        ]);
    }
    checkGiftLife(lowering, node);
    const atMost = node.atMost && lowerExpression(lowering, node.atMost, around);
    if (atMost && !comparable(atMost.type, typeOfUnit(unit)))
        lowering.report(mismatch, { node, property: 'atMost' }, [
            describeType(typeOfUnit(unit)),
            describeType(atMost.type),
        ]);
    return {
        span: spanOf(node),
        text: textOf(node),
        unit,
        amount: node.percent ? share(node.value) : rational(node.value),
        basis,
        to: node.to === 'referrer' ? 'referrer' : 'member',
        expiring: node.expiring && lowerGiftLife(lowering, node.expiring),
        pending: node.pending && duration(lowering, node.pending),
        atMost: atMost?.kind === 'constant' && atMost.value instanceof Rational ? atMost.value : undefined,
        condition,
    };
}

/** The unit of a share of other rules: theirs, which must be one. */
function unitOfRules(lowering: Lowering, node: ast.Give, occasion: EarnOccasion | undefined): Give['unit'] | undefined {
    let found: Give['unit'] | undefined;
    for (const [index, reference] of node.rules.entries()) {
        const rule = reference.ref;
        if (!rule) return undefined;
        const place = { node, property: 'rules', index };
        const path = cycleFrom(rule, earnOf(node));
        if (path) {
            lowering.report(circular, place, [path]);
            return undefined;
        }
        const other = lowerOccasion(rule);
        if (!other || !occasion || !sameOccasion(other, occasion)) {
            lowering.report(otherOccasion, place, [
                rule.name,
                other ? occasionName(other) : 'something else',
                occasion ? occasionName(occasion) : 'a trigger',
            ]);
            return undefined;
        }
        const unit = unitOfRule(rule, new Set());
        if (!unit) return undefined;
        if (found && JSON.stringify(unit) !== JSON.stringify(found)) {
            lowering.report(wrongUnit, place, ['A share of several rules', 'of rules that give the same', rule.name]);
            return undefined;
        }
        found = unit;
    }
    return found;
}

function earnOf(node: ast.Give): ast.Earn | undefined {
    return ast.isEarn(node.$container) ? node.$container : undefined;
}

/** Rules on purchases and on their items are answered for the same event. */
function sameOccasion(a: EarnOccasion, b: EarnOccasion): boolean {
    const event = (each: EarnOccasion): string => (each.kind === 'item' ? 'purchase' : each.event);
    return event(a) === event(b) && (a.kind === 'referred') === (b.kind === 'referred');
}

function unitOfRule(rule: ast.Earn, seen: Set<ast.Earn>): Give['unit'] | undefined {
    if (seen.has(rule)) return undefined;
    seen.add(rule);
    for (const clause of rule.clauses) {
        const unit = ast.isGive(clause)
            ? clause.unit?.ref
            : ast.isEarnBrackets(clause)
              ? clause.steps[0]?.amount?.unit?.ref
              : undefined;
        if (unit)
            return ast.isPoints(unit) ? { kind: 'points', points: unit.name } : { kind: 'credit', currency: unit.name };
        const of = ast.isGive(clause) ? clause.rules[0]?.ref : undefined;
        const inner = of && unitOfRule(of, seen);
        if (inner) return inner;
    }
    return undefined;
}

/** `A → B → A` when following the shares from `rule` leads back to `goal`. */
function cycleFrom(rule: ast.Earn, goal: ast.Earn | undefined): string | undefined {
    const visit = (each: ast.Earn, path: readonly ast.Earn[]): readonly ast.Earn[] | undefined => {
        if (each === goal) return [...path, each];
        if (path.includes(each)) return undefined;
        for (const clause of each.clauses) {
            if (!ast.isGive(clause)) continue;
            for (const next of clause.rules) {
                const found = next.ref && visit(next.ref, [...path, each]);
                if (found) return found;
            }
        }
        return undefined;
    };
    const found = goal && visit(rule, []);
    return found && goal ? [goal, ...found].map(each => each.name).join(' → ') : undefined;
}

function lowerBasis(
    lowering: Lowering,
    node: ast.Give,
    around: Around,
    occasion: EarnOccasion | undefined,
): Basis | undefined {
    if (node.percent) {
        const rules = node.rules.map(each => each.ref?.name).filter(each => each !== undefined);
        return rules.length === node.rules.length
            ? { kind: 'of rules', rules, compounding: node.compounding, rounded: node.rounded }
            : undefined;
    }
    if (node.compounding)
        lowering.report(pointlessClause, node, ['compounding', 'only a share of other rules can compound']);
    if (node.per) return lowerPer(lowering, node.per, around, occasion);
    if (node.every?.row) return lowerRow(lowering, node.every, occasion);
    if (node.every) return lowerEvery(lowering, node.every, occasion);
    if (node.milestone && !occasion) {
        lowering.report(pointlessClause, node.milestone, [
            'at … of …',
            'a trigger fires once for its occasion; milestones belong to earning rules',
        ]);
        return undefined;
    }
    if (node.milestone) return lowerMilestone(lowering, node.milestone, around);
    return { kind: 'flat' };
}

export function lowerPer(
    lowering: Lowering,
    node: ast.Per,
    around: Around,
    occasion: EarnOccasion | undefined,
): Extract<Basis, { kind: 'per' }> | undefined {
    const step = rational(node.value);
    if (step.isZero()) lowering.report(outOfRange, node, ['A step', 'above zero', node.value]);
    const units = node.counted === 'unit' || node.counted === 'units';
    if (node.counted && !units)
        lowering.report(pointlessClause, node, [textOf(node), "'per' takes an amount or units; 'every' counts times"]);
    const of = node.of && lowerExpression(lowering, node.of, around);
    if (node.of && !of) return undefined;
    if (units) {
        if (of) lowering.report(pointlessClause, node, ['of', 'units are the units of the items']);
        const quantity: Expression = {
            span: spanOf(node),
            text: 'units',
            kind: 'event field',
            type: { kind: 'number' },
            event: 'purchase',
            field: 'units',
        };
        if (!around.events.includes('purchase'))
            lowering.report(pointlessClause, node, ['units', 'only purchases have units']);
        return { kind: 'per', step, whole: node.whole, of: quantity };
    }
    const type = node.unit ? unitType(node.unit.ref) : ({ kind: 'number' } as const);
    if (!type) return undefined;
    if (of) {
        if (!comparable(of.type, type)) {
            lowering.report(mismatch, node, [describeType(of.type), describeType(type)]);
            return undefined;
        }
        return { kind: 'per', step, whole: node.whole, of };
    }
    if (type.kind === 'money' && type.currency === lowering.currency && occasion && hasLines(occasion))
        return { kind: 'per', step, whole: node.whole, of: undefined };
    lowering.report(clauseMissing, node, [`'per ${textOf(node)}'`, 'of …']);
    return undefined;
}

function lowerEvery(lowering: Lowering, node: ast.Per, occasion: EarnOccasion | undefined): Basis | undefined {
    const step = rational(node.value);
    if (step.isZero()) lowering.report(outOfRange, node, ['A step', 'above zero', node.value]);
    const of = node.counted === 'unit' || node.counted === 'units' ? 'units' : node.counted ? 'times' : 'amount';
    const lines = occasion !== undefined && hasLines(occasion);
    if (of !== 'times' && !lines)
        lowering.report(pointlessClause, node, [textOf(node), 'only purchases have units and amounts: count times']);
    if (of === 'amount') {
        const unit = node.unit?.ref;
        if (!ast.isCurrency(unit) || unit.name !== lowering.currency) {
            lowering.report(wrongUnit, node, [
                "What 'every' counts",
                `units, times or money in ${lowering.currency}`,
                textOf(node),
            ]);
            return undefined;
        }
    }
    return { kind: 'every', step, of };
}

function lowerMilestone(lowering: Lowering, node: ast.Milestone, around: Around): Basis | undefined {
    const of = lowerExpression(lowering, node.of, around);
    const at = lowerExpression(lowering, node.at, around);
    const then = node.then && lowerExpression(lowering, node.then, around);
    if (!of || !at) return undefined;
    if (of.kind !== 'metric') {
        lowering.report(mismatch, node.of ?? node, ['a measure over a period', of.text]);
        return undefined;
    }
    for (const mark of [at, then])
        if (mark && !comparable(mark.type, of.type))
            lowering.report(mismatch, node, [describeType(of.type), describeType(mark.type)]);
    const value = (each: Expression | undefined): Rational | undefined =>
        each?.kind === 'constant' && each.value instanceof Rational ? each.value : undefined;
    return {
        kind: 'milestone',
        at: value(at) ?? Rational.ONE,
        thenEvery: value(then),
        metric: of.metric,
        window: of.window,
    };
}

export function lowerCombination(lowering: Lowering, node: ast.Combine): Combination | undefined {
    const rules = node.rules.map(each => each.ref);
    const first = rules[0];
    if (!first || rules.some(each => !each)) return undefined;
    const kind = ast.isEarn(first) ? 'earn' : ast.isRebate(first) ? 'rebate' : 'price';
    const isBestSet = node.mode?.endsWith('set') ?? false;
    if (rules.length < 2) lowering.report(groupMember, node, [first.name, 'be combined with at least one other']);
    for (const [index, rule] of rules.entries()) {
        if (!rule) continue;
        const place = { node, property: 'rules', index };
        if (ast.isPrice(rule) && rule.clauses.some(ast.isExclusive))
            lowering.report(groupMember, place, [rule.name, 'stand in no group: it is exclusive by its priority']);
        const wanted = unlikeFirst(node, rule, first);
        if (wanted) lowering.report(groupMember, place, [rule.name, wanted]);
    }
    const mode = node.mode === 'best' || node.mode === 'first' || node.mode === 'exclusive' ? node.mode : 'sum';
    if (kind === 'rebate' && (isBestSet || (mode !== 'best' && mode !== 'sum')))
        lowering.report(groupMember, node, [first.name, `be combined by 'best' or 'sum': rebates have no order`]);
    if (isBestSet && kind === 'earn')
        lowering.report(pointlessClause, node, ['best set', "rules that earn are compared one by one: write 'best'"]);
    if (node.left && kind !== 'price')
        lowering.report(pointlessClause, node, ['on what is left', 'only prices leave something']);
    const names = rules.map(each => each?.name ?? '');
    const atMost = node.atMost && lowerGroupCap(lowering, node, kind);
    const count = node.count === undefined ? undefined : lowerGroupCount(lowering, node, { kind, mode, isBestSet });
    return { rules: names, kind, mode, bestSet: isBestSet, count, onWhatIsLeft: node.left, atMost, span: spanOf(node) };
}

const placeOf = ({ phase, event }: ast.Price): string => phase ?? event?.ref?.name ?? 'item';

/** What a rule of a group would have to be to go with the first of it. */
function unlikeFirst(node: ast.Combine, rule: ast.CombinedRule, first: ast.CombinedRule): `be ${string}` | undefined {
    if (rule.$type !== first.$type) return `be a rule of the same kind as '${first.name}'`;
    if (!ast.isPrice(rule) || !ast.isPrice(first) || placeOf(rule) === placeOf(first)) return undefined;
    const isBestSet = node.mode?.endsWith('set') ?? false;
    const isCapOnly = node.atMost !== undefined && node.mode === 'sum' && !node.left;
    return isBestSet || isCapOnly ? undefined : `be a price on ${placeOf(first)}, like '${first.name}'`;
}

/** A rule belongs to one group. */
export function reportGroupedTwice(lowering: Lowering, nodes: readonly ast.Combine[]): void {
    const grouped = new Map<string, ast.Combine>();
    for (const node of nodes) {
        const first = node.rules[0]?.ref;
        if (!first || node.rules.some(each => !each.ref)) continue;
        for (const [index, { ref: rule }] of node.rules.entries()) {
            if (!rule) continue;
            const other = grouped.get(rule.name);
            if (other && !unlikeFirst(node, rule, first)) {
                const others = other.rules.filter(each => each.ref !== rule).map(each => `'${each.ref?.name ?? ''}'`);
                lowering.report(groupMember, { node, property: 'rules', index }, [
                    rule.name,
                    `be in one group only; it is already combined with ${others.join(', ')}`,
                ]);
            }
            grouped.set(rule.name, node);
        }
    }
}
