import { Rational } from '../../base/rational.ts';
import type { Outcome, PricedEvent, PricedOrder } from '../../model/outcome.ts';
import type { Actor } from './stage.ts';

/** The purchase with this name, or the last thing that had a price: a purchase, or an event with prices. */
export function lastOrder(
    { outcomes, orders }: Actor,
    name: string | undefined,
): (PricedOrder & Pick<Outcome, 'cause'>) | undefined {
    if (name === undefined) {
        const last = outcomes.findLast(({ kind }) => kind === 'purchase' || kind === 'price');
        return last?.kind === 'price'
            ? { ...asOrder(last), cause: last.cause }
            : last?.kind === 'purchase'
              ? last
              : undefined;
    }
    const id = orders.get(name);
    return outcomes
        .filter(({ cause }) => cause === id)
        .find((outcome): outcome is Outcome & PricedOrder => outcome.kind === 'purchase');
}

/** An order of one thing that has no article. */
function asOrder({ gross, paid, discounts }: PricedEvent): PricedOrder {
    const lines = [{ index: 0, sku: undefined, quantity: Rational.ONE, gross, paid, net: paid, discounts }];
    return {
        ...{
            kind: 'purchase',
            order: undefined,
            lines,
            gross,
            discount: gross - paid,
            paid,
            net: paid,
            cost: undefined,
        },
        ...{ total: paid, due: paid },
        discounts: discounts.map(each => ({ ...each, phase: 'item' })),
    };
}
