import type { Program } from '../../model/program.ts';
import { describeType } from '../../model/type.ts';
import { duplicateName } from '../checks/names.ts';
import { mismatch } from '../checks/types.ts';
import type * as ast from '../generated/ast.ts';
import type { Lowering } from './context.ts';
import { typeOfField } from './type.ts';

/** `also tax pst, qst compounding`: fields of the item that are rates. */
export function furtherTaxes(
    lowering: Lowering,
    clause: ast.AlsoTax | undefined,
): Pick<Program, 'furtherTaxes'> | undefined {
    if (clause === undefined) return undefined;
    const seen = new Set(['tax']);
    const taxes = clause.taxes.flatMap(({ field: reference, compounding, onTop }, index) => {
        const field = reference?.ref;
        const place = { node: clause, property: 'taxes', index };
        if (!field) return [];
        const type = typeOfField(lowering, field, 'item');
        if (type.kind !== 'percent') lowering.report(mismatch, place, ['a percent', describeType(type)]);
        if (seen.has(field.name)) lowering.report(duplicateName, place, [field.name, 'a tax']);
        seen.add(field.name);
        return [{ field: field.name, compounding, ...(onTop ? { onTop } : {}) }];
    });
    return { furtherTaxes: taxes };
}
