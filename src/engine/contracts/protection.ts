import { Rational } from '../../base/rational.ts';
import type { Instant } from '../../base/zone.ts';
import type { Contract } from '../../model/contract.ts';
import { grantMoney } from '../budgets.ts';
import { PHASES, schedule } from '../due.ts';
import { credit } from '../earn/post.ts';
import { holds } from '../evaluate.ts';
import { lineScope } from '../goods.ts';
import { endOfValidity } from '../moments.ts';
import type { Running } from '../running.ts';
import type { Scope } from '../scope.ts';
import type { Goods, OrderRecord } from '../state.ts';
import { type ContractPrices, contractPrices } from './price-terms.ts';
import type { Protection } from './state.ts';

/** Puts the lines of a purchase under the protection of the first contract that protects them. */
export function protect(running: Running, record: OrderRecord, scope: Scope): void {
    const { at, order } = record.facts;
    const terms = contractPrices(running, at);
    if (order === undefined || terms.every(({ contract }) => contract.protections.length === 0)) return;
    const line = lineScope(scope, running.program);
    for (const [index, goods] of record.goods.entries()) {
        const own = line.at(goods);
        const found = firstProtection(running, terms, own, at);
        const level = levelOf(goods, terms, own);
        const { sku } = goods.line;
        if (found === undefined || sku === undefined || level.sign() <= 0) continue;
        const protection = { ...found, order, line: index, sku, level, lowest: level, credited: 0n };
        watch(running, protection, at);
        running.state.protections.push(protection);
    }
}

/** The list price of an article has changed: drops are credited on what is kept of it. */
export function lowerProtected(running: Running, sku: string, at: Instant): void {
    const price = running.book.prices.priceOf(sku, at);
    if (price === undefined) return;
    for (const protection of running.state.protections) {
        if (protection.sku !== sku || protection.until <= at || !price.lt(protection.lowest)) continue;
        protection.lowest = price;
        settle(running, protection, `the price of ${sku} fell`, { at, id: undefined });
    }
}

const GOODS_BACK = 'goods came back';

/** What was credited on goods that come back is taken back. */
export function unprotect(running: Running, orders: Iterable<number>, at: Instant, id: string): void {
    const returned = new Set(orders);
    for (const protection of running.state.protections) {
        if (returned.has(protection.order)) settle(running, protection, GOODS_BACK, { at, id });
    }
}

function firstProtection(
    running: Running,
    terms: readonly ContractPrices[],
    line: Scope,
    at: Instant,
): Pick<Protection, 'contract' | 'until'> | undefined {
    for (const { contract } of terms) {
        const until = protectedUntil(running, contract, line, at);
        if (until !== undefined) return { contract: contract.name, until };
    }
    return undefined;
}

/** The longest of the protections of a contract that hold for a line. */
function protectedUntil(running: Running, contract: Contract, line: Scope, at: Instant): Instant | undefined {
    const ends = contract.protections
        .filter(({ condition }) => condition === undefined || holds(condition, line, running.program))
        .map(({ duration }) => endOfValidity(at, duration, running.place.zone));
    return ends.length === 0 ? undefined : Math.max(...ends);
}

/** What a unit was sold at before discounts: the price of the line, or a lower one that was locked. */
function levelOf({ line }: Goods, terms: readonly ContractPrices[], scope: Scope): Rational {
    return terms.reduce((level, { locked }) => level.min(locked(line.sku, scope) ?? level), line.price);
}

/** Changes of the price within the time of protection are put down once for each article. */
function watch(running: Running, { sku, until }: Protection, at: Instant): void {
    const { state, book } = running;
    const watched = state.protections.reduce(
        (last, each) => (each.sku === sku ? Math.max(last, each.until) : last),
        at,
    );
    for (const { from } of book.prices.changes(sku, Math.max(at, watched - 1), until)) {
        schedule(state.due, { at: from, phase: PHASES.contract, order: 0, task: { kind: 'list price', sku } });
    }
}

/** As if the goods that are kept had been bought at the lowest price since, with the discounts that they had. */
function settle(
    running: Running,
    protection: Protection,
    why: string,
    cause: { readonly at: Instant; readonly id: string | undefined },
): void {
    const { level, lowest, contract } = protection;
    const record = running.state.orders[protection.order];
    const goods = record?.goods[protection.line];
    if (record === undefined || goods === undefined) return;
    const kept = Rational.of(goods.paid).mul(record.kept[protection.line] ?? Rational.ONE);
    const due = kept.mul(level.sub(lowest)).div(level).round('half up');
    const more = due - protection.credited;
    // What a budget has refused is not asked again by goods that come back.
    const delta = more > 0n && why === GOODS_BACK ? 0n : grantMoney(running, contract, more, cause.at);
    if (delta === 0n) return;
    protection.credited += delta;
    credit(running, delta, contract, why, cause);
}
