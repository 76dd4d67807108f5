import type { Wallet } from '../../model/wallet.ts';
import { addable } from './adding.ts';
import type { MemberTally, Tally } from './tally.ts';

/** Minor units that were loaded, by what for. What is not told apart here stands in the tally of points. */
export interface Loaded {
    sold: bigint;
    toppedUp: bigint;
    bonus: bigint;
    credit: bigint;
}

export interface WalletTally extends Tally {
    readonly loaded: (wallet: string) => Readonly<Loaded>;
}

const none = (): Loaded => ({ sold: 0n, toppedUp: 0n, bonus: 0n, credit: 0n });

export function createWalletTally(wallets: readonly Wallet[]): WalletTally {
    const loaded = new Map(wallets.map(({ name }) => [name, none()]));
    const member: MemberTally = {
        take(outcome) {
            if (outcome.kind !== 'posting' || outcome.flow !== 'issued') return;
            const own = loaded.get(outcome.points);
            const what = own === undefined ? undefined : LOADS[outcome.rule?.split(' ')[0] ?? ''];
            if (own !== undefined && what !== undefined) own[what] += outcome.amount;
        },
        close() {},
    };
    return {
        hears: wallets.length === 0 ? [] : ['posting'],
        open: () => member,
        ...addable(loaded),
        loaded: wallet => loaded.get(wallet) ?? none(),
    };
}

/** By the first word of what a posting is owed to. */
const LOADS: Readonly<Record<string, keyof Loaded>> = {
    sale: 'sold',
    'top-up': 'toppedUp',
    bonus: 'bonus',
    credit: 'credit',
};
