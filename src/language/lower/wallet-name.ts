import type { Expression } from '../../model/expression.ts';
import { incomplete } from '../checks/types.ts';
import type * as ast from '../generated/ast.ts';
import { type Lowering, moneyIn, spanOf, textOf } from './context.ts';

/** `GiftCard.balance`. */
export function lowerWalletName(lowering: Lowering, node: ast.NameRef, wallet: ast.Wallet): Expression | undefined {
    if (node.tail[0]?.ref === undefined) {
        if (node.tail.length === 0) lowering.report(incomplete, node, [textOf(node), `${wallet.name}.balance`]);
        return undefined;
    }
    const place = { span: spanOf(node), text: textOf(node) };
    return { ...place, kind: 'points balance', type: moneyIn(lowering.currency), points: wallet.name, what: 'balance' };
}
