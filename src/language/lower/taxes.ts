import type { FurtherTax, Program } from '../../model/program.ts';
import { describeType, type Type } from '../../model/type.ts';
import { duplicateName } from '../checks/names.ts';
import { pointlessClause } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import type * as ast from '../generated/ast.ts';
import type { Lowering } from './context.ts';
import { typeOfField } from './type.ts';

/** `also tax pst, qst compounding`: fields of the item that are rates, or levies for each unit. */
export function furtherTaxes(
    lowering: Lowering,
    clause: ast.AlsoTax | undefined,
    isTaxIn: boolean,
): Pick<Program, 'furtherTaxes'> | undefined {
    if (clause === undefined) return undefined;
    const seen = new Set(['tax']);
    const taxes = clause.taxes.flatMap((node, index): FurtherTax[] => {
        const field = node.field?.ref;
        const place = { node: clause, property: 'taxes', index };
        if (!field) return [];
        const type = typeOfField(lowering, field, 'item');
        const isLevy = type.kind === 'money';
        if (!isLevy && type.kind !== 'percent')
            lowering.report(mismatch, place, ['a percent, or money for each unit', describeType(type)]);
        if (seen.has(field.name)) lowering.report(duplicateName, place, [field.name, 'a tax']);
        seen.add(field.name);
        checkWords(lowering, node, isLevy, isTaxIn);
        if (!isLevy) checkShippingField(lowering, node, field.name);
        const { compounding, taxed, onTop } = node;
        return [
            {
                ...{ field: field.name, compounding },
                ...(onTop ? { onTop } : {}),
                ...(isLevy ? { levy: true } : {}),
                ...(taxed ? { taxed } : {}),
            },
        ];
    });
    return { furtherTaxes: taxes };
}

export const shippingTaxed = (clause: ast.ShippingTaxed | undefined): Pick<Program, 'shippingTaxed'> =>
    clause === undefined ? {} : { shippingTaxed: clause.how.startsWith('pro') ? 'pro rata' : 'highest rate' };

function checkWords(lowering: Lowering, node: ast.FurtherTax, isLevy: boolean, isTaxIn: boolean): void {
    const report = (word: string, why: string): void => lowering.report(pointlessClause, node, [word, why]);
    if (isLevy && node.compounding) report('compounding', 'so much for each unit is on no other tax');
    if (isLevy && node.onTop) report('on top', 'so much for each unit comes on top of the price anyway');
    if (!isLevy && node.taxed) report('taxed', "a rate is on other taxes with 'compounding'");
    if (isLevy && node.taxed && isTaxIn) report('taxed', 'where prices contain tax, the levy contains it as well');
}

/** The rate of the same tax on shipping. */
function checkShippingField(lowering: Lowering, node: ast.FurtherTax, name: string): void {
    const own = lowering.names.eventFields(lowering.root, 'purchase').find(each => each.name === `shipping_${name}`);
    const type: Type | undefined = own && typeOfField(lowering, own, 'purchase');
    if (type && type.kind !== 'percent') lowering.report(mismatch, node, ['a percent', describeType(type)]);
}
