import { Rational } from '../../base/rational.ts';
import type { Contract } from '../../model/contract.ts';
import type { ContractPrices } from '../contracts/price-terms.ts';
import { holds } from '../evaluate.ts';
import { sayMoney } from '../say.ts';
import type { Scope } from '../scope.ts';
import { floorOf } from './floor.ts';
import { minor } from './goods.ts';
import { useUp } from './limits.ts';
import { budgetsOf, withinOrderBudgets } from './order-budgets.ts';
import { amountsLeft, type LineState, lineScope, type OrderState, orderScope, postOnLines } from './order-state.ts';
import { totalUnits, upTo } from './share-out.ts';

/**
 * Contract prices come before all price rules: a locked price first, then the discounts of the contract on what it
 * leaves. Of several contracts each line takes the one that is best for the member; ties go to the first declared.
 * `byPromotions` says what the item rules of the program alone would take off each line.
 */
export function applyContracts(order: OrderState, byPromotions: () => readonly bigint[]): void {
    const terms = order.request.contracts ?? [];
    if (terms.length === 0) return;
    const scope = orderScope(order, amountsLeft(order));
    const best = order.lines.map(line => bestOffer(order, line, terms, scope));
    const needsRival = best.some(offer => offer?.contract.precedence === 'best of contract and promotions');
    const rivals = needsRival ? byPromotions() : [];
    const shares = new Map<string, bigint[]>();
    for (const [index, offer] of best.entries()) {
        const line = order.lines[index];
        if (offer === undefined || line === undefined || loses(offer, rivals[index] ?? 0n)) continue;
        const own = shares.get(offer.contract.name) ?? order.lines.map(() => 0n);
        own[index] = offer.amount;
        shares.set(offer.contract.name, own);
        line.promotions = promotionsAfter(offer.contract);
    }
    for (const [contract, own] of shares) {
        const granted = upTo(own, withinOrderBudgets(order, contract, totalUnits(own)));
        shares.set(contract, granted);
        postOnLines(order, contract, 'contract', granted);
        useUp(budgetsOf(contract, order), { money: Rational.of(totalUnits(granted)), units: Rational.ZERO }, 0);
    }
    tell(order, terms, shares);
}

interface Offer {
    readonly contract: Contract;
    /** Minor units off the line; above zero. */
    readonly amount: bigint;
}

const loses = ({ contract, amount }: Offer, rival: bigint): boolean =>
    contract.precedence === 'best of contract and promotions' && rival > amount;

/** Which price rules may still change a line that a contract has priced. */
function promotionsAfter({ precedence }: Contract): LineState['promotions'] {
    switch (precedence) {
        case 'before promotions':
            return 'all';
        case 'best of contract and promotions':
            return 'order';
        case 'instead of promotions':
            return 'none';
    }
}

function bestOffer(
    order: OrderState,
    line: LineState,
    terms: readonly ContractPrices[],
    scope: Scope,
): Offer | undefined {
    if (!line.open) return undefined;
    const own = lineScope(scope, line, order);
    let best: Offer | undefined;
    for (const each of terms) {
        const amount = discountOf(order, line, each, reporting(order, each.contract, own));
        if (amount > 0n && (best === undefined || amount > best.amount)) best = { contract: each.contract, amount };
    }
    return best;
}

/** What is not known is reported under the contract's name. */
function reporting({ request }: OrderState, { name }: Contract, scope: Scope): Scope {
    const { unknown } = request;
    return unknown === undefined ? scope : { ...scope, onUnknown: what => unknown(name, what) };
}

/** Minor units, rounded half up once for the line; never below the contract's floor. */
function discountOf(
    order: OrderState,
    { line, gross }: LineState,
    { contract, locked }: ContractPrices,
    scope: Scope,
): bigint {
    const { decimals } = order;
    const full = Rational.of(gross);
    const lock = locked(line.sku, scope);
    const start = lock?.lt(line.price) ? minor(lock, decimals).mul(line.quantity) : full;
    let off = Rational.ZERO;
    for (const { off: each, condition } of contract.discounts) {
        if (condition !== undefined && !holds(condition, scope, order.request.program)) continue;
        off = off.add(each.kind === 'percent' ? start.mul(each.rate) : minor(each.amount, decimals).mul(line.quantity));
    }
    const wanted = full.sub(start.sub(off)).min(full);
    const most = contract.floor === undefined ? full : roomAbove(order, line.quantity, full, contract.floor, scope);
    return Rational.of(wanted.min(most).max(Rational.ZERO).round('half up')).min(full).floor();
}

function roomAbove(
    order: OrderState,
    quantity: Rational,
    full: Rational,
    floor: NonNullable<Contract['floor']>,
    scope: Scope,
): Rational {
    const { lowest } = floorOf(floor, scope, order);
    return lowest === undefined
        ? Rational.ZERO
        : Rational.of(full.sub(lowest.mul(quantity)).floor()).max(Rational.ZERO);
}

function tell(
    order: OrderState,
    terms: readonly ContractPrices[],
    shares: ReadonlyMap<string, readonly bigint[]>,
): void {
    const { verdict, program } = order.request;
    if (verdict === undefined) return;
    for (const { contract } of terms) {
        const amount = (shares.get(contract.name) ?? []).reduce((sum, each) => sum + each, 0n);
        const why = amount === 0n ? 'takes nothing off this order' : `takes ${sayMoney(amount, program)} off`;
        verdict(contract.name, amount !== 0n, why);
    }
}
