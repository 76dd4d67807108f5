import { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import { evaluate, firstUnknown } from '../evaluate.ts';
import type { Scope } from '../scope.ts';
import { minor } from './goods.ts';
import type { OrderState } from './order-state.ts';

/**
 * The floor in exact minor units. Where it is not known, nobody can say that a discount keeps it: then there is no
 * `lowest`, and the rule takes nothing off (row 23).
 */
export function floorOf(
    floor: Expression,
    scope: Scope,
    order: OrderState,
): { readonly lowest: Rational | undefined; readonly why: string } {
    const value = evaluate(floor, scope, order.request.program);
    if (value instanceof Rational) {
        return { lowest: minor(value, order.decimals), why: `stopped by its floor ${floor.text}` };
    }
    const what = firstUnknown(floor, scope, order.request.program);
    scope.onUnknown?.(what);
    return { lowest: undefined, why: `its floor ${floor.text} cannot be decided: ${what} is not known` };
}
