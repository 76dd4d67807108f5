import type { Rational } from '../../base/rational.ts';
import type { Edit } from '../../diagnostics/finding.ts';
import type { Rebate, RebateDate, RebateForm, RebatePeriod } from '../../model/rebate.ts';
import { rebateGrowth, rebatePartial, rebatePeriod } from '../checks/rebates.ts';
import { bracketOrder, clauseMissing, outOfRange, pointlessClause, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER } from './around.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, replace, textOf } from './context.ts';
import { lowerConditions, lowerExpression } from './expression.ts';
import { sortBrackets } from './mend.ts';
import { money, percentOff } from './money.ts';
import { duration, monthDay, rational, share } from './number.ts';
import { windowOf } from './window.ts';

export function lowerRebate(lowering: Lowering, node: ast.Rebate): Rebate | undefined {
    const clauses = once(lowering, node.clauses, `the rebate '${node.name}'`);
    const missing = (clause: string): undefined => {
        lowering.report(clauseMissing, { node, property: 'name' }, [`The rebate '${node.name}'`, clause]);
        return undefined;
    };
    const by = clauses.find(ast.isByClause);
    const brackets = clauses.find(ast.isRebateBrackets);
    const settle = clauses.find(ast.isSettleClause);
    const growth = clauses.find(ast.isGrowthClause);
    const measure = by ? lowerMeasure(lowering, by) : missing('by spend over calendar year');
    const byGrowth = growth !== undefined;
    if (growth?.alone && brackets?.mode === 'graduated')
        lowering.report(pointlessClause, growth, [
            'alone',
            "'graduated' gives each part of the growth its own rate already",
        ]);
    if (growth && measure) checkGrowth(lowering, growth, measure.period);
    const isMoney = measure?.isMoney ?? true;
    const steps = brackets ? lowerSteps(lowering, brackets, isMoney, byGrowth) : missing('graduated { … }');
    const form = settle ? lowerForm(lowering, settle) : missing('settle on 31 January as credit');
    if (!measure || !steps || !form || !settle) return undefined;
    return {
        ...declared(node),
        when: lowerConditions(lowering, clauses.filter(ast.isWhenClause), ABOUT_MEMBER),
        metric: measure.metric,
        period: measure.period,
        byGrowth,
        ...(growth?.alone ? { ofGrowthAlone: true } : {}),
        mode: brackets?.mode === 'graduated' ? 'graduated' : 'all-units',
        steps,
        ...lowerBounds(lowering, clauses.filter(ast.isRebateBound)),
        settle: lowerDate(lowering, settle),
        form,
        partial: lowerPartial(lowering, clauses.find(ast.isPartialClause), measure.period, form),
    };
}

interface Measure {
    readonly metric: string;
    readonly period: RebatePeriod;
    readonly isMoney: boolean;
}

function lowerMeasure(lowering: Lowering, node: ast.ByClause): Measure | undefined {
    const measured = lowerExpression(lowering, node.metric, ABOUT_MEMBER);
    if (!measured) return undefined;
    if (measured.kind !== 'metric' || (measured.type.kind !== 'money' && measured.type.kind !== 'number')) {
        lowering.report(wrongUnit, node.metric, [
            'A rebate',
            'measured by a metric of money or units',
            textOf(node.metric),
        ]);
        return undefined;
    }
    const { window } = measured;
    const isMoney = measured.type.kind === 'money';
    if (window.kind === 'membership year' && window.previous !== true)
        return { metric: measured.metric, period: 'membership year', isMoney };
    if (window.kind === 'calendar' && window.offset === 0 && window.unit !== 'day')
        return { metric: measured.metric, period: window.unit, isMoney };
    const written = ast.isNameRef(node.metric) || ast.isAggregate(node.metric) ? node.metric.window : undefined;
    if (written)
        lowering.report(rebatePeriod, written, [textOf(written)], {
            fixes: [{ title: 'Measure calendar years', edits: [replace(written, 'calendar year')] }],
        });
    return undefined;
}

function checkGrowth(lowering: Lowering, node: ast.GrowthClause, period: RebatePeriod): void {
    if (!node.window) return;
    const window = windowOf(lowering, node.window);
    const isOfMembership = period === 'membership year';
    if (isOfMembership && window.kind === 'membership year' && window.previous === true) return;
    const isBefore =
        window.kind === 'calendar' && window.offset === -1 && window.unit === period && window.count === undefined;
    const wanted = isOfMembership ? 'last membership year' : `last calendar ${period}`;
    if (!isBefore)
        lowering.report(rebateGrowth, node.window, [wanted, textOf(node.window)], {
            fixes: [{ title: `Compare with ${wanted}`, edits: [replace(node.window, wanted)] }],
        });
}

function lowerSteps(
    lowering: Lowering,
    node: ast.RebateBrackets,
    isMoney: boolean,
    byGrowth: boolean,
): Rebate['steps'] | undefined {
    if (node.steps.length === 0) lowering.report(clauseMissing, node, [`'${node.mode}'`, 'from …: …']);
    let before: Rational | undefined;
    return node.steps.flatMap(step => {
        const from = lowerFrom(lowering, step, isMoney, byGrowth);
        const rate = lowerRate(lowering, step.rate, isMoney);
        if (!from || !rate) return [];
        if (before && !from.gt(before))
            lowering.report(bracketOrder, step, [textOf(step), 'begin above the one before it'], {
                fixes: sortBrackets(node.steps, node.steps.map(limitOf)),
            });
        before = from;
        return [{ from, rate }];
    });
}

const limitOf = ({ from }: ast.RebateStep): Rational | undefined =>
    'value' in from && typeof from.value === 'string' ? rational(from.value) : undefined;

function lowerFrom(
    lowering: Lowering,
    { from }: ast.RebateStep,
    isMoney: boolean,
    byGrowth: boolean,
): Rational | undefined {
    if (!from) return undefined;
    const wanted = byGrowth ? 'a percentage' : isMoney ? `money in ${lowering.currency}` : 'a number of units';
    if (byGrowth && ast.isPercentLiteral(from)) return share(from.value);
    if (!byGrowth && isMoney && ast.isQuantity(from)) return money(lowering, from, 'A bracket');
    if (!byGrowth && !isMoney && ast.isNumberLiteral(from)) return rational(from.value);
    lowering.report(wrongUnit, from, ['A bracket', wanted, textOf(from)]);
    return undefined;
}

/** Of money a share; of units money for each. */
function lowerRate(lowering: Lowering, node: ast.Expression | undefined, isMoney: boolean): Rational | undefined {
    if (!node) return undefined;
    if (isMoney && ast.isPercentLiteral(node)) return percentOff(lowering, node);
    if (!isMoney && ast.isQuantity(node)) return money(lowering, node, 'A rebate on a unit');
    lowering.report(wrongUnit, node, [
        'A rebate',
        isMoney ? 'a percentage' : `money in ${lowering.currency}`,
        textOf(node),
    ]);
    return undefined;
}

function lowerBounds(lowering: Lowering, bounds: readonly ast.RebateBound[]): Pick<Rebate, 'atMost' | 'atLeast'> {
    const of = (bound: string): Rational | undefined => {
        const [node, ...more] = bounds.filter(each => each.bound === bound);
        for (const again of more) lowering.report(wrongUnit, again, ['A rebate', `one 'at ${bound}'`, textOf(again)]);
        return node && money(lowering, node.amount, 'What a rebate comes to');
    };
    const [atMost, atLeast] = [of('most'), of('least')];
    const [, late] = bounds;
    if (late && atMost && atLeast?.gt(atMost))
        lowering.report(outOfRange, late, ["'at least'", `at most ${atMost.toDecimal()}`, atLeast.toDecimal()]);
    return { atMost, atLeast };
}

function lowerDate(lowering: Lowering, node: ast.SettleClause): RebateDate {
    if (node.day) return { kind: 'on', day: monthDay(lowering, node.day) };
    return node.delay ? { kind: 'after', duration: duration(lowering, node.delay) } : { kind: 'at end' };
}

function lowerForm(lowering: Lowering, node: ast.SettleClause): RebateForm | undefined {
    if (!node.points) return { kind: node.form === 'payment' ? 'payment' : 'credit' };
    const unit = node.points.unit?.ref;
    const per = money(lowering, node.per, 'The money that points are given for');
    if (!unit || !per) return undefined;
    if (!ast.isPoints(unit)) {
        lowering.report(wrongUnit, node.points, ['What is given for money', 'points', textOf(node.points)]);
        return undefined;
    }
    if (per.isZero() && node.per)
        lowering.report(outOfRange, node.per, ['The money that points are given for', 'above zero', textOf(node.per)]);
    return { kind: 'points', points: unit.name, amount: rational(node.points.value), per };
}

const monthly = (node: ast.PartialClause): Edit => replace({ node, property: 'unit' }, 'month');

const LENGTHS: Readonly<Record<RebatePeriod, number>> = {
    week: 7,
    month: 30,
    quarter: 91,
    'half-year': 182,
    year: 365,
    'membership year': 365,
};

function lowerPartial(
    lowering: Lowering,
    node: ast.PartialClause | undefined,
    period: RebatePeriod,
    form: RebateForm,
): Rebate['partial'] {
    if (!node) return undefined;
    const each = node.unit === 'month' ? 'month' : 'quarter';
    if (form.kind === 'points') lowering.report(rebatePartial, node, ['in money, not in points']);
    else if (LENGTHS[each] >= LENGTHS[period])
        lowering.report(rebatePartial, node, [`within the ${period}, not once a ${each}`], {
            fixes: period === 'quarter' ? [{ title: 'Pay parts each month', edits: [monthly(node)] }] : [],
        });
    return { share: percentOff(lowering, node.share), each };
}
