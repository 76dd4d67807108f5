import { Rational } from '../base/rational.ts';
import { lesser } from '../base/whole.ts';
import type { Instant } from '../base/zone.ts';
import type { Occurrence } from '../model/occurrence.ts';
import { bonusRule, type Wallet, walletNamed, walletSold } from '../model/wallet.ts';
import { payableFor } from './payable.ts';
import { restoreParts } from './restore.ts';
import { accountOf, type Running } from './running.ts';
import type { EventFacts, OrderRecord } from './state.ts';
import type { StoredSale, StoredUse } from './stored.ts';
import { bonusOn, draw, load, takeOff, walletExpiry } from './wallet-ledger.ts';

/** Which part of an order is paid from which wallet, minor units; what is paid with credit comes from the one that holds it. */
export function walletTenders(running: Running, { fields, tenders }: Occurrence): StoredUse[] {
    const { wallets = [], currency } = running.program;
    return wallets.flatMap((wallet): StoredUse[] => {
        const said = fields.get(wallet.name);
        const own = said instanceof Rational ? said.toUnits(currency.decimals, 'half up') : 0n;
        const asked = own + (wallet.holdsCredit ? (tenders?.credit ?? 0n) : 0n);
        return asked <= 0n ? [] : [{ wallet: wallet.name, asked, own, account: undefined, parts: [], restored: 0n }];
    });
}

/** Takes what an order is paid with from the wallets. More than is there is used as the data says, and reported. */
export function payFromWallets(running: Running, record: OrderRecord): void {
    const { at, id } = record.facts;
    for (const use of record.stored) {
        const wallet = running.book.wallets.get(use.wallet);
        if (wallet === undefined) continue;
        use.account = accountOf(running, use.wallet);
        const { amount, parts } = draw(running, wallet, use.asked, { at, cause: id, rule: `use of ${wallet.name}` });
        use.parts = parts;
        if (amount === use.asked) continue;
        running.emit(at, id, { kind: 'unknown', rule: wallet.name, what: 'who loaded what was paid from it' });
    }
}

/** Stored value that an order sells: at its face value, whatever was paid for it. */
export function loadSold(running: Running, record: OrderRecord): void {
    for (const [index, { line, gross }] of record.goods.entries()) {
        const wallet = walletSold(line, running.program);
        if (wallet === undefined || gross <= 0n) continue;
        const named = line.fields.get('holder');
        const holder = typeof named === 'string' ? running.shared.pools.lines.get(named) : running;
        if (holder === undefined) {
            const what = `the member ${String(named)}, whose wallet it is`;
            running.emit(record.facts.at, record.facts.id, { kind: 'unknown', rule: wallet.name, what });
            continue;
        }
        const { at, id } = record.facts;
        const { lots, amount } = put(holder, wallet, gross, { at, cause: id, what: 'sale' });
        const account = accountOf(holder, wallet.name);
        const member = holder.state.member;
        record.sold.push({ wallet: wallet.name, line: index, holder: member, account, lots, amount, taken: 0n });
        if (holder !== running) running.touched?.(member);
    }
}

/** `topped_up`. */
export function topUp(running: Running, { fields, at, id }: EventFacts): void {
    const wallet = walletNamed(running.program, fields.get('wallet'));
    const amount = fields.get('amount');
    if (wallet === undefined || !(amount instanceof Rational)) {
        running.emit(at, id, { kind: 'unknown', rule: 'topped_up', what: wallet === undefined ? 'wallet' : 'amount' });
        return;
    }
    put(running, wallet, amount.toUnits(wallet.account.decimals, 'half up'), { at, cause: id, what: 'top-up' });
}

/** What is loaded, and its bonus. */
function put(
    running: Running,
    wallet: Wallet,
    amount: bigint,
    { at, cause, what }: { readonly at: Instant; readonly cause: string; readonly what: 'sale' | 'top-up' },
): { readonly lots: readonly number[]; readonly amount: bigint } {
    const expires = walletExpiry(running, wallet, at);
    const lot = load(running, wallet, amount, { at, cause, rule: `${what} of ${wallet.name}`, expires });
    const bonus = bonusOn(running, wallet, amount, at);
    if (bonus === undefined || bonus.amount === 0n) return { lots: [lot.number], amount };
    const rule = bonusRule(wallet.name);
    const more = load(running, wallet, bonus.amount, { at, cause, rule, expires: bonus.expires });
    // The bonus is given away: it is what the wallet costs.
    running.emit(at, cause, { kind: 'credit', amount: bonus.amount, rule: wallet.name, why: 'bonus' });
    return { lots: [more.number, lot.number], amount: amount + bonus.amount };
}

/** What a return gives back to wallets, and what it takes from those that were loaded with what comes back. */
export function returnStored(
    running: Running,
    record: OrderRecord,
    back: { readonly at: Instant; readonly serial: number; readonly cause: string },
): void {
    if (record.stored.length > 0) refund(running, record, back);
    for (const sale of record.sold) takeSold(running, record, sale, back);
}

function refund(
    running: Running,
    record: OrderRecord,
    back: { readonly at: Instant; readonly serial: number; readonly cause: string },
): void {
    const { all, kept } = payableFor(record, running.program);
    for (const use of record.stored) {
        const wallet = running.book.wallets.get(use.wallet);
        if (wallet === undefined) continue;
        const drawn = use.parts.reduce((sum, { amount }) => sum + amount, 0n);
        const due = refundDue(wallet, drawn, { all, back: all - kept, others: all - use.asked }) - use.restored;
        if (due <= 0n) continue;
        const spent = { points: use.wallet, account: use.account, reward: `refund of ${use.wallet}`, ...parts(use) };
        restoreParts(running, spent, due, back);
        use.restored += due;
    }
}

const parts = ({ parts, restored }: StoredUse): Pick<StoredUse, 'parts' | 'restored'> => ({ parts, restored });

/** Cumulative over several returns, minor units. */
function refundDue(
    { refunds }: Wallet,
    drawn: bigint,
    { all, back, others }: { readonly all: bigint; readonly back: bigint; readonly others: bigint },
): bigint {
    switch (refunds) {
        case 'pro rata':
            return all === 0n ? 0n : Rational.of(drawn * back, all).round('half up');
        case 'first':
            return lesser(drawn, back);
        case 'last':
            return back > others ? lesser(drawn, back - others) : 0n;
        case 'never':
            return 0n;
    }
}

function takeSold(
    running: Running,
    record: OrderRecord,
    sale: StoredSale,
    { at, cause }: { readonly at: Instant; readonly cause: string },
): void {
    const share = Rational.ONE.sub(record.kept[sale.line] ?? Rational.ONE);
    const due = Rational.of(sale.amount).mul(share).round('half up') - sale.taken;
    const wallet = running.book.wallets.get(sale.wallet);
    const holder = sale.holder === running.state.member ? running : running.shared.pools.lines.get(sale.holder);
    if (due <= 0n || wallet === undefined || holder === undefined) return;
    sale.taken += due;
    const { lots, account } = sale;
    takeOff(holder, wallet, due, { at, cause, rule: `return of ${wallet.name}`, lots, account });
}
