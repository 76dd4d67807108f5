import type { Give } from '../../model/earn.ts';
import { wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import type { Lowering, Place } from './context.ts';

/** Points that are declared, or money of the program as credit. */
export function givenUnit(lowering: Lowering, unit: ast.Unit | undefined, place: Place): Give['unit'] | undefined {
    if (!unit) return undefined;
    if (ast.isPoints(unit)) return { kind: 'points', points: unit.name };
    if (unit.name === lowering.currency) return { kind: 'credit', currency: unit.name };
    lowering.report(wrongUnit, place, ['What is given', `points or money in ${lowering.currency}`, unit.name]);
    return undefined;
}
