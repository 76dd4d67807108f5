import type { Outcome, PricedOrder } from '../../model/outcome.ts';
import type { Actor } from './stage.ts';

/** The purchase with this name, or the last one. */
export function lastOrder({ outcomes, orders }: Actor, name: string | undefined): (Outcome & PricedOrder) | undefined {
    const id = name === undefined ? undefined : orders.get(name);
    const purchases = outcomes.filter(outcome => outcome.kind === 'purchase');
    return name === undefined ? purchases.at(-1) : purchases.find(({ cause }) => cause === id);
}
