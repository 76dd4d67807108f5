import { Rational } from '../base/rational.ts';
import { zoneOf } from '../base/zone.ts';
import type { Announcement } from '../model/announcement.ts';
import type { ListPrice } from '../model/contract.ts';
import type { RowFilter } from '../model/dataset.ts';
import type { Value } from '../model/value.ts';
import { BESIDE, REFUSED, UNKNOWN } from './dictionary.ts';
import type { FieldPlan, SourcePlan } from './mapping.ts';
import { readMoment } from './moment.ts';
import type { Rejects } from './rejects.ts';
import { NO_MOMENT, ROWS_PER_FILE } from './row-numbers.ts';
import type { StagedRow, Staging } from './staging.ts';
import { notADate } from './values.ts';

/** Where a row is in the cells of its file; -1 where the source does not map it. */
interface Places {
    readonly id: number;
    readonly member: number;
    readonly time: number;
    readonly order: number;
    readonly fields: readonly number[];
    readonly filters: readonly number[];
}

export interface IntakeTarget {
    readonly staging: Staging;
    readonly rejects: Rejects;
    /** What articles cost from when on. */
    readonly prices: ListPrice[];
    /** What happens for everybody. */
    readonly announcements: Announcement[];
}

/** Takes the rows of one file for one source: checks them, and stages or rejects them. */
export class Intake {
    readonly #plan: SourcePlan;
    readonly #file: number;
    readonly #staging: Staging;
    readonly #rejects: Rejects;
    readonly #prices: ListPrice[];
    readonly #announcements: Announcement[];
    readonly #places: Places;
    readonly #codes: number[];
    readonly #row: StagedRow;
    /** Lines of an order share their time: it is read once. */
    #lastTime = '';
    #lastMoment = NO_MOMENT;
    #problems: string[] = [];
    /** Rows that have ids may be dropped as repeated, so that nothing is sure of them. */
    readonly #canContinue: boolean;
    /** Whether the last row taken was a good one, which `#row` still holds. */
    #lastStaged = false;

    constructor(plan: SourcePlan, file: number, wanted: readonly string[], to: IntakeTarget) {
        this.#plan = plan;
        this.#file = file;
        this.#staging = to.staging;
        this.#rejects = to.rejects;
        this.#prices = to.prices;
        this.#announcements = to.announcements;
        this.#places = placesOf(plan, wanted);
        this.#codes = plan.fields.map(() => 0);
        this.#canContinue = plan.grouped && plan.id === undefined;
        this.#row = {
            kind: plan.kind,
            source: plan.index,
            continues: 0,
            member: '',
            ordering: '',
            ident: '',
            moment: NO_MOMENT,
            sequence: 0,
            beside: '',
        };
    }

    /** Whether the row is one of this source's, be it good or not. */
    wants(cells: readonly string[]): boolean {
        const { filters } = this.#plan;
        for (let index = 0; index < filters.length; index++) {
            const filter = filters[index];
            const cell = cells[this.#places.filters[index] ?? -1] ?? '';
            if (filter !== undefined && !holds(filter, cell)) return false;
        }
        return true;
    }

    /** `follows`: the row before it in the file was taken by this source, too, and both by no other. */
    take(number: number, cells: readonly string[], follows: boolean): void {
        if (this.#plan.listsPrices) {
            this.#takePrice(number, cells);
            return;
        }
        if (this.#plan.announces) {
            this.#takeAnnouncement(number, cells);
            return;
        }
        const row = this.#row;
        const { id, member, time, order } = this.#places;
        const { member: lastMember, ordering: lastOrdering, moment: lastMoment } = row;
        row.member = cells[member] ?? '';
        row.ordering = cells[order] ?? '';
        row.ident = cells[id] ?? '';
        row.beside = '';
        if (row.member === '') this.#missing(this.#plan.member, WHO[this.#plan.kind === 0 ? 'member' : 'event']);
        if (!isWhole(row.member) || !isWhole(row.ordering) || !isWhole(row.ident)) this.#problems.push(BROKEN_ID);
        this.#readFields(cells);
        this.#askPrice();
        row.moment = this.#plan.kind === 0 ? this.#enrolment() : this.#moment(cells[time] ?? '');
        row.sequence = this.#file * ROWS_PER_FILE + number;
        const isSame = row.ordering === lastOrdering && row.member === lastMember && row.moment === lastMoment;
        row.continues = isSame && follows && this.#lastStaged && this.#canContinue && row.ordering !== '' ? 1 : 0;
        this.#lastStaged = this.#problems.length === 0;
        if (this.#lastStaged) this.#staging.add(row, this.#codes);
        else this.#reject(number);
    }

    /** A row of the list of prices is no member's. */
    #takePrice(number: number, cells: readonly string[]): void {
        const value = (name: string): Value => {
            const index = this.#plan.fields.findIndex(field => field.name === name);
            const field = this.#plan.fields[index];
            const cell = cells[this.#places.fields[index] ?? -1] ?? '';
            if (cell === '') this.#missing(field?.column, `a list of prices needs the ${name}`);
            else if (field?.dictionary.encode(cell) === REFUSED) this.#refuse(field);
            else return field?.dictionary.read(cell);
            return undefined;
        };
        const [sku, price] = [value('sku'), value('price')];
        const from = this.#moment(cells[this.#places.time] ?? '');
        if (this.#problems.length > 0) this.#reject(number);
        else if (typeof sku === 'string' && price instanceof Rational) this.#prices.push({ sku, from, price });
    }

    #takeAnnouncement(number: number, cells: readonly string[]): void {
        const fields = new Map<string, Value>();
        for (const [index, field] of this.#plan.fields.entries()) {
            const cell = cells[this.#places.fields[index] ?? -1] ?? '';
            if (cell === '') continue;
            if (field.dictionary.encode(cell) === REFUSED) this.#refuse(field);
            else fields.set(field.name, field.dictionary.read(cell));
        }
        const at = this.#moment(cells[this.#places.time] ?? '');
        if (this.#problems.length > 0) this.#reject(number);
        else this.#announcements.push({ event: this.#plan.source.target, at, fields });
    }

    #reject(number: number): void {
        this.#rejects.add(this.#file, number, this.#problems.join(' '));
        this.#problems = [];
    }

    #readFields(cells: readonly string[]): void {
        const { fields } = this.#plan;
        let beside: [number, string][] | undefined;
        for (let index = 0; index < fields.length; index++) {
            const field = fields[index];
            const cell = cells[this.#places.fields[index] ?? -1] ?? '';
            if (field === undefined) continue;
            const code = field.dictionary.encode(cell);
            this.#codes[index] = code;
            if (code === REFUSED) this.#refuse(field);
            if (code === BESIDE) beside = [...(beside ?? []), [index, cell]];
        }
        if (beside !== undefined) this.#row.beside = JSON.stringify(beside);
    }

    /** A line of a purchase without any price is worth nothing, which nobody means. */
    #askPrice(): void {
        const { prices } = this.#plan;
        if (prices.length === 0 || this.#problems.length > 0) return;
        for (const index of prices) {
            const code = this.#codes[index] ?? UNKNOWN;
            if (code === BESIDE || this.#plan.fields[index]?.dictionary.value(code) instanceof Rational) return;
        }
        this.#missing(this.#plan.fields[prices[0] ?? 0]?.column, 'every line of a purchase needs its price or amount');
    }

    #moment(text: string): number {
        if (text === '') {
            this.#missing(this.#plan.time, 'every event needs its time');
            return NO_MOMENT;
        }
        if (text === this.#lastTime) return this.#lastMoment;
        const moment = readMoment(text, this.#plan.zone);
        if (moment === undefined) {
            this.#problems.push(`Column '${this.#plan.time}': ${notADate(text).reason}`);
            return NO_MOMENT;
        }
        this.#lastTime = text;
        this.#lastMoment = moment;
        return moment;
    }

    /** A member is enrolled at the start of the day of joining, where the member is. */
    #enrolment(): number {
        const { fields, ownZone, localZone } = this.#plan;
        const value = (index: number): Value => fields[index]?.dictionary.value(Math.max(0, this.#codes[index] ?? 0));
        const joined = value(fields.findIndex(field => field.use === 'joined'));
        if (typeof joined !== 'number') return NO_MOMENT;
        const name = ownZone ? value(fields.findIndex(field => field.name === 'timezone')) : undefined;
        const zone = typeof name === 'string' ? zoneOf(name) : undefined;
        return (zone ?? localZone).startOfDay(joined);
    }

    #refuse(field: FieldPlan): void {
        this.#problems.push(`Column '${field.column}': ${field.dictionary.refusal?.reason ?? ''}`);
    }

    #missing(column: string | undefined, why: string): void {
        this.#problems.push(`Column '${column ?? ''}' is empty: ${why}.`);
    }
}

/** Such texts would not come back from the database as they were, and one id might become another. */
const isWhole = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

const BROKEN_ID = 'An id holds a NUL character or half of a character.';

const WHO = { member: 'every member needs an id', event: 'every event needs its member' };

function holds(filter: RowFilter, cell: string): boolean {
    switch (filter.op) {
        case 'is':
        case 'in':
            return filter.values.includes(cell);
        case 'is not':
            return !filter.values.includes(cell);
    }
}

function placesOf(plan: SourcePlan, wanted: readonly string[]): Places {
    const place = (column: string | undefined): number => (column === undefined ? -1 : wanted.indexOf(column));
    return {
        id: place(plan.id),
        member: place(plan.member),
        time: place(plan.time),
        order: place(plan.order),
        fields: plan.fields.map(field => place(field.column)),
        filters: plan.filters.map(filter => place(filter.column)),
    };
}
