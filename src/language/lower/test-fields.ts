import { Rational } from '../../base/rational.ts';
import type { Value } from '../../model/value.ts';
import { wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER } from './around.ts';
import { type Lowering, textOf } from './context.ts';
import { lowerSingle } from './expression.ts';
import { rational } from './number.ts';
import { ownerOf, typeOfField } from './type.ts';
import { meansOf } from './wallet.ts';

/** Values of fields; a field that is a set takes several, `consent = email and sms`. */
export function lowerFields(lowering: Lowering, nodes: readonly ast.FieldValue[]): ReadonlyMap<string, Value> {
    const fields = new Map<string, Value>();
    for (const node of nodes) {
        const field = node.field?.ref;
        if (!field) continue;
        const type = typeOfField(lowering, field, ownerOf(field));
        const values = node.values
            .map(each => lowerSingle(lowering, each, { type }, ABOUT_MEMBER))
            .flatMap(each => (each?.kind === 'constant' ? [each.value] : []));
        if (type.kind === 'set') fields.set(field.name, new Set(values.filter(each => typeof each === 'string')));
        else if (values[0] !== undefined) fields.set(field.name, values[0]);
    }
    return fields;
}

/** Parts paid otherwise than with money are fields of the purchase, as they are in data; of one kind they add up. */
export function withTenders(
    lowering: Lowering,
    fields: ReadonlyMap<string, Value>,
    tenders: readonly ast.Tender[],
): ReadonlyMap<string, Value> {
    const paid = new Map(fields);
    for (const tender of tenders) {
        const { amount } = tender;
        const kind = meansOf(lowering, tender.means?.ref, tender);
        if (kind === undefined) continue;
        const value = moneyOf(lowering, amount, 'What is paid');
        const before = paid.get(kind);
        if (value) paid.set(kind, before instanceof Rational ? before.add(value) : value);
    }
    return paid;
}

/** So are codes. */
export function withCodes(fields: ReadonlyMap<string, Value>, codes: readonly string[]): ReadonlyMap<string, Value> {
    return codes.length === 0 ? fields : new Map([...fields, ['code', codes.join(', ')]]);
}

export function moneyOf(lowering: Lowering, node: ast.Quantity, what: string): Rational | undefined {
    const unit = node.unit?.ref;
    if (!unit) return undefined;
    if (ast.isCurrency(unit)) return rational(node.value);
    lowering.report(wrongUnit, node, [what, 'money', textOf(node)]);
    return undefined;
}
