import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { Program } from '../model/program.ts';
import type { Value } from '../model/value.ts';
import { walletSold } from '../model/wallet.ts';
import { budgetLeft, noteBudget, whyWaiting } from './budgets.ts';
import { contractPrices } from './contracts/price-terms.ts';
import { couponRefusal } from './coupons.ts';
import { isDuring } from './during.ts';
import { taxesOn } from './further-taxes.ts';
import { use, usedBefore } from './limits.ts';
import { NOW } from './log.ts';
import { priceOrder } from './prices/price-order.ts';
import type { PricedResult, PriceRequest } from './prices/request.ts';
import { isTaxIn, withoutTax } from './prices/tax.ts';
import { declared, isInForce, nextSerial, type Running } from './running.ts';
import { type Scope, silent } from './scope.ts';
import type { Goods, OpenOffer } from './state.ts';
import type { Wish } from './wishes.ts';

/** The first step of a purchase: what it costs, with the rewards that the member wishes for and the offers that are open. */
export function price(
    running: Running,
    occurrence: Occurrence,
    scope: Scope,
    wishes: readonly Wish[],
    offers: readonly OpenOffer[],
): PricedResult {
    const { program } = running;
    const { at, lines, shipping } = occurrence;
    const inForce = isInForce(running, at);
    const request: PriceRequest = {
        ...requestFor(running, occurrence, scope, program),
        rewards: wishes.map(({ reward, times, least }) => ({ reward, times, least })),
        offers: inForce ? offers : [],
        contracts: inForce ? contractPrices(running, at) : [],
        shipping,
        ...shippingTaxes(occurrence, program),
    };
    return withoutStored(priceOrder(request), lines, program);
}

/** By fields of the purchase: `shipping_tax`, and `shipping_pst` where there is a tax `pst`. Levies are on goods. */
function shippingTaxes(
    { fields }: Occurrence,
    { furtherTaxes, pricesInclude }: Program,
): Pick<PriceRequest, 'shippingTax' | 'shippingTaxes'> {
    const own = (field: string): Value => fields.get(`shipping_${field}`);
    const first = own('tax');
    const rate = first instanceof Rational ? first : undefined;
    if (furtherTaxes === undefined) return { shippingTax: rate };
    const rates = furtherTaxes.filter(({ levy }) => levy !== true);
    const taxes = taxesOn({ rate, isIn: pricesInclude === 'tax', own }, rates);
    const inPrice = taxes?.reduce((sum, each) => (each.onTop ? sum : sum.add(each.rate)), Rational.ZERO);
    return { shippingTax: inPrice, shippingTaxes: taxes };
}

/** What prices of a program ask, without rewards, offers, contracts and shipping. */
export function requestFor(running: Running, occurrence: Occurrence, scope: Scope, program: Program): PriceRequest {
    const { book, place } = running;
    const { lines, at, id } = occurrence;
    const used = usedBefore(running, at, NOW, undefined);
    return {
        program: isInForce(running, at) ? program : book.idle,
        lines,
        scope: silent(scope),
        at,
        zone: place.zone,
        rewards: [],
        offers: [],
        headroom(rule, index, value) {
            const limit = rule.limits[index];
            return limit?.amount.sub(used(rule.name, limit, index, value));
        },
        budgets: runningBudgets(running, at),
        waiting: rule => whyWaiting(running, rule, at),
        couponRefusal: couponRefusal(running, occurrence, silent(scope)),
        unknown: (rule, what) => running.emit(at, id, { kind: 'unknown', rule, what }),
        verdict: running.explain ? verdictFor(running, at, id) : undefined,
    };
}

/** Money for a wallet is no goods: it counts when it is used, unless it earns when it is sold. */
export function withoutStored(priced: PricedResult, lines: Occurrence['lines'], program: Program): PricedResult {
    const isStored = (index: number): boolean => {
        const line = lines[index];
        const wallet = line === undefined ? undefined : walletSold(line, program);
        return wallet !== undefined && wallet.earns !== 'when sold';
    };
    if (program.wallets === undefined || !lines.some((_, index) => isStored(index))) return priced;
    const counted = priced.lines.map((line, index) =>
        isStored(index) ? { ...line, net: 0n, exactNet: Rational.ZERO } : line,
    );
    return { ...priced, lines: counted, net: counted.reduce((sum, { net }) => sum + net, 0n) };
}

/** Notes what price rules used of their limits, and what they, rewards and offers used of budgets. */
export function notePrices(running: Running, priced: PricedResult, at: Instant): void {
    const { prices, currency } = running.program;
    for (const rule of prices) {
        const used = priced.uses.get(rule.name);
        if (used === undefined || rule.limits.length === 0) continue;
        const serial = nextSerial(running);
        for (const [index, limit] of rule.limits.entries()) {
            const money = Rational.fromUnits(used.money, currency.decimals);
            const amounts = { times: Rational.of(used.times), units: used.units, money, points: Rational.ZERO };
            if (limit.each === undefined) use(running, rule.name, index, limit, amounts[limit.of], at, serial);
            for (const [value, amount] of used.each?.[index] ?? []) {
                const whole = limit.of === 'money' ? amount.mul(Rational.fromUnits(1n, currency.decimals)) : amount;
                use(running, rule.name, index, limit, whole, at, serial, value);
            }
        }
    }
    const money = (minor: Rational): Rational => minor.mul(Rational.fromUnits(1n, currency.decimals));
    for (const { name, used, refused, isOver } of priced.budgets) {
        const budget = declared(running.book.budgets, name);
        noteBudget(running, budget, at, { used: money(used), refused: money(refused), isOver });
    }
}

/** The lines as they were priced, for earning, metrics and returns. */
export function toGoods(
    { lines: priced }: Pick<PricedResult, 'lines'>,
    { lines }: Pick<Occurrence, 'lines'>,
    { program }: Running,
): Goods[] {
    return priced.flatMap(({ quantity, gross, paid, net, exactNet, rewarded, freed }, index) => {
        const line = lines[index];
        if (line === undefined) return [];
        const byPoints =
            rewarded === 0n ? Rational.ZERO : withoutTax(Rational.of(rewarded), line.tax, isTaxIn(line, program));
        return [{ line, quantity, gross, paid, net, exactNet, rewarded: byPoints, ...(freed && { freed }) }];
    });
}

function runningBudgets(running: Running, at: Instant): PriceRequest['budgets'] {
    const { program, place } = running;
    return program.budgets.flatMap(budget => {
        const { name, covers, atMost, during, excess, afterwards } = budget;
        if (atMost.kind !== 'money' || !isDuring(during, at, place.zone, running.observer)) return [];
        const beside = afterwards.kind === 'share' ? { beside: afterwards.share } : {};
        return [{ name, covers, left: budgetLeft(running, budget, at), excess, ...beside }];
    });
}

function verdictFor(running: Running, at: Instant, cause: string): PriceRequest['verdict'] {
    return (rule, applied, why) => {
        const step = running.book.rewards.has(rule) ? 'reward' : 'price';
        running.emit(at, cause, { kind: 'verdict', step, rule, applied, why });
    };
}
