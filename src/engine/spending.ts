import type { Instant } from '../base/zone.ts';
import { keptGoods } from './goods.ts';
import type { Running } from './running.ts';

/** Paid for goods without tax strictly after an instant and before another, less what came back by now. */
export function spentBetween({ state }: Running, since: Instant, until: Instant): bigint {
    const orders = state.orders.filter(({ facts: { at } }) => at > since && at < until);
    return orders.flatMap(keptGoods).reduce((sum, { net }) => sum + net, 0n);
}
