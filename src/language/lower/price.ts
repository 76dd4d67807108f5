import type { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import type { Price, PriceAction, PriceStep, Remainder, Spread } from '../../model/price.ts';
import { describeType } from '../../model/type.ts';
import { bracketOrder, clauseMissing, pointlessClause, wrongUnit } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER, type Around } from './around.ts';
import { boughtBefore } from './bought-before.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, removeLine, spanOf, textOf } from './context.ts';
import { lowerTimes } from './during.ts';
import { lowerConditions, lowerExpression } from './expression.ts';
import { lowerLimit } from './limit.ts';
import { sortBrackets } from './mend.ts';
import { rational } from './number.ts';
import { eventAndClosed } from './occasion.ts';
import { lowerAfter } from './price-after.ts';
import { lowerDiscount, lowerNewPrice } from './price-amounts.ts';
import { lowerBounds, lowerTurns } from './price-bounds.ts';
import { lowerPricedField } from './price-of-event.ts';
import { checkShippingSteps, firstUnits, lowerMeasure } from './price-parts.ts';
import { checkChoices, lowerBundle, lowerBuyGet, lowerBuyPay } from './price-sets.ts';
import { lowerCharge, lowerStepPrice } from './price-steps.ts';
import { lowerPriceRounding } from './rounding.ts';

export function lowerPrice(lowering: Lowering, node: ast.Price): Price {
    const clauses = once(lowering, node.clauses, `the price '${node.name}'`);
    const event = node.event?.ref;
    const phase = event ? 'event' : node.phase === 'order' || node.phase === 'shipping' ? node.phase : 'item';
    const around: Around = event
        ? { ...ABOUT_MEMBER, events: eventAndClosed(lowering, event.name) }
        : { ...ABOUT_MEMBER, events: ['purchase'], order: true };
    const lines: Around = { ...around, items: !event };
    const inside = phase === 'item' ? lines : around;
    const where = lowerConditions(lowering, clauses.filter(ast.isWhereClause), lines);
    const actions = clauses.flatMap(
        clause => lowerAction(lowering, clause, { clauses, phase, around: inside, where }) ?? [],
    );
    if (!clauses.some(isAction))
        lowering.report(clauseMissing, { node, property: 'name' }, [`The price '${node.name}'`, 'discount …']);
    const of = lowerPricedField(lowering, node, clauses);
    checkChoices(lowering, clauses);
    checkZeroUnits(lowering, phase, clauses);
    checkShippingSteps(lowering, phase, clauses);
    const rounding = clauses.find(ast.isRoundPrice);
    const spread = clauses.find(ast.isSpreadClause);
    if (spread && phase !== 'order')
        pointless(lowering, spread, 'spread', 'only order discounts are spread over lines');
    if (spread?.tax && !/amount|gross/.test(spread.how ?? ''))
        pointless(lowering, spread, `${spread.tax} tax`, 'only amounts are with tax or without it');
    if (spread?.remainder && spread.how?.includes('first'))
        pointless(
            lowering,
            spread,
            'remainder',
            `'${spreadHow(spread.how)}' takes whole amounts: nothing is left over`,
        );
    const floor = clauses.find(ast.isFloor);
    const limits = clauses.filter(ast.isLimit).flatMap(each => lowerLimit(lowering, each, phase === 'item') ?? []);
    const isByAmount = spread?.tax === undefined && spreadHow(spread?.how) === 'by amount';
    if (spread && !isByAmount && limits.some(({ each }) => each !== undefined))
        pointless(lowering, spread, textOf(spread), 'what is limited for each of them is shared by amount');
    const when = lowerConditions(lowering, clauses.filter(ast.isWhenClause), around);
    return {
        ...declared(node),
        phase,
        ...(of === undefined ? {} : { of }),
        when,
        where,
        during: lowerTimes(lowering, clauses.filter(ast.isDuring)),
        actions,
        floor: floor && lowerFloor(lowering, floor, inside),
        spread: spreadHow(spread?.how),
        ...(spread?.tax ? { spreadTax: spread.tax === 'including' ? 'with tax' : 'without tax' } : {}),
        remainder: remainderTo(spread?.remainder),
        ...lowerBounds(lowering, clauses, phase, lines),
        ...lowerTurns(lowering, node, clauses, where),
        ...(clauses.some(ast.isZeroUnits) ? { zeroUnits: true } : {}),
        rounding: rounding && lowerPriceRounding(lowering, rounding, phase),
        stops: clauses.some(ast.isStopHere),
        first: firstUnits(clauses),
        limits,
        neverWith: clauses
            .filter(ast.isNeverWith)
            .flatMap(each => each.rules.map(rule => rule.ref?.name).filter(name => name !== undefined)),
        ...lowerAfter(lowering, node, clauses),
        coupon: clauses.find(ast.isWithCoupon)?.coupon?.ref?.name,
        charge: lowerCharge(lowering, clauses.filter(ast.isCharge), { where, when, of }),
    };
}

function isAction(clause: ast.PriceClause): boolean {
    return (
        ast.isDiscount(clause) ||
        ast.isNewPrice(clause) ||
        ast.isPriceBrackets(clause) ||
        ast.isBuyPay(clause) ||
        ast.isBuyGet(clause) ||
        ast.isBundle(clause) ||
        ast.isCharge(clause) ||
        ast.isRoundPrice(clause)
    );
}

/** For nothing something is due only where it is charged once, or at least. */
function checkZeroUnits(lowering: Lowering, phase: Price['phase'], clauses: readonly ast.PriceClause[]): void {
    const zero = clauses.find(ast.isZeroUnits);
    const isDue = clauses.some(
        each =>
            (ast.isCharge(each) && each.bound === 'least') ||
            (ast.isPriceBrackets(each) && each.steps[0]?.price?.flat !== undefined),
    );
    if (zero && phase === 'shipping') pointless(lowering, zero, 'charge zero units', 'shipping has no units');
    else if (zero && !isDue)
        pointless(
            lowering,
            zero,
            'charge zero units',
            "nothing is due for no units: 'charge at least', or a bracket with 'flat' or 'plus' says what is",
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

/** The price that an action stands in. */
interface Within {
    readonly clauses: readonly ast.PriceClause[];
    readonly phase: Price['phase'];
    readonly around: Around;
    readonly where: readonly Expression[];
}

function lowerAction(
    lowering: Lowering,
    node: ast.PriceClause,
    { clauses, phase, around, where }: Within,
): PriceAction | undefined {
    const place = { span: spanOf(node), text: textOf(node) };
    if (ast.isDiscount(node)) return lowerDiscount(lowering, node, around, phase);
    if (ast.isNewPrice(node)) return lowerNewPrice(lowering, node, around, phase);
    if (ast.isPriceBrackets(node)) {
        const by = node.by === 'amount' ? 'amount' : 'quantity';
        return {
            ...place,
            kind: 'brackets',
            mode: node.mode === 'graduated' ? 'graduated' : 'all-units',
            by,
            measure: node.measure && lowerMeasure(lowering, node, around),
            scope: node.perOrder || node.window || phase === 'order' ? 'order' : 'line',
            ...(clauses.some(ast.isZeroUnits) ? { zeroUnits: true } : {}),
            after: node.window && boughtBefore(lowering, node, node.window, by, where),
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

function lowerSteps(lowering: Lowering, node: ast.PriceBrackets): PriceStep[] {
    if (node.steps.length === 0) lowering.report(clauseMissing, node, [`'${node.mode}'`, 'from …: …']);
    let before: Rational | undefined;
    return node.steps.flatMap(step => {
        const from = limitOf(step);
        checkStep(lowering, node, step, from, before);
        before = from;
        const price = lowerStepPrice(lowering, step.price);
        if (step.price?.package?.size !== undefined && node.by === 'amount')
            lowering.report(pointlessClause, step.price.package, [
                textOf(step.price.package),
                "packages hold units: write 'by quantity'",
            ]);
        return price ? [{ from, above: step.above, ...price, span: spanOf(step) }] : [];
    });
}

const limitOf = ({ from }: ast.PriceStep): Rational =>
    rational('value' in from && typeof from.value === 'string' ? from.value : '0');

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
        lowering.report(bracketOrder, step, [textOf(step), 'begin above the one before it'], {
            fixes: sortBrackets(node.steps, node.steps.map(limitOf)),
        });
    const first = rational(node.by === 'amount' || node.measure || step.above ? '0' : '1');
    if (!before && from.gt(first))
        lowering.report(bracketOrder, step, [
            textOf(step),
            `begin at ${first.isZero() ? 'zero' : '1 unit'}, as the first one ('list price' leaves the price as it is)`,
        ]);
}

const SPREADS: readonly Spread[] = [
    'by amount',
    'by gross',
    'by quantity',
    'evenly',
    'first to last',
    'last to first',
    'cheapest first',
    'dearest first',
    'lowest tax first',
    'highest tax first',
];

function spreadHow(how: string | undefined): Spread {
    // The parser hands on the words without the spaces between them.
    return SPREADS.find(each => each.replaceAll(' ', '') === how) ?? 'by amount';
}

function remainderTo(rule: string | undefined): Remainder | undefined {
    if (rule === undefined) return undefined;
    if (rule.includes('first')) return rule.endsWith('lines') ? 'first lines' : 'first line';
    if (rule.includes('last')) return 'last line';
    return rule.includes('line') ? 'largest line' : 'largest fractions';
}
