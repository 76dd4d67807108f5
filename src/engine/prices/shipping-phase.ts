import { Rational } from '../../base/rational.ts';
import type { Price, PriceAction, PriceStep } from '../../model/price.ts';
import type { Scope } from '../scope.ts';
import { flatFee, stepReached } from './brackets.ts';
import { chargeWithin } from './charge.ts';
import { floorOf } from './floor.ts';
import { type Goods, minor, sum } from './goods.ts';
import { linesWhere, matchingLines } from './matching.ts';
import { amountsLeft, type OrderState } from './order-state.ts';
import type { Claim, Phase, Room } from './phase.ts';
import { shareOut, total, totalUnits } from './share-out.ts';

/** Rules on what is charged for shipping; conditions and brackets look at the goods as they are paid. */
export function shippingPhase(order: OrderState, charged: bigint): Phase {
    const fee = Rational.of(charged);
    const taken = new Map<string, Rational>();
    return {
        name: 'shipping',
        places: 1,
        start: [fee],
        goods: () => amountsLeft(order),
        claims: (rule, base, scope, isOpen) => [isOpen(0) ? claimOf(order, rule, base[0] ?? fee, scope) : undefined],
        room: (rule, _, scope) => roomOf(order, rule, fee.sub(total([...taken.values()])), scope),
        take(rule, _, { amount }) {
            taken.set(rule.name, (taken.get(rule.name) ?? Rational.ZERO).add(amount));
            return [amount];
        },
        close() {
            const shares = shareOut([...taken.values()], charged);
            for (const [index, rule] of [...taken.keys()].entries()) {
                const amount = shares[index] ?? 0n;
                if (amount !== 0n) order.discounts.push({ rule, phase: 'shipping', amount });
            }
            order.shipping = charged - totalUnits(shares);
        },
    };
}

function claimOf(order: OrderState, rule: Price, fee: Rational, scope: Scope): Claim | undefined {
    const lines = matchingLines(order, rule, scope);
    if (rule.where.length > 0 && lines.length === 0) return undefined;
    const amounts = amountsLeft(order);
    const goods = sum(
        lines.map(line => ({
            amount: amounts[line] ?? Rational.ZERO,
            quantity: order.lines[line]?.line.quantity ?? Rational.ZERO,
        })),
    );
    const discounts = rule.actions.map(action => {
        const condition = 'condition' in action ? action.condition : undefined;
        const holds = condition === undefined || linesWhere(order, lines, condition, scope).length > 0;
        return holds ? discountOf(action, fee, goods, order.decimals) : Rational.ZERO;
    });
    const charged = chargeWithin(rule, fee.sub(total(discounts).min(fee)), order.decimals);
    return { amount: fee.sub(charged), units: Rational.ONE, bearers: [] };
}

/** Brackets say what shipping costs for so many goods; shipping has no units, so that all of it is priced alike. */
function discountOf(action: PriceAction, fee: Rational, goods: Goods, decimals: number): Rational {
    switch (action.kind) {
        case 'percent off':
            return fee.mul(action.rate);
        case 'amount off':
            return minor(action.amount, decimals);
        case 'new price':
            return fee.sub(minor(action.amount, decimals));
        case 'brackets': {
            const step = stepReached(action, goods, Rational.ZERO, decimals);
            return step === undefined ? Rational.ZERO : stepOff(step, fee, decimals).sub(flatFee(step, decimals));
        }
        case 'buy pay':
        case 'buy get':
        case 'bundle':
            return Rational.ZERO;
    }
}

function stepOff({ price }: PriceStep, fee: Rational, decimals: number): Rational {
    switch (price.kind) {
        case 'percent off':
            return fee.mul(price.rate);
        case 'amount off':
            return minor(price.amount, decimals);
        case 'unit price':
        case 'package price':
            return fee.sub(minor(price.amount, decimals));
        case 'list price':
            return Rational.ZERO;
    }
}

function roomOf(order: OrderState, rule: Price, left: Rational, scope: Scope): Room | undefined {
    if (rule.floor === undefined) return undefined;
    const floor = floorOf(rule.floor, scope, order);
    if (floor.lowest === undefined) return { most: Rational.ZERO, why: floor.why };
    const lowest = Rational.of(floor.lowest.ceil());
    return { most: left.sub(lowest).max(Rational.ZERO), why: floor.why };
}
