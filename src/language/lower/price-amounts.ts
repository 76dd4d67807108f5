import { Rational } from '../../base/rational.ts';
import type { Combination } from '../../model/earn.ts';
import type { Expression } from '../../model/expression.ts';
import type { Price, PriceAction, Steps, Worth } from '../../model/price.ts';
import { describeType } from '../../model/type.ts';
import { outOfRange, pointlessClause, wrongUnit } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { type Lowering, spanOf, textOf } from './context.ts';
import { lowerCondition, lowerExpression } from './expression.ts';
import { money, percentOff } from './money.ts';
import { rational, share, whole } from './number.ts';
import { lowerPackage, unitPrice } from './price-steps.ts';

/** `discount 10%`, `discount 5 EUR per whole 50 EUR`, `discount price - cost`; `surcharge` is the other way round. */
export function lowerDiscount(
    lowering: Lowering,
    node: ast.Discount,
    around: Around,
    phase: Price['phase'],
): PriceAction | undefined {
    const condition = node.condition && lowerCondition(lowering, node.condition, around);
    const what = node.kind === 'surcharge' ? 'A surcharge' : 'A discount';
    const worth = worthOf(lowering, node, around, what);
    const steps = node.per && lowerSteps(lowering, node.per, around);
    const per = steps && node.started ? { ...steps, whole: false, started: true } : steps;
    if (node.started && node.per?.whole)
        lowering.report(pointlessClause, node.per, ['whole', 'a step that is begun counts already']);
    if (!worth || (node.condition && !condition) || (node.per && !per)) return undefined;
    const atMost = node.atMost && lowerCap(lowering, node.atMost);
    const atLeast = node.atLeast && money(lowering, node.atLeast, 'The least');
    if (atLeast && atMost && 'amount' in atMost && atMost.amount.lt(atLeast))
        lowering.report(outOfRange, { node, property: 'atMost' }, [
            "The amount after 'at most'",
            `at least ${node.atLeast?.value} ${lowering.currency}`,
            textOf(node.atMost ?? node),
        ]);
    if (node.perLine && (phase !== 'item' || worth.kind === 'percent off'))
        lowering.report(pointlessClause, node, [textOf(node), 'only an amount off items is off each line']);
    const amounts = node.tax === undefined ? undefined : node.tax === 'including' ? 'with tax' : 'without tax';
    if (amounts && worth.kind === 'percent off' && !atLeast && !(atMost && 'amount' in atMost))
        lowering.report(pointlessClause, node, [textOf(node), 'a share is the same with tax and without']);
    const place = {
        span: spanOf(node),
        text: textOf(node),
        condition,
        per,
        perLine: node.perLine,
        atLeast,
        atMost,
        amounts,
    } as const;
    return { ...place, ...(node.kind === 'surcharge' ? onTop(worth) : worth) };
}

export function lowerNewPrice(
    lowering: Lowering,
    node: ast.NewPrice,
    around: Around,
    phase: Price['phase'],
): PriceAction | undefined {
    const condition = node.condition && lowerCondition(lowering, node.condition, around);
    const each = node.package && lowerPackage(lowering, node.package);
    const place = { span: spanOf(node), text: textOf(node), kind: 'new price', package: each, condition } as const;
    if (node.condition && !condition) return undefined;
    if (ast.isQuantity(node.value)) {
        const amount = phase === 'item' ? unitPrice(lowering, node.value) : money(lowering, node.value, 'A price');
        return amount && { ...place, amount };
    }
    const formula = lowerExpression(lowering, node.value, around);
    if (!formula) return undefined;
    if (formula.type.kind === 'money') return { ...place, amount: Rational.ZERO, formula };
    lowering.report(mismatch, node.value, [`money in ${lowering.currency}`, describeType(formula.type)]);
    return undefined;
}

type Amount =
    | { readonly kind: 'percent off'; readonly rate: Rational; readonly formula?: Expression }
    | { readonly kind: 'amount off'; readonly amount: Rational; readonly formula?: Expression };

/** What is written as a constant is checked as one. */
function worthOf(lowering: Lowering, node: ast.Discount, around: Around, what: string): Amount | undefined {
    if (ast.isPercentLiteral(node.value)) {
        const rate = node.kind === 'surcharge' ? share(node.value.value) : percentOff(lowering, node.value);
        return { kind: 'percent off', rate };
    }
    if (ast.isQuantity(node.value)) {
        const amount = money(lowering, node.value, what);
        return amount && { kind: 'amount off', amount };
    }
    const formula = lowerExpression(lowering, node.value, around);
    if (!formula) return undefined;
    if (formula.type.kind === 'percent') return { kind: 'percent off', rate: Rational.ZERO, formula };
    if (formula.type.kind === 'money') return { kind: 'amount off', amount: Rational.ZERO, formula };
    lowering.report(mismatch, node.value, [`money in ${lowering.currency} or a share`, describeType(formula.type)]);
    return undefined;
}

function onTop(worth: Amount): Amount {
    const formula = worth.formula && negated(worth.formula);
    const rest = formula === undefined ? {} : { formula };
    return worth.kind === 'percent off'
        ? { kind: worth.kind, rate: worth.rate.neg(), ...rest }
        : { kind: worth.kind, amount: worth.amount.neg(), ...rest };
}

function negated(formula: Expression): Expression {
    const { span, text, type } = formula;
    const left: Expression = { span, text, type, kind: 'constant', value: Rational.ZERO };
    return { span, text, type, kind: 'arithmetic', op: '-', left, right: formula };
}

function lowerSteps(lowering: Lowering, node: ast.Per, around: Around): Steps | undefined {
    const size = rational(node.value);
    if (size.isZero()) lowering.report(outOfRange, node, ['A step', 'above zero', textOf(node)]);
    const unit = node.unit?.ref;
    const isMoney = ast.isCurrency(unit);
    if (node.counted?.startsWith('time') || (unit !== undefined && !(isMoney && unit.name === lowering.currency))) {
        lowering.report(wrongUnit, node, ['A step', `units, or money in ${lowering.currency}`, textOf(node)]);
        return undefined;
    }
    const measure = node.of && lowerExpression(lowering, node.of, around);
    if (node.of && !measure) return undefined;
    const wanted = isMoney ? 'money' : 'number';
    if (node.of && measure && measure.type.kind !== wanted) {
        lowering.report(mismatch, node.of, [
            isMoney ? `money in ${lowering.currency}` : 'a number',
            describeType(measure.type),
        ]);
        return undefined;
    }
    return { size: size.isZero() ? Rational.ONE : size, of: isMoney ? 'money' : 'units', whole: node.whole, measure };
}

/** `at most 20%`, `at most 50 EUR`. */
export function lowerCap(lowering: Lowering, node: ast.Expression): Worth['atMost'] {
    if (ast.isPercentLiteral(node)) return { rate: percentOff(lowering, node) };
    const amount = ast.isQuantity(node) ? money(lowering, node, "What stands behind 'at most'") : undefined;
    return amount && { amount };
}

/** What the prices of a group take off together. */
export function lowerGroupCap(lowering: Lowering, node: ast.Combine, kind: Combination['kind']): Worth['atMost'] {
    if (kind !== 'price')
        lowering.report(pointlessClause, node, ['at most', "only prices have a cap together: 'limit' the rules"]);
    return node.atMost && lowerCap(lowering, node.atMost);
}

/** `best 2`, `first 3`: so many rules of a group instead of one. */
export function lowerGroupCount(
    lowering: Lowering,
    node: ast.Combine,
    { kind, mode, isMixed }: { readonly kind: Combination['kind']; readonly mode: string; readonly isMixed: boolean },
): number | undefined {
    const count = whole(lowering, node.count, { node, property: 'count' }, 'The number of rules');
    if (count < 1)
        lowering.report(outOfRange, { node, property: 'count' }, [
            'The number of rules',
            'above zero',
            node.count ?? '',
        ]);
    if (isMixed) return count;
    const isChoice = kind === 'price' && (mode === 'best' || mode === 'first');
    const makesSets = node.rules.some(
        ({ ref }) =>
            ast.isPrice(ref) &&
            ref.clauses.some(each => ast.isBuyGet(each) || ast.isBuyPay(each) || ast.isBundle(each)),
    );
    if (!isChoice || makesSets)
        lowering.report(pointlessClause, { node, property: 'count' }, [
            node.count ?? '',
            isChoice
                ? 'prices of sets are given whole, one after the other'
                : "only 'best' and 'first' of prices count rules",
        ]);
    return Math.max(1, count);
}
