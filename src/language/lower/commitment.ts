import type { Commitment } from '../../model/contract.ts';
import type { Duration } from '../../model/type.ts';
import { commitmentTooLong } from '../checks/contracts.ts';
import { outOfRange, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, replace, textOf } from './context.ts';
import { lowerMetric } from './metric.ts';
import { money } from './money.ts';
import { duration, mostDays, rational } from './number.ts';
import { calendarUnit } from './window.ts';

/** `commit 600_000 EUR per term`, `commit 1_000 units of kilos per calendar month prorated`. */
export function lowerCommitment(lowering: Lowering, node: ast.CommitClause): Commitment | undefined {
    const of = node.units === undefined ? 'money' : 'units';
    const amount = of === 'units' ? rational(node.units) : money(lowering, node.amount, 'A commitment');
    const lasts = node.every && duration(lowering, node.every);
    if (node.every && lasts && lasts.count < 1)
        lowering.report(outOfRange, node.every, ['A period', 'above zero', textOf(node.every)]);
    const per: Commitment['per'] = lasts
        ? { kind: 'every', duration: lasts }
        : node.unit
          ? { kind: 'calendar', unit: calendarUnit(node.unit) }
          : { kind: 'term' };
    const metric = node.measure ? lowerPromised(lowering, node.measure, of) : of === 'units' ? 'units' : 'spend';
    if (!amount || !metric) return undefined;
    return { amount, of, metric, per, ...(node.prorated ? { prorated: true } : {}) };
}

/** A metric that adds up what is promised. */
function lowerPromised(lowering: Lowering, node: ast.NameRef, of: Commitment['of']): string | undefined {
    const head = node.head?.ref;
    if (!head) return undefined;
    const metric = ast.isMetric(head) ? lowerMetric({ ...lowering, report: () => {} }, head) : undefined;
    const kind = of === 'money' ? 'money' : 'number';
    if (metric?.fn === 'sum' && metric.type.kind === kind && metric.source.kind !== 'daily' && node.tail.length === 0)
        return metric.name;
    const wanted = `measured by a metric that is a sum of ${of === 'money' ? 'money' : 'units'}`;
    lowering.report(wrongUnit, node, ['A commitment', wanted, textOf(node)]);
    return undefined;
}

/** A share of missing money, or an amount for each missing unit. */
export function checkShortfall(
    lowering: Lowering,
    commit: ast.CommitClause,
    shortfall: ast.ShortfallClause | undefined,
    end: ast.EarlyEndClause | undefined,
): void {
    const isUnits = commit.units !== undefined;
    const share = shortfall?.share ?? end?.share;
    if (isUnits && share)
        lowering.report(wrongUnit, share, ['What is missing of units', 'an amount per missing unit', textOf(share)]);
    if (!isUnits && shortfall?.amount)
        lowering.report(wrongUnit, shortfall.amount, [
            'What is missing of money',
            'a share of missing',
            textOf(shortfall.amount),
        ]);
}

/** A period of a commitment that no term runs through. */
export function checkPeriod(lowering: Lowering, commit: ast.CommitClause, { duration: lasts }: ast.TermClause): void {
    if (!lasts || commit.prorated) return;
    const period = commit.every ? duration(lowering, commit.every) : calendarDuration(commit.unit);
    if (!period || mostDays(period) <= mostDays(duration(lowering, lasts))) return;
    const text = commit.every ? textOf(commit.every) : `a calendar ${commit.unit}`;
    const written = textOf(commit).replace(/ per .*/, ' per term');
    lowering.report(commitmentTooLong, commit, [text, textOf(lasts)], {
        fixes: [{ title: 'Promise it for the term', edits: [replace(commit, written)] }],
    });
}

function calendarDuration(unit: string | undefined): Duration | undefined {
    switch (unit) {
        case 'week':
            return { count: 1, unit: 'weeks' };
        case 'month':
            return { count: 1, unit: 'months' };
        case 'quarter':
            return { count: 3, unit: 'months' };
        case 'half-year':
            return { count: 6, unit: 'months' };
        case 'year':
            return { count: 1, unit: 'years' };
        default:
            return undefined;
    }
}
