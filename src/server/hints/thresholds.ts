import type { AstNode } from 'langium';
import type { Rational } from '../../base/rational.ts';
import { groupDigits } from '../../base/text.ts';
import * as ast from '../../language/generated/ast.ts';
import { documentOf, type Names } from '../../language/names.ts';
import type { Hint } from './hint.ts';
import { numberOf, pointsPerMoney, sayMoney } from './worth.ts';

/** `≈ 300 EUR spent` behind a threshold in points, `≈ 300 Star` behind one in money: by the one rule that earns on purchases. */
export function thresholdHints(node: AstNode, names: Names): readonly Hint[] {
    const threshold = thresholdIn(node);
    const value = numberOf(threshold?.value);
    const end = threshold?.node.$cstNode?.end;
    if (!threshold || !value || value.isZero() || end === undefined) return [];
    const { unit } = threshold;
    const told = ast.isPoints(unit)
        ? spentFor(value, unit, names)
        : ast.isCurrency(unit)
          ? earnedBy(value, unit, node, names)
          : undefined;
    return told ? [{ kind: 'thresholds', offset: end, label: told.label, explanation: () => told.explanation }] : [];
}

interface Told {
    readonly label: string;
    readonly explanation: string;
}

function spentFor(value: Rational, points: ast.Points, names: Names): Told | undefined {
    const base = pointsPerMoney(points, names);
    if (!base || base.rate.isZero()) return undefined;
    const amount = value.div(base.rate).roundTo(2, 'half up');
    const money = sayMoney({ amount, currency: base.currency });
    return {
        label: `≈ ${money} spent`,
        explanation: `By '${base.rule.name}' alone, so many ${points.name} are earned with purchases of ${money}.`,
    };
}

function earnedBy(value: Rational, currency: ast.Currency, node: AstNode, names: Names): Told | undefined {
    const all = names
        .declarations(documentOf(node), 'Points')
        .map(points => ({ points, base: pointsPerMoney(points, names) }));
    const [only, ...others] = all.filter(({ base }) => base?.currency === currency.name);
    if (!only?.base || others.length > 0) return undefined;
    const earned = groupDigits(value.mul(only.base.rate).roundTo(0, 'down').toDecimal());
    return {
        label: `≈ ${earned} ${only.points.name}`,
        explanation: `By '${only.base.rule.name}' alone, purchases of so much earn ${earned} ${only.points.name}.`,
    };
}

interface Threshold {
    readonly node: AstNode;
    readonly value: string;
    readonly unit: ast.Unit | undefined;
}

function thresholdIn(node: AstNode): Threshold | undefined {
    if (ast.isTier(node) && node.from) {
        const measure = node.$container.clauses.find(ast.isQualifyClause)?.metric;
        return read(node.from, measure);
    }
    if (ast.isMilestone(node) && node.at) return read(node.at, node.of);
    return ast.isCosts(node) && node.amount ? read(node.amount, undefined) : undefined;
}

/** The unit of a bare number is that of the points that are measured. */
function read(node: ast.Expression, measure: ast.Expression | undefined): Threshold | undefined {
    if (ast.isQuantity(node)) return { node, value: node.value, unit: node.unit?.ref };
    return ast.isNumberLiteral(node) ? { node, value: node.value, unit: pointsOf(measure) } : undefined;
}

function pointsOf(measure: ast.Expression | undefined): ast.Points | undefined {
    const path = ast.isAggregate(measure) ? measure.of : ast.isNameRef(measure) ? measure : undefined;
    const head = path?.head?.ref;
    if (ast.isMetric(head)) return head.aggregate === measure ? undefined : pointsOf(head.aggregate);
    const isAmount = path?.tail.at(-1)?.ref?.name === 'earned' || path?.tail.at(-1)?.ref?.name === 'balance';
    return ast.isPoints(head) && isAmount ? head : undefined;
}
