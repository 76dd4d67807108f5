import { Rational } from '../../base/rational.ts';
import type { Expectation, PaidPart } from '../../model/test.ts';
import { pointlessClause } from '../checks/rules.ts';
import type * as ast from '../generated/ast.ts';
import { type Lowering, textOf } from './context.ts';
import { moneyOf } from './test-fields.ts';

/** What is expected of money: what an order costs, and what was given back or credited. */
export function lowerPaid(lowering: Lowering, node: ast.Expect): Expectation | undefined {
    const written = node.amount && moneyOf(lowering, node.amount, 'What is expected');
    if (!written) return undefined;
    const amount = node.below ? Rational.ZERO.sub(written) : written;
    const order = node.order?.ref?.name;
    switch (node.kind) {
        case 'credited':
        case 'charged':
        case 'refunded':
            return { kind: node.kind, amount };
        case 'paid_out':
            return { kind: 'paid out', amount };
        case 'total':
        case 'due':
            if (node.part)
                lowering.report(pointlessClause, node.part, [textOf(node.part), `'${node.kind}' is about all of it`]);
            return { kind: node.kind, amount, order };
        case 'pays':
        case 'tax':
            return { kind: node.kind, amount, order, on: partOf(node.part), tax: taxOf(lowering, node) };
        case 'surcharge':
            return { kind: 'discount', amount: amount.neg(), by: node.rule?.ref?.name, order, on: partOf(node.part) };
        default:
            return { kind: 'discount', amount, by: node.rule?.ref?.name, order, on: partOf(node.part) };
    }
}

/** One of several taxes, by the field that says its rate. */
function taxOf(lowering: Lowering, node: ast.Expect): string | undefined {
    if (node.tax && node.kind !== 'tax')
        lowering.report(pointlessClause, { node, property: 'tax' }, ['by …', "only 'tax' is of one tax or another"]);
    return node.tax?.ref?.name;
}

function partOf(node: ast.PaidPart | undefined): PaidPart | undefined {
    if (node === undefined) return undefined;
    return node.sku === undefined ? { kind: 'shipping' } : { kind: 'sku', sku: node.sku };
}
