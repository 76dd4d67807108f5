import { formatDate } from '../../base/calendar.ts';
import { Rational } from '../../base/rational.ts';
import { lesser } from '../../base/whole.ts';
import type { Instant } from '../../base/zone.ts';
import { grantMoney } from '../budgets.ts';
import { credit } from '../earn/post.ts';
import { keptGoods, totalsOf } from '../goods.ts';
import { endOfValidity } from '../moments.ts';
import { declared, type Running } from '../running.ts';
import type { EventFacts, OrderRecord } from '../state.ts';
import { contractsAt } from './signing.ts';
import type { Bill } from './state.ts';

/** An order is billed on the terms of the first contract that has any. */
export function bill(running: Running, { facts }: OrderRecord): void {
    if (facts.order === undefined) return;
    const terms = contractsAt(running, facts.at).find(
        ({ contract }) => contract.payment !== undefined || contract.promptPayment.length > 0,
    );
    if (terms === undefined) return;
    running.state.bills.push({ contract: terms.contract.name, order: facts.order, payments: [], credited: 0n });
}

/** `payment`: of an order, or of a part of it. What is paid early enough earns its discount as credit. */
export function pay(running: Running, { fields, at, id }: EventFacts): void {
    const order = fields.get('order');
    const found = running.state.bills.find(each => running.state.orders[each.order]?.order === order);
    const record = found === undefined ? undefined : running.state.orders[found.order];
    if (found === undefined || record === undefined || order === undefined) return;
    const open = keptOf(record) - found.payments.reduce((sum, { amount }) => sum + amount, 0n);
    const said = fields.get('amount');
    const amount =
        said instanceof Rational ? lesser(said.toUnits(running.program.currency.decimals, 'half up'), open) : open;
    if (amount <= 0n) return;
    found.payments.push({ amount, rate: rateAt(running, found, record, at) });
    settle(running, found, record, `paid early: ${sayOrder(record)}`, { at, id });
    sayLate(running, found, record, at, id);
}

const GOODS_BACK = 'goods came back';

/** What was credited on goods that come back is taken back. */
export function unbill(running: Running, orders: Iterable<number>, at: Instant, id: string): void {
    const returned = new Set(orders);
    for (const each of running.state.bills) {
        const record = running.state.orders[each.order];
        if (record !== undefined && returned.has(each.order)) settle(running, each, record, GOODS_BACK, { at, id });
    }
}

/** The highest rate whose time has not passed. */
function rateAt(running: Running, { contract }: Bill, { facts }: OrderRecord, at: Instant): Rational {
    return declared(running.book.contracts, contract).promptPayment.reduce((rate, { rate: each, within }) => {
        return at < endOfValidity(facts.at, within, running.place.zone) ? rate.max(each) : rate;
    }, Rational.ZERO);
}

/** Payments count in their order, up to what is kept of the goods. */
function settle(
    running: Running,
    found: Bill,
    record: OrderRecord,
    why: string,
    cause: { readonly at: Instant; readonly id: string },
): void {
    let open = keptOf(record);
    let due = Rational.ZERO;
    for (const { amount, rate } of found.payments) {
        const counted = lesser(amount, open);
        open -= counted;
        due = due.add(rate.mul(Rational.of(counted)));
    }
    const more = due.round('half up') - found.credited;
    // What a budget has refused is not asked again by goods that come back.
    const delta = more > 0n && why === GOODS_BACK ? 0n : grantMoney(running, found.contract, more, cause.at);
    if (delta === 0n) return;
    found.credited += delta;
    credit(running, delta, found.contract, why, cause);
}

function sayLate(running: Running, { contract }: Bill, record: OrderRecord, at: Instant, id: string): void {
    const { zone } = running.place;
    const within = declared(running.book.contracts, contract).payment;
    const until = within === undefined ? undefined : endOfValidity(record.facts.at, within, zone);
    if (until === undefined || at < until) return;
    const why = `${sayOrder(record)} was to be paid through ${formatDate(zone.dayAt(until - 1))}`;
    running.emit(at, id, { kind: 'contract', contract, change: 'paid late', from: undefined, until: undefined, why });
}

const keptOf = (record: OrderRecord): bigint => totalsOf(keptGoods(record)).paid;

const sayOrder = ({ order }: OrderRecord): string => (order === undefined ? 'the order' : `order ${order}`);
