import { Rational } from '../../base/rational.ts';
import type { TenderKind } from '../../model/earn.ts';
import type { Tenders } from '../../model/occurrence.ts';
import type { Program } from '../../model/program.ts';
import { walletSold } from '../../model/wallet.ts';
import { payableGoods } from '../goods.ts';
import type { EventFacts, Goods } from '../state.ts';
import type { StoredUse } from '../stored.ts';

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

/** The share of an order that is paid with these, of what earns. */
export function tenderShare(payment: Payment, kinds: readonly TenderKind[], program: Program): Rational {
    const { goods, shipping, stored = [], tenders = { giftCard: 0n, credit: 0n } } = payment;
    const payable = payableGoods(goods, program) + shipping + beside(payment, program);
    if (payable <= 0n) return Rational.ZERO;
    const { giftCard, credit } = program.tenders;
    const fromWallets = stored.reduce((sum, { own }) => sum + own, 0n);
    const parts = {
        money: payable - tenders.giftCard - tenders.credit - fromWallets,
        'gift card': (giftCard === 'earns when sold' ? 0n : tenders.giftCard) + earningFrom(stored, program),
        credit: credit === 'earns nothing' ? 0n : tenders.credit,
    };
    const share = Rational.of(
        kinds.reduce((sum, kind) => sum + parts[kind], 0n),
        payable,
    );
    return share.max(Rational.ZERO).min(Rational.ONE);
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

/** What was paid from wallets whose money earns when it is used. */
function earningFrom(stored: readonly StoredUse[], { wallets = [] }: Program): bigint {
    const earns = (name: string): boolean =>
        wallets.some(wallet => wallet.name === name && wallet.earns === 'when used');
    return stored.reduce((sum, { wallet, own }) => (earns(wallet) ? sum + own : sum), 0n);
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
