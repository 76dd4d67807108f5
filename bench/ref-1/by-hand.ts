// biome-ignore-all lint/style/noNonNullAssertion: what is written by hand for speed checks nothing that cannot be.
import { END_DAY, FIRST_DAY, REDEEM, REFUND, type Rows } from './customers.ts';

/** What is known of each customer at the end, in the order of the checksum. */
export const FIGURES = [
    'tier',
    'balance',
    'lifetime',
    'expired',
    'clawed',
    'redeemed',
    'rejected',
    'lapse',
    'birthday',
    'rises',
    'falls',
    'capped',
] as const;
/** Those that what a refund takes back does not change. */
export const FIGURES_OF_SQL = ['tier', 'lifetime', 'lapse', 'birthday', 'rises', 'falls', 'capped'] as const;

export type Figures = { readonly [figure in (typeof FIGURES)[number]]: Int32Array };

export const noFigures = (
    customers: number,
    memory: (bytes: number) => ArrayBufferLike = bytes => new ArrayBuffer(bytes),
): Figures =>
    // Every figure has its column.
    Object.fromEntries(FIGURES.map(figure => [figure, new Int32Array(memory(4 * customers))])) as unknown as Figures;

export function checksum(figures: Figures, of: readonly (keyof Figures)[] = FIGURES): number {
    const columns = of.map(figure => figures[figure]);
    let sum = 0;
    for (let who = 0; who < figures.tier.length; who++) {
        let hash = who + 1;
        for (const column of columns) hash = Math.imul(hash, 0x01000193) ^ (column[who] ?? 0);
        hash ^= hash >>> 15;
        sum = (sum + (hash >>> 0)) >>> 0;
    }
    return sum;
}

const DAYS = END_DAY - FIRST_DAY + 1;
const MONTHS = new Int32Array(DAYS);
const WEEKENDS = new Uint8Array(DAYS);
for (let index = 0; index < DAYS; index++) {
    const date = new Date((FIRST_DAY + index) * 86_400_000);
    MONTHS[index] = date.getUTCFullYear() * 12 + date.getUTCMonth();
    WEEKENDS[index] = date.getUTCDay() % 6 === 0 ? 1 : 0;
}

/** REF-1 as one writes it by hand for speed: a loop over typed arrays. `takes`: what a refund takes back. */
export function foldByHand(rows: Rows, out: Figures, takes: 'share' | 'point per euro'): void {
    const { customer, time, type, amount, category, transaction, refunded, birthMonth } = rows;
    const count = customer.length;
    let room = 4096;
    let lotDay = new Int32Array(room);
    let lotPoints = new Int32Array(room);
    let windowDay = new Int32Array(room);
    let windowAmount = new Int32Array(room);
    let orderId = new Int32Array(room);
    let orderPoints = new Int32Array(room);
    let orderTotal = new Int32Array(room);
    const isShare = takes === 'share';
    for (let i = 0; i < count; ) {
        const who = customer[i]!;
        let end = i + 1;
        while (end < count && customer[end] === who) end++;
        if (end - i > room) {
            room = (end - i) * 2;
            lotDay = new Int32Array(room);
            lotPoints = new Int32Array(room);
            windowDay = new Int32Array(room);
            windowAmount = new Int32Array(room);
            orderId = new Int32Array(room);
            orderPoints = new Int32Array(room);
            orderTotal = new Int32Array(room);
        }
        const born = birthMonth[who]! - 1;
        let [tier, balance, lifetime, expired, clawed, redeemed, rejected] = [0, 0, 0, 0, 0, 0, 0];
        let [lapse, birthday, rises, falls, capped] = [0, 0, 0, 0, 0];
        let [lotHead, lotTail, windowHead, windowTail, spent, orders] = [0, 0, 0, 0, 0, 0];
        let [last, month, monthPoints, birthYear] = [-1, -1, 0, -1];
        let isWelcomed = false;
        while (i < end) {
            const day = (time[i]! / 86_400) | 0;
            const kind = type[i]!;
            while (lotHead < lotTail && lotDay[lotHead]! + 365 <= day) {
                expired += lotPoints[lotHead]!;
                balance -= lotPoints[lotHead]!;
                lotHead++;
            }
            if (kind === 0) {
                if (last >= 0 && day - last >= 90) lapse++;
                last = day;
                while (windowHead < windowTail && windowDay[windowHead]! <= day - 365)
                    spent -= windowAmount[windowHead++]!;
                const next = spent >= 200_000 ? 2 : spent >= 50_000 ? 1 : 0;
                if (next !== tier) {
                    if (next > tier) rises++;
                    else falls++;
                    tier = next;
                }
                const id = transaction[i]!;
                let base = 0;
                let total = 0;
                do {
                    const cents = amount[i]!;
                    let points = (cents / 100) | 0;
                    if (category[i] === 0) points <<= 1;
                    base += points;
                    total += cents;
                    i++;
                } while (i < end && transaction[i] === id);
                let points = tier === 2 ? (base * 3) >> 1 : tier === 1 ? (base * 5) >> 2 : base;
                const index = day - FIRST_DAY;
                const now = MONTHS[index]!;
                if (WEEKENDS[index] === 1) points += (points / 10) | 0;
                const ofYear = now % 12;
                if (ofYear === 11) points = (points * 3) >> 1;
                if (now !== month) {
                    month = now;
                    monthPoints = 0;
                }
                const left = 5000 - monthPoints;
                if (points > left) {
                    capped += points - left;
                    points = left;
                }
                monthPoints += points;
                let bonus = 0;
                if (!isWelcomed && total > 5000) {
                    isWelcomed = true;
                    bonus = 200;
                }
                if (ofYear === born) {
                    const year = (now / 12) | 0;
                    if (birthYear !== year) {
                        birthYear = year;
                        birthday++;
                        bonus += 100;
                    }
                }
                const gift = points + bonus;
                if (gift > 0) {
                    lotDay[lotTail] = day;
                    lotPoints[lotTail++] = gift;
                    lifetime += gift;
                    balance += gift;
                }
                windowDay[windowTail] = day;
                windowAmount[windowTail++] = total;
                spent += total;
                orderId[orders] = id;
                orderPoints[orders] = points;
                orderTotal[orders++] = total;
                continue;
            }
            let take = 0;
            if (kind === REFUND) {
                const cents = amount[i]!;
                if (isShare) {
                    let [low, high, found] = [0, orders - 1, -1];
                    while (low <= high) {
                        const middle = (low + high) >> 1;
                        const id = orderId[middle]!;
                        if (id === refunded[i]) {
                            found = middle;
                            break;
                        }
                        if (id < refunded[i]!) low = middle + 1;
                        else high = middle - 1;
                    }
                    take = found < 0 ? 0 : Math.floor((orderPoints[found]! * cents) / orderTotal[found]!);
                } else take = (cents / 100) | 0;
                if (take > balance) take = balance;
                clawed += take;
                windowDay[windowTail] = day;
                windowAmount[windowTail++] = -cents;
                spent -= cents;
            } else if (kind === REDEEM && balance >= amount[i]!) {
                take = amount[i]!;
                redeemed += take;
            } else rejected++;
            balance -= take;
            while (take > 0) {
                const points = lotPoints[lotHead]!;
                if (points > take) {
                    lotPoints[lotHead] = points - take;
                    take = 0;
                } else {
                    take -= points;
                    lotHead++;
                }
            }
            i++;
        }
        while (lotHead < lotTail && lotDay[lotHead]! + 365 <= END_DAY) {
            expired += lotPoints[lotHead]!;
            balance -= lotPoints[lotHead]!;
            lotHead++;
        }
        if (last >= 0 && END_DAY - last >= 90) lapse++;
        while (windowHead < windowTail && windowDay[windowHead]! <= END_DAY - 365) spent -= windowAmount[windowHead++]!;
        const next = spent >= 200_000 ? 2 : spent >= 50_000 ? 1 : 0;
        if (next !== tier) {
            if (next > tier) rises++;
            else falls++;
            tier = next;
        }
        out.tier[who] = tier;
        out.balance[who] = balance;
        out.lifetime[who] = lifetime;
        out.expired[who] = expired;
        out.clawed[who] = clawed;
        out.redeemed[who] = redeemed;
        out.rejected[who] = rejected;
        out.lapse[who] = lapse;
        out.birthday[who] = birthday;
        out.rises[who] = rises;
        out.falls[who] = falls;
        out.capped[who] = capped;
    }
}
