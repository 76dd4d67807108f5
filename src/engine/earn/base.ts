import { Rational } from '../../base/rational.ts';
import type { Tenders } from '../../model/occurrence.ts';
import type { Program } from '../../model/program.ts';
import { walletSold } from '../../model/wallet.ts';
import { payableGoods } from '../goods.ts';
import type { EventFacts, Goods, StoredUse } from '../state.ts';

/** How an order was paid. */
export interface Payment {
    readonly goods: readonly Goods[];
    readonly shipping: bigint;
    readonly tenders: Tenders | undefined;
    /** What was paid from wallets. */
    readonly stored?: readonly StoredUse[];
    readonly facts?: EventFacts;
}

/** The share of an order that is paid with what earns (row 4), pro rata over goods, tax and shipping. */
export function earningShare(payment: Payment, program: Program): Rational {
    const { goods, shipping } = payment;
    const excluded = excludedTenders(payment, program);
    if (excluded <= 0n) return Rational.ONE;
    const payable = payableGoods(goods, program) + shipping + beside(payment, program);
    if (excluded >= payable) return Rational.ZERO;
    return Rational.ONE.sub(Rational.of(excluded, payable));
}

/** What is paid for goods, whole currency units: without tax, shipping, gift cards sold, and what earns nothing (row 3). */
export function earningBase(goods: readonly Goods[], share: Rational, program: Program): Rational {
    const { points, giftCard } = program.tenders;
    let minor = Rational.ZERO;
    for (const { line, exactNet, rewarded } of goods) {
        const wallet = walletSold(line, program);
        const whenSold = wallet === undefined ? giftCard === 'earns when sold' : wallet.earns === 'when sold';
        if (line.giftCard && !whenSold) continue;
        minor = minor.add(exactNet);
        if (points === 'earns') minor = minor.add(rewarded);
    }
    const base = share === Rational.ONE ? minor : minor.mul(share);
    return base.div(Rational.of(10n ** BigInt(program.currency.decimals)));
}

function excludedTenders(payment: Payment, program: Program): bigint {
    const { tenders, stored = [], facts } = payment;
    const { tenders: policy, wallets = [], currency } = program;
    const giftCard = policy.giftCard === 'earns when sold' ? (tenders?.giftCard ?? 0n) : 0n;
    const credit = policy.credit === 'earns nothing' ? (tenders?.credit ?? 0n) : 0n;
    const fromWallets = stored.reduce((sum, { wallet, own }) => {
        return wallets.some(({ name, earns }) => name === wallet && earns !== 'when used') ? sum + own : sum;
    }, 0n);
    const others = (policy.nothing ?? []).reduce((sum, name) => {
        const amount = facts?.fields.get(name);
        return amount instanceof Rational ? sum + amount.toUnits(currency.decimals, 'half up') : sum;
    }, 0n);
    return giftCard + credit + fromWallets + others;
}

/** Fees and tips, which are paid with the same money. */
function beside({ facts }: Payment, { currency }: Program): bigint {
    return ['fees', 'tips'].reduce((sum, name) => {
        const amount = facts?.fields.get(name);
        return amount instanceof Rational ? sum + amount.toUnits(currency.decimals, 'half up') : sum;
    }, 0n);
}
