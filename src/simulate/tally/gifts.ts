import { apportion } from '../../base/apportion.ts';
import { Rational } from '../../base/rational.ts';
import type { Effect, Outcome, PricedLine, PricedOrder, ReturnedOrder } from '../../model/outcome.ts';

/** Money that a rule gave (or, on returns, what is undone of it), minor units. */
export interface RuleMoney {
    readonly rule: string;
    readonly amount: bigint;
}

/** What things cost that a trigger or a step of a journey gave, minor units. */
export const costOfPresents = ({ actions }: { readonly actions: readonly Effect[] }): bigint =>
    actions.reduce((sum, action) => (action.kind === 'present' ? sum + action.cost : sum), 0n);

/** What a reward costs where the program says so (`worth 0.80 EUR`); else it costs what it takes off the order. */
export type CostOfReward = (reward: string, granted: number) => bigint | undefined;

/**
 * Follows what one member was given in money from purchase to return: of a line that comes back, the discounts that
 * it had are undone in the same share, and add up to what the return says.
 */
export class Gifts {
    readonly #costOf: CostOfReward;
    readonly #orders = new Map<string, OrderGifts>();

    constructor(costOf: CostOfReward) {
        this.#costOf = costOf;
    }

    /** Discounts by rule, without those of rewards that have a cost of their own. */
    onPurchase(purchase: Outcome & PricedOrder): RuleMoney[] {
        if (purchase.discounts.length === 0) return [];
        const discounted = purchase.lines.filter(({ discounts }) => discounts.length > 0);
        if (purchase.cause !== undefined && discounted.length > 0) {
            const lines = new Map(discounted.map(line => [line.index, { line, gross: 0n, undone: 0n, shares: [] }]));
            this.#orders.set(purchase.cause, { lines, rewards: new Map() });
        }
        return purchase.discounts.filter(
            ({ rule, phase }) => phase !== 'reward' || this.#costOf(rule, 1) === undefined,
        );
    }

    /** What the reward costs beside what it takes off the order. */
    onRedemption(redemption: Extract<Outcome, { kind: 'redemption' }>): bigint {
        const cost = this.#costOf(redemption.reward, redemption.granted);
        if (cost === undefined) return 0n;
        const order = redemption.cause === undefined ? undefined : this.#orders.get(redemption.cause);
        const { value } = redemption;
        order?.rewards.set(redemption.reward, { discount: value, cost, undoneDiscount: 0n, undoneCost: 0n });
        return cost;
    }

    onReturn({ parts }: ReturnedOrder): RuleMoney[] {
        return parts.flatMap(({ purchase, line: number, gross, paid }) => {
            const order = this.#orders.get(purchase);
            const line = order?.lines.get(number);
            if (order === undefined || line === undefined) return [];
            return undo(line, gross, gross - paid).map(({ rule, amount }) => {
                const reward = order.rewards.get(rule);
                return { rule, amount: reward === undefined ? amount : undoReward(reward, amount) };
            });
        });
    }
}

interface OrderGifts {
    /** By number, those that had discounts. */
    readonly lines: Map<number, LineGifts>;
    /** Those with a cost of their own. */
    readonly rewards: Map<string, RewardGift>;
}

interface LineGifts {
    readonly line: PricedLine;
    /** What has come back, before discounts. */
    gross: bigint;
    /** Discounts that were undone, in all and by rule. */
    undone: bigint;
    shares: readonly bigint[];
}

interface RewardGift {
    readonly discount: bigint;
    readonly cost: bigint;
    undoneDiscount: bigint;
    undoneCost: bigint;
}

/** Cumulative, so that what is undone in several returns is what is undone in one. */
function undo(gifts: LineGifts, gross: bigint, discount: bigint): RuleMoney[] {
    const { discounts } = gifts.line;
    gifts.gross += gross;
    gifts.undone += discount;
    const before = gifts.shares;
    gifts.shares = sharesOf(gifts);
    return discounts.map(({ rule }, index) => ({ rule, amount: (gifts.shares[index] ?? 0n) - (before[index] ?? 0n) }));
}

/** A rule may raise a price: what it gave is negative, and shares follow the goods instead of the amounts. */
function sharesOf({ line, gross, undone }: LineGifts): readonly bigint[] {
    const amounts = line.discounts.map(({ amount }) => amount);
    const divided = amounts.every(amount => amount >= 0n) ? apportion(undone, amounts) : undefined;
    if (divided !== undefined || line.gross === 0n) return divided ?? amounts.map(() => 0n);
    const share = Rational.of(gross, line.gross);
    return amounts.map(amount => Rational.of(amount).mul(share).round('half up'));
}

function undoReward(gift: RewardGift, discount: bigint): bigint {
    if (gift.discount === 0n) return 0n;
    gift.undoneDiscount += discount;
    const before = gift.undoneCost;
    gift.undoneCost = Rational.of(gift.cost * gift.undoneDiscount, gift.discount).round('half up');
    return gift.undoneCost - before;
}
