import { Rational } from '../base/rational.ts';
import { greater, lesser } from '../base/whole.ts';
import type { Instant } from '../base/zone.ts';
import { creditRule, type Wallet } from '../model/wallet.ts';
import { lifeOf } from './earn/life.ts';
import { scheduleLot, touch } from './expiry.ts';
import { availableIn, issue, type Lot, type Part, spend, takeBack } from './ledger.ts';
import { endOfValidity } from './moments.ts';
import { accountOf, ledgerIn, ledgerOf, type Running } from './running.ts';

export interface Booking {
    readonly at: Instant;
    readonly cause: string | undefined;
    /** `sale of GiftCard`: names of rules have no spaces. */
    readonly rule: string;
}

const NO_TERMS = { available: undefined, asked: undefined, limitedBy: undefined };

/** Minor units are put into a wallet. */
export function load(running: Running, wallet: Wallet, amount: bigint, booking: Booking & Pick<Lot, 'expires'>): Lot {
    const { at, cause, rule, expires } = booking;
    const { name } = wallet;
    const account = accountOf(running, name);
    const owner = running.state.member;
    const lot = issue(ledgerOf(running, name), { rule, amount, earned: at, available: undefined, expires, owner });
    const terms = { ...NO_TERMS, expires, account };
    running.emit(at, cause, { kind: 'posting', flow: 'issued', points: name, amount, lot: lot.number, rule, ...terms });
    scheduleLot(running, name, lot, account);
    touch(running, name, at);
    return lot;
}

/** When money that is loaded now is lost. */
export function walletExpiry(running: Running, { name }: Wallet, at: Instant): Instant | undefined {
    return lifeOf(running, name, { expiring: undefined, pending: undefined }, at).expires;
}

/** As much as there is, up to what is asked. */
export function draw(
    running: Running,
    { name, account: terms }: Wallet,
    asked: bigint,
    { at, cause, rule }: Booking,
): { readonly amount: bigint; readonly parts: readonly Part[] } {
    const ledger = ledgerOf(running, name);
    const account = accountOf(running, name);
    const amount = lesser(asked, greater(0n, availableIn(ledger)));
    const parts = spend(ledger, amount, terms);
    for (const part of parts) {
        const expires = ledger.lots.get(part.lot)?.expires;
        const more = { ...NO_TERMS, expires, account, amount: part.amount, lot: part.lot };
        running.emit(at, cause, { kind: 'posting', flow: 'spent', points: name, rule, ...more });
    }
    if (amount > 0n) touch(running, name, at);
    return { amount, parts };
}

/** Money that was loaded goes again: from its own lots first; what is not there any more is owed. */
export function takeOff(
    running: Running,
    { name, account: terms }: Wallet,
    amount: bigint,
    {
        at,
        cause,
        rule,
        lots,
        account,
    }: Booking & { readonly lots: readonly number[]; readonly account: string | undefined },
): void {
    const { parts, missing } = takeBack(ledgerIn(running, name, account), amount, lots, terms);
    const posted: readonly { lot: number | undefined; amount: bigint }[] =
        missing > 0n ? [...parts, { lot: undefined, amount: missing }] : parts;
    for (const part of posted) {
        const more = { ...NO_TERMS, expires: undefined, account, amount: part.amount, lot: part.lot };
        running.emit(at, cause, { kind: 'posting', flow: 'taken back', points: name, rule, ...more });
    }
}

/** What rules give as credit is put into the wallet that holds it; what they take back is taken from it. */
export function holdCredit(running: Running, amount: bigint, booking: Omit<Booking, 'rule'>): void {
    const wallet = (running.program.wallets ?? []).find(({ holdsCredit }) => holdsCredit);
    if (wallet === undefined || amount === 0n) return;
    const rule = creditRule(wallet.name);
    if (amount > 0n)
        load(running, wallet, amount, { ...booking, rule, expires: walletExpiry(running, wallet, booking.at) });
    else takeOff(running, wallet, -amount, { ...booking, rule, lots: [], account: accountOf(running, wallet.name) });
}

/** Minor units given on top of what is loaded, with their expiry: of the highest amount that is reached. */
export function bonusOn(
    running: Running,
    wallet: Wallet,
    loaded: bigint,
    at: Instant,
): { readonly amount: bigint; readonly expires: Instant | undefined } | undefined {
    const { decimals } = wallet.account;
    const whole = Rational.fromUnits(loaded, decimals);
    const reached = wallet.bonuses.filter(({ from }) => whole.ge(from));
    const best = reached.toSorted((a, b) => b.from.compare(a.from))[0];
    if (best === undefined) return undefined;
    const { value, expiring } = best;
    const exact = value.kind === 'share' ? whole.mul(value.rate) : value.amount;
    const expires =
        expiring === undefined ? walletExpiry(running, wallet, at) : endOfValidity(at, expiring, running.place.zone);
    return { amount: exact.toUnits(decimals, 'half up'), expires };
}
