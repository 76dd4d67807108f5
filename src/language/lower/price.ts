import type { Rational } from '../../base/rational.ts';
import type { Price, PriceAction, PriceStep, Spread } from '../../model/price.ts';
import { describeType } from '../../model/type.ts';
import { tooManyDigits } from '../checks/literals.ts';
import { bracketOrder, clauseMissing, outOfRange, pointlessClause, wrongUnit } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, removeLine, spanOf, textOf } from './context.ts';
import { lowerTimes } from './during.ts';
import { lowerLimit } from './earn.ts';
import { ABOUT_MEMBER, type Around, lowerCondition, lowerConditions, lowerExpression } from './expression.ts';
import { rational, share } from './number.ts';
import { checkChoices, lowerBundle, lowerBuyGet, lowerBuyPay } from './price-sets.ts';

export function lowerPrice(lowering: Lowering, node: ast.Price): Price {
    const clauses = once(lowering, node.clauses, `the price '${node.name}'`);
    const phase = node.phase === 'order' || node.phase === 'shipping' ? node.phase : 'item';
    const around: Around = { ...ABOUT_MEMBER, events: ['purchase'], order: true };
    const lines: Around = { ...around, items: true };
    const inside = phase === 'item' ? lines : around;
    const actions = clauses.flatMap(clause => lowerAction(lowering, clause, clauses, phase, inside) ?? []);
    if (!clauses.some(isAction))
        lowering.report(clauseMissing, { node, property: 'name' }, [`The price '${node.name}'`, 'discount …']);
    checkChoices(lowering, clauses);
    const spread = clauses.find(ast.isSpreadClause);
    if (spread && phase !== 'order')
        pointless(lowering, spread, 'spread', 'only order discounts are spread over lines');
    const floor = clauses.find(ast.isFloor);
    return {
        ...declared(node),
        phase,
        when: lowerConditions(lowering, clauses.filter(ast.isWhenClause), around),
        where: lowerConditions(lowering, clauses.filter(ast.isWhereClause), lines),
        during: lowerTimes(lowering, clauses.filter(ast.isDuring)),
        actions,
        floor: floor && lowerFloor(lowering, floor, inside),
        spread: spreadHow(spread?.how),
        limits: clauses
            .filter(ast.isLimit)
            .map(each => lowerLimit(lowering, each))
            .filter(each => each !== undefined),
        neverWith: clauses
            .filter(ast.isNeverWith)
            .flatMap(each => each.rules.map(rule => rule.ref?.name).filter(name => name !== undefined)),
    };
}

function isAction(clause: ast.PriceClause): boolean {
    return (
        ast.isDiscount(clause) ||
        ast.isNewPrice(clause) ||
        ast.isPriceBrackets(clause) ||
        ast.isBuyPay(clause) ||
        ast.isBuyGet(clause) ||
        ast.isBundle(clause)
    );
}

function pointless(lowering: Lowering, place: ast.PriceClause, clause: string, why: string): void {
    lowering.report(pointlessClause, place, [clause, why], {
        fixes: [{ title: 'Leave it out', edits: [removeLine(place)] }],
    });
}

function lowerFloor(lowering: Lowering, node: ast.Floor, around: Around): Price['floor'] {
    const floor = lowerExpression(lowering, node.value, around);
    if (floor && floor.type.kind !== 'money')
        lowering.report(mismatch, node.value, [`money in ${lowering.currency}`, describeType(floor.type)]);
    return floor;
}

function lowerAction(
    lowering: Lowering,
    node: ast.PriceClause,
    clauses: readonly ast.PriceClause[],
    phase: Price['phase'],
    around: Around,
): PriceAction | undefined {
    const place = { span: spanOf(node), text: textOf(node) };
    if (ast.isDiscount(node)) {
        const condition = node.condition && lowerCondition(lowering, node.condition, around);
        if (node.condition && !condition) return undefined;
        if (ast.isPercentLiteral(node.value))
            return { ...place, kind: 'percent off', rate: percentOff(lowering, node.value), condition };
        const amount = ast.isQuantity(node.value) ? money(lowering, node.value, 'A discount') : undefined;
        return amount && { ...place, kind: 'amount off', amount, condition };
    }
    if (ast.isNewPrice(node)) {
        const condition = node.condition && lowerCondition(lowering, node.condition, around);
        const amount = money(lowering, node.value, 'A price');
        if (phase === 'order')
            pointless(lowering, node, 'new price', 'an order has no price of a unit: give a discount');
        return amount && (!node.condition || condition)
            ? { ...place, kind: 'new price', amount, condition }
            : undefined;
    }
    if (ast.isPriceBrackets(node)) {
        if (phase === 'shipping') pointless(lowering, node, node.mode, 'shipping has no units');
        return {
            ...place,
            kind: 'brackets',
            mode: node.mode === 'graduated' ? 'graduated' : 'all-units',
            by: node.by === 'amount' ? 'amount' : 'quantity',
            scope: node.perOrder || phase === 'order' ? 'order' : 'line',
            steps: lowerSteps(lowering, node),
        };
    }
    if (ast.isBuyPay(node) || ast.isBuyGet(node) || ast.isBundle(node)) {
        if (phase !== 'item') pointless(lowering, node, textOf(node).split(' ')[0] ?? '', 'only items make sets');
        if (ast.isBuyPay(node)) return lowerBuyPay(lowering, node, clauses);
        if (ast.isBuyGet(node)) return lowerBuyGet(lowering, node, clauses, around);
        return lowerBundle(lowering, node, clauses, around);
    }
    return undefined;
}

/** A share between nothing and everything. */
export function percentOff(lowering: Lowering, node: ast.PercentLiteral): Rational {
    const rate = share(node.value);
    if (rate.gt(rational('1'))) lowering.report(outOfRange, node, ['A share', 'at most 100%', textOf(node)]);
    return rate;
}

/** Money of the program, in whole minor units. */
export function money(lowering: Lowering, node: ast.Quantity | undefined, what: string): Rational | undefined {
    const unit = node?.unit?.ref;
    if (!node || !unit) return undefined;
    if (!ast.isCurrency(unit) || unit.name !== lowering.currency) {
        lowering.report(wrongUnit, node, [what, `money in ${lowering.currency}`, textOf(node)]);
        return undefined;
    }
    const amount = rational(node.value);
    const decimals = lowering.currencyDecimals;
    if (!amount.roundTo(decimals, 'down').eq(amount))
        lowering.report(tooManyDigits, node, [what, textOf(node), decimals]);
    return amount;
}

function lowerSteps(lowering: Lowering, node: ast.PriceBrackets): PriceStep[] {
    if (node.steps.length === 0) lowering.report(clauseMissing, node, [`'${node.mode}'`, 'from …: …']);
    let before: Rational | undefined;
    return node.steps.flatMap(step => {
        const from = rational('value' in step.from && typeof step.from.value === 'string' ? step.from.value : '0');
        checkStep(lowering, node, step, from, before);
        before = from;
        const price = lowerStepPrice(lowering, step.price);
        return price ? [{ from, price, span: spanOf(step) }] : [];
    });
}

function checkStep(
    lowering: Lowering,
    node: ast.PriceBrackets,
    step: ast.PriceStep,
    from: Rational,
    before: Rational | undefined,
): void {
    const amount = ast.isQuantity(step.from);
    if ((node.by === 'amount') !== amount)
        lowering.report(wrongUnit, step.from, [
            'A bracket',
            node.by === 'amount' ? `money in ${lowering.currency}` : 'a number of units',
            textOf(step.from),
        ]);
    if (before && !from.gt(before))
        lowering.report(bracketOrder, step, [textOf(step), 'begin above the one before it']);
    const first = rational(node.by === 'amount' ? '0' : '1');
    if (!before && from.gt(first))
        lowering.report(bracketOrder, step, [
            textOf(step),
            `begin at ${node.by === 'amount' ? 'zero' : '1 unit'}, as the first one ('list price' leaves the price as it is)`,
        ]);
}

function lowerStepPrice(lowering: Lowering, node: ast.StepPrice | undefined): PriceStep['price'] | undefined {
    if (!node) return undefined;
    if (node.list) return { kind: 'list price' };
    if (ast.isPercentLiteral(node.value)) {
        if (!node.off) lowering.report(clauseMissing, node, [`'${textOf(node)}'`, 'off']);
        return { kind: 'percent off', rate: percentOff(lowering, node.value) };
    }
    const amount = ast.isQuantity(node.value) ? unitPrice(lowering, node.value) : undefined;
    return amount && (node.off ? { kind: 'amount off', amount } : { kind: 'unit price', amount });
}

/** Prices of a unit may have more digits than the currency. */
function unitPrice(lowering: Lowering, node: ast.Quantity): Rational | undefined {
    const unit = node.unit?.ref;
    if (!unit) return undefined;
    if (ast.isCurrency(unit) && unit.name === lowering.currency) return rational(node.value);
    lowering.report(wrongUnit, node, ['A price', `money in ${lowering.currency}`, textOf(node)]);
    return undefined;
}

function spreadHow(how: string | undefined): Spread {
    if (how === undefined) return 'by amount';
    return how.includes('quantity')
        ? 'by quantity'
        : how.includes('evenly')
          ? 'evenly'
          : how.includes('last')
            ? 'last to first'
            : 'by amount';
}
