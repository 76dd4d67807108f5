import { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import type { Price } from '../../model/price.ts';
import { describeType } from '../../model/type.ts';
import { chargeBounds, outOfRange, pointlessClause, samePriority } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { boughtBefore } from './bought-before.ts';
import { type Lowering, removeLine, spanOf, textOf } from './context.ts';
import { lowerExpression } from './expression.ts';
import { orderNumber } from './name.ts';
import { whole } from './number.ts';

/** Bounds of single lines: how low an order discount takes them, how high a rule raises them. */
export function lowerBounds(
    lowering: Lowering,
    clauses: readonly ast.PriceClause[],
    phase: Price['phase'],
    lines: Around,
): Pick<Price, 'lineFloor' | 'ceiling'> {
    const lineFloor = clauses.find(ast.isLineFloor);
    const ceiling = clauses.find(ast.isPriceCeiling);
    if (lineFloor && phase !== 'order')
        misplaced(lowering, lineFloor, 'line floor', "only an order discount has one: write 'floor'");
    if (ceiling && phase !== 'item' && phase !== 'event')
        misplaced(lowering, ceiling, 'ceiling', "it bounds the price of a unit: write 'charge at most'");
    const highest =
        ceiling && (phase === 'item' || phase === 'event') ? amountOf(lowering, ceiling.value, lines) : undefined;
    const floor = clauses.find(ast.isFloor);
    const lowest = floor && ceiling && lowerExpression({ ...lowering, report: () => {} }, floor.value, lines);
    if (ceiling && isAbove(lowest, highest))
        lowering.report(chargeBounds, ceiling, [textOf(ceiling), textOf(floor ?? ceiling)]);
    return {
        lineFloor: lineFloor && phase === 'order' ? amountOf(lowering, lineFloor.value, lines) : undefined,
        ceiling: highest,
    };
}

/** When it is a rule's turn: before all others, or on each so many-th order. */
export function lowerTurns(
    lowering: Lowering,
    node: ast.Price,
    clauses: readonly ast.PriceClause[],
    where: readonly Expression[],
): Pick<Price, 'priority' | 'every' | 'nth'> {
    const exclusive = clauses.find(ast.isExclusive);
    const every = clauses.find(ast.isEveryOrders);
    const what = `The number of ${every?.of ?? 'orders'}`;
    const count = every && whole(lowering, every.count, every, what);
    if (every && count === 0) lowering.report(outOfRange, every, [what, 'above zero', every.count]);
    const ofOrders = every?.of === 'orders' || every?.of === undefined;
    return {
        priority: exclusive && priorityOf(lowering, node, exclusive),
        every:
            every && count && ofOrders
                ? { count, number: orderNumber({ span: spanOf(every), text: 'order.number' }) }
                : undefined,
        nth: every && count && !ofOrders ? lowerNth(lowering, node, { every, count, where }) : undefined,
    };
}

/** `every 10 units over lifetime`: units of items, counted in the order or on from those that were bought before. */
function lowerNth(
    lowering: Lowering,
    { phase, event, clauses }: ast.Price,
    { every, count, where }: { every: ast.EveryOrders; count: number; where: readonly Expression[] },
): Price['nth'] {
    const of = every.of === 'lines' ? 'lines' : 'units';
    const set = clauses.find(
        each => ast.isBuyPay(each) || ast.isBuyGet(each) || ast.isBundle(each) || ast.isPriceBrackets(each),
    );
    if (event) return { count, of };
    if (phase !== 'item') misplaced(lowering, every, textOf(every), "only a price 'on item' looks at units and lines");
    else if (set) misplaced(lowering, every, textOf(every), `'${textOf(set).split(' ')[0]}' counts units itself`);
    if (of === 'lines' && every.window) misplaced(lowering, every, textOf(every), 'lines are counted within one order');
    const before = every.window && of === 'units' && boughtBefore(lowering, every, every.window, 'quantity', where);
    return { count, of, ...(before ? { before } : {}) };
}

/** Two exclusive rules of one phase and priority: nobody could say which one goes first. */
function priorityOf(lowering: Lowering, node: ast.Price, clause: ast.Exclusive): number {
    const priority = whole(lowering, clause.priority, clause, 'A priority');
    for (const other of lowering.names.declarations(lowering.root, 'Price')) {
        if (other === node) break;
        const same =
            other.phase === node.phase &&
            other.event?.ref?.name === node.event?.ref?.name &&
            other.clauses.find(ast.isExclusive)?.priority === clause.priority;
        if (same) lowering.report(samePriority, clause, [node.name, other.name, clause.priority]);
    }
    return priority;
}

function amountOf(lowering: Lowering, node: ast.Expression, around: Around): Expression | undefined {
    const amount = lowerExpression(lowering, node, around);
    if (amount && amount.type.kind !== 'money')
        lowering.report(mismatch, node, [`money in ${lowering.currency}`, describeType(amount.type)]);
    return amount;
}

function isAbove(floor: Expression | undefined, ceiling: Expression | undefined): boolean {
    const amount = (each: Expression | undefined): Rational | undefined =>
        each?.kind === 'constant' && each.value instanceof Rational ? each.value : undefined;
    const [low, high] = [amount(floor), amount(ceiling)];
    return low !== undefined && high !== undefined && low.gt(high);
}

function misplaced(lowering: Lowering, node: ast.PriceClause, clause: string, why: string): void {
    lowering.report(pointlessClause, node, [clause, why], {
        fixes: [{ title: 'Leave it out', edits: [removeLine(node)] }],
    });
}
