import { Rational } from '../../base/rational.ts';
import type { TenderKind } from '../../model/earn.ts';
import type { Tenders } from '../../model/occurrence.ts';
import type { Program } from '../../model/program.ts';
import { taxOf, totalsOf } from '../goods.ts';
import type { Goods } from '../state.ts';

/** How an order was paid. */
export interface Payment {
    readonly goods: readonly Goods[];
    readonly shipping: bigint;
    readonly tenders: Tenders | undefined;
}

/** The share of an order that is paid with what earns (row 4), pro rata over goods, tax and shipping. */
export function earningShare({ goods, shipping, tenders }: Payment, program: Program): Rational {
    const excluded = excludedTenders(tenders, program);
    if (excluded <= 0n) return Rational.ONE;
    const { paid } = totalsOf(goods);
    const payable = paid + shipping + (program.pricesInclude === 'tax' ? 0n : taxOf(goods, program));
    if (excluded >= payable) return Rational.ZERO;
    return Rational.ONE.sub(Rational.of(excluded, payable));
}

/** The share of an order that is paid with these, of what earns. */
export function tenderShare(payment: Payment, kinds: readonly TenderKind[], program: Program): Rational {
    const { goods, shipping, tenders = { giftCard: 0n, credit: 0n } } = payment;
    const payable = totalsOf(goods).paid + shipping + (program.pricesInclude === 'tax' ? 0n : taxOf(goods, program));
    if (payable <= 0n) return Rational.ZERO;
    const { giftCard, credit } = program.tenders;
    const parts = {
        money: payable - tenders.giftCard - tenders.credit,
        'gift card': giftCard === 'earns when sold' ? 0n : tenders.giftCard,
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
        if (line.giftCard && giftCard === 'earns when used') continue;
        minor = minor.add(exactNet);
        if (points === 'earns') minor = minor.add(rewarded);
    }
    const base = share === Rational.ONE ? minor : minor.mul(share);
    return base.div(Rational.of(10n ** BigInt(program.currency.decimals)));
}

function excludedTenders(tenders: Tenders | undefined, { tenders: policy }: Program): bigint {
    if (tenders === undefined) return 0n;
    const giftCard = policy.giftCard === 'earns when sold' ? tenders.giftCard : 0n;
    const credit = policy.credit === 'earns nothing' ? tenders.credit : 0n;
    return giftCard + credit;
}
