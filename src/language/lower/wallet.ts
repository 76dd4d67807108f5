import { Rational } from '../../base/rational.ts';
import type { Points } from '../../model/points.ts';
import type { TenderPolicy } from '../../model/program.ts';
import type { Bonus, Wallet } from '../../model/wallet.ts';
import { outOfRange } from '../checks/rules.ts';
import { creditTwice, notAMeans, walletCurrency, whichWallet } from '../checks/wallets.ts';
import * as ast from '../generated/ast.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, type Place, removeLine, replace, textOf } from './context.ts';
import { lowerExpiry, lowerExpiryIf } from './expiry.ts';
import { money, percentOff } from './money.ts';
import { duration } from './number.ts';
import { restored, spendOrder } from './points.ts';
import { lowerPool } from './pool.ts';
import { lowerSpendBonus } from './spend-those.ts';
import { ownerOf, typeOfField } from './type.ts';

export function checkWallets(lowering: Lowering, nodes: readonly ast.Wallet[]): void {
    const holders = nodes.flatMap(node => node.clauses.filter(ast.isHoldsClause));
    for (const holder of holders.slice(1)) {
        const [wallet, other] = [holder.$container.name, holders[0]?.$container.name ?? ''];
        if (wallet === other) continue;
        lowering.report(creditTwice, holder, [wallet, other], {
            fixes: [{ title: 'Leave it out', edits: [removeLine(holder)] }],
        });
    }
}

export function lowerWallet(lowering: Lowering, node: ast.Wallet): Wallet {
    checkCurrency(lowering, node);
    const clauses = once(lowering, node.clauses, `the wallet '${node.name}'`);
    const earns = clauses.find(ast.isEarnsClause)?.rule ?? '';
    return {
        ...declared(node),
        account: accountOf(lowering, node, clauses),
        bonuses: clauses.filter(ast.isBonusClause).flatMap(each => lowerBonus(lowering, each)),
        earns: earns === 'nothing' ? 'nothing' : earns.endsWith('sold') ? 'when sold' : 'when used',
        refunds: refundsOf(clauses.find(ast.isRefundClause)?.how),
        holdsCredit: clauses.some(ast.isHoldsClause),
    };
}

function checkCurrency(lowering: Lowering, node: ast.Wallet): void {
    const currency = node.currency?.ref?.name;
    if (currency === undefined || currency === lowering.currency) return;
    const place = { node, property: 'currency' };
    lowering.report(walletCurrency, place, [node.name, lowering.currency, currency], {
        fixes: [{ title: `Write ${lowering.currency}`, edits: [replace(place, lowering.currency)] }],
    });
}

/** Its money is kept in lots as points are: never pending, worth what it is. */
function accountOf(lowering: Lowering, node: ast.Wallet, clauses: readonly ast.WalletClause[]): Points {
    return {
        ...declared(node),
        decimals: lowering.currencyDecimals,
        worth: { amount: Rational.ONE, currency: lowering.currency },
        use: 'spending',
        round: 'half up',
        pending: undefined,
        roundEach: false,
        expiry: lowerExpiry(
            lowering,
            clauses.filter(ast.isExpireClause).find(each => !each.condition),
        ),
        expiryIf: lowerExpiryIf(lowering, clauses.filter(ast.isExpireClause)),
        limits: [],
        balanceAtMost: undefined,
        spend: spendOrder(clauses.find(ast.isSpendClause)?.order),
        ...lowerSpendBonus(lowering, node),
        onReturn: 'take',
        debt: 'allowed',
        restoredFor: restored(lowering, clauses.find(ast.isRestoredClause)),
        pool: lowerPool(lowering, clauses, { name: node.name, use: 'spending' }),
    };
}

function lowerBonus(lowering: Lowering, node: ast.BonusClause): Bonus[] {
    const from = node.from ? money(lowering, node.from, 'The amount of a bonus') : Rational.ZERO;
    const value = bonusValue(lowering, node.value);
    if (from === undefined || value === undefined) return [];
    return [{ from, value, expiring: node.expiring && duration(lowering, node.expiring) }];
}

function bonusValue(lowering: Lowering, node: ast.Expression | undefined): Bonus['value'] | undefined {
    if (ast.isPercentLiteral(node)) return { kind: 'share', rate: percentOff(lowering, node) };
    if (!ast.isQuantity(node)) return undefined;
    const amount = money(lowering, node, 'A bonus');
    if (amount?.isZero()) lowering.report(outOfRange, node, ['A bonus', 'above zero', textOf(node)]);
    return amount && { kind: 'money', amount };
}

function refundsOf(how: string | undefined): Wallet['refunds'] {
    return how === 'first' || how === 'last' || how === 'never' ? how : 'pro rata';
}

/** The wallet that is named, or the only one; where it is not clear, that is reported. */
export function walletOf(lowering: Lowering, named: ast.Wallet | undefined, place: Place): string | undefined {
    if (named) return named.name;
    const names = lowering.names.declarations(lowering.root, 'Wallet').map(({ name }) => name);
    if (names.length === 1) return names[0];
    lowering.report(whichWallet, place, [textOf(place), names.join(', in ')]);
    return undefined;
}

/** What is worked out of an order, and what says other things of it. */
const NO_MEANS: ReadonlySet<string> = new Set([
    ...['net', 'paid', 'gross', 'discount', 'taxes', 'total', 'shipping', 'fees', 'tips'],
]);

/** The name of a means of payment; one that is none is reported. */
export function meansOf(lowering: Lowering, means: ast.Means | undefined, place: Place): string | undefined {
    if (!means || ast.isWallet(means)) return means?.name;
    const isMoney = typeOfField(lowering, means, ownerOf(means)).kind === 'money';
    if (isMoney && !NO_MEANS.has(means.name)) return means.name;
    lowering.report(notAMeans, place, [means.name]);
    return undefined;
}

/** Row 4. */
export function tenderPolicy(lowering: Lowering, clauses: readonly ast.TenderClause[]): TenderPolicy {
    const rules = new Map(
        clauses.map(clause => [
            clause.points ? 'points' : meansOf(lowering, clause.means?.ref, { node: clause, property: 'means' }),
            clause.rule,
        ]),
    );
    const rule = (tender: string): string => rules.get(tender) ?? '';
    const others = [...rules].flatMap(([name, each]) =>
        name !== undefined && !KNOWN.has(name) && each === 'nothing' ? [name] : [],
    );
    return {
        points: rule('points').startsWith('normally') ? 'earns' : 'earns nothing',
        giftCard: rule('gift_card').includes('sold') ? 'earns when sold' : 'earns when used',
        credit: rule('credit') === 'nothing' ? 'earns nothing' : 'earns',
        ...(others.length === 0 ? {} : { nothing: others }),
    };
}

const KNOWN: ReadonlySet<string> = new Set(['points', 'gift_card', 'credit']);
