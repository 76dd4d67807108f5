import type { HistoryColumns } from '../../src/model/columns.ts';

/*
 * The data of REF-1, from a seed: customers whose activity falls off as a Zipf-Mandelbrot law, line items of lognormal
 * amounts, refunds days later, redemptions. The same numbers for the same seed, on every machine.
 */

export const FIRST_DAY = 19_358;
export const END_DAY = 20_454;
const DAY = 86_400;
const SPAN = (END_DAY - FIRST_DAY) * DAY;
const BEGIN = FIRST_DAY * DAY;
const QUANTILES = 4096;
const REDEEMED = [100, 200, 500, 1000];
export const CATEGORIES = ['grocery', 'fashion', 'electronics', 'home', 'beauty', 'toys', 'sports', 'fuel'];

export const PURCHASE = 0;
export const REFUND = 1;
export const REDEEM = 2;

/** Rows by customer, then in the order of time. */
export interface Rows {
    readonly customers: number;
    readonly customer: Int32Array;
    readonly time: Int32Array;
    readonly type: Uint8Array;
    readonly amount: Int32Array;
    readonly category: Uint8Array;
    readonly transaction: Int32Array;
    readonly refunded: Int32Array;
    readonly birthMonth: Uint8Array;
}

export function drawRows(customers: number, count: number): Rows {
    const random = mulberry32(42);
    const pick = picker(customers, random);
    const { birthMonth, customerAt } = pick;
    const amounts = lognormalAmounts(random);
    const rows = emptyRows(customers, count);
    const pending = new Map<number, number[]>();
    let [row, transaction, lastDay] = [0, 0, FIRST_DAY - 1];
    const emit = (who: number, time: number, type: number, amount: number, category: number, of: number): void => {
        if (row >= count) return;
        rows.customer[row] = who;
        rows.time[row] = time;
        rows.type[row] = type;
        rows.amount[row] = amount;
        rows.category[row] = category;
        rows.transaction[row] = transaction;
        rows.refunded[row] = of;
        row++;
    };
    while (row < count) {
        const time = BEGIN + Math.floor((row / count) * SPAN);
        const day = Math.floor(time / DAY);
        while (lastDay < day) {
            lastDay++;
            const due = pending.get(lastDay) ?? [];
            pending.delete(lastDay);
            for (let index = 0; index < due.length; index += 3) {
                transaction++;
                emit(due[index] ?? 0, lastDay * DAY, REFUND, due[index + 1] ?? 0, 255, due[index + 2] ?? 0);
            }
        }
        const who = customerAt(time);
        if (random() < 0.03) {
            transaction++;
            const points = REDEEMED[Math.floor(random() * 4)] ?? 0;
            random();
            emit(who, time, REDEEM, points, 255, 0);
            continue;
        }
        const id = ++transaction;
        random();
        let lines = 1;
        while (random() < 0.45 && lines < 12) lines++;
        let total = 0;
        for (let line = 0; line < lines && row < count; line++) {
            const amount = (amounts[Math.floor(random() * QUANTILES)] ?? 0) + Math.floor(random() * 100);
            const category = random() < 0.4 ? 0 : 1 + Math.floor(random() * 7);
            total += amount;
            emit(who, time, PURCHASE, amount, category, 0);
        }
        if (random() >= 0.04) continue;
        const back = day + 1 + Math.floor(random() * 30);
        const amount = random() < 0.5 ? total : Math.max(1, Math.floor(total * random()));
        if (back >= END_DAY) continue;
        const due = pending.get(back) ?? [];
        pending.set(back, due);
        due.push(who, amount, id);
    }
    return byCustomer({ ...rows, birthMonth });
}

/** The same as compiled programs take it. */
export function columnsOfRows(rows: Rows): { readonly columns: HistoryColumns; readonly events: readonly string[] } {
    const { customers, customer, time, type, amount, category, transaction, birthMonth } = rows;
    const count = customer.length;
    const begins = new Int32Array(customers + 1);
    for (const who of customer) begins[who + 1] = (begins[who + 1] ?? 0) + 1;
    for (let index = 1; index <= customers; index++) begins[index] = (begins[index] ?? 0) + (begins[index - 1] ?? 0);
    const continues = new Uint8Array(count);
    const rewards = new Uint8Array(count);
    for (let row = 0; row < count; row++) {
        if (type[row] === REDEEM) rewards[row] = 1 + REDEEMED.indexOf(amount[row] ?? 0);
        if (row > 0 && type[row] === PURCHASE && transaction[row] === transaction[row - 1]) continues[row] = 1;
    }
    const ends = Int32Array.from({ length: customers }, (_, index) => 8 * (index + 1));
    const ids = new TextEncoder().encode(
        Array.from({ length: customers }, (_, index) => String(index).padStart(8, '0')).join(''),
    );
    return {
        events: ['purchase', 'refund', 'redemption'],
        columns: {
            memberCount: customers,
            rowCount: count,
            begins,
            memberIds: { kind: 'text', bytes: ids, ends },
            memberFields: new Map([
                ['birth_month', { kind: 'number', values: Int8Array.from(birthMonth), per: 1, unknown: undefined }],
            ]),
            source: type,
            continues,
            place: Float64Array.from(time, (_, row) => row),
            moment: { values: time, step: 1000 },
            fields: new Map([
                ['amount', { kind: 'number', values: amount, per: 100, unknown: undefined }],
                [
                    'category',
                    {
                        kind: 'code',
                        codes: category.map(code => (code === 255 ? 0 : code + 1)),
                        texts: ['', ...CATEGORIES],
                    },
                ],
                ['reward', { kind: 'code', codes: rewards, texts: ['', 'R100', 'R200', 'R500', 'R1000'] }],
            ]),
        },
    };
}

function emptyRows(customers: number, count: number): Omit<Rows, 'birthMonth'> {
    return {
        customers,
        customer: new Int32Array(count),
        time: new Int32Array(count),
        type: new Uint8Array(count),
        amount: new Int32Array(count),
        category: new Uint8Array(count),
        transaction: new Int32Array(count),
        refunded: new Int32Array(count),
    };
}

/** Sorted by counting: what was in the order of time stays so for each customer. */
function byCustomer(rows: Rows): Rows {
    const { customers, customer } = rows;
    const next = new Int32Array(customers + 1);
    for (const who of customer) next[who + 1] = (next[who + 1] ?? 0) + 1;
    for (let index = 1; index <= customers; index++) next[index] = (next[index] ?? 0) + (next[index - 1] ?? 0);
    const sorted = { ...emptyRows(customers, customer.length), birthMonth: rows.birthMonth };
    for (const [row, who] of customer.entries()) {
        const place = next[who] ?? 0;
        next[who] = place + 1;
        sorted.customer[place] = who;
        sorted.time[place] = rows.time[row] ?? 0;
        sorted.type[place] = rows.type[row] ?? 0;
        sorted.amount[place] = rows.amount[row] ?? 0;
        sorted.category[place] = rows.category[row] ?? 0;
        sorted.transaction[place] = rows.transaction[row] ?? 0;
        sorted.refunded[place] = rows.refunded[row] ?? 0;
    }
    return sorted;
}

type Draw = () => number;

function mulberry32(seed: number): Draw {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    };
}

/** Customers by activity (an alias table), each with a time in which it is one. */
function picker(customers: number, random: Draw) {
    const { share, alias } = aliasTable(customers);
    const ids = Int32Array.from({ length: customers }, (_, index) => index);
    for (let index = customers - 1; index > 0; index--) {
        const other = Math.floor(random() * (index + 1));
        [ids[index], ids[other]] = [ids[other] ?? 0, ids[index] ?? 0];
    }
    const from = new Int32Array(customers);
    const to = new Int32Array(customers);
    const birthMonth = new Uint8Array(customers);
    for (let index = 0; index < customers; index++) {
        const start = BEGIN + Math.floor(random() * 0.6 * SPAN);
        from[index] = start;
        to[index] = random() < 0.3 ? start + Math.floor(random() * (BEGIN + SPAN - start)) : BEGIN + SPAN;
        birthMonth[index] = 1 + Math.floor(random() * 12);
    }
    const customerAt = (time: number): number => {
        let who = 0;
        for (let attempt = 0; attempt < 8; attempt++) {
            const rank = Math.floor(random() * customers);
            who = ids[random() < (share[rank] ?? 0) ? rank : (alias[rank] ?? 0)] ?? 0;
            if ((from[who] ?? 0) <= time && time < (to[who] ?? 0)) return who;
        }
        return who;
    };
    return { birthMonth, customerAt };
}

function aliasTable(customers: number): { readonly share: Float64Array; readonly alias: Int32Array } {
    const weights = Float64Array.from({ length: customers }, (_, rank) => (rank + 1 + customers / 1000) ** -0.8);
    let total = 0;
    for (const weight of weights) total += weight;
    const share = weights.map(weight => (weight * customers) / total);
    const alias = new Int32Array(customers);
    const [small, large]: [number[], number[]] = [[], []];
    for (const [rank, part] of share.entries()) (part < 1 ? small : large).push(rank);
    while (small.length > 0 && large.length > 0) {
        const [low, high] = [small.pop() ?? 0, large.pop() ?? 0];
        alias[low] = high;
        share[high] = (share[high] ?? 0) - (1 - (share[low] ?? 0));
        ((share[high] ?? 0) < 1 ? small : large).push(high);
    }
    for (const rank of [...large, ...small]) share[rank] = 1;
    return { share, alias };
}

/** Cents with a median of 20 euros. */
function lognormalAmounts(random: Draw): Int32Array {
    const normal = new Float64Array(QUANTILES);
    for (let index = 0; index < QUANTILES; index += 2) {
        const radius = Math.sqrt(-2 * Math.log(1 - random()));
        const angle = 2 * Math.PI * random();
        normal[index] = radius * Math.cos(angle);
        normal[index + 1] = radius * Math.sin(angle);
    }
    return Int32Array.from(normal, z => Math.max(50, Math.round(2000 * Math.exp(1.1 * z))));
}
