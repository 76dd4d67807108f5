import type { Rational } from '../../base/rational.ts';
import type { Points } from '../../model/points.ts';
import type { Duration } from '../../model/type.ts';
import { expiryTooShort, worthMissing } from '../checks/program.ts';
import { pointlessClause, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, textOf } from './context.ts';
import { lowerExpiry, lowerExpiryIf } from './expiry.ts';
import { duration, endsBefore, rational, whole } from './number.ts';
import { lowerPendingUntil } from './pending-until.ts';
import { lowerLife } from './points-life.ts';
import { lowerBalanceCap, lowerPointsLimits } from './points-limits.ts';
import { lowerPool } from './pool.ts';
import { roundingMode } from './rounding.ts';
import { lowerSpendThose } from './spend-those.ts';
import { lowerTransfer } from './transfer.ts';

export function lowerPoints(lowering: Lowering, node: ast.Points): Points {
    const clauses = once(lowering, node.clauses, `points '${node.name}'`);
    const expires = clauses.filter(ast.isExpireClause);
    const expire = expires.find(each => !each.condition);
    const pending = clauses.find(ast.isPendingClause);
    const worth = clauses.find(ast.isWorthClause);
    const round = clauses.find(ast.isRoundClause);
    const use = clauses.find(ast.isUseClause)?.use === 'status' ? 'status' : 'spending';
    const expiry = lowerExpiry(lowering, expire);
    const pendingFor = pending?.duration && duration(lowering, pending.duration);
    if (
        expire &&
        pending &&
        pendingFor &&
        expiry.kind === 'after' &&
        endsBefore(expiry.after, pendingFor, expiry.endOf)
    ) {
        lowering.report(expiryTooShort, expire, [
            textOf(pending.duration ?? pending),
            expire.after ? textOf(expire.after) : '',
        ]);
    }
    if (!worth && use === 'spending') lowering.report(worthMissing, { node, property: 'name' }, [node.name]);
    return {
        ...declared(node),
        decimals: whole(lowering, clauses.find(ast.isDecimalsClause)?.decimals ?? '0', node, 'The number of decimals'),
        worth: worth && lowerWorth(lowering, worth),
        use,
        round: roundingMode(round?.mode) ?? 'down',
        roundEach: round?.each ?? false,
        pending: pendingFor,
        ...lowerPendingUntil(lowering, pending?.until),
        expiry,
        expiryIf: lowerExpiryIf(lowering, expires),
        limits: lowerPointsLimits(lowering, node.name, clauses.filter(ast.isLimit)),
        balanceAtMost: lowerBalanceCap(lowering, node.name, clauses.find(ast.isBalanceCap)),
        spend: spendOrder(clauses.find(ast.isSpendClause)?.order),
        ...lowerSpendThose(lowering, node.name, clauses.filter(ast.isSpendThose)),
        onReturn: onReturn(lowering, clauses.find(ast.isReturnPointsClause)),
        debt: clauses.find(ast.isDebtClause)?.mode === 'forgiven' ? 'forgiven' : 'allowed',
        restoredFor: restored(lowering, clauses.find(ast.isRestoredClause)),
        ...lowerLife(lowering, clauses, { name: node.name, isPooled: clauses.some(ast.isPoolClause) }),
        pool: lowerPool(lowering, clauses, { name: node.name, use }),
        transfer: lowerTransfer(lowering, clauses.find(ast.isTransferClause), { points: node, use }),
    };
}

export function restored(lowering: Lowering, clause: ast.RestoredClause | undefined): Duration {
    return clause ? duration(lowering, clause.duration) : { count: 30, unit: 'days' };
}

function lowerWorth(lowering: Lowering, clause: ast.WorthClause): { amount: Rational; currency: string } | undefined {
    const unit = clause.amount?.unit?.ref;
    if (!unit) return undefined;
    if (ast.isCurrency(unit) && unit.name === lowering.currency)
        return { amount: rational(clause.amount.value), currency: unit.name };
    lowering.report(wrongUnit, clause.amount, [
        'What a point is worth',
        `money in ${lowering.currency}`,
        textOf(clause.amount),
    ]);
    return undefined;
}

function onReturn(lowering: Lowering, clause: ast.ReturnPointsClause | undefined): Points['onReturn'] {
    const isPart = clause?.proRata === true;
    if (clause?.mode !== 'keeps') return isPart ? 'pro rata' : 'take';
    if (isPart) lowering.report(pointlessClause, clause, ['pro rata', 'nothing is taken back']);
    return 'keep';
}

export function spendOrder(order: string | undefined): Points['spend'] {
    return order?.startsWith('oldest') ? 'oldest' : order?.startsWith('newest') ? 'newest' : 'soonest to expire';
}
