import type { Expectation, Person } from '../../model/test.ts';
import type * as ast from '../generated/ast.ts';
import type { Lowering } from './context.ts';
import { moneyOf } from './test-fields.ts';
import { walletOf } from './wallet.ts';

/** `balance 25 EUR in GiftCard`: money that a person has in a wallet when the test begins. */
export function lowerStored(lowering: Lowering, node: ast.BalanceFact): NonNullable<Person['stored']> {
    const wallet = node.wallet?.ref?.name;
    const amount = wallet === undefined ? undefined : moneyOf(lowering, node.amount, 'What is in a wallet');
    return wallet === undefined || amount === undefined ? [] : [{ wallet, amount }];
}

/** `expect ann wallet 12.50 EUR in GiftCard`. */
export function lowerWalletExpectation(lowering: Lowering, node: ast.Expect): Expectation | undefined {
    const amount = node.amount && moneyOf(lowering, node.amount, 'What is in a wallet');
    const wallet = walletOf(lowering, node.wallet?.ref, node);
    return amount && wallet !== undefined ? { kind: 'wallet', wallet, amount } : undefined;
}
