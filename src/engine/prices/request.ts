import type { Rational } from '../../base/rational.ts';
import type { Instant, Zone } from '../../base/zone.ts';
import type { Budget } from '../../model/budget.ts';
import type { Line, LineTax } from '../../model/occurrence.ts';
import type { PricedLine, PricedOrder, ShippingCharge } from '../../model/outcome.ts';
import type { Price } from '../../model/price.ts';
import type { Program } from '../../model/program.ts';
import type { Reward } from '../../model/reward.ts';
import type { BudgetUse } from '../budget-account.ts';
import type { ContractPrices } from '../contracts/price-terms.ts';
import type { Scope } from '../scope.ts';
import type { CouponRefusal } from './coupons.ts';

/** An order to be priced, and who asks when. */
export interface PriceRequest {
    readonly program: Program;
    readonly lines: readonly Line[];
    /** The member and the occasion; items and the order are put in while prices are worked out. */
    readonly scope: Scope;
    readonly at: Instant;
    readonly zone: Zone;
    /** What the member wants to redeem and can pay for. */
    readonly rewards: readonly RewardUse[];
    /** Offers that are open for this order. */
    readonly offers: readonly Offer[];
    /** Contracts that run, in the order of their declaration. */
    readonly contracts?: readonly ContractPrices[] | undefined;
    /** Charged, in minor units; absent where it is not known. */
    readonly shipping?: bigint | undefined;
    readonly shippingTax?: Rational | undefined;
    /** Where there are several, that one among them. */
    readonly shippingTaxes?: readonly LineTax[] | undefined;
    /** Told once for each price rule, reward and offer. */
    readonly verdict?: ((rule: string, applied: boolean, why: string) => void) | undefined;
    /** A condition or floor of a rule is not decided, as this is not known (row 23); else `scope.onUnknown` is told. */
    readonly unknown?: ((rule: string, what: string) => void) | undefined;
    /**
     * What is left of the limit `rule.limits[limitIndex]` before this order: whole currency units, units or times.
     * Where it is absent or says nothing, nothing of the limit has been used.
     */
    readonly headroom?: ((rule: Price, limitIndex: number, value?: string) => Rational | undefined) | undefined;
    readonly budgets?: readonly BudgetLeft[] | undefined;
    /** Why a rule waits for the end of a budget; undefined where it does not. */
    readonly waiting?: ((rule: string) => string | undefined) | undefined;
    /** Absent: the order has no codes. */
    readonly couponRefusal?: CouponRefusal | undefined;
}

/** A budget in money that runs at the moment; all rules that it covers share it. */
export interface BudgetLeft {
    readonly name: string;
    /** Names of price rules, rewards and triggers; others are of no matter here. */
    readonly covers: readonly string[];
    /** Whole currency units. */
    readonly left: Rational;
    readonly excess?: Budget['excess'];
    /** Of what does not fit, the share that is given all the same. */
    readonly beside?: Rational;
}

export interface RewardUse {
    readonly reward: Reward;
    readonly times: number;
    /** Where it is not had so often, it is not had at all. */
    readonly least?: number | undefined;
}

export interface Offer {
    readonly trigger: string;
    readonly discount:
        | { readonly kind: 'percent'; readonly rate: Rational }
        | { readonly kind: 'amount'; readonly amount: Rational };
    /** What the goods must come to before rewards and offers, whole currency units. */
    readonly minimum?: Rational | undefined;
}

/** What `PricedOrder` needs, and what earning, limits and the ledger ask for. */
export interface PricedResult extends Omit<PricedOrder, 'kind' | 'order' | 'lines' | 'due'> {
    readonly lines: readonly ExactLine[];
    /** Absent where it is not known what was charged. `paid` is `charged` less `discount`. */
    readonly shipping: ShippingCharge | undefined;
    /** What each price rule used of its limits; rules that did not apply are missing. */
    readonly uses: ReadonlyMap<string, RuleUse>;
    /** What was done to budgets, in whole minor units. */
    readonly budgets: readonly (BudgetUse & { readonly name: string })[];
    /** In the order of the request. */
    readonly rewards: readonly RewardResult[];
    /** By offer in the order of the request: minor units taken off, zero where there was nothing left to pay. */
    readonly offers: readonly { readonly trigger: string; readonly discount: bigint }[];
}

export interface ExactLine extends PricedLine {
    /** `paid` without its tax, exact minor units: what earning is computed on. */
    readonly exactNet: Rational;
    /** Discounts of `discounts` that rewards gave: paid with points. */
    readonly rewarded: bigint;
    /** Units that rewards have made free; absent where there are none. */
    readonly freed?: Rational;
}

export interface RuleUse {
    /** Orders that it applied to: one. */
    readonly times: number;
    /** Units that it made cheaper; of `buy n pay m` those that are free. */
    readonly units: Rational;
    /** Minor units that it took off. */
    readonly money: bigint;
    /** By limit, where it is one for each article: units, times or minor units by article. */
    readonly each?: readonly (ReadonlyMap<string, Rational> | undefined)[];
}

export interface RewardResult {
    readonly reward: string;
    readonly times: number;
    /** As often as it gave something; for the rest no points are due. */
    readonly granted: number;
    /** Minor units taken off this order. */
    readonly discount: bigint;
    readonly why: string;
}
