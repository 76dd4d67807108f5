import { Rational } from '../../base/rational.ts';
import type { Points } from '../../model/points.ts';
import type { Transfer, TransferFee } from '../../model/transfer.ts';
import { statusTogether } from '../checks/pools.ts';
import { outOfRange, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { once } from './clauses.ts';
import { type Lowering, spanOf, textOf } from './context.ts';
import { lowerLimit } from './limit.ts';
import { money, percentOff } from './money.ts';
import { rational } from './number.ts';
import { groupField } from './pool.ts';

interface Sent {
    readonly points: ast.Points;
    readonly use: Points['use'];
}

/** `transfer to members { … }`: whether and how members give points to each other. */
export function lowerTransfer(
    lowering: Lowering,
    clause: ast.TransferClause | undefined,
    { points, use }: Sent,
): Transfer | undefined {
    if (!clause) return undefined;
    if (use === 'status') lowering.report(statusTogether, clause, [points.name, 'given to others']);
    const terms = once(lowering, clause.terms, `the transfer of '${points.name}'`);
    const rate = terms.find(ast.isTransferRate);
    const least = terms.find(ast.isTransferMinimum);
    const fee = terms.find(ast.isTransferFee);
    const place = { node: clause, property: 'within' };
    return {
        span: spanOf(clause),
        fee: fee && lowerFee(lowering, fee, points),
        rate: rate ? percentOff(lowering, rate.share) : Rational.ONE,
        atLeast: least && amountOf(lowering, least.amount, points, 'The least that is sent'),
        limits: terms.filter(ast.isLimit).flatMap(each => lowerSendingLimit(lowering, each, points)),
        expiry: terms.find(ast.isTransferExpiry)?.how === 'anew' ? 'anew' : 'kept',
        within: groupField(lowering, clause.within?.ref, place),
    };
}

function lowerSendingLimit(lowering: Lowering, node: ast.Limit, points: ast.Points): Transfer['limits'] {
    const limit = lowerLimit(lowering, node);
    const isMeant = limit !== undefined && (limit.of === 'times' || limit.unit === points.name);
    if (limit !== undefined && !isMeant)
        lowering.report(wrongUnit, node, ['A limit of what is sent', `in ${points.name} or in times`, limit.text]);
    return isMeant ? [limit] : [];
}

function lowerFee(lowering: Lowering, node: ast.TransferFee, points: ast.Points): TransferFee | undefined {
    if (node.share) {
        return { kind: 'share', rate: percentOff(lowering, node.share) };
    }
    const unit = node.amount?.unit?.ref;
    if (!node.amount || !unit) return undefined;
    const per = node.per && amountOf(lowering, node.per, points, 'What the fee is for');
    if (ast.isCurrency(unit)) {
        const amount = money(lowering, node.amount, 'The fee');
        return amount && { kind: 'money', amount, per };
    }
    if (per) lowering.report(wrongUnit, node, ['A fee in points', 'a share, such as 5%, or one amount', textOf(node)]);
    const amount = amountOf(lowering, node.amount, points, 'The fee');
    return amount && { kind: 'points', amount };
}

/** Above zero, in the points that are sent. */
function amountOf(lowering: Lowering, node: ast.Quantity, points: ast.Points, what: string): Rational | undefined {
    const unit = node.unit?.ref;
    if (!unit) return undefined;
    if (unit !== points) {
        lowering.report(wrongUnit, node, [what, `in ${points.name}`, textOf(node)]);
        return undefined;
    }
    const amount = rational(node.value);
    if (amount.isZero()) lowering.report(outOfRange, node, [what, 'above zero', textOf(node)]);
    return amount.isZero() ? undefined : amount;
}
