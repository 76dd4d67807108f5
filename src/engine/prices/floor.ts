import { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import { evaluate, firstUnknown } from '../evaluate.ts';
import type { Scope } from '../scope.ts';
import { minor } from './goods.ts';
import type { OrderState } from './order-state.ts';

/** A bound in exact minor units; no `value` where it is not known, which is reported (row 23). */
export function boundOf(
    bound: Expression,
    name: string,
    scope: Scope,
    order: OrderState,
): { readonly value: Rational | undefined; readonly why: string } {
    const value = evaluate(bound, scope, order.request.program);
    if (value instanceof Rational) {
        return { value: minor(value, order.decimals), why: `stopped by its ${name} ${bound.text}` };
    }
    const what = firstUnknown(bound, scope, order.request.program);
    scope.onUnknown?.(what);
    return { value: undefined, why: `its ${name} ${bound.text} cannot be decided: ${what} is not known` };
}

/**
 * The floor. Where it is not known, nobody can say that a discount keeps it: then there is no `lowest`, and the rule
 * takes nothing off.
 */
export function floorOf(
    floor: Expression,
    scope: Scope,
    order: OrderState,
): { readonly lowest: Rational | undefined; readonly why: string } {
    const { value, why } = boundOf(floor, 'floor', scope, order);
    return { lowest: value, why };
}
