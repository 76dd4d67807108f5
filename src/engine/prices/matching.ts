import { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import type { Price, PricePhase } from '../../model/price.ts';
import { allHold, evaluate, firstUnknown, holds } from '../evaluate.ts';
import type { Scope } from '../scope.ts';
import type { Brackets } from './brackets.ts';
import { minor } from './goods.ts';
import type { Counter } from './line-effects.ts';
import { type LineState, lineScope, type OrderState } from './order-state.ts';
import { basisOf, isTaxIn } from './tax.ts';

/** Whether rules of a phase may change a line: it is not marked as paid, and no contract keeps them away. */
function isOpenTo(line: LineState | undefined, phase: PricePhase): boolean {
    if (line?.open !== true) return false;
    return line.promotions === 'all' || (line.promotions === 'order' && phase !== 'item');
}

/** Numbers of the lines that a rule looks at: something of them is bought, and `where` holds. */
export function matchingLines(order: OrderState, rule: Price, scope: Scope): number[] {
    return order.lines.flatMap((state, index) => (isMatch(order, rule, state, scope) ? [index] : []));
}

/** The lines as a rule finds them that works on lines `isOpen` lets it change, at these prices. */
export function counterOf(
    order: OrderState,
    rule: Price,
    base: readonly Rational[],
    scope: Scope,
    isOpen: (line: number) => boolean,
): Counter {
    const mayChange = (line: number): boolean => isOpenTo(order.lines[line], rule.phase) && isOpen(line);
    const bought = order.lines.flatMap(({ line }, index) => (line.quantity.sign() > 0 ? [index] : []));
    return {
        lines: order.lines.map(({ line }, index) => ({
            amount: base[index] ?? Rational.ZERO,
            quantity: line.quantity,
        })),
        articles: articlesOf(order),
        matching: matchingLines(order, rule, scope).filter(mayChange),
        where: (condition, among = bought.filter(mayChange)) => linesWhere(order, among, condition, scope),
        startOf: brackets => startOf(brackets, scope, order),
        worth: (formula, line) => worthOf(formula, line, scope, order),
        basis: (lines, amounts) => {
            const taxed = lines.flatMap(index => {
                const line = order.lines[index]?.line;
                if (line === undefined) return [];
                const isIn = isTaxIn(line, order.request.program);
                return [{ amount: base[index] ?? Rational.ZERO, rate: line.tax, isTaxIn: isIn }];
            });
            return basisOf(taxed, amounts);
        },
        decimals: order.decimals,
        observer: scope.observer,
    };
}

/** Of each line the first of its article; one that does not say what is bought is an article by itself. */
function articlesOf({ lines }: OrderState): number[] {
    const first = new Map<string, number>();
    return lines.map(({ line: { sku } }, index) => {
        if (sku === undefined) return index;
        const article = first.get(sku) ?? index;
        first.set(sku, article);
        return article;
    });
}

/** What the member bought before, in the measure of the brackets. Where it is not known, nobody can say what is due. */
export function startOf({ after, by }: Brackets, scope: Scope, order: OrderState): Rational | undefined {
    if (after === undefined) return Rational.ZERO;
    const value = evaluate(after, scope, order.request.program);
    if (!(value instanceof Rational)) {
        scope.onUnknown?.(firstUnknown(after, scope, order.request.program));
        return undefined;
    }
    const start = by === 'quantity' ? value : minor(value, order.decimals);
    return start.max(Rational.ZERO);
}

/** Where it is not known, nothing is taken off, and it is reported. */
export function worthOf(
    formula: Expression,
    line: number | undefined,
    scope: Scope,
    order: OrderState,
): Rational | undefined {
    const state = line === undefined ? undefined : order.lines[line];
    const around = state === undefined ? scope : lineScope(scope, state, order);
    const value = evaluate(formula, around, order.request.program);
    if (value instanceof Rational) return value;
    scope.onUnknown?.(firstUnknown(formula, around, order.request.program));
    return undefined;
}

/** Of these lines, those for which the condition of an action holds; all where it has none. */
export function linesWhere(
    order: OrderState,
    lines: readonly number[],
    condition: Expression | undefined,
    scope: Scope,
): number[] {
    if (condition === undefined) return [...lines];
    return lines.filter(index => {
        const state = order.lines[index];
        return state !== undefined && holds(condition, lineScope(scope, state, order), order.request.program);
    });
}

const order = ['event', 'item', 'order', 'shipping'] as const satisfies readonly PricePhase[];

export const isLater = (phase: PricePhase, than: PricePhase): boolean => order.indexOf(phase) > order.indexOf(than);

function isMatch(order: OrderState, rule: Price, state: LineState, scope: Scope): boolean {
    const { quantity } = state.line;
    if (rule.zeroUnits === true ? quantity.isNegative() : quantity.sign() <= 0) return false;
    return rule.where.length === 0 || allHold(rule.where, lineScope(scope, state, order), order.request.program);
}
