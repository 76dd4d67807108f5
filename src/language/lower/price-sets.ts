import { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import type { BundleComponent, PriceAction, SetTerms, UnitBenefit } from '../../model/price.ts';
import { bundleSize, clauseMissing, outOfRange, pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { type Lowering, type Place, removeLine, spanOf, TRUTH, textOf } from './context.ts';
import { lowerCondition } from './expression.ts';
import { money, percentOff } from './money.ts';
import { rational, whole } from './number.ts';

type Action<Kind extends PriceAction['kind']> = Extract<PriceAction, { readonly kind: Kind }>;

/** `buy 3 pay 2`; `buy 2 pay 1.5` is a second unit at half its price. */
export function lowerBuyPay(
    lowering: Lowering,
    node: ast.BuyPay,
    clauses: readonly ast.PriceClause[],
): Action<'buy pay' | 'buy get'> | undefined {
    const place = { span: spanOf(node), text: textOf(node) };
    const buy = whole(lowering, node.buy, node, "The number after 'buy'");
    const pay = rational(node.pay);
    const terms = termsOf(lowering, node, clauses);
    if (!pay.lt(Rational.of(buy))) {
        lowering.report(outOfRange, node, ["The number after 'pay'", `less than ${buy}`, node.pay]);
        return undefined;
    }
    if (pay.isInteger()) return { ...place, kind: 'buy pay', buy, pay: Number(pay.numerator), ...terms };
    const rate = Rational.of(buy).sub(pay);
    if (rate.gt(Rational.ONE) || buy < 2) {
        const wanted = `whole, or between ${Math.max(1, buy - 1)} and ${buy}`;
        lowering.report(outOfRange, node, ["The number after 'pay'", wanted, node.pay]);
        return undefined;
    }
    const benefit: UnitBenefit = { kind: 'percent off', rate };
    return { ...place, kind: 'buy get', buy: buy - 1, get: 1, got: undefined, benefit, ...terms };
}

export function lowerBuyGet(
    lowering: Lowering,
    node: ast.BuyGet,
    clauses: readonly ast.PriceClause[],
    lines: Around,
): Action<'buy get'> | undefined {
    const terms = termsOf(lowering, node, clauses);
    const buy = counted(lowering, node.buy, node, "The number after 'buy'");
    const get = counted(lowering, node.get, node, "The number after 'get'");
    const own = node.got && lowerCondition(lowering, node.got, lines);
    const benefit = benefitOf(lowering, node);
    if ((node.got && !own) || !benefit) return undefined;
    const ofSku = node.sku === undefined ? undefined : skuIs(node.sku, node);
    const got = ofSku && own ? both(ofSku, own) : (ofSku ?? own);
    if (got && terms.sets !== 'together') {
        const why = 'what is got is not what is bought, so that all units of the order make sets together';
        lowering.report(pointlessClause, node, [terms.sets === 'by line' ? 'per line' : 'of each set', why]);
    }
    return { span: spanOf(node), text: textOf(node), kind: 'buy get', buy, get, got, benefit, ...terms };
}

export function lowerBundle(
    lowering: Lowering,
    node: ast.Bundle,
    clauses: readonly ast.PriceClause[],
    lines: Around,
): Action<'bundle'> | undefined {
    const parts = node.got ? [...node.components, node.got] : node.components;
    const components = parts.map(each => lowerComponent(lowering, each, lines));
    const known = components.filter(each => each !== undefined);
    if (known.length > MOST_COMPONENTS) lowering.report(bundleSize, node, [known.length, MOST_COMPONENTS]);
    const price = bundlePrice(lowering, node);
    if (!price || known.length < components.length) return undefined;
    const first = clauses.find(ast.isFirstUnits)?.which === 'dearest' ? 'dearest' : 'cheapest';
    if (node.perLine && (known.length > 1 || known.some(({ different }) => different)))
        lowering.report(pointlessClause, node, ['per line', 'what makes a set here stands on several lines']);
    return {
        span: spanOf(node),
        text: textOf(node),
        kind: 'bundle',
        components: known,
        price,
        first,
        ...(node.perLine && { perLine: true }),
        atMost: times(lowering, node),
    };
}

/** `free …` and `… first` without anything that they could be about. */
export function checkChoices(lowering: Lowering, clauses: readonly ast.PriceClause[]): void {
    const free = clauses.find(ast.isFree);
    if (free && !clauses.some(each => ast.isBuyPay(each) || ast.isBuyGet(each)))
        lowering.report(clauseMissing, free, ["'free'", 'buy … pay …']);
    const first = clauses.find(ast.isFirstUnits);
    const limited = clauses.some(each => ast.isLimit(each) && each.counted?.startsWith('unit'));
    const counted = clauses.some(each => ast.isEveryOrders(each) && each.of !== 'orders');
    if (first && !limited && !counted && !clauses.some(ast.isBundle))
        lowering.report(
            pointlessClause,
            first,
            [textOf(first), "it says which units a 'bundle', a 'limit' or 'every … units' takes first"],
            {
                fixes: [{ title: 'Leave it out', edits: [removeLine(first)] }],
            },
        );
}

/** Groups of components are looked at all together: more of them would take too long. */
const MOST_COMPONENTS = 8;

function lowerComponent(lowering: Lowering, node: ast.BundlePart, lines: Around): BundleComponent | undefined {
    const units = counted(lowering, node.units, node, 'The number of units');
    if (node.different && (units < 2 || node.sku !== undefined)) {
        const why = node.sku === undefined ? 'one unit is not different from another' : 'all of them are one article';
        lowering.report(pointlessClause, node, ['different', why]);
    }
    const parts = { units, ...(node.different && { different: true }) };
    if (node.sku !== undefined) return { ...parts, condition: skuIs(node.sku, node) };
    if (!node.condition) return { ...parts, condition: undefined };
    const condition = lowerCondition(lowering, node.condition, lines);
    return condition && { ...parts, condition };
}

function bundlePrice(lowering: Lowering, node: ast.Bundle): Action<'bundle'>['price'] | undefined {
    if (node.got) {
        const benefit = benefitOf(lowering, node);
        return benefit && { kind: 'last got', benefit };
    }
    if (ast.isPercentLiteral(node.value)) return { kind: 'percent off', rate: percentOff(lowering, node.value) };
    const off = ast.isQuantity(node.value) ? money(lowering, node.value, 'A discount') : undefined;
    if (off) return { kind: 'amount off', amount: off };
    const amount = node.price && money(lowering, node.price, 'The price of a bundle');
    return amount && { kind: 'set price', amount };
}

function benefitOf(lowering: Lowering, node: ast.BuyGet | ast.Bundle): UnitBenefit | undefined {
    if (node.free) return { kind: 'percent off', rate: Rational.ONE };
    if (ast.isPercentLiteral(node.value)) return { kind: 'percent off', rate: percentOff(lowering, node.value) };
    const off = ast.isQuantity(node.value) ? money(lowering, node.value, 'A discount') : undefined;
    if (off) return { kind: 'amount off', amount: off };
    const amount = node.price && money(lowering, node.price, 'A price');
    return amount && { kind: 'new price', amount };
}

function termsOf(
    lowering: Lowering,
    node: ast.BuyPay | ast.BuyGet,
    clauses: readonly ast.PriceClause[],
): Required<SetTerms> {
    const free = clauses.find(ast.isFree);
    if (free?.perSet && node.perLine)
        lowering.report(pointlessClause, free, ['of each set', "the units of one line cost the same ('per line')"]);
    return {
        free: free?.which === 'dearest' ? 'dearest' : 'cheapest',
        sets: node.perLine ? 'by line' : free?.perSet ? 'by price' : 'together',
        atMost: times(lowering, node),
    };
}

function times(lowering: Lowering, node: ast.BuyPay | ast.BuyGet | ast.Bundle): number | undefined {
    return node.times === undefined
        ? undefined
        : counted(lowering, node.times, { node, property: 'times' }, 'The number of times');
}

function counted(lowering: Lowering, text: string | undefined, place: Place, what: string): number {
    const value = whole(lowering, text, place, what);
    if (rational(text).isZero()) lowering.report(outOfRange, place, [what, 'above zero', text ?? '']);
    return Math.max(1, value);
}

function skuIs(sku: string, node: ast.BuyGet | ast.BundlePart): Expression {
    const place = { span: spanOf(node), text: `sku is "${sku}"` };
    const type = { kind: 'text' } as const;
    const left: Expression = { ...place, text: 'sku', kind: 'item field', type, field: 'sku' };
    const right: Expression = { ...place, text: `"${sku}"`, kind: 'constant', type, value: sku };
    return { ...place, kind: 'compare', type: TRUTH, op: '=', left, right };
}

const both = (a: Expression, b: Expression): Expression => ({
    span: a.span,
    text: `${a.text} and ${b.text}`,
    kind: 'and',
    type: TRUTH,
    parts: [a, b],
});
