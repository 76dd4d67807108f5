import { Rational } from '../base/rational.ts';
import type { LineTax } from '../model/occurrence.ts';
import type { Program } from '../model/program.ts';
import type { Value } from '../model/value.ts';
import { walletSold } from '../model/wallet.ts';
import type { Scope } from './scope.ts';
import type { EventFacts, Goods, OrderRecord } from './state.ts';

/** What lines come to, minor units. */
export interface Totals {
    readonly gross: bigint;
    readonly paid: bigint;
    readonly net: bigint;
    readonly units: Rational;
}

export function totalsOf(goods: readonly Goods[]): Totals {
    let [gross, paid, net, units] = [0n, 0n, 0n, Rational.ZERO];
    for (const each of goods) {
        gross += each.gross;
        paid += each.paid;
        net += each.net;
        units = units.add(each.quantity);
    }
    return { gross, paid, net, units };
}

/** The fields of an order that the engine computes. */
export function orderFields(goods: readonly Goods[], program: Program): [string, Value][] {
    return totalFields(totalsOf(goods), taxOf(goods, program), goods.length, program);
}

export function totalFields(totals: Totals, tax: bigint, lines: number, program: Program): [string, Value][] {
    const { gross, paid, net, units } = totals;
    const money = (minor: bigint): Rational => Rational.fromUnits(minor, program.currency.decimals);
    return [
        ['gross', money(gross)],
        ['paid', money(paid)],
        ['net', money(net)],
        ['discount', money(gross - paid)],
        ['tax', money(tax)],
        ['taxes', money(tax)],
        ['units', units],
        ['lines', Rational.of(lines)],
    ];
}

/** Contained in what is paid, or to be paid on top. */
export function taxOf(goods: readonly Goods[], program: Program): bigint {
    let tax = 0n;
    for (const each of goods) {
        const { line, paid, net } = each;
        if (walletSold(line, program) !== undefined) continue;
        if (program.pricesInclude === 'tax') tax += paid - net + taxAbove(each, program);
        else if (line.taxes !== undefined)
            for (const own of line.taxes) tax += taxOn(own, Rational.of(paid), each, program);
        else if (line.tax !== undefined) tax += line.tax.mul(Rational.of(paid)).round('half up');
    }
    return tax;
}

/** Of several taxes, those that are not in the price though it contains tax, minor units. */
const taxAbove = (goods: Goods, program: Program): bigint =>
    (goods.line.taxes ?? []).reduce(
        (sum, own) => (own.onTop === true ? sum + taxOn(own, goods.exactNet, goods, program) : sum),
        0n,
    );

/** One of several taxes, minor units: a rate, and an amount for each unit. */
function taxOn({ rate, each }: LineTax, net: Rational, { quantity }: Goods, { currency }: Program): bigint {
    const share = rate.mul(net);
    if (each === undefined) return share.round('half up');
    return share.add(each.mul(quantity).div(Rational.fromUnits(1n, currency.decimals))).round('half up');
}

/** What goods come to with the tax on top of them, minor units. */
export function payableGoods(goods: readonly Goods[], program: Program): bigint {
    const { paid } = totalsOf(goods);
    const above = goods.reduce((sum, each) => sum + taxAbove(each, program), 0n);
    return program.pricesInclude === 'tax' ? paid + above : paid + taxOf(goods, program);
}

/** Units that are paid for: not with points, unless what is paid so earns. */
export const earningUnits = (goods: readonly Goods[], { tenders }: Program): Rational =>
    goods.reduce(
        (sum, { quantity, freed }) =>
            sum.add(freed === undefined || tenders.points === 'earns' ? quantity : quantity.sub(freed)),
        Rational.ZERO,
    );

/** A scope in which item fields are those of a line that can be exchanged: no scope is made for each line. */
export function lineScope(scope: Scope, program: Program): { scope: Scope; at: (goods: Goods) => Scope } {
    let current: Goods | undefined;
    const derived = { ...scope, itemField: (field: string) => current && itemField(current, field, program) };
    return {
        scope: derived,
        at(goods) {
            current = goods;
            return derived;
        },
    };
}

/** A scope that can look at the lines of the order in question: those of which something is bought. */
export function withLines(scope: Scope, goods: readonly Goods[], program: Program): Scope {
    const lines = (): Scope[] =>
        goods.flatMap(each =>
            each.quantity.sign() > 0 ? [{ ...scope, itemField: field => itemField(each, field, program) }] : [],
        );
    return { ...scope, orderLines: lines };
}

/** The scope of an event whose order is only these lines: amounts of the order are those of the lines. */
export function narrowedTo(goods: readonly Goods[], facts: EventFacts, scope: Scope, program: Program): Scope {
    const total = Rational.fromUnits(payableGoods(goods, program), program.currency.decimals);
    const fields = new Map<string, Value>([...orderFields(goods, program), ['total', total]]);
    return {
        ...scope,
        eventField: (event, field) =>
            event === facts.event && fields.has(field) ? fields.get(field) : scope.eventField(event, field),
    };
}

function itemField({ line, quantity, gross, paid, net }: Goods, field: string, program: Program): Value {
    const money = (minor: bigint): Rational => Rational.fromUnits(minor, program.currency.decimals);
    switch (field) {
        case 'sku':
            return line.sku;
        case 'quantity':
            return quantity;
        case 'price':
            return line.price;
        case 'list_price':
            return line.fields.get('list_price') ?? line.price;
        case 'amount':
        case 'gross':
            return money(gross);
        case 'paid':
            return money(paid);
        case 'net':
            return money(net);
        case 'discount':
            return money(gross - paid);
        case 'cost':
            return line.cost;
        case 'tax':
            return line.tax;
        case 'gift_card':
            return line.giftCard ? 'yes' : 'no';
        default:
            return line.fields.get(field);
    }
}

/** What is left of an order after returns; lines that came back whole are gone. */
export function keptGoods({ goods, kept, anew }: Kept): readonly Goods[] {
    if (anew !== undefined) return anew.filter(each => each !== undefined);
    if (kept.every(share => share === Rational.ONE)) return goods;
    return goods.flatMap((each, index) => {
        const share = kept[index] ?? Rational.ONE;
        return share.isZero() ? [] : [scaled(each, share)];
    });
}

type Kept = Pick<OrderRecord, 'goods' | 'kept' | 'anew'>;

/** What is kept of one line, as it is priced now. */
export function keptLine({ goods, kept, anew }: Kept, index: number): Goods | undefined {
    const each = goods[index];
    if (each === undefined) return undefined;
    return anew === undefined
        ? scaled(each, kept[index] ?? Rational.ONE)
        : (anew[index] ?? scaled(each, Rational.ZERO));
}

/** A share of a line: money rounded half up, so that what came back before and what is kept always add up. */
export function scaled(goods: Goods, share: Rational): Goods {
    if (share === Rational.ONE) return goods;
    const part = (minor: bigint): bigint => Rational.of(minor).mul(share).round('half up');
    return {
        line: goods.line,
        quantity: goods.quantity.mul(share),
        gross: part(goods.gross),
        paid: part(goods.paid),
        net: part(goods.net),
        exactNet: goods.exactNet.mul(share),
        rewarded: goods.rewarded.mul(share),
        ...(goods.freed === undefined ? {} : { freed: goods.freed.mul(share) }),
    };
}

export const isReturnedWhole = ({ kept }: Pick<OrderRecord, 'kept'>): boolean => kept.every(share => share.isZero());
