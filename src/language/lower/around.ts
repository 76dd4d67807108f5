import type { Expression } from '../../model/expression.ts';
import { notHere } from '../checks/types.ts';
import type * as ast from '../generated/ast.ts';
import { type Lowering, textOf } from './context.ts';

/** What an expression may ask at its place. */
export interface Around {
    /** The event of the occasion, and the event that it closes. */
    readonly events: readonly string[];
    /** Fields of items are known. */
    readonly items: boolean;
    /** `order.total` and its like are known. */
    readonly order: boolean;
    /** Figures of a simulation are known, and nothing about one member is. */
    readonly goal: boolean;
    /** It is asked of what happened in the past, one by one: there is no day of asking. */
    readonly past?: boolean;
    /** Points whose expiry is near: `Star.expiring` means those. */
    readonly expiring: string | undefined;
    /** Members are compared with each other: whose comparison it is says how. */
    readonly ranked?: (lowering: Lowering, node: ast.Ranked) => Expression | undefined;
}

export const ABOUT_MEMBER: Around = { events: [], items: false, order: false, goal: false, expiring: undefined };

/** Says that what is asked can be asked elsewhere only. */
export function elsewhere(lowering: Lowering, node: ast.NameRef | ast.FieldOf, where: string): undefined {
    lowering.report(notHere, node, [textOf(node), where]);
    return undefined;
}
