import type { Rational } from '../base/rational.ts';
import type { Line } from './occurrence.ts';
import type { Points } from './points.ts';
import type { Program } from './program.ts';
import type { Declared } from './source.ts';
import type { Duration } from './type.ts';

/** Money that members have paid in, and pay with: gift cards, prepaid cards, store credit. A means of payment, no discount. */
export interface Wallet extends Declared {
    /** How its money is kept, in units of the currency's decimals: lots with their expiry, as points are. */
    readonly account: Points;
    readonly bonuses: readonly Bonus[];
    /** Row 4: whether goods earn that are paid from it, or its money when it is sold. */
    readonly earns: 'when used' | 'when sold' | 'nothing';
    /** What a return gives back first to the wallet: its share, as much as was paid from it, what other money does not cover, or nothing. */
    readonly refunds: 'pro rata' | 'first' | 'last' | 'never';
    /** What rules give as credit is put into it, and what is paid with credit comes from it. */
    readonly holdsCredit: boolean;
}

/** Given on top when money is loaded; the bonus of the highest amount that is reached. */
export interface Bonus {
    /** Whole currency units. */
    readonly from: Rational;
    readonly value:
        | { readonly kind: 'share'; readonly rate: Rational }
        | { readonly kind: 'money'; readonly amount: Rational };
    readonly expiring: Duration | undefined;
}

/** All that is kept in lots: points, and the money of wallets. */
export const accountsOf = ({ points, wallets = [] }: Pick<Program, 'points' | 'wallets'>): readonly Points[] =>
    wallets.length === 0 ? points : [...points, ...wallets.map(({ account }) => account)];

/** The wallet of a name; where none is said, the only one. */
export function walletNamed({ wallets = [] }: Pick<Program, 'wallets'>, name: unknown): Wallet | undefined {
    if (typeof name === 'string') return wallets.find(each => each.name === name);
    return wallets.length === 1 ? wallets[0] : undefined;
}

/** The wallet that a line of an order sells money for. */
export function walletSold({ giftCard, fields }: Line, program: Pick<Program, 'wallets'>): Wallet | undefined {
    return giftCard ? walletNamed(program, fields.get('wallet')) : undefined;
}

/** Under what name the bonus of a wallet stands in its ledger: names of rules have no spaces. */
export const bonusRule = (wallet: string): string => `bonus of ${wallet}`;

/** Under what name credit that rules gave stands in the ledger of the wallet that holds it. */
export const creditRule = (wallet: string): string => `credit of ${wallet}`;
