import { Rational } from '../../base/rational.ts';
import type { Expression, Window } from '../../model/expression.ts';
import { incomplete, noWindow } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { FIGURES, GIVEN, ORDER } from '../library.ts';
import { isAccount, lowerAccount } from './accounts.ts';
import { type AggregateBody, dailyType } from './aggregate.ts';
import { type Around, elsewhere } from './around.ts';
import { type Lowering, NUMBER, replace, spanOf, textOf } from './context.ts';
import { figureOf } from './figure.ts';
import { lowerOrderMeasure, orderField } from './order-measure.ts';
import { lowerPointsName } from './points-name.ts';
import { isStanding, standing } from './standing.ts';
import { ownerOf, typeOfField } from './type.ts';
import { lowerWalletName } from './wallet-name.ts';
import { lowerWindow } from './window.ts';

/** A path: the head decides what the rest means. `measured` says what a metric adds up. */
export function lowerName(
    lowering: Lowering,
    node: ast.NameRef,
    around: Around,
    measured: (metric: ast.Aggregate) => AggregateBody | undefined,
): Expression | undefined {
    const head = node.head?.ref;
    if (!head) return undefined;
    const place = { span: spanOf(node), text: textOf(node) };
    const field = node.tail[0]?.ref;
    if (node.tail.length > 0 && !field) return undefined;
    if (ast.isMetric(head)) {
        if (around.goal) return elsewhere(lowering, node, 'in rules about one member');
        if (node.window?.kind === 'order') {
            return lowerOrderMeasure(lowering, node, head.aggregate && measured(head.aggregate), around);
        }
        const window = lowerWindow(lowering, node);
        const type = head.daily ? dailyType(lowering, head.daily) : head.aggregate && measured(head.aggregate)?.type;
        return window && type && { ...place, kind: 'metric', type, metric: head.name, window };
    }
    if (ast.isPoints(head)) return lowerPointsName(lowering, node, head, field, around);
    if (ast.isWallet(head))
        return around.goal
            ? elsewhere(lowering, node, 'in rules about one member')
            : lowerWalletName(lowering, node, head);
    if (field && isAccount(field)) {
        if (around.goal) return elsewhere(lowering, node, 'in rules about one member');
        const window = lowerWindow(lowering, node);
        return window && lowerAccount(lowering, node, field, window);
    }
    if (node.window) {
        const fixed = textOf(node).replace(/ over .*$/, '');
        lowering.report(noWindow, node, [fixed], {
            fixes: [{ title: 'Leave the period out', edits: [replace(node, fixed)] }],
        });
        return undefined;
    }
    if (isStanding(head))
        return around.goal ? elsewhere(lowering, node, 'in rules about one member') : standing(place, head);
    if (ast.isField(head)) return lowerBareField(lowering, node, head);
    if (!field) {
        const names = fieldNames(lowering, head);
        lowering.report(incomplete, node, [
            place.text,
            names
                .slice(0, 6)
                .map(name => `${place.text}.${name}`)
                .join(', '),
        ]);
        return undefined;
    }
    return lowerFieldOf(lowering, node, head, field, around);
}

/** `member.city`, `purchase.channel`, `order.total`: a field of the member, the item, the event. */
export function lowerFieldOf(
    lowering: Lowering,
    node: ast.NameRef | ast.FieldOf,
    head: ast.MemberDecl | ast.ItemDecl | ast.EventDecl,
    field: ast.Field,
    around: Around,
): Expression | undefined {
    const place = { span: spanOf(node), text: textOf(node) };
    if (around.goal) return elsewhere(lowering, node, 'in rules about one member');
    if (ast.isMemberDecl(head))
        return { ...place, kind: 'member field', type: typeOfField(lowering, field, 'member'), field: field.name };
    if (ast.isItemDecl(head)) {
        return around.items
            ? { ...place, kind: 'item field', type: typeOfField(lowering, field, 'item'), field: field.name }
            : elsewhere(lowering, node, "in 'where' or in a rule on item");
    }
    if (head.name === ORDER) {
        if (!around.order) return elsewhere(lowering, node, 'in prices and rewards');
        if (field.name === 'number') return orderNumber(place);
        return {
            ...place,
            kind: 'order field',
            type: typeOfField(lowering, field, ORDER),
            field: orderField(field.name),
        };
    }
    const unpriced = around.order && head.name === 'purchase' ? UNPRICED.get(field.name) : undefined;
    if (unpriced !== undefined) return elsewhere(lowering, node, `when the order has its prices; ${unpriced}`);
    if (!around.events.includes(head.name))
        return elsewhere(
            lowering,
            node,
            head.name === GIVEN ? 'in an invariant on an event' : `in a rule on ${head.name}`,
        );
    return {
        ...place,
        kind: 'event field',
        type: typeOfField(lowering, field, ownerOf(field)),
        event: head.name,
        field: field.name,
    };
}

const askOrder = (field: string): string => `as it stands it is 'order.${field}'`;

/** What a purchase comes to is not known while prices are worked out, and what can be asked instead. */
const UNPRICED: ReadonlyMap<string, string> = new Map([
    ['paid', askOrder('total')],
    ['total', askOrder('with_tax')],
    ...['gross', 'net', 'units', 'lines'].map(field => [field, askOrder(field)] as const),
    ...['discount', 'tax', 'taxes'].map(field => [field, 'prices cannot ask it'] as const),
]);

/** The orders before this one, and one. */
export function orderNumber(place: { readonly span: Expression['span']; readonly text: string }): Expression {
    const window: Window = { kind: 'lifetime' };
    const left: Expression = { ...place, kind: 'metric', type: NUMBER, metric: 'orders', window };
    const right: Expression = { ...place, text: '1', kind: 'constant', type: NUMBER, value: Rational.ONE };
    return { ...place, kind: 'arithmetic', type: NUMBER, op: '+', left, right };
}

/** A field without a prefix: of the item in question, or a figure of a goal. */
export function lowerBareField(
    lowering: Lowering,
    node: ast.NameRef | ast.ConstantRef,
    field: ast.Field,
): Expression | undefined {
    const place = { span: spanOf(node), text: textOf(node) };
    const owner = ownerOf(field);
    const type = typeOfField(lowering, field, owner);
    if (owner !== FIGURES) return { ...place, kind: 'item field', type, field: field.name };
    const figure = figureOf(field.name);
    return figure && { ...place, kind: 'figure', type, figure };
}

function fieldNames(lowering: Lowering, head: ast.EventDecl | ast.MemberDecl | ast.ItemDecl): string[] {
    const fields = ast.isMemberDecl(head)
        ? lowering.names.memberFields(lowering.root)
        : ast.isItemDecl(head)
          ? lowering.names.itemFields(lowering.root)
          : lowering.names.eventFields(lowering.root, head.name);
    return fields.map(each => each.name);
}
