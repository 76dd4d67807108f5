import { Rational } from '../base/rational.ts';
import type { Program } from '../model/program.ts';
import type { Value } from '../model/value.ts';
import { keptGoods, payableGoods } from './goods.ts';
import type { OrderRecord } from './state.ts';

/** What the goods of an order came to, and what is kept of them. Shipping is not given back. */
export function payableFor(
    record: Pick<OrderRecord, 'goods' | 'kept'>,
    program: Program,
): { readonly all: bigint; readonly kept: bigint } {
    return { all: payableGoods(record.goods, program), kept: payableGoods(keptGoods(record), program) };
}

/** `purchase.total` without what came back. */
export function keptTotal(record: OrderRecord, program: Program): [string, Value][] {
    const total = record.facts.fields.get('total');
    if (!(total instanceof Rational)) return [];
    const { all, kept } = payableFor(record, program);
    return [['total', total.sub(Rational.fromUnits(all - kept, program.currency.decimals))]];
}

/** All that is to be paid for an order: goods with tax, shipping, fees, tips. */
export function orderTotal(
    priced: { readonly total?: bigint | undefined; readonly paid: bigint },
    fields: ReadonlyMap<string, Value>,
    { currency }: Program,
): Rational {
    const beside = [fields.get('fees'), fields.get('tips')].filter(each => each instanceof Rational);
    return beside.reduce(
        (sum, each) => sum.add(each),
        Rational.fromUnits(priced.total ?? priced.paid, currency.decimals),
    );
}
