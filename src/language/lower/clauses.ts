import type { AstNode } from 'langium';
import { clauseTwice } from '../checks/names.ts';
import { type Lowering, removeLine, textOf } from './context.ts';

/** Kinds of clauses that may be repeated within one declaration. */
const REPEATABLE: ReadonlySet<string> = new Set([
    ...[
        'WhenClause',
        'WhereClause',
        'During',
        'Give',
        'Present',
        'Limit',
        'Discount',
        'NewPrice',
        'PriceBrackets',
        'EarnBrackets',
        'BuyPay',
        'BuyGet',
        'Bundle',
        'Charge',
        'Send',
        'BonusClause',
        'SpendBonusClause',
        'SpendThose',
        'Costs',
        'RebateBound',
    ],
    ...['Offer', 'Voucher', 'Codes', 'Move', 'Escalate', 'OpenCase', 'Visit', 'Tag', 'NeverWith', 'TenderClause'],
    ...['StopWhen', 'Wait', 'Look', 'Otherwise'],
    ...['ContractDiscount', 'LockClause', 'ProtectClause', 'MessageLimit', 'Always', 'ExpireClause', 'Take'],
    ...['TierMove', 'LadderEnd', 'PointsMove', 'ContractMove'],
]);

/** The clauses with those left out that say again what may be said once; each of them is reported. */
export function once<T extends AstNode>(lowering: Lowering, clauses: readonly T[], owner: string): readonly T[] {
    const seen = new Set<string>();
    return clauses.filter(clause => {
        if (REPEATABLE.has(clause.$type)) return true;
        if (!seen.has(clause.$type)) {
            seen.add(clause.$type);
            return true;
        }
        const keyword = textOf(clause).split(' ')[0] ?? '';
        lowering.report(clauseTwice, clause, [keyword, owner], {
            fixes: [{ title: 'Leave it out', edits: [removeLine(clause)] }],
        });
        return false;
    });
}
