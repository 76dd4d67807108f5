import type { Price } from '../../model/price.ts';
import { describeType } from '../../model/type.ts';
import { clauseMissing, pointlessClause } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, removeLine, textOf } from './context.ts';
import { ownerOf, typeOfField } from './type.ts';

/** Clauses that are about lines, shipping or the order: an event has none of them. */
const OF_ORDERS: ReadonlySet<string> = new Set([
    ...[
        'WhereClause',
        'PriceBrackets',
        'BuyPay',
        'BuyGet',
        'Bundle',
        'Free',
        'FirstUnits',
        'SpreadClause',
        'LineFloor',
    ],
    ...['WithCoupon', 'EveryOrders', 'ZeroUnits'],
]);

/** `price … on stay { discount 8% of stay.spend }`: the one field of money that the rule is about. */
export function lowerPricedField(
    lowering: Lowering,
    node: ast.Price,
    clauses: readonly ast.PriceClause[],
): Price['of'] {
    const event = node.event?.ref;
    const actions = clauses.filter(each => ast.isDiscount(each) || ast.isNewPrice(each));
    const named = actions.filter(each => each.of !== undefined);
    if (!event) {
        for (const each of node.event ? [] : named)
            lowering.report(pointlessClause, each, [`of ${textOf(each.of ?? each)}`, 'it is off what the price is on']);
        return undefined;
    }
    if (event.name === 'purchase' || event.name === 'return') {
        lowering.report(pointlessClause, { node, property: 'event' }, [
            `on ${event.name}`,
            "goods have prices 'on item' and 'on order'",
        ]);
        return undefined;
    }
    for (const clause of clauses)
        if (OF_ORDERS.has(clause.$type))
            lowering.report(
                pointlessClause,
                clause,
                [textOf(clause).split(' ')[0] ?? '', `'${event.name}' is no order`],
                {
                    fixes: [{ title: 'Leave it out', edits: [removeLine(clause)] }],
                },
            );
    const money = lowering.names
        .eventFields(lowering.root, event.name)
        .filter(field => typeOfField(lowering, field, ownerOf(field)).kind === 'money');
    const [only] = money;
    const fields = new Set(named.flatMap(({ of }) => (of === undefined ? [] : (fieldOf(lowering, of, event) ?? []))));
    const isClear = named.length === actions.length || fields.size === 1 || money.length === 1;
    if (!isClear || (fields.size === 0 && only === undefined))
        lowering.report(clauseMissing, { node, property: 'name' }, [
            `The price '${node.name}'`,
            `of ${event.name}.FIELD, a field of money`,
        ]);
    const [first, second] = fields;
    if (second !== undefined)
        lowering.report(pointlessClause, { node, property: 'name' }, [
            `of ${event.name}.${second}`,
            `a price is about one field, and this one is about '${first}'`,
        ]);
    const field = first ?? only?.name;
    return field === undefined ? undefined : { event: event.name, field };
}

/** A field of money of this event; anything else is reported. */
function fieldOf(lowering: Lowering, of: ast.Expression, event: ast.EventDecl): string | undefined {
    if (!ast.isNameRef(of)) return undefined;
    const [head, field] = [of.head?.ref, of.tail[0]?.ref];
    if (!head || !field) return undefined;
    const isOwn = ast.isEventDecl(head) && head.name === event.name;
    const type = typeOfField(lowering, field, ownerOf(field));
    if (isOwn && type.kind === 'money') return field.name;
    lowering.report(mismatch, of, [`money of '${event.name}'`, isOwn ? describeType(type) : textOf(of)]);
    return undefined;
}
