import type { Expression } from '../../model/expression.ts';
import type { Type } from '../../model/type.ts';
import { incomplete, noWindow } from '../checks/types.ts';
import type * as ast from '../generated/ast.ts';
import { POINTS_ACCOUNT } from '../library.ts';
import { type Around, elsewhere } from './around.ts';
import { type Lowering, spanOf, textOf } from './context.ts';
import { pointsFigureOf } from './figure.ts';
import { lowerWindow } from './window.ts';

export function lowerPointsName(
    lowering: Lowering,
    node: ast.NameRef,
    head: ast.Points,
    field: ast.Field | undefined,
    around: Around,
): Expression | undefined {
    const place = { span: spanOf(node), text: textOf(node) };
    const points = head.name;
    const type: Type = { kind: 'points', points };
    if (!field) {
        const names = lowering.names.eventFields(lowering.root, POINTS_ACCOUNT).map(each => `${points}.${each.name}`);
        lowering.report(incomplete, node, [place.text, names.slice(0, 6).join(', ')]);
        return undefined;
    }
    if (around.goal) {
        const asked = pointsFigureOf(points, field.name);
        return asked ? { ...place, kind: 'figure', ...asked } : elsewhere(lowering, node, 'in rules about one member');
    }
    switch (field.name) {
        case 'earned':
        case 'spent':
        case 'expired': {
            const window = lowerWindow(lowering, node);
            return (
                window && {
                    ...place,
                    kind: 'metric',
                    type,
                    metric: pointsMetric(lowering, node, points, field.name),
                    window,
                }
            );
        }
        case 'balance':
        case 'pending':
        case 'debt':
            return noPeriod(lowering, node, { ...place, kind: 'points balance', type, points, what: field.name });
        case 'expiring':
            return around.expiring === points
                ? { ...place, kind: 'points expiring', type, points, within: undefined }
                : elsewhere(lowering, node, `in a trigger 'before ${points}.expiry'`);
        default:
            return elsewhere(lowering, node, 'in a goal');
    }
}

function noPeriod(lowering: Lowering, node: ast.NameRef, expression: Expression): Expression | undefined {
    if (!node.window) return expression;
    lowering.report(noWindow, node, [textOf(node).replace(/ over .*$/, '')]);
    return undefined;
}

/** The metric behind `Star.earned`: made once, named as it is written. */
function pointsMetric(
    lowering: Lowering,
    node: ast.NameRef,
    points: string,
    flow: 'earned' | 'spent' | 'expired',
): string {
    const name = `${points}.${flow}`;
    if (!lowering.inlineMetrics.has(name)) {
        lowering.inlineMetrics.set(name, {
            ...{ name, title: name, doc: '', span: spanOf(node), inline: true, fn: 'sum' },
            source: { kind: 'posting', points, flow },
            value: undefined,
            where: undefined,
            type: { kind: 'points', points },
        });
    }
    return name;
}
