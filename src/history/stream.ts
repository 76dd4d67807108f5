import { invariant } from '../base/invariant.ts';
import type { Member, Occurrence } from '../model/occurrence.ts';
import { IN_TIME } from './arrange.ts';
import { Assembler, type Draft, type MemberHistory, type Reading, stranger } from './assemble.ts';
import { type Database, quotedString } from './database.ts';
import { HistoryRows, historyColumns } from './history-rows.ts';
import { NO_MOMENT } from './row-numbers.ts';

/** Some of the members, by their ids in the order of bytes; half-open, sides may be open. */
export interface MemberRange {
    readonly from: string | undefined;
    readonly until: string | undefined;
}

export const EVERYONE: MemberRange = { from: undefined, until: undefined };

/** Members in the order of their ids, one at a time. */
export async function* streamMembers(
    database: Database,
    reading: Reading,
    { from, until }: MemberRange = EVERYONE,
): AsyncGenerator<MemberHistory> {
    const assembler = new Assembler(reading);
    const sides = [
        ...(from === undefined ? [] : [`member >= ${quotedString(from)}`]),
        ...(until === undefined ? [] : [`member < ${quotedString(until)}`]),
    ];
    const where = sides.length === 0 ? '' : ` WHERE ${sides.join(' AND ')}`;
    let current: MemberRows | undefined;
    for await (const chunk of database.chunks(`SELECT ${columnsOf(reading)} FROM history${where}`)) {
        reading.signal?.throwIfAborted();
        const rows = new HistoryRows(chunk);
        for (; rows.at < rows.count; rows.at++) {
            const id = rows.sortedMember();
            if (current?.id !== id) {
                if (current !== undefined) yield current.done();
                current = new MemberRows(id, assembler);
            }
            current.take(rows);
        }
    }
    if (current !== undefined) yield current.done();
}

/** Everything that happened, in the order of time; at one moment enrolments first, then by file and row. */
export async function* streamInTime(database: Database, reading: Reading): AsyncGenerator<Occurrence> {
    const assembler = new Assembler(reading);
    let draft: Draft | undefined;
    const sql = `SELECT ${columnsOf(reading)} FROM history WHERE moment > ${NO_MOMENT} ORDER BY ${IN_TIME}`;
    for await (const chunk of database.chunks(sql)) {
        reading.signal?.throwIfAborted();
        const rows = new HistoryRows(chunk);
        for (; rows.at < rows.count; rows.at++) {
            if (draft !== undefined && rows.continues()) {
                assembler.add(draft, rows);
                continue;
            }
            const member = rows.member();
            if (draft !== undefined) yield draft.done();
            draft = rows.kind() === 0 ? undefined : assembler.begin(rows, member);
            if (draft === undefined) yield assembler.enrolment(rows, member);
        }
    }
    if (draft !== undefined) yield draft.done();
}

/** All members, without what happened to them. */
export async function* streamRoster(database: Database, reading: Reading): AsyncGenerator<Member> {
    const assembler = new Assembler(reading);
    const first = `SELECT ${columnsOf(reading)} FROM history QUALIFY row_number() OVER (PARTITION BY member ORDER BY kind) = 1`;
    for await (const chunk of database.chunks(first)) {
        reading.signal?.throwIfAborted();
        const rows = new HistoryRows(chunk);
        for (; rows.at < rows.count; rows.at++) {
            const id = rows.member();
            yield rows.kind() === 0 ? assembler.member(rows, id) : stranger(id);
        }
    }
}

class MemberRows {
    readonly id: string;
    readonly #assembler: Assembler;
    readonly #occurrences: Occurrence[] = [];
    #member: Member | undefined;
    #enrolment: Occurrence | undefined;
    #draft: Draft | undefined;

    constructor(id: string, assembler: Assembler) {
        this.id = id;
        this.#assembler = assembler;
    }

    take(rows: HistoryRows): void {
        if (rows.kind() === 0) {
            invariant(this.#member === undefined, 'a member stands in one row');
            this.#member = this.#assembler.member(rows, this.id);
            if (rows.moment() > NO_MOMENT) this.#enrolment = this.#assembler.enrolment(rows, this.id);
        } else if (this.#draft !== undefined && rows.continues()) {
            this.#assembler.add(this.#draft, rows);
        } else {
            this.#finish();
            this.#draft = this.#assembler.begin(rows, this.id);
        }
    }

    done(): MemberHistory {
        this.#finish();
        this.#enrol();
        return { member: this.#member ?? stranger(this.id), occurrences: this.#occurrences };
    }

    #finish(): void {
        if (this.#draft !== undefined) this.#occurrences.push(this.#draft.done());
    }

    /** Before everything that happened from its moment on. */
    #enrol(): void {
        const enrolment = this.#enrolment;
        if (enrolment === undefined) return;
        const later = this.#occurrences.findIndex(occurrence => occurrence.at >= enrolment.at);
        this.#occurrences.splice(later < 0 ? this.#occurrences.length : later, 0, enrolment);
    }
}

const columnsOf = (reading: Reading): string =>
    historyColumns(Math.max(0, ...reading.plans.map(plan => plan.fields.length)));
