import { FIGURES, type Figures } from './by-hand.ts';
import { CATEGORIES, END_DAY, FIRST_DAY, PURCHASE, REFUND, type Rows } from './customers.ts';

/** What an engine of rules is asked at a purchase. */
export interface Asked {
    readonly items: readonly { readonly amount: number; readonly category: string }[];
    readonly total: number;
    /** What was spent in the year before. */
    readonly qualifying: number;
    readonly weekend: boolean;
    readonly month: number;
    readonly birthMonth: number;
    readonly welcomed: boolean;
    readonly birthdayDone: boolean;
    /** Days since the purchase before. */
    readonly gap: number;
}

/** What it decides. */
export interface Decided {
    readonly tier: number;
    readonly points: number;
    readonly welcome: boolean;
    readonly birthday: boolean;
    readonly lapse: boolean;
}

export type Decide = (asked: Asked) => Promise<Decided> | Decided;

/**
 * REF-1 around an engine that decides about one event at a time, as its users write it: it keeps what is known of a
 * customer, lots, windows and counts. Customers up to a number; gives how many rows these are.
 */
export async function runHosted(rows: Rows, customers: number, decide: Decide, out: Figures): Promise<number> {
    let row = 0;
    while (row < rows.customer.length && (rows.customer[row] ?? 0) < customers) {
        const customer = new Customer(rows, row, decide);
        row = await customer.run();
        for (const figure of FIGURES) out[figure][customer.who] = customer[figure];
    }
    return row;
}

class Customer {
    readonly who: number;
    tier = 0;
    balance = 0;
    lifetime = 0;
    expired = 0;
    clawed = 0;
    redeemed = 0;
    rejected = 0;
    lapse = 0;
    birthday = 0;
    rises = 0;
    falls = 0;
    capped = 0;
    readonly #rows: Rows;
    readonly #decide: Decide;
    #row: number;
    readonly #lots: { readonly day: number; points: number }[] = [];
    readonly #window: { readonly day: number; readonly amount: number }[] = [];
    #spent = 0;
    #last = -1;
    #isWelcomed = false;
    #month = -1;
    #monthPoints = 0;
    #birthYear = -1;

    constructor(rows: Rows, row: number, decide: Decide) {
        this.#rows = rows;
        this.#decide = decide;
        this.#row = row;
        this.who = rows.customer[row] ?? 0;
    }

    /** The row after the customer's last. */
    async run(): Promise<number> {
        const { customer, time, type, amount } = this.#rows;
        while (customer[this.#row] === this.who) {
            const row = this.#row;
            const day = Math.floor((time[row] ?? 0) / 86_400);
            this.#expire(day);
            if (type[row] === PURCHASE) {
                await this.#purchase(day);
                continue;
            }
            const units = amount[row] ?? 0;
            if (type[row] === REFUND) {
                const take = Math.min(Math.floor(units / 100), this.balance);
                this.clawed += take;
                this.#consume(take);
                this.#spend(day, -units);
            } else if (this.balance >= units) {
                this.redeemed += units;
                this.#consume(units);
            } else this.rejected++;
            this.#row++;
        }
        this.#expire(END_DAY);
        if (this.#last >= 0 && END_DAY - this.#last >= 90) this.lapse++;
        this.#roll(END_DAY);
        this.#moveTo(this.#spent >= 200_000 ? 2 : this.#spent >= 50_000 ? 1 : 0);
        return this.#row;
    }

    async #purchase(day: number): Promise<void> {
        const { customer, type, transaction, amount, category, birthMonth } = this.#rows;
        const order = transaction[this.#row];
        const items: { amount: number; category: string }[] = [];
        let total = 0;
        for (; customer[this.#row] === this.who && type[this.#row] === PURCHASE; this.#row++) {
            if (transaction[this.#row] !== order) break;
            const cents = amount[this.#row] ?? 0;
            items.push({ amount: cents, category: CATEGORIES[category[this.#row] ?? 0] ?? '' });
            total += cents;
        }
        this.#roll(day);
        const { month, isWeekend } = dayOf(day);
        const year = Math.floor(month / 12);
        const decided = await this.#decide({
            ...{ items, total, qualifying: this.#spent, weekend: isWeekend, month: (month % 12) + 1 },
            ...{ birthMonth: birthMonth[this.who] ?? 0, welcomed: this.#isWelcomed },
            ...{ birthdayDone: this.#birthYear === year, gap: this.#last < 0 ? 0 : day - this.#last },
        });
        if (decided.lapse) this.lapse++;
        this.#last = day;
        this.#moveTo(decided.tier);
        if (month !== this.#month) [this.#month, this.#monthPoints] = [month, 0];
        const points = Math.min(decided.points, 5000 - this.#monthPoints);
        this.capped += decided.points - points;
        this.#monthPoints += points;
        let bonus = 0;
        if (decided.welcome) {
            this.#isWelcomed = true;
            bonus += 200;
        }
        if (decided.birthday) {
            this.#birthYear = year;
            this.birthday++;
            bonus += 100;
        }
        if (points + bonus > 0) this.#lots.push({ day, points: points + bonus });
        this.lifetime += points + bonus;
        this.balance += points + bonus;
        this.#spend(day, total);
    }

    #expire(day: number): void {
        for (let lot = this.#lots[0]; lot !== undefined && lot.day + 365 <= day; lot = this.#lots[0]) {
            this.expired += lot.points;
            this.balance -= lot.points;
            this.#lots.shift();
        }
    }

    #consume(points: number): void {
        this.balance -= points;
        let left = points;
        for (let lot = this.#lots[0]; lot !== undefined && left > 0; lot = this.#lots[0]) {
            const take = Math.min(lot.points, left);
            lot.points -= take;
            left -= take;
            if (lot.points === 0) this.#lots.shift();
        }
    }

    #spend(day: number, amount: number): void {
        this.#window.push({ day, amount });
        this.#spent += amount;
    }

    #roll(day: number): void {
        for (let entry = this.#window[0]; entry !== undefined && entry.day <= day - 365; entry = this.#window[0]) {
            this.#spent -= entry.amount;
            this.#window.shift();
        }
    }

    #moveTo(tier: number): void {
        if (tier > this.tier) this.rises++;
        if (tier < this.tier) this.falls++;
        this.tier = tier;
    }
}

const DAYS = Array.from({ length: END_DAY - FIRST_DAY + 1 }, (_, index) => {
    const date = new Date((FIRST_DAY + index) * 86_400_000);
    return { month: date.getUTCFullYear() * 12 + date.getUTCMonth(), isWeekend: date.getUTCDay() % 6 === 0 };
});

const dayOf = (day: number) => DAYS[day - FIRST_DAY] ?? { month: 0, isWeekend: false };
